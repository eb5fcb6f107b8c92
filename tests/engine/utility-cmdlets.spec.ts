import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineSession, RunEvent } from '../../dev-gateway/powershell/engine-api';
import { openSession, run } from './support/engine';

/** What it is about, the script, and what it writes in Windows PowerShell 5.1. */
type Check = readonly [title: string, script: string, ...expected: readonly unknown[]];

const warning = (message: string): object => ({ warning: message });
const verbose = (message: string): object => ({ verbose: message });
const progress = (activity: string, status: string, percentComplete: number): object => ({ progress: { activity, status, percentComplete } });

/** The id of the error that ends a statement. */
const idOf = (statement: string): string => `try { ${statement} } catch { $_.FullyQualifiedErrorId }`;

const cmdlets: Readonly<Record<string, readonly Check[]>> = {
    'ConvertFrom-Json': [
        ['makes objects', `(ConvertFrom-Json '{"a":{"b":"x"}}').a.b`, 'x'],
        ['of the type that scripts know', `(ConvertFrom-Json '{}').GetType().Name`, 'PSCustomObject'],
        ['keeps the order of the names', `(ConvertFrom-Json '{"z":1,"a":2,"m":3}').PSObject.Properties.Name -join ','`, 'z,a,m'],
        [
            'takes the smallest type that holds a number',
            `'1', '12345678901', '1.5', '1e3' | ConvertFrom-Json | % { $_.GetType().Name }`,
            'Int32',
            'Int64',
            'Decimal',
            'Double'
        ],
        ['knows null, true and false', `$o = ConvertFrom-Json '{"n":null,"t":true,"f":false}'; $null -eq $o.n; $o.t; $o.f`, true, true, false],
        ['leaves a date in ISO form as it is', `$d = ConvertFrom-Json '"2020-01-02T03:04:05Z"'; $d; $d.GetType().Name`, '2020-01-02T03:04:05Z', 'String'],
        [
            'makes a UTC date of what ConvertTo-Json writes',
            String.raw`$d = ConvertFrom-Json '"\/Date(1577836800000)\/"'; $d; "$($d.Kind)"`,
            '2020-01-01T00:00:00.0000000Z',
            'Utc'
        ],
        ['takes no text for a date whose slashes are not escaped', `ConvertFrom-Json '"/Date(1577836800000)/"'`, '/Date(1577836800000)/'],
        ['gives an array as one object', `'[1,2,3]' | ConvertFrom-Json | % { $_.Count }`, 3],
        ['gives an empty array as one object', `'[]' | ConvertFrom-Json | % { $_.Count }`, 0],
        ['gives an array of one as an array', `(ConvertFrom-Json '["a"]').GetType().Name`, 'Object[]'],
        ['reads one document a string', `'{"a":1}', '{"a":2}' | ConvertFrom-Json | % { $_.a }`, 1, 2],
        ['reads a document that comes in lines', `('{', '"a":7', '}' | ConvertFrom-Json).a`, 7],
        ['resolves escapes', String.raw`ConvertFrom-Json '"\u2019\t\"\\\/"'`, '\u2019\t"\\/'],
        ['takes half of a surrogate pair', String.raw`$t = ConvertFrom-Json '"\ud83dx\n"'; $t.Length; [int]$t[0]; [int]$t[2]`, 3, 0xd83d, 10],
        ['reads what is nested deeply', `(ConvertFrom-Json ('[' * 200 + ']' * 200)).Count`, 1],
        ['takes the last of equal names', `(ConvertFrom-Json '{"a":1,"a":2}').a`, 2],
        [
            'refuses names that differ in letter case only',
            idOf(`ConvertFrom-Json '{"a":1,"A":2}'`),
            'DuplicateKeysInJsonString,Microsoft.PowerShell.Commands.ConvertFromJsonCommand'
        ],
        ['refuses what is no JSON', idOf(`ConvertFrom-Json '{"a":'`), 'System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand'],
        ['has no -AsHashtable', idOf(`ConvertFrom-Json '{}' -AsHashtable`), 'NamedParameterNotFound,Microsoft.PowerShell.Commands.ConvertFromJsonCommand']
    ],
    'ConvertTo-Json': [
        [
            'escapes quotation marks and what HTML would take for its own',
            `ConvertTo-Json -Compress "it's <b> & \`"c\`""`,
            String.raw`"it\u0027s \u003cb\u003e \u0026 \"c\""`
        ],
        [
            'escapes control characters',
            'ConvertTo-Json -Compress "a`r`n`t`b`f\\$([char]1)$([char]0x85)$([char]0x2028)"',
            String.raw`"a\r\n\t\b\f\\\u0001\u0085\u2028"`
        ],
        ['leaves other letters as they are', 'ConvertTo-Json -Compress "$([char]0xe9)$([char]0x2019)"', '"\u00e9\u2019"'],
        ['goes two levels deep', `@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress`, '{"a":{"b":{"c":"System.Collections.Hashtable"}}}'],
        ['goes as deep as it is told', `@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -Depth 3`, '{"a":{"b":{"c":{"d":1}}}}'],
        ['counts arrays as levels', `ConvertTo-Json -Compress -Depth 1 @(, @(, @(1, 2)))`, '[["1 2"]]'],
        [
            'refuses more than a hundred levels',
            idOf(`ConvertTo-Json 1 -Depth 101`),
            'ReachedMaximumDepthAllowed,Microsoft.PowerShell.Commands.ConvertToJsonCommand'
        ],
        ['writes enumerations as numbers', `[pscustomobject]@{ a = [DayOfWeek]::Friday } | ConvertTo-Json -Compress`, '{"a":5}'],
        ['writes 64-bit enumerations by name', `ConvertTo-Json -Compress ([System.Diagnostics.Tracing.EventKeywords]::None)`, '"None"'],
        [
            'writes numbers, texts, flags and nothing',
            `ConvertTo-Json -Compress @(1, 1.5, [decimal]'2.5', [long]12345678901, $true, $null, 'x')`,
            '[1,1.5,2.5,12345678901,true,null,"x"]'
        ],
        [
            'writes dates in ticks',
            `ConvertTo-Json -Compress ([datetime]::new(2020, 1, 1, 0, 0, 0, [DateTimeKind]::Utc))`,
            String.raw`"\/Date(1577836800000)\/"`
        ],
        ['writes several objects as one array', `1, 2, 3 | ConvertTo-Json -Compress`, '[1,2,3]'],
        ['writes nothing for $null', `ConvertTo-Json $null; $null | ConvertTo-Json`],
        ['keeps the order of an ordered dictionary', `[ordered]@{ z = 1; a = 2 } | ConvertTo-Json -Compress`, '{"z":1,"a":2}'],
        ['refuses keys that are no texts', idOf(`ConvertTo-Json @{ 1 = 2 }`), 'NonStringKeyInDictionary,Microsoft.PowerShell.Commands.ConvertToJsonCommand'],
        [
            'indents by the column in which a value begins',
            `[ordered]@{ ab = [ordered]@{ c = 1; d = @(1, 'x') }; e = @() } | ConvertTo-Json`,
            '{\r\n    "ab":  {\r\n               "c":  1,\r\n               "d":  [\r\n                         1,\r\n                         "x"\r\n                     ]\r\n           },\r\n    "e":  [\r\n\r\n          ]\r\n}'
        ]
    ],
    'Get-Date': [
        [
            'gives the local time',
            `$d = Get-Date; $d.GetType().Name; "$($d.Kind)"; [math]::Abs(([datetime]::Now - $d).TotalMinutes) -lt 5`,
            'DateTime',
            'Local',
            true
        ],
        ['takes a date', `(Get-Date '2020-02-03').DayOfYear`, 34],
        ['takes dates from the pipeline', `'2020-02-03', '2021-02-03' | Get-Date | % { $_.Year }`, 2020, 2021],
        ['writes a text in the given form', `Get-Date -Date '2020-02-03' -Format 'yyyy/MM'`, '2020/02']
    ],
    'Get-Variable': [
        ['finds a variable by its scope', `$global:specA = 5; (Get-Variable -Name specA -Scope Global).Value`, 5],
        ['gives the value alone', `$b = 6; Get-Variable b -ValueOnly`, 6],
        ['says that there is none', `Get-Variable -Name specNone -Scope Global -ErrorAction SilentlyContinue`],
        [
            'fails for a name that nobody has given',
            idOf(`Get-Variable -Name specNone -ErrorAction Stop`),
            'VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand'
        ]
    ],
    'New-Variable': [
        ['makes a variable where it is called', `& { New-Variable -Name specC -Value 7; $specC }; $null -eq $specC`, 7, true],
        ['makes one that stays as it is', idOf(`New-Variable -Name specD -Value 8 -Option Constant; $specD = 9`), 'VariableNotWritable']
    ],
    'New-Object': [
        ['makes an object with properties', `$o = New-Object PSObject -Property @{ a = 1; b = $null }; $o.a; $o`, 1, { a: 1, b: null }],
        ['of the type that scripts know', `(New-Object -TypeName PSObject -Property @{ a = 1 }).GetType().Name`, 'PSCustomObject'],
        ['keeps the order of an ordered dictionary', `(New-Object PSObject -Property ([ordered]@{ z = 1; a = 2 })).PSObject.Properties.Name -join ','`, 'z,a'],
        ['makes generic collections', `(New-Object 'System.Collections.Generic.List[string]').GetType().Name`, 'List`1'],
        ['does not unroll a collection', `(New-Object System.Collections.ArrayList).Count`, 0],
        ['makes values', `(New-Object guid).ToString()`, '00000000-0000-0000-0000-000000000000'],
        ['makes arrays', `(New-Object 'byte[]' 4).Length`, 4],
        ['passes arguments', `(New-Object System.Version 1, 2).ToString()`, '1.2'],
        ['converts arguments', `(New-Object System.Version -ArgumentList '1', '2').Minor`, 2],
        ['sets properties of what it has made', `(New-Object System.Exception 'boom' -Property @{ Source = 'spec' }).Source`, 'spec'],
        ['fails without the type', idOf('New-Object No.Such'), 'TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand'],
        ['fails without a constructor', idOf('New-Object System.IO.FileInfo'), 'CannotFindAppropriateCtor,Microsoft.PowerShell.Commands.NewObjectCommand'],
        [
            'fails as the constructor does',
            `try { New-Object System.Uri 'zz' } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Reason }`,
            'ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand',
            'MethodInvocationException'
        ],
        [
            'fails without the property',
            idOf(`New-Object System.Exception -Property @{ Nope = 1 }`),
            'InvalidOperationException,Microsoft.PowerShell.Commands.NewObjectCommand'
        ],
        [
            'fails where a property takes no such value',
            idOf(`New-Object System.Exception -Property @{ HResult = 'x' }`),
            'SetValueException,Microsoft.PowerShell.Commands.NewObjectCommand'
        ]
    ],
    'Export-Csv': [
        [
            'writes the properties of the first object, all values in quotation marks',
            `$file = [System.IO.Path]::GetTempFileName(); 1, 2 | % { New-Object PSObject -Property ([ordered]@{ a = $_; b = 'x"y'; c = $null }) } | Export-Csv -Path $file -NoTypeInformation; [System.IO.File]::ReadAllText($file) -split "\r\n"; [System.IO.File]::Delete($file)`,
            '"a","b","c"',
            '"1","x""y",',
            '"2","x""y",',
            ''
        ],
        [
            'begins with the type unless told otherwise, and takes a relative path',
            `$folder = [System.IO.Path]::GetTempPath(); $ExecutionContext.SessionState.Path.SetLocation($folder) | Out-Null; New-Object PSObject -Property @{ a = 1 } | Export-Csv .\\avma-export.csv; $file = [System.IO.Path]::Combine($folder, 'avma-export.csv'); ([System.IO.File]::ReadAllText($file) -split "\r\n")[0]; [System.IO.File]::Delete($file)`,
            '#TYPE System.Management.Automation.PSCustomObject'
        ],
        [
            'loses every letter outside ASCII, unless told to write UTF-8',
            `$file = [System.IO.Path]::GetTempFileName(); foreach ($more in @{}, @{ Encoding = 'UTF8' }) { New-Object PSObject -Property @{ a = "$([char]0xE9)" } | Export-Csv -Path $file -NoTypeInformation @more; ([System.IO.File]::ReadAllText($file) -split "\r\n")[1] -eq ('"' + [char]0xE9 + '"'); [System.IO.File]::ReadAllBytes($file)[0] }; [System.IO.File]::Delete($file)`,
            false,
            34,
            true,
            0xef
        ]
    ],
    'Out-String': [
        ['shows few properties as a table', `(New-Object PSObject -Property @{ a = 1 } | Out-String).Trim() -split "\r\n" | % { $_.Trim() }`, 'a', '-', '1'],
        [
            'shows many as a list',
            `(New-Object PSObject -Property ([ordered]@{ a = 1; b = 2; c = 3; d = 4; e = 5 }) | Out-String).Trim() -split "\r\n"`,
            'a : 1',
            'b : 2',
            'c : 3',
            'd : 4',
            'e : 5'
        ],
        ['keeps texts', `'x', 'y' | Out-String`, 'x\r\ny\r\n'],
        ['cuts at the width', `(New-Object PSObject -Property @{ a = 'x' * 50 } | Out-String -Width 10).Trim() -split "\r\n" | % { $_.Length }`, 1, 1, 10]
    ],
    'Select-Object': [
        ['picks properties', `[pscustomobject]@{ a = 1; b = 2 } | Select-Object b`, { b: 2 }],
        ['gives nothing for a property that is not there', `[pscustomobject]@{ a = 1 } | Select-Object a, z`, { a: 1, z: null }],
        ['picks by wildcard', `[pscustomobject]@{ ab = 1; ac = 2; b = 3 } | Select-Object a*`, { ab: 1, ac: 2 }],
        [
            'computes properties',
            `[pscustomobject]@{ z = 2 } | Select-Object z, @{ n = 'x'; e = { $_.z * 2 } }, @{ Label = 'y'; Expression = 'z' }`,
            { z: 2, x: 4, y: 2 }
        ],
        [
            'names its type after the source',
            `([pscustomobject]@{ a = 1 } | Select-Object a).PSObject.TypeNames[0]`,
            'Selected.System.Management.Automation.PSCustomObject'
        ],
        [
            'reports a property that is named twice',
            `$r = [pscustomobject]@{ a = 1 } | Select-Object a, a -ErrorVariable e -ErrorAction SilentlyContinue; $r; $e[0].FullyQualifiedErrorId`,
            { a: 1 },
            'AlreadyExistingUserSpecifiedPropertyNoExpand,Microsoft.PowerShell.Commands.SelectObjectCommand'
        ],
        ['expands a property', `[pscustomobject]@{ a = 1, 2, 3 } | Select-Object -ExpandProperty a`, 1, 2, 3],
        [
            'reports a property that it cannot expand, and goes on',
            `[pscustomobject]@{ b = 1 }, [pscustomobject]@{ a = 2 } | Select-Object -ExpandProperty a -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId`,
            2,
            'ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand'
        ],
        ['takes the first', `(1..10 | Select-Object -First 3) -join ','`, '1,2,3'],
        ['takes none', `1..3 | Select-Object -First 0`],
        ['takes the last', `(1..10 | Select-Object -Last 3) -join ','`, '8,9,10'],
        ['skips at the start', `(1..5 | Select-Object -Skip 2 -First 2) -join ','`, '3,4'],
        ['skips at the end', `(1..5 | Select-Object -Last 2 -Skip 1) -join ','`, '3,4'],
        ['stops its source once it has enough', `$n = 0; $null = 1..1000 | % { $n++; $_ } | Select-Object -First 2; $n`, 2],
        ['stops nothing else', `(1..3 | % { 1..9 | Select-Object -First 1 }) -join ','; 'after'`, '1,1,1', 'after'],
        ['is called with its module too', `(1..3 | Microsoft.PowerShell.Utility\\Select-Object -First 1)`, 1]
    ],
    'Sort-Object': [
        ['sorts numbers by size', `(10, 9, 1 | Sort-Object) -join ','`, '1,9,10'],
        ['sorts texts without regard to letter case', `('b', 'A', 'c' | Sort-Object) -join ','`, 'A,b,c'],
        ['goes down', `(3, 1, 2 | Sort-Object -Descending) -join ','`, '3,2,1'],
        ['keeps one of each', `(3, 1, 3, 2 | Sort-Object -Unique) -join ','`, '1,2,3'],
        ['sees no letter case in -Unique', `('b', 'a', 'A' | Sort-Object -Unique).Count`, 2],
        ['sees it where it is told to', `('b', 'a', 'A' | Sort-Object -Unique -CaseSensitive).Count`, 3],
        ['sorts by a property', `([pscustomobject]@{ n = 'x'; v = 2 }, [pscustomobject]@{ n = 'y'; v = 1 } | Sort-Object v).n -join ','`, 'y,x'],
        ['sorts by a script block', `(1..4 | Sort-Object { $_ % 2 }, { -$_ }) -join ','`, '4,2,3,1'],
        [
            'goes up and down by property',
            `([pscustomobject]@{ n = 'z'; v = 1 }, [pscustomobject]@{ n = 'y'; v = 2 }, [pscustomobject]@{ n = 'x'; v = 2 } | Sort-Object @{ e = 'v'; Descending = $true }, @{ e = { $_.n }; Ascending = $true }).n -join ','`,
            'x,y,z'
        ],
        [
            'puts null first and what lacks the property last',
            `([pscustomobject]@{ n = 'none' }, [pscustomobject]@{ n = 'two'; v = 2 }, [pscustomobject]@{ n = 'null'; v = $null } | Sort-Object v).n -join ','`,
            'null,two,none'
        ],
        [
            'puts what lacks the property last on the way down too',
            `([pscustomobject]@{ n = 'none' }, [pscustomobject]@{ n = 'two'; v = 2 }, [pscustomobject]@{ n = 'null'; v = $null } | Sort-Object v -Descending).n -join ','`,
            'two,null,none'
        ],
        ['has no -Top', idOf(`1 | Sort-Object -Top 1`), 'NamedParameterNotFound,Microsoft.PowerShell.Commands.SortObjectCommand']
    ],
    'Start-Sleep': [
        ['sleeps', `$from = [datetime]::UtcNow; Start-Sleep -Milliseconds 60; ([datetime]::UtcNow - $from).TotalMilliseconds -ge 55`, true],
        ['takes seconds by position', `$from = [datetime]::UtcNow; Start-Sleep 1; ([datetime]::UtcNow - $from).TotalSeconds -ge 0.99`, true]
    ],
    'Write-Error': [
        [
            'names its error after its exception',
            `try { Write-Error 'bad' -ErrorAction Stop } catch { $_.Exception.Message; $_.FullyQualifiedErrorId; $_.CategoryInfo.Activity; $_.CategoryInfo.Reason }`,
            'bad',
            'Microsoft.PowerShell.Commands.WriteErrorException',
            'Write-Error',
            'WriteErrorException'
        ],
        [
            'takes id, category and target',
            `try { Write-Error -Message m -ErrorId MyId -Category ObjectNotFound -TargetObject 5 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; "$($_.CategoryInfo.Category)"; $_.TargetObject }`,
            'MyId',
            'ObjectNotFound',
            5
        ],
        [
            'is the error of the function that calls it',
            `function F { [CmdletBinding()] param() Write-Error 'in F' -ErrorId Zed }; F -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId; $e[0].InvocationInfo.MyCommand.Name`,
            'Zed,F',
            'F'
        ],
        [
            'takes an exception, and a message besides',
            `try { Write-Error -Exception ([System.IO.IOException]'io') -Message 'more' -ErrorAction Stop } catch { $_.Exception.Message; "$_"; $_.FullyQualifiedErrorId }`,
            'io',
            'more',
            'System.IO.IOException'
        ],
        ['goes on', `Write-Error 'bad' -ErrorAction SilentlyContinue; 'after'`, 'after']
    ],
    'Write-Output': [
        ['writes each', `Write-Output 1 2`, 1, 2],
        ['unrolls arrays', `Write-Output 1, 2`, 1, 2],
        ['passes on the pipeline', `1, 2 | Write-Output`, 1, 2],
        ['writes $null as one object', `@(Write-Output $null).Count`, 1],
        ['leaves an array whole', `Write-Output -NoEnumerate 1, 2, 3`, [1, 2, 3]]
    ],
    'Write-Progress': [
        ['tells how far it is', `Write-Progress -Activity 'a' -Status 's' -PercentComplete 5`, progress('a', 's', 5)],
        ['knows no share unless told', `Write-Progress 'a'`, progress('a', 'Processing', -1)],
        [
            'takes no share above 100',
            idOf(`Write-Progress 'a' -PercentComplete 101`),
            'ParameterArgumentValidationError,Microsoft.PowerShell.Commands.WriteProgressCommand'
        ]
    ],
    'Write-Verbose': [
        ['is silent', `Write-Verbose 'v'`],
        ['speaks where it is told to', `Write-Verbose 'v' -Verbose`, verbose('v')],
        ['speaks where the function is told to', `function F { [CmdletBinding()] param() Write-Verbose 'v' }; F -Verbose`, verbose('v')],
        ['can be caught', `& { $VerbosePreference = 'Continue'; Write-Verbose 'v' } 4>&1 | % { $_.GetType().Name; "$_" }`, 'VerboseRecord', 'v']
    ],
    'Write-Warning': [
        ['warns', `Write-Warning 'w'`, warning('w')],
        ['warns of each', `'v', 'w' | Write-Warning`, warning('v'), warning('w')],
        ['can be caught', `& { Write-Warning 'w' } 3>&1 | % { $_.GetType().Name; "$_" }`, 'WarningRecord', 'w'],
        ['can be silenced', `Write-Warning 'w' -WarningAction SilentlyContinue`]
    ]
};

