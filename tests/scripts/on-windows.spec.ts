/** tests/on-windows: the report for whoever has Windows, as far as the engine can make it. Windows' own descriptions of classes and providers are made up here. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../build/project';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { EngineSession, RunEvent } from '../../dev-gateway/powershell/engine-api';
import { MachineConnection, WindowsAnswerer, WindowsCall, WindowsError, WindowsObject } from '../../dev-gateway/windows-call';
import { getCredential, moduleFolder } from './support/module-console';
import { engine } from '../support/engine';

const folder = join(root, 'tests/on-windows');
const surface = join(root, 'windows-surface');

interface PublishedClass {
    readonly properties: ReadonlyArray<{ readonly name: string; readonly cimType: string; readonly array: boolean }>;
    readonly methods?: ReadonlyArray<{ readonly name: string; readonly parameters?: ReadonlyArray<{ readonly name: string }> }>;
}

interface Row {
    readonly [field: string]: unknown;
}

interface Report {
    readonly scripts: ReadonlyArray<{ readonly script: string; readonly rowCount: number; readonly error: Row | null; readonly rows: readonly Row[] }>;
    readonly sameMachinesAsGetVM: boolean | null;
    readonly dataExchangeItems: { readonly notSeen: readonly string[]; readonly notPublished: readonly string[] };
    readonly classes: ReadonlyArray<Readonly<Record<'class' | 'error', string>> & { readonly found: boolean } & Readonly<Record<string, readonly string[]>>>;
    readonly commands: ReadonlyArray<Readonly<Record<string, unknown>>>;
    readonly provider: { readonly found: boolean; readonly logs: readonly string[]; readonly missingIds: readonly number[]; readonly events: readonly Row[] };
}

const cimTypes: Readonly<Record<string, string>> = { string: 'String', boolean: 'Boolean', datetime: 'DateTime' };
const plain = (properties: WindowsObject['properties']): WindowsObject => ({ kind: 'object', typeNames: ['System.Object'], properties }) as WindowsObject;

/** The estate, and what Windows says of its classes: as published, but for what this one lacks or has otherwise. */
class DescribedWindows implements WindowsAnswerer {
    constructor(private readonly estate: Estate) {}

    public connect(connection: MachineConnection, signal: AbortSignal): ReturnType<WindowsAnswerer['connect']> {
        return this.estate.connect(connection, signal);
    }

    public async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        if (call.command === 'Get-CimClass') {
            yield this.cimClass(String(call.parameters.Namespace), String(call.parameters.ClassName));
        } else if (call.command === 'Get-WinEvent' && call.parameters.ListProvider) {
            yield this.provider();
        } else {
            yield* this.estate.answer(call, signal);
        }
    }

    private cimClass(namespace: string, name: string): WindowsObject {
        if (namespace === 'root/MSCluster') {
            throw new WindowsError({
                message: 'Invalid namespace on CONTOSO-HOST',
                errorId: 'HRESULT 0x8004100e',
                category: 'MetadataError',
                exceptionType: 'Microsoft.Management.Infrastructure.CimException',
                hresult: null,
                nativeErrorCode: 'InvalidNamespace',
                terminating: false
            });
        }
        const { properties, methods } = JSON.parse(readFileSync(join(surface, 'cim', namespace, `${name}.json`), 'utf8')) as PublishedClass;
        const there = properties
            .filter(property => !(name === 'SoftwareLicensingProduct' && ['IAID', 'LicenseFamily'].includes(property.name)))
            .map(property => {
                const type = cimTypes[property.cimType] ?? property.cimType.replace('uint', 'UInt').replace('sint', 'SInt');
                const changed = name === 'Win32_Service' && property.name === 'State' ? 'UInt16' : type;
                return plain({ Name: property.name, CimType: property.array ? `${changed}Array` : changed });
            });
        const more = name === 'Win32_OperatingSystem' ? [plain({ Name: 'NewProperty', CimType: 'String' })] : [];
        const methodsThere = (methods ?? [])
            .filter(method => method.name !== 'InstallProductKey')
            .map(method =>
                plain({
                    Name: method.name,
                    Parameters: (method.parameters ?? []).filter(one => one.name !== 'GuestServiceSettings').map(one => plain({ Name: one.name }))
                })
            );
        return plain({ CimClassName: name, CimClassProperties: [...there, ...more], CimClassMethods: methodsThere });
    }

    private provider(): WindowsObject {
        const published = JSON.parse(readFileSync(join(surface, 'events/security-spp.json'), 'utf8')) as { events: Array<{ id: number }> };
        const events = published.events
            .filter(event => event.id !== 12309)
            .map(event => plain({ Id: 0x40000000 + event.id, Version: 0, Level: plain({ Value: 4 }), Template: '', Description: `Event ${event.id}%n%1 %2` }));
        return plain({
            Name: 'Microsoft-Windows-Security-SPP',
            Id: 'e23b33b0-c8c9-472c-a5f9-f2bdfea0f156',
            LogLinks: [plain({ LogName: 'Application' })],
            Events: events
        });
    }
}

