import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { openSession, run } from './support/engine';

/** What it is about, the script, and what its output is outside of PowerShell. */
const values: ReadonlyArray<readonly [title: string, script: string, ...expected: readonly unknown[]]> = [
    ['numbers', `1; -2; [long]12345678901; [byte]7; 1.5; [decimal]'2.5'; 0.1 + 0.2`, 1, -2, 12345678901, 7, 1.5, 2.5, 0.1 + 0.2],
    ['numbers beyond the decimal ones', `1e300; [float]0.1`, 1e300, 0.1],
    ['what is no number, as text', `[double]::NaN; [double]::PositiveInfinity`, 'NaN', 'Infinity'],
    ['flags and switches', `$true; [switch]$false`, true, false],
    ['enumerations as numbers', `[DayOfWeek]::Friday; [ConsoleColor]'Red'`, 5, 12],
    ['dates in UTC', `[datetime]::new(2020, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)`, '2020-01-02T03:04:05.0000000Z'],
    ['texts of every kind', `"a\`r\`n\`t"; [string][char]0x2028 + [char]0x85; "$([char]0xd83d)$([char]0xde00)"`, 'a\r\n\t', '\u2028\u0085', '\u{1f600}'],
    ['half a surrogate pair as the replacement character', `[string][char]0xd83d`, '\ufffd'],
    [
        'identifiers, versions and links as texts',
        `[guid]::Empty; [version]'1.2'; [uri]'https://a.example/b'`,
        '00000000-0000-0000-0000-000000000000',
        '1.2',
        'https://a.example/b'
    ],
    ['objects by their properties', `New-Object PSObject -Property @{ a = 1; b = $null; c = 'x' }`, { a: 1, b: null, c: 'x' }],
    ['dictionaries by their keys', `@{ a = 1 }; [ordered]@{ b = @{ c = 2 } }`, { a: 1 }, { b: { c: 2 } }],
    ['dictionaries that enumerate in their own way', `$d = [System.Collections.Generic.Dictionary[string, int]]::new(); $d['a'] = 1; $d`, { a: 1 }],
    ['arrays in properties as arrays, whatever their length', `@{ none = @(); one = @(1); nothing = , $null }`, { none: [], one: [1], nothing: [null] }],
    ['arrays element by element, unless they are wrapped', `@(1, 2); , @(3, 4)`, 1, 2, [3, 4]],
    ['nothing for nothing, null for $null', `& { }; $null`, null],
    [
        'what cannot be read as null',
        `[pscustomobject]@{ a = 1 } | % { $_.PSObject.Properties.Add([System.Management.Automation.PSScriptProperty]::new('b', { throw 'x' })); $_ }`,
        { a: 1, b: null }
    ]
];

describe('The output of a script', () => {
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession();
    });

    afterAll(async () => {
        await session.close();
    });

    for (const [title, script, ...expected] of values) {
        it(`gives ${title}`, async () => {
            const { output, errors } = await run(session, script);
            expect(errors).toEqual([]);
            expect(output).toEqual(expected);
        });
    }

    it('ends at a depth, so that what holds itself does no harm', async () => {
        const { output, errors } = await run(session, `$a = @{ name = 'a' }; $a.self = $a; $a`);
        let inner = output[0];
        let depth = 0;
        while (typeof inner === 'object' && inner !== null) {
            inner = (inner as Record<string, unknown>).self;
            depth++;
        }
        expect(errors).toEqual([]);
        expect(inner).toBe('System.Collections.Hashtable');
        expect(depth).toBeGreaterThan(3);
    });

    it('is not disturbed by what a script writes to the console', async () => {
        const { output } = await run(session, `[Console]::WriteLine('{"t":"end"}'); $Host.UI.WriteLine('x'); 'row'`);
        expect(output).toEqual(['row']);
    });
});
