/**
 * The text of a script in gateway-plugin with its parts. Code that several scripts need is in gateway-plugin/parts; a line `# INCLUDE parts/NAME.ps1` inserts
 * that file. Hosts never get the parts separately: a script is sent as one text.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildError, lineAt } from './build-error';
import { shown } from './project';

const include = /^([ \t]*)# INCLUDE (.*)$/gm;
const partName = /^parts\/[a-z][a-z-]*\.ps1$/;

function readAscii(file: string): string {
    const text = readFileSync(file, 'utf8').replace(/\r/g, '');
    const position = text.search(/[^\x00-\x7f]/);
    if (position >= 0) {
        throw new BuildError(
            shown(file),
            lineAt(text, position),
            `the character ${text[position]} is not ASCII.`,
            'Write it in ASCII: hosts read scripts in their own code page.'
        );
    }
    return text;
}

/** @param file a script in gateway-plugin @throws BuildError for a missing part, for a part that includes others, and for text that hosts would misread */
export function scriptText(file: string): string {
    const text = readAscii(file);
    return text.replace(include, (_, indent: string, name: string, position: number) => {
        const part = join(dirname(file), name);
        if (!partName.test(name) || !existsSync(part)) {
            throw new BuildError(shown(file), lineAt(text, position), `there is no part "${name}".`, 'Name a file as parts/NAME.ps1.');
        }
        const lines = readAscii(part).trimEnd();
        if (new RegExp(include.source, 'm').test(lines)) {
            throw new BuildError(shown(part), null, 'a part includes another one.', 'Include both in the script.');
        }
        return lines
            .split('\n')
            .map(line => (line === '' ? line : `${indent}${line}`))
            .join('\n');
    });
}