interface Written {
    readonly report: Report;
    readonly json: string;
    readonly text: string;
    readonly lines: readonly string[];
    readonly events: readonly RunEvent[];
}

async function test(estate: Estate, node: string, parameters = ''): Promise<Written> {
    const output = mkdtempSync(join(tmpdir(), 'avma-report-'));
    const session: EngineSession = await (
        await engine()
    ).openSession({ node, answerer: new DescribedWindows(estate), windowsModules: estate.windowsModules(node) });
    const events: RunEvent[] = [];
    const script = `${getCredential}\n& '${join(folder, 'Test-AvmaHost.ps1')}' -OutputFolder '${output}' -ModulePath '${moduleFolder()}' ${parameters}`;
    for await (const event of session.run({ script }, { timeoutMs: 60_000 }).events) {
        events.push(event);
    }
    await session.close();
    const files = readdirSync(output).sort();
    const [json, text] = files.map(file => readFileSync(join(output, file), 'utf8'));
    rmSync(output, { recursive: true });
    expect(files.map(file => file.replace(/\d{8}-\d{6}/, 'when'))).toEqual(['avma-report-when.json', 'avma-report-when.txt']);
    expect(events.filter(event => event.kind === 'error' || (event.kind === 'end' && event.state !== 'completed'))).toEqual([]);
    const lines = events.flatMap(event => (event.kind === 'output' ? [String(event.value)] : []));
    return { report: JSON.parse(json) as Report, json, text, lines, events };
}

/** Whether a name stands in a text, as a word and in any letter case. */
function stands(name: string, text: string): boolean {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`${/^\w/.test(name) ? '(?<!\\w)' : ''}${escaped}${/\w$/.test(name) ? '(?!\\w)' : ''}`, 'i').test(text);
}

/** Everything of an estate that is somebody's name, address or id. */
async function namesOf(estate: Estate, node: string): Promise<string[]> {
    const session = await (await engine()).openSession({ node, answerer: estate, windowsModules: estate.windowsModules(node), modules: [moduleFolder()] });
    const texts: unknown[] = [];
    for await (const event of session.run({ script: 'Get-AvmaHost; Get-AvmaGuest' }).events) {
        texts.push(...(event.kind === 'output' ? [event.value] : []));
    }
    await session.close();
    const [host, ...guests] = texts as Row[];
    const items = guests.flatMap(guest => [guest.intrinsic, guest.guest, guest.hostItems, guest.hostOnlyItems].flat() as Array<{ name: string; data: string }>);
    const personal = items.filter(item => /DomainName|Address/.test(item.name)).flatMap(item => item.data.split(';'));
    const own = guests.flatMap(guest => (guest.hostItems as Array<{ name: string; data: string }>).flatMap(item => [item.name, item.data]));
    return [
        ...[host.computerName, host.fqdn, host.clusterName, host.partialProductKey, ...((host.clusterNodeNames as string[] | null) ?? [])],
        ...guests.flatMap(guest => [guest.name, guest.vmId, guest.notes, guest.clusterResource]),
        ...personal,
        ...personal.flatMap(name => (/^[a-z]/i.test(name) && name.includes('.') ? [name.split('.')[0]] : [])),
        ...own,
        ...estate.nodeNames,
        'contoso',
        'guestadmin',
        'Pa55w.rd!guest'
    ].filter((name): name is string => typeof name === 'string' && name.length > 1);
}

