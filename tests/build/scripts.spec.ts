/** Scripts of gateway-plugin: what the build makes of them, and the line with which it stops for anything else. */
import { join } from 'node:path';
import { ModuleKind, transpile } from 'typescript';
import { root } from '../../build/project';
import { scriptText } from '../../build/script-text';
import { readScript, readScripts, scriptsModule, withoutComments } from '../../build/scripts';
import { refusal, temporaryFolder } from './support/refusal';

const lines = (...content: string[]): string => content.join('\n');

describe('Scripts: comments', () => {
    for (const [what, text, wanted] of [
        ['comment lines and empty lines', lines('# one', '', '  # two', '$a = 1', '   ', '$b = 2', ''), lines('$a = 1', '$b = 2')],
        ['line ends of Windows and blanks at the end', '$a = 1  \r\n\r\n$b = 2\t\r\n', lines('$a = 1', '$b = 2')],
        ['a block comment', lines('<#', '.SYNOPSIS', 'Text', '#>', '$a = 1'), '$a = 1'],
        ['a block comment on one line', lines('<# short #>', '$a = 1'), '$a = 1'],
        ['a block comment before code', '<# why #> $a = 1', '  $a = 1'],
        ['a block comment within a line', '$a = <# why #> 1', '$a =   1'],
        ['a block comment that begins behind code', lines('f 1 <# why', 'this', '#>', '$a = 1'), lines('f 1', '$a = 1')],
        ['a block comment that ends before code', lines('<# why', '#> $a = 1'), '  $a = 1'],
        ['quotation marks in comments', lines("# don't", '<# "open #>', "$a = 'b'"), "$a = 'b'"]
    ] as const) {
        it(`takes out ${what}`, () => expect(withoutComments(text)).toBe(wanted));
    }

    for (const [what, text] of [
        ['a comment behind code', "$a = 1 # don't look"],
        ['a number sign in a text', lines("$a = '# b'", '$b = "# c"', '$c = a#b')],
        ['signs of a block comment in texts', lines("$a = '<#'", '$b = 1', "$c = '#>'")],
        ['a text that goes over lines', lines("$a = 'one", '# two', '', "three'", '$b = 1')],
        ['escaped quotation marks', lines('$a = "b`"', '# c', '"', "$d = 'it''s", '# e', "'")],
        ['a text that ends like the beginning of a here-string', lines("$a = 'me@'", "$b = 'b'")],
        ['a here-string', lines("$a = @'", '# no comment', '', "  '@ is no end", '<# nor this', "'@", '$b = 1')],
        ['a here-string with values', lines('$a = @"', '# $b', '', '"@', '$b = 1')]
    ] as const) {
        it(`keeps ${what}`, () => expect(withoutComments(text)).toBe(text));
    }

    it('goes on behind a here-string', () => {
        expect(withoutComments(lines("$a = @'", '# in', "'@", '# out', '', '$b = 1'))).toBe(lines("$a = @'", '# in', "'@", '$b = 1'));
    });
});

