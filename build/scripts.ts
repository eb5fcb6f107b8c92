/** gateway-plugin/*.ps1 -> src/generated/powershell-scripts.ts: the SDK's form, command and text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BuildError, lineAt } from './build-error';
import { commandPrefix, moduleName, resourceName, root, shown } from './project';
import { scriptText } from './script-text';

/** The SDK's role names: who may run an operation. */
const roles = ['Administrators', 'Readers', 'Hyper-V-Administrators'];

const verbs = (JSON.parse(readFileSync(join(root, 'windows-surface/powershell/verbs.json'), 'utf8')) as { verbs: Array<{ verb: string } | string> }).verbs.map(
    one => (typeof one === 'string' ? one : one.verb)
);

export interface Script {
    /** Verb-Noun */
    readonly command: string;
    /** The script with its parts, without comments and empty lines. */
    readonly code: string;
    /** The help block, for the module's function. */
    readonly help: string;
}

/**
 * Parts of a script in which # or a quotation mark may have another meaning: here-strings, strings, block comments, comments, escaped characters. A comment
 * can only start where a word can.
 */
const parts = /@'[ \t]*\n[\s\S]*?\n'@|@"[ \t]*\n[\s\S]*?\n"@|'[^']*'|"(?:[^"`]|`[\s\S])*"|<#[\s\S]*?#>|(?<![^\s;,|&=(){}[\]])#[^\n]*|`[\s\S]/g;

/** Replaces line ends inside such parts, because those lines aren't lines of code. */
const innerLineEnd = '\0';

/** Removes block comments, comment lines and empty lines; strings and here-strings don't change. */
export function withoutComments(text: string): string {
    return text
        .replace(/\r/g, '')
        .replace(parts, part => (part.startsWith('<#') ? ' ' : part.replace(/\n/g, innerLineEnd)))
        .split('\n')
        .map(line => line.trimEnd())
        .filter(line => line !== '' && !line.trimStart().startsWith('#'))
        .join('\n')
        .replace(/\0/g, '\n');
}

/** The role in a header; empty if there is none. */
export function roleOf(help: string): string {
    return /\.ROLE\s+(\S+)/.exec(help)?.[1] ?? '';
}

/** @throws BuildError with file, line and fix */
export function readScript(file: string): Script {
    const text = scriptText(file);
    const name = shown(file);
    const command = basename(file, '.ps1');
    const [verb, noun, more] = command.split('-');
    if (!/^[A-Z][A-Za-z0-9]*$/.test(noun ?? '') || more !== undefined || !verbs.includes(verb)) {
        throw new BuildError(name, null, 'the file name is no approved Verb-Noun.', 'Use a verb of Get-Verb and exactly one hyphen, such as Get-AvmaHost.ps1.');
    }
    const help = /<#[\s\S]*?#>/.exec(text)?.[0] ?? '';
    for (const section of ['.SYNOPSIS', '.DESCRIPTION', '.ROLE']) {
        if (!help.includes(section)) {
            throw new BuildError(name, 1, `the header lacks ${section}.`, 'JEA needs a comment block with .SYNOPSIS, .DESCRIPTION and .ROLE.');
        }
    }
    const role = roleOf(help);
    if (!roles.includes(role)) {
        throw new BuildError(name, lineAt(text, text.indexOf('.ROLE')), `"${role}" is no role.`, `Use one of ${roles.join(', ')}.`);
    }
    return { command, code: withoutComments(text), help };
}

export function readScripts(folder: string): Script[] {
    return readdirSync(folder)
        .filter(name => name.endsWith('.ps1'))
        .sort()
        .map(name => readScript(join(folder, name)));
}

/** @throws BuildError for a command without our prefix */
function unprefixed(command: string): string {
    const [verb, noun] = command.split('-');
    if (!noun.startsWith(commandPrefix) || noun === commandPrefix) {
        throw new BuildError(`${command}.ps1`, null, `the noun does not begin with ${commandPrefix}.`, `Name it ${verb}-${commandPrefix}${noun}.ps1.`);
    }
    return `${verb}-${noun.slice(commandPrefix.length)}`;
}

/**
 * Formats the scripts like the SDK's gulp-ps-code. `PowerShell.createCommand` reads `command` and `script` of an entry, and inserts `powerShellPrefix` into
 * the command. It does the same with its own commands, which then exist only in our module.
 * @throws BuildError for a command without our prefix
 */
export function scriptsModule(scripts: readonly Script[]): string {
    const entries = scripts.map(script => {
        const text = `##${script.command}##:${script.command}.ps1\n${script.code}\n`;
        return `    export const ${script.command.replace('-', '_')} = {\n        command: '${unprefixed(script.command)}',\n        script: ${JSON.stringify(text)}\n    };`;
    });
    return (
        '/** Generated from gateway-plugin by build/scripts.ts. */\n// eslint-disable-next-line @typescript-eslint/no-namespace\n' +
        `export module PowerShellScripts {\n    export const module = '${moduleName}';\n    export const powerShellPrefix = '${commandPrefix}';\n    export const resourceName = '${resourceName}';\n${entries.join('\n')}\n}\n`
    );
}

/** Writes the generated code. @throws BuildError for invalid input */
export function compileScripts(): void {
    mkdirSync(join(root, 'src/generated'), { recursive: true });
    writeFileSync(join(root, 'src/generated/powershell-scripts.ts'), scriptsModule(readScripts(join(root, 'gateway-plugin'))));
}
