/** What Windows PowerShell 5.1 does otherwise than people expect, looked for in every script, document and text of the project. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The line of a place in a text, from 1. */
const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** The blocks of parameters of a script and of its functions: from `param (` to the parenthesis that closes it. */
function parameterBlocks(text: string): Array<readonly [start: number, block: string]> {
    // Comments are blanked, so that places stay.
    const code = text.replace(/<#[\s\S]*?#>|(?<![\w`])#.*$/gm, comment => comment.replace(/[^\n]/g, ' '));
    return [...code.matchAll(/\bparam\s*\(/gi)].map(({ index, 0: opening }) => {
        let depth = 1;
        let end = (index ?? 0) + opening.length;
        for (; end < code.length && depth > 0; end++) {
            depth += code[end] === '(' ? 1 : code[end] === ')' ? -1 : 0;
        }
        return [index ?? 0, code.slice(index ?? 0, end)];
    });
}

/** Defaults of parameters that use $PSScriptRoot, which is empty there when an advanced script is run by `powershell -File`. */
function scriptRootDefaults(text: string): number[] {
    return parameterBlocks(text).flatMap(([start, block]) => [...block.matchAll(/\$PSScriptRoot\b/gi)].map(found => lineOf(text, start + (found.index ?? 0))));
}

/** Lines that write a file without saying how its letters are written: ASCII by Export-Csv, the machine's code page or UTF-16 by the others. */
function unencodedWrites(text: string): number[] {
    const writes = /^(?:.*\|\s*|\s*)(?:Export-Csv|Out-File|Set-Content|Add-Content)\s+-/i;
    return text.split('\n').flatMap((line, index) => (writes.test(line) && !/ -Encoding UTF8\b/i.test(line) ? [index + 1] : []));
}

describe('Windows PowerShell 5.1 and', () => {
    const scripts = listed.filter(file => /\.(ps1|psm1|pssc)$/.test(file));
    const texts = listed.filter(file => /\.(ps1|psm1|md|resjson)$/.test(file) || /^src\/app\/domain\/.*(?<!\.spec)\.ts$/.test(file));
    const found = (files: readonly string[], look: (text: string) => number[]): string[] =>
        files.flatMap(file => look(read(file)).map(line => `${file}:${line}`));

    it('$PSScriptRoot: no default of a parameter uses it', () => {
        expect(scripts.length).toBeGreaterThan(20);
        expect(found(scripts, scriptRootDefaults)).toEqual([]);
    });

    it('letters other than ASCII: every command that writes a file names its encoding', () => {
        // The Pester suite writes ASCII of its own.
        expect(
            found(
                texts.filter(file => !file.startsWith('tests/pester/')),
                unencodedWrites
            )
        ).toEqual([]);
    });

    it('these rules, which find what they are for', () => {
        const script =
            '<# param ($a = $PSScriptRoot) #>\nparam (\n    [string] $Folder = (Join-Path $PSScriptRoot "x"), # $PSScriptRoot\n    $b\n)\n. $PSScriptRoot\\a.ps1';
        expect(scriptRootDefaults(script)).toEqual([3]);
        expect(scriptRootDefaults('function A { param($b = $psscriptroot) }')).toEqual([1]);
        const lines = [
            'Get-VM | Export-Csv -Path a.csv',
            'Get-VM | Export-Csv -Path a.csv -NoTypeInformation -Encoding UTF8',
            '  Out-File -FilePath a',
            '`Export-Csv` takes'
        ];
        expect(unencodedWrites(lines.join('\n'))).toEqual([1, 3]);
    });
});
