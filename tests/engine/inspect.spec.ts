import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';
import { engine } from '../support/engine';

/** Syntax that 5.1 does not know, and what the listing calls it. */
const newer: ReadonlyArray<readonly [script: string, ...what: readonly string[]]> = [
    ['$x ? 1 : 2', 'ternary ?:'],
    ['Get-VM && 1', 'pipeline chain && or ||'],
    ['Get-VM || 1', 'pipeline chain && or ||'],
    ['$x ?? 1', '??'],
    ['$x ??= 1', '??='],
    ['${x}?.Length', '?.'],
    ['${x}?.ToString()', '?.'],
    ['${x}?[0]', '?[]'],
    ['Get-VM &', 'background &'],
    ['function F { clean { } }', 'clean block'],
    ['1\n| Sort-Object', '| at the start of a line'],
    ['1\n# why\n| Sort-Object', '| at the start of a line'],
    ['"a`u{41}"', '`e or `u{} in a text'],
    ['"`e[0m $x"', '`e or `u{} in a text'],
    ['@"\n`e\n"@', '`e or `u{} in a text'],
    ['Write-Output `u{41}', '`e or `u{} in a text'],
    ['1u', 'numeric suffix'],
    ['0xFFuy', 'numeric suffix'],
    ['2ulkb', 'numeric suffix'],
    ['5n', 'numeric suffix'],
    ['0b101', 'numeric suffix'],
    ['0b101u', 'numeric suffix'],
    ['1, 2 | ForEach-Object -Parallel { $_ } -ThrottleLimit 2', 'parameter -Parallel', 'parameter -ThrottleLimit'],
    ['1, 2 | % -Parallel { $_ }', 'parameter -Parallel'],
    [`ConvertFrom-Json '{}' -AsHashtable`, 'parameter -AsHashtable'],
    [`Microsoft.PowerShell.Utility\\ConvertTo-Json 1 -AsArray`, 'parameter -AsArray'],
    ['Sort-Object -Top 3', 'parameter -Top'],
    ['1, 2 | Join-String', 'command Join-String'],
    ['Microsoft.PowerShell.Utility\\Get-Uptime', 'command Get-Uptime']
];

/** What 5.1 knows, though it looks like the above. */
const known: readonly string[] = [
    '$x | ? { $_ } | % { $_ }',
    '1 |\n  Sort-Object',
    `'\`u{41} \`e'`,
    `@'\n\`e\n'@`,
    '"``e and ``u{41}"',
    '1l; 2d; 1kb; 0xFF; 0x1e; 1e3; 1.5e-3; -3; 10mb; 2lkb',
    '$x?.Length',
    'if ($a -and $b) { 1 } elseif ($c) { 2 }',
    'ForEach-Object -Process { $_ } -Begin { } -End { }',
    '$script:x = @{ a = 1 }; [ordered]@{ b = 2 }',
    'class X { [int] $y; X() { } static [void] Z() { } }; enum E { a }',
    'switch -Regex ($x) { "a" { 1 } default { 2 } }'
];

