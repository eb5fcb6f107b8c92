import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { CimPropertyValue } from '../../dev-gateway/windows-call';
import { closeEngine } from '../support/engine';
import { openSession, run } from './support/engine';
import { answerWith, instance, ScriptedWindows } from './support/windows';

const zone = process.env.TZ;

const properties: Readonly<Record<string, CimPropertyValue>> = {
    Name: { type: 'string', key: true, value: 'one' },
    Half: { type: 'string', value: 'cut\ud83d' },
    Flag: { type: 'boolean', value: true },
    Small: { type: 'uint8', value: 255 },
    Signed: { type: 'sint16', value: -5 },
    State: { type: 'uint16', value: 2 },
    Count: { type: 'uint32', value: 4294967295 },
    Large: { type: 'uint64', value: 9007199254740991 },
    Share: { type: 'real64', value: 1.5 },
    Started: { type: 'datetime', value: '2020-01-02T12:00:00Z' },
    Codes: { type: 'uint16', array: true, value: [2, 11] },
    Texts: { type: 'string', array: true, value: ['a'] },
    NoTexts: { type: 'string', array: true, value: [] },
    Dates: { type: 'datetime', array: true, value: ['2020-01-02T12:00:00Z'] },
    Nothing: { type: 'string', value: null },
    NoCodes: { type: 'uint16', array: true, value: null },
    Inner: { type: 'Spec_Inner', value: instance('Spec_Inner', { Deep: { type: 'uint16', value: 7 } }) },
    Inners: { type: 'Spec_Inner', array: true, value: [instance('Spec_Inner', { Deep: { type: 'uint16', value: 8 } })] }
};

/** What it is about, the script ($i is the instance), and what it writes. */
const checks: ReadonlyArray<readonly [title: string, script: string, ...expected: readonly unknown[]]> = [
    [
        'are instances by type',
        '$i -is [Microsoft.Management.Infrastructure.CimInstance]; $i.GetType().FullName',
        true,
        'Microsoft.Management.Infrastructure.CimInstance'
    ],
    ['are taken by typed parameters', 'function F([CimInstance] $One, [CimInstance[]] $Many) { $One.Name; $Many.Count }; F $i @($i, $i)', 'one', 2],
    [
        'name their class',
        '$i.CimClass.CimClassName; $i.CimSystemProperties.ClassName; $i.CimSystemProperties.Namespace',
        'Spec_Thing',
        'Spec_Thing',
        'root/cimv2'
    ],
    [
        'name it and the classes above it among their type names',
        `$i.PSObject.TypeNames -like '*#root/cimv2/*' -replace '^.*/'`,
        'Spec_Thing',
        'Spec_Base',
        'CIM_ManagedElement'
    ],
    ['hold texts', '$i.Name; $i.Half.Length', 'one', 4],
    ['hold flags', '$i.Flag', true],
    [
        'hold numbers of the published size',
        `'Small', 'Signed', 'State', 'Count', 'Large', 'Share' | % { $i.$_.GetType().Name; $i.$_ }`,
        'Byte',
        255,
        'Int16',
        -5,
        'UInt16',
        2,
        'UInt32',
        4294967295,
        'UInt64',
        9007199254740991,
        'Double',
        1.5
    ],
    [
        'hold dates in local time',
        '"$($i.Started.Kind)"; $i.Started.Hour; $i.Started.ToUniversalTime().ToString("o")',
        'Local',
        7,
        '2020-01-02T12:00:00.0000000Z'
    ],
    ['hold typed arrays', '$i.Codes.GetType().Name; $i.Codes; $i.Texts.GetType().Name; $i.Texts.Count; $i.Dates[0].Hour', 'UInt16[]', 2, 11, 'String[]', 1, 7],
    ['hold empty arrays', '$i.NoTexts.GetType().Name; $i.NoTexts.Count', 'String[]', 0],
    ['hold nothing where Windows knows nothing', '$null -eq $i.Nothing; $null -eq $i.NoCodes; $null -eq $i.NotThere', true, true, true],
    ['hold instances', '$i.Inner -is [CimInstance]; $i.Inner.Deep; $i.Inners.GetType().Name; $i.Inners[0].Deep', true, 7, 'CimInstance[]', 8],
    [
        'tell about their properties',
        `$p = $i.CimInstanceProperties['codes']; $p.Name; "$($p.CimType)"; $p.Value.Count; ($i.CimInstanceProperties | ? { "$($_.Flags)" -match 'Key' }).Name; $null -eq $i.CimInstanceProperties['NotThere']`,
        'Codes',
        'UInt16Array',
        2,
        'Name',
        true
    ],
    [
        'refuse a property that is not there in strict mode',
        `& { Set-StrictMode -Version 3.0; try { $i.NotThere } catch { $_.FullyQualifiedErrorId } }`,
        'PropertyNotFoundStrict'
    ],
    ['are selected, sorted and filtered like any object', `$i | ? State -eq 2 | Sort-Object Name | Select-Object Name, State`, { Name: 'one', State: 2 }],
    ['print themselves by their key', '"$i"', 'Spec_Thing (Name = "one")']
];

describe('Instances that Windows gives a script', () => {
    let session: EngineSession;

    beforeAll(async () => {
        // Away from UTC, or local time could not be told from it. A process takes the zone from the environment that it starts with.
        await closeEngine();
        process.env.TZ = 'America/New_York';
        const answer = answerWith([instance('Spec_Thing', properties, ['Spec_Base', 'CIM_ManagedElement'])]);
        session = await openSession({ answerer: new ScriptedWindows({ 'Get-CimInstance': answer }) });
        await run(session, '$global:i = Get-CimInstance Spec_Thing');
    });

    afterAll(async () => {
        if (zone === undefined) {
            delete process.env.TZ;
        } else {
            process.env.TZ = zone;
        }
        await session.close();
        await closeEngine();
    });

    for (const [title, script, ...expected] of checks) {
        it(title, async () => {
            const { output, errors, end } = await run(session, script);
            expect(errors).toEqual([]);
            expect(end.state).toBe('completed');
            expect(output).toEqual(expected);
        });
    }

    it('leave as rows of their properties', async () => {
        const { output } = await run(session, '$i');
        expect(output).toEqual([
            jasmine.objectContaining({
                Name: 'one',
                State: 2,
                Codes: [2, 11],
                Nothing: null,
                Started: '2020-01-02T12:00:00.0000000Z',
                Inner: jasmine.objectContaining({ Deep: 7 })
            })
        ]);
    });
});