/** Output as it is, everything else by its kind. */
function seen(event: RunEvent): unknown {
    switch (event.kind) {
        case 'output':
            return event.value;
        case 'progress': {
            const { activity, status, percentComplete } = event;
            return progress(activity, status, percentComplete);
        }
        case 'error':
            return { error: event.error };
        case 'end':
            return { end: event.state };
        case 'parameters':
            return { parameters: event.values };
        default:
            return { [event.kind]: event.message };
    }
}

describe('The utility cmdlets, as in Windows PowerShell 5.1', () => {
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession();
    });

    afterAll(async () => {
        await session.close();
    });

    for (const [cmdlet, checks] of Object.entries(cmdlets)) {
        describe(cmdlet, () => {
            for (const [title, script, ...expected] of checks) {
                it(title, async () => {
                    const ran = await run(session, `& { ${script} }`);
                    expect(ran.events.map(seen)).toEqual(expected);
                    expect(ran.end).toEqual({
                        kind: 'end',
                        state: 'completed',
                        error: null
                    });
                });
            }
        });
    }

    it('are all checked here', async () => {
        const { output } = await run(session, 'Get-Command -Module Microsoft.PowerShell.Utility | % { $_.Name }');
        expect([...output].sort()).toEqual(Object.keys(cmdlets).sort());
    });

    /** Of each cmdlet what windows-surface has of it in Windows PowerShell 5.1. */
    const published = (
        JSON.parse(readFileSync(join(__dirname, '../../windows-surface/commands/Microsoft.PowerShell.Utility.json'), 'utf8')) as {
            commands: ReadonlyArray<{
                name: string;
                parameters: ReadonlyArray<{ name: string; type: string }>;
            }>;
        }
    ).commands;
    /** By what binds: Get-Command's own table of parameters also names those that are refused. */
    const supplied = `Get-Command -Module Microsoft.PowerShell.Utility | % { $c = $_; $c.ParameterSets.Parameters | ? { $_.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters } | % { "$($c.Name) -$($_.Name) $($_.ParameterType.FullName)" } }`;

    it('have published parameters only, of the published types', async () => {
        const { output } = await run(session, supplied);
        const known = new Set(published.flatMap(command => command.parameters.map(({ name, type }) => `${command.name} -${name} ${type}`)));
        // One object at a time there, all of them in 5.1: scripts see no difference.
        known.add('Write-Output -InputObject System.Management.Automation.PSObject');
        expect(new Set(output).size).toBeGreaterThan(60);
        expect(output.filter(parameter => !known.has(String(parameter)))).toEqual([]);
    });

    const later: ReadonlyArray<readonly [cmdlet: string, script: string]> = [
        ['ConvertFromJsonCommand', `'{}' | ConvertFrom-Json -Depth 2`],
        ['ConvertToJsonCommand', `1 | ConvertTo-Json -AsArray`],
        ['ExportCsvCommand', `1 | Export-Csv -Path x.csv -UseQuotes Never`],
        ['GetDateCommand', `Get-Date -AsUTC`],
        ['GetDateCommand', `Get-Date -UnixTimeSeconds 0`],
        ['OutStringCommand', `1 | Out-String -NoNewline`],
        ['SelectObjectCommand', `1 | Select-Object -SkipIndex 0`],
        ['SelectObjectCommand', `1 | Select-Object -Property a -CaseInsensitive`],
        ['SortObjectCommand', `1 | Sort-Object -Top 1`],
        ['SortObjectCommand', `1 | Sort-Object -Bottom 1`],
        ['SortObjectCommand', `1 | Sort-Object -Stable`],
        ['StartSleepCommand', `Start-Sleep -Duration 0`]
    ];
    for (const [cmdlet, script] of later) {
        it(`refuse what PowerShell 6 and 7 have added: ${script}`, async () => {
            const id = `NamedParameterNotFound,Microsoft.PowerShell.Commands.${cmdlet}`;
            const ran = await Promise.all([run(session, idOf(script)), run(session, `& { function F { ${idOf(script)} }; F }`)]);
            expect(ran.map(({ output }) => output)).toEqual([[id], [id]]);
        });
    }

    it('refuse the common parameter that 7.4 has added, as functions and other cmdlets do', async () => {
        const scripts = ['Get-Date -ProgressAction SilentlyContinue', 'Get-Job -proga Ignore', '& { [CmdletBinding()] param() } -ProgressAction Ignore'];
        const ran = await Promise.all(scripts.map(script => run(session, idOf(script))));
        expect(ran.map(({ output }) => String(output[0]).replace(/,.*/, ''))).toEqual(scripts.map(() => 'NamedParameterNotFound'));
    });
});