describe('What a script uses', () => {
    async function inspect(script: string): Promise<ScriptUsage> {
        return (await engine()).inspect(script);
    }

    it('is listed by command, with parameters and arguments', async () => {
        const { commands, errors } = await inspect(`Get-CimInstance -ClassName Win32_Service -Filter "Name = '$x'" -KeyOnly\nGet-VM one -Id:$id`);
        expect(errors).toEqual([]);
        expect(commands).toEqual([
            {
                name: 'Get-CimInstance',
                line: 1,
                parameters: ['ClassName', 'Filter', 'KeyOnly'],
                splatted: false,
                dynamic: false,
                arguments: [
                    { parameter: 'ClassName', text: 'Win32_Service' },
                    { parameter: 'Filter', text: `"Name = '$x'"` }
                ]
            },
            {
                name: 'Get-VM',
                line: 2,
                parameters: ['Id'],
                splatted: false,
                dynamic: false,
                arguments: [
                    { parameter: null, text: 'one' },
                    { parameter: 'Id', text: '$id' }
                ]
            }
        ]);
    });

    it('is found wherever it stands', async () => {
        const { commands } = await inspect(
            [
                'function F { A1 }',
                'try { A2 } catch { A3 } finally { A4 }',
                'if (A5) { A6 } else { A7 }',
                '$x = @(A8) + (A9)',
                '"text $(A10)"',
                '@{ a = { A11 } }',
                'A12 | A13 { A14 }',
                'function G { param($p = (A15)) }'
            ].join('\n')
        );
        const names = commands.map(command => command.name);
        for (const name of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12', 'A13', 'A14', 'A15']) {
            expect(names).toContain(name);
        }
    });

    it('is marked where it is splatted', async () => {
        const { commands } = await inspect('Get-VM @more -Name x; Get-VM $more');
        expect(commands.map(command => command.splatted)).toEqual([true, false]);
    });

    it('is marked where the name is no constant', async () => {
        const { commands } = await inspect(`& $name -A 1; & "Get-$x"; . $file; & { 1 }; & 'Get-VM'; Hyper-V\\Get-VM; & (Get-Command 'x')`);
        expect(commands.map(command => [command.name, command.dynamic])).toEqual([
            ['$name', true],
            ['"Get-$x"', true],
            ['$file', true],
            ['{ 1 }', true],
            ['Get-VM', false],
            ['Hyper-V\\Get-VM', false],
            [`(Get-Command 'x')`, true],
            ['Get-Command', false]
        ]);
        expect(commands[0].parameters).toEqual(['A']);
    });

    it('is listed by type: literals, casts and declarations', async () => {
        const { types } = await inspect(
            `[math]::Abs(1)\n[xml]$text\nfunction F([int[]] $Many) { }\n$l = [System.Collections.Generic.List[string]]::new()\n$x -is [guid]`
        );
        expect(types).toEqual([
            { name: 'math', line: 1 },
            { name: 'xml', line: 2 },
            { name: 'int[]', line: 3 },
            { name: 'System.Collections.Generic.List[string]', line: 4 },
            { name: 'guid', line: 5 }
        ]);
    });

    it('is listed by member: instance and static, property and method, computed too', async () => {
        const { members } = await inspect(`$a.Name\n$a.Trim()\n[math]::PI\n[math]::Abs(1)\n$a.$b\n$a."Na me"\n$a."x$b"()`);
        expect(members).toEqual([
            { name: 'Name', static: false, method: false, line: 1 },
            { name: 'Trim', static: false, method: true, line: 2 },
            { name: 'PI', static: true, method: false, line: 3 },
            { name: 'Abs', static: true, method: true, line: 4 },
            { name: null, static: false, method: false, line: 5 },
            { name: 'Na me', static: false, method: false, line: 6 },
            { name: null, static: false, method: true, line: 7 }
        ]);
    });

    for (const [script, ...what] of newer) {
        it(`is newer than 5.1 in ${JSON.stringify(script)}`, async () => {
            const { newerThan51, errors } = await inspect(script);
            expect(errors).toEqual([]);
            expect(newerThan51.map(found => found.what)).toEqual([...what]);
        });
    }

    for (const script of known) {
        it(`is not newer than 5.1 in ${JSON.stringify(script)}`, async () => {
            const { newerThan51, errors } = await inspect(script);
            expect(errors).toEqual([]);
            expect(newerThan51).toEqual([]);
        });
    }

    it('is newer than 5.1 on a line', async () => {
        const { newerThan51 } = await inspect('$a = 1\n\n$b = $a ?? 2');
        expect(newerThan51).toEqual([{ what: '??', line: 3 }]);
    });

    it('is not ASCII at a line and a column', async () => {
        const { nonAscii } = await inspect(`# caf\u00e9\r\n'\u2019'\n$x = 1`);
        expect(nonAscii).toEqual([
            { line: 1, column: 6 },
            { line: 2, column: 2 }
        ]);
    });

    it('is listed as far as it can be read where there are syntax errors', async () => {
        const { errors, commands } = await inspect('Get-VM\nif ($a {\n}');
        expect(errors.map(error => error.line)).toContain(2);
        expect(errors.every(error => error.message.length > 0)).toBeTrue();
        expect(commands.map(command => command.name)).toContain('Get-VM');
    });

    it('is nothing in an empty text', async () => {
        expect(await inspect('')).toEqual({ errors: [], commands: [], types: [], members: [], newerThan51: [], nonAscii: [] });
    });

    it('is read, never run', async () => {
        // Whoever ran it would not come back within the time that a spec has.
        const { commands } = await inspect('Start-Sleep 86400; throw "x"');
        expect(commands.map(command => command.name)).toEqual(['Start-Sleep']);
    });

    it('is read from a text that is no valid UTF-16', async () => {
        const { commands, nonAscii } = await inspect(`Get-VM '\ud83d'`);
        expect(commands.map(command => command.name)).toEqual(['Get-VM']);
        expect(nonAscii).toEqual([{ line: 1, column: 9 }]);
    });
});