describe('The report for whoever has Windows', () => {
    it('is made by scripts in ASCII and the syntax of 5.1', async () => {
        const scripts = readdirSync(folder).filter(name => name.endsWith('.ps1'));
        expect(scripts).toEqual(['Test-AvmaHost.ps1', 'pseudonyms.ps1', 'surface.ps1']);
        for (const script of scripts) {
            const usage = await (await engine()).inspect(readFileSync(join(folder, script), 'utf8'));
            expect([usage.errors, usage.nonAscii, usage.newerThan51]).withContext(script).toEqual([[], [], []]);
        }
    });

    it('says what the scripts gave, and is readable too', async () => {
        const { report, text, lines } = await test(loadEstate(), 'HV01');
        expect(report.scripts.map(run => [run.script, run.rowCount, run.error])).toEqual([
            ['Get-AvmaHost', 1, null],
            ['Get-AvmaGuest', 28, null],
            ['Get-AvmaEvent', jasmine.any(Number), null],
            ['Get-AvmaKey', 28, null]
        ]);
        expect(report.scripts[0].rows[0]).toEqual(
            jasmine.objectContaining({ buildNumber: 17763, licenseStatus: 1, sppsvcStartMode: 'Auto', computerName: 'host-2' })
        );
        expect(report.sameMachinesAsGetVM).toBeTrue();
        expect(report.scripts[1].rows.length).toBe(25);
        expect(text).toContain('  Get-AvmaGuest: 28 rows, ');
        expect(lines.slice(0, 3).join('\r\n')).toBe(text.split('\r\n').slice(0, 3).join('\r\n'));
    });

    for (const node of ['HV01', 'NODE1', 'HV-2012', 'HV-DE', 'AZL01']) {
        it(`has no name, address, id or key of ${node} in it`, async () => {
            const estate = loadEstate();
            const { json, text, lines } = await test(estate, node);
            const names = await namesOf(estate, node);
            expect(names.length).toBeGreaterThan(20);
            const everything = [
                json.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
                text,
                lines.filter(line => !line.startsWith('Written: ')).join('\n')
            ].join('\n');
            expect([...new Set(names)].filter(name => stands(name, everything))).toEqual([]);
            expect(everything).toContain('machine-1');
        });
    }

    it('keeps what belongs together: a machine and what it calls itself, the events and whom they are about', async () => {
        const { report } = await test(loadEstate(), 'HV01');
        const [first] = report.scripts[1].rows;
        const items = first.intrinsic as Array<{ name: string; data: string }>;
        expect(first.name).toMatch(/^machine-\d+$/);
        expect(items.find(item => item.name === 'FullyQualifiedDomainName')?.data).toBe(`${String(first.name)}.domain-1`);
        expect(items.find(item => item.name === 'OSName')?.data).toBe('Windows Server 2019 Standard');
        const events = report.scripts[2].rows.filter(row => row.id === 12310).map(row => (row.data as string[]).join(' '));
        expect(events.some(data => data === `0x00000000 ${String(first.vmId)}`)).toBeTrue();
        expect(events.every(data => !/[a-z]{3,}/i.test(data.replace(/0x[0-9a-f]+|\b(host|machine|domain|id|word|address)-\d+/gi, '')))).toBeTrue();
    });

    it('names what Windows has otherwise than published', async () => {
        const { report, text } = await test(loadEstate(), 'HV01');
        const of = (name: string): Report['classes'][number] | undefined => report.classes.find(one => one.class === name);
        expect(of('root/cimv2/SoftwareLicensingProduct')).toEqual(
            jasmine.objectContaining({ found: true, missing: ['LicenseFamily'], missingUndocumented: ['IAID'], otherType: [], more: [] })
        );
        expect(of('root/cimv2/Win32_Service')).toEqual(jasmine.objectContaining({ missing: [], otherType: ['State: UInt16, not String'] }));
        expect(of('root/cimv2/Win32_OperatingSystem')).toEqual(jasmine.objectContaining({ more: ['NewProperty'] }));
        expect(of('root/cimv2/SoftwareLicensingService')).toEqual(jasmine.objectContaining({ missingMethods: ['InstallProductKey'] }));
        expect(of('root/virtualization/v2/Msvm_VirtualSystemManagementService')?.methodParameters).toContain(
            'ModifyGuestServiceSettings has no GuestServiceSettings'
        );
        expect(of('root/MSCluster/MSCluster_Node')).toEqual(jasmine.objectContaining({ found: false, error: 'HRESULT 0x8004100e,Get-CimClass' }));
        const differing = report.classes.filter(one => ['missing', 'otherType', 'missingMethods', 'more'].some(kind => one[kind].length > 0));
        expect(differing.map(one => one.class.split('/').pop())).toEqual([
            'SoftwareLicensingProduct',
            'SoftwareLicensingService',
            'Win32_OperatingSystem',
            'Win32_Service'
        ]);
        const command = (name: string): Row | undefined => report.commands.find(one => one.command === name);
        // The engine has its commands from the same lists, but for what it has of PowerShell itself.
        expect(command('Hyper-V\\Get-VM')).toEqual(jasmine.objectContaining({ found: true, missing: [], missingAliases: [] }));
        expect(command('Microsoft.PowerShell.Utility\\New-Object')?.missing).toEqual(['ComObject', 'Strict']);
        expect(command('Microsoft.PowerShell.Utility\\Group-Object')).toEqual(jasmine.objectContaining({ found: false }));
        expect([report.provider.logs, report.provider.missingIds]).toEqual([['Application'], [12309]]);
        expect(report.provider.events).toEqual([jasmine.objectContaining({ id: 0x40000000 + 12310, level: 4, description: 'Event 12310%n%1 %2' })]);
        expect(text).toContain('  root/cimv2/Win32_Service: DIFFERS\r\n    another type: State: UInt16, not String\r\n');
        expect(text).toContain('  root/MSCluster/MSCluster_Node: not there (HRESULT 0x8004100e,Get-CimClass)\r\n');
    });

    it('says how a script failed, and goes on', async () => {
        const estate = new Estate({ domain: 'contoso.com', nodes: [{ name: 'HV', os: '2019', hyperV: 'stopped', guests: [{ name: 'A', os: '2019' }] }] }, 0);
        const { report, text } = await test(estate, 'HV');
        expect(report.scripts.map(run => [run.script, (run.error?.code as string | undefined) ?? null])).toEqual([
            ['Get-AvmaHost', null],
            ['Get-AvmaGuest', 'managementServiceStopped'],
            ['Get-AvmaEvent', null],
            ['Get-AvmaKey', null]
        ]);
        expect(text).toMatch(/ {2}Get-AvmaGuest: 0 rows, \d+ ms, FAILED: managementServiceStopped /);
        expect(report.sameMachinesAsGetVM).toBeNull();
    });

    it('looks into one guest where it is given an account, of which nothing is left', async () => {
        const estate = loadEstate();
        const vmId = estate.node('HV01')?.machines[0].id ?? '';
        const { report, json, text } = await test(estate, 'HV01', `-VmId ${vmId} -Credential (Get-Credential 'CONTOSO\\guestadmin')`);
        const run = report.scripts.find(one => one.script === 'Get-AvmaActivation');
        expect(run?.rows).toEqual([
            jasmine.objectContaining({ vmId: 'id-1', licenseStatus: 1, error: null, partialProductKey: jasmine.stringMatching(/^key-\d+$/) })
        ]);
        expect(report.scripts.map(one => one.script)).toContain('Get-AvmaEvent (guest)');
        expect([vmId, 'guestadmin', 'Pa55w', 'DC01', 'contoso'].filter(name => stands(name, json + text))).toEqual([]);
        expect(estate.logons.every(logon => logon.success)).toBeTrue();
        expect([estate.keyWrites, estate.activationRequests]).toEqual([[], []]);
    });

    it('says what it needs where the module has not been built', async () => {
        const session = await (await engine()).openSession({ node: 'HV01', answerer: loadEstate() });
        let message = '';
        for await (const event of session.run({ script: `& '${join(folder, 'Test-AvmaHost.ps1')}' -ModulePath '${dirname(moduleFolder())}'` }).events) {
            message = event.kind === 'end' ? (event.error?.message ?? '') : message;
        }
        await session.close();
        expect(message).toMatch(/^There is no .*community\.avma\.psd1\. README\.md beside this script says how to get it\.$/);
    });
});