describe('Scripts: reading', () => {
    const folder = temporaryFolder();
    const help = (role = 'Readers'): string => lines('<#', '', '.SYNOPSIS', 'Short.', '', '.DESCRIPTION', 'Long.', '', '.ROLE', role, '', '#>');
    const write = (name: string, text: string): string => folder.write(name, text);

    it('gives command, code and help', () => {
        const script = readScript(write('Get-Thing.ps1', lines(help(), '', "$a = 'b'", '')));
        expect(script).toEqual({ command: 'Get-Thing', code: "$a = 'b'", help: help() });
    });

    it('stops at the first character that is not ASCII, with its line and why', () => {
        const file = write('Get-Thing.ps1', lines(help(), "$a = 'b'", "$b = 'K\u00f6ln \u201cx\u201d'"));
        expect(refusal(() => readScript(file))).toBe(
            `${file}:14: the character \u00f6 is not ASCII. Write it in ASCII: hosts read scripts in their own code page.`
        );
    });

    for (const name of ['Fetch-Thing', 'Get-The-Thing', 'Get', 'Get-', 'get-Thing', 'Get-thing', '-Thing', 'Get-Some Thing']) {
        it(`stops at the name ${name}`, () => {
            const file = write(`${name}.ps1`, help());
            expect(refusal(() => readScript(file))).toBe(
                `${file}: the file name is no approved Verb-Noun. Use a verb of Get-Verb and exactly one hyphen, such as Get-AvmaHost.ps1.`
            );
        });
    }

    for (const section of ['.SYNOPSIS', '.DESCRIPTION', '.ROLE']) {
        it(`stops where the header lacks ${section}`, () => {
            const file = write('Get-Thing.ps1', help().replace(section, '.NOTES'));
            expect(refusal(() => readScript(file))).toBe(
                `${file}:1: the header lacks ${section}. JEA needs a comment block with .SYNOPSIS, .DESCRIPTION and .ROLE.`
            );
        });
    }

    it('stops where there is no header', () => {
        const file = write('Get-Thing.ps1', '# .SYNOPSIS .DESCRIPTION .ROLE Readers');
        expect(refusal(() => readScript(file))).toContain('the header lacks .SYNOPSIS.');
    });

    it('puts in the parts that a script names, indented as it names them', () => {
        write('parts/one.ps1', lines('# A part.', 'function Get-One {', '', "    '# INCLUDED'", '}', ''));
        const file = write('Get-Thing.ps1', lines(help(), '# INCLUDE parts/one.ps1', '$look = {', '    # INCLUDE parts/one.ps1', '}'));
        const part = (indent: string): string[] => ['function Get-One {', "    '# INCLUDED'", '}'].map(line => indent + line);
        expect(readScript(file).code).toBe(lines(...part(''), '$look = {', ...part('    '), '}'));
    });

    for (const name of ['parts/two.ps1', '../parts/one.ps1', 'one.ps1', 'parts/One.ps1', 'parts/one.ps1 ']) {
        it(`stops at a part that is not there: "${name}"`, () => {
            write('parts/one.ps1', '$a = 1');
            const file = write('Get-Thing.ps1', lines(help(), `# INCLUDE ${name}`));
            expect(refusal(() => readScript(file))).toBe(`${file}:13: there is no part "${name}". Name a file as parts/NAME.ps1.`);
        });
    }

    it('stops at a part that includes another one, and at one that is not ASCII', () => {
        const file = write('Get-Thing.ps1', lines(help(), '# INCLUDE parts/one.ps1'));
        const part = write('parts/one.ps1', '# INCLUDE parts/one.ps1');
        expect(refusal(() => readScript(file))).toBe(`${part}: a part includes another one. Include both in the script.`);
        write('parts/one.ps1', lines('$a = 1', "$b = '\u00f6'"));
        expect(refusal(() => readScript(file))).toContain(`${part}:2: the character \u00f6 is not ASCII.`);
    });

    it('stops at a role that JEA does not have', () => {
        const file = write('Get-Thing.ps1', help('Everyone'));
        expect(refusal(() => readScript(file))).toBe(`${file}:9: "Everyone" is no role. Use one of Administrators, Readers, Hyper-V-Administrators.`);
    });
});

describe('Scripts: the generated module', () => {
    interface Entry {
        readonly command: string;
        readonly script: string;
    }

    /** Runs the generated TypeScript and gives what it exports. */
    function evaluate(text: string): Readonly<Record<string, Entry | string>> {
        const exported: { PowerShellScripts?: Readonly<Record<string, Entry | string>> } = {};
        new Function('exports', transpile(text, { module: ModuleKind.CommonJS }))(exported);
        return exported.PowerShellScripts ?? {};
    }

    it('evaluates to command and script, whatever the script contains', () => {
        const code = lines("$a = \"`$b ${c} \\ `\"\" + 'it''s'", "$d = @'", '*/ ${x} `', "'@");
        expect(evaluate(scriptsModule([{ command: 'Get-AvmaThing', code, help: '' }]))).toEqual({
            module: 'community.avma',
            powerShellPrefix: 'Avma',
            resourceName: 'CommunityAvma',
            Get_AvmaThing: { command: 'Get-Thing', script: `##Get-AvmaThing##:Get-AvmaThing.ps1\n${code}\n` }
        });
    });

    it('stops at a command without the prefix that the SDK puts into the names of commands', () => {
        expect(refusal(() => scriptsModule([{ command: 'Get-Thing', code: '', help: '' }]))).toBe(
            'Get-Thing.ps1: the noun does not begin with Avma. Name it Get-AvmaThing.ps1.'
        );
    });

    it('has every script of gateway-plugin, without comments and otherwise unchanged', () => {
        const folder = join(root, 'gateway-plugin');
        const scripts = readScripts(folder);
        const { module, powerShellPrefix, resourceName, ...entries } = evaluate(scriptsModule(scripts));
        expect([module, powerShellPrefix, resourceName]).toEqual(['community.avma', 'Avma', 'CommunityAvma']);
        expect(Object.keys(entries)).toEqual(scripts.map(script => script.command.replace('-', '_')));
        expect(Object.keys(entries)).toContain('Get_AvmaGuest');
        for (const [name, { command: sent, script }] of Object.entries(entries) as Array<[string, Entry]>) {
            const command = name.replace('_', '-');
            expect(sent).toBe(command.replace('-Avma', '-'));
            const [first, ...code] = script.trimEnd().split('\n');
            expect(first).toBe(`##${command}##:${command}.ps1`);
            expect(code.filter(line => /^\s*(#|<#|$)/.test(line))).toEqual([]);
            const source = scriptText(join(folder, `${command}.ps1`)).split('\n');
            expect(code.filter(line => !source.includes(line))).toEqual([]);
            expect(code.length).toBeGreaterThan(10);
        }
    });
});
