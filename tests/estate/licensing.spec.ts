/** Keys and activation inside the estate's guests, as the methods of WMI show them: which key fits, who activates, and what both sides write down. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { genericKey, judgeKey } from '../../dev-gateway/estate/published-keys';
import { CimObject, WindowsFailure, WindowsObject, WindowsValue } from '../../dev-gateway/windows-call';
import { failure } from './support/ask';

const admin = { user: 'CONTOSO\\guestadmin', password: 'right' };
const never = new AbortController().signal;
const success = 0;

/** Somebody inside guest 0 of host HV. */
class Visitor {
    constructor(
        public readonly estate: Estate,
        private readonly node = 'HV'
    ) {}

    public static to(guest: Partial<GuestEntry> = {}, node: Partial<NodeEntry> = {}, file: Partial<EstateFile> = {}): Visitor {
        const entry = { name: 'HV', os: '2019', guestAccounts: [admin], guests: [{ name: 'A', os: '2019', ...guest }], ...node };
        return new Visitor(new Estate({ domain: 'contoso.com', now: '2026-11-01T08:00:00Z', nodes: [entry], ...file }, 0));
    }

    public get vmId(): string {
        return this.estate.node(this.node)?.machines[0].id ?? '';
    }

    public async ask(command: string, parameters: Readonly<Record<string, WindowsValue>>, inside = true): Promise<WindowsObject[]> {
        const site = { node: this.node, machine: inside ? { vmId: this.vmId } : null, account: admin.user };
        const objects: WindowsObject[] = [];
        for await (const object of this.estate.answer({ site, module: '', command, parameterSet: '', parameters }, never)) {
            objects.push(object);
        }
        return objects;
    }

    /** By the method of a WMI object, as scripts do it. */
    public install(key: string): Promise<WindowsObject[]> {
        return this.ask('ManagementObject.InvokeMethod', { Path: 'SoftwareLicensingService', MethodName: 'InstallProductKey', Arguments: [key] });
    }

    public async product(): Promise<CimObject> {
        const Filter = 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE';
        const [found] = await this.ask('Get-CimInstance', { ClassName: 'SoftwareLicensingProduct', Filter });
        return found as CimObject;
    }

    public async shown(...names: string[]): Promise<unknown[]> {
        const product = await this.product();
        return names.map(name => product.properties[name].value);
    }

    public async activate(): Promise<WindowsObject[]> {
        return this.ask('Invoke-CimMethod', { InputObject: await this.product(), MethodName: 'Activate' });
    }

    /** The newest record of an event, on the host or in the guest. */
    public async event(id: number, inside: boolean): Promise<readonly string[] | null> {
        const FilterXPath = `*[System[Provider[@Name='Microsoft-Windows-Security-SPP'] and EventID=${id}]]`;
        const found = await this.ask('Get-WinEvent', { LogName: ['Application'], FilterXPath, MaxEvents: 1 }, inside).catch(() => []);
        const properties = found.map(one => (one as unknown as { properties: { Properties: Array<{ properties: { Value: string } }> } }).properties);
        return properties.length === 0 ? null : properties[0].Properties.map(one => one.properties.Value);
    }
}

/** The code of a WMI method, and of a CIM method. */
const comCode = (found: WindowsFailure): number => (found.hresult ?? 0) >>> 0;
const cimCode = (found: WindowsFailure): number => Number(/^HRESULT (0x[0-9a-f]{8})$/.exec(found.errorId)?.[1] ?? 0);

describe('A key in a guest of the estate', () => {
    const systems = ['2012 R2', '2016', '2019', '1809', '2022', '2025'];
    const skus = [7, 8, 50, 145, 146, 407];

    it('fits where it is published for, and nowhere else', () => {
        for (const kind of ['avma', 'kmsClient'] as const) {
            for (const of of systems.flatMap(os => skus.map(sku => ({ os, sku, key: genericKey(kind, os, sku) })))) {
                for (const guest of systems.flatMap(os => skus.map(sku => ({ os, sku })))) {
                    if (of.key) {
                        const fits = genericKey(kind, guest.os, guest.sku) === of.key;
                        const verdict = judgeKey(of.key, guest.os, guest.sku, []);
                        expect(typeof verdict === 'object')
                            .withContext(JSON.stringify([of, guest, verdict]))
                            .toBe(fits);
                    }
                }
            }
        }
    });

    it('replaces what was there, and is there at the next look', async () => {
        const guest = Visitor.to({ inside: { license: 'mak' } });
        expect(await guest.install('H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW')).toEqual([jasmine.objectContaining({ properties: { ReturnValue: 0 } })]);
        expect(await guest.shown('PartialProductKey', 'LicenseStatus', 'Description')).toEqual([
            'WMBMW',
            5,
            'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel'
        ]);
        expect(guest.estate.keyWrites).toEqual([{ node: 'HV', vmId: guest.vmId, account: admin.user, lastFive: 'WMBMW', code: success }]);
        expect(guest.estate.keyWritesByGuest()).toEqual({ [guest.vmId]: 1 });
    });

    it('that is there already changes nothing', async () => {
        const guest = Visitor.to({ inside: { license: 'avma' } });
        await guest.install('H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW');
        expect(await guest.shown('LicenseStatus', 'AutomaticVMActivationHostMachineName')).toEqual([1, 'HV.contoso.com']);
    });

    const refused: ReadonlyArray<readonly [what: string, key: string, code: number, guest: Partial<GuestEntry>]> = [
        ['of another system', 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG', 0xc004e016, {}],
        ['of another edition', 'TNK62-RXVTB-4P47B-2D623-4GF74', 0xc004f069, {}],
        ['of the edition without evaluation', 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', 0xc004f069, { sku: 80 }],
        ['that nobody knows', 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', 0xc004f050, {}],
        ['that has no form', 'H3RNG', 0xc004f050, {}],
        ['where the licensing service is disabled', 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', 0x80070422, { inside: { licensingService: 'Disabled' } }]
    ];
    for (const [what, key, code, guest] of refused) {
        it(`${what} is refused with its code`, async () => {
            const visitor = Visitor.to(guest);
            const before = await visitor.shown('PartialProductKey', 'LicenseStatus');
            expect(comCode(await failure(visitor.install(key)))).toBe(code);
            expect(await visitor.shown('PartialProductKey', 'LicenseStatus')).toEqual(before);
            expect(visitor.estate.keyWrites.map(write => write.code)).toEqual([code]);
        });
    }
});

describe('Activation in a guest of the estate', () => {
    const avma: GuestEntry = { name: 'A', os: '2019', inside: { license: 'avmaUnlicensed' } };

    it('by the host is told on both sides, and shows who did it', async () => {
        const guest = Visitor.to(avma);
        expect([await guest.event(12310, false), await guest.event(12309, true)]).toEqual([null, null]);
        expect(await guest.activate()).toEqual([jasmine.objectContaining({ properties: { ReturnValue: 0, PSComputerName: null } })]);
        expect(await guest.shown('LicenseStatus', 'LicenseStatusReason', 'AutomaticVMActivationHostMachineName')).toEqual([1, 0x4004f040, 'hv.contoso.com']);
        expect(String((await guest.shown('AutomaticVMActivationLastActivationTime'))[0])).toMatch(/^2026-11-01T08:0/);
        const [host, inside] = [await guest.event(12310, false), await guest.event(12309, true)];
        expect(host).toEqual(inside);
        expect(Number(/[0-9]x?[0-9A-Fa-f]*/.exec(host?.[0] ?? '')?.[0])).toBe(success);
    });

    const asked: ReadonlyArray<readonly [what: string, code: number, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, told: boolean]> = [
        ['a Standard host', 0xc004fd02, avma, { sku: 7 }, true],
        ['a host that is not activated', 0xc004fd02, avma, { license: 'notActivated' }, true],
        ['an evaluation host', 0xc004fd02, avma, { sku: 80, license: 'evaluation' }, true],
        ['an older host', 0xc004fd03, { ...avma, os: '2022' }, {}, true],
        ['a host that puts it off', 0xc004fd00, { ...avma, inside: { license: 'avmaUnlicensed', throttled: 1 } }, {}, true],
        ['no host, without the component', 0xc004fd01, { ...avma, inside: { license: 'avmaUnlicensed', activationComponent: 'present' } }, {}, false],
        ['a host of Azure Local that is not set up', 0xc004fd02, avma, { os: 'azureLocal', azureLocalAnswer: [] }, true],
        [
            'an older set-up of Azure Local',
            0xc004fd03,
            { ...avma, os: '2025' },
            { os: 'azureLocal', azureLocalAnswer: [{ Result: 'Windows Server 2022' }] },
            true
        ],
        ['no key management service', 0xc004f074, {}, {}, false]
    ];
    for (const [what, code, guest, node, told] of asked) {
        it(`asks ${what} in vain`, async () => {
            const visitor = Visitor.to(guest, node);
            expect(cimCode(await failure(visitor.activate()))).toBe(code);
            expect((await visitor.shown('LicenseStatus'))[0]).toBe(5);
            expect(visitor.estate.activationRequests).toEqual([{ node: 'HV', vmId: visitor.vmId, account: admin.user, code }]);
            expect([(await visitor.event(12310, false)) !== null, (await visitor.event(12309, true)) !== null]).toEqual([told, told]);
        });
    }

    it('is had from Azure Local where it is set up', async () => {
        const guest = Visitor.to({ ...avma, os: '2022', inside: { license: 'avmaUnlicensed' } }, { os: 'azureLocal', azureLocalAnswer: [{ Result: '2022' }] });
        await guest.activate();
        expect(await guest.shown('LicenseStatus')).toEqual([1]);
    });

    it('is not of another product than the one that is installed now', async () => {
        const guest = Visitor.to({}, { keyManagement: true });
        const before = await guest.product();
        await guest.install('H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW');
        const failed = await failure(guest.ask('Invoke-CimMethod', { InputObject: before, MethodName: 'Activate' }));
        expect(failed.errorId).toBe('HRESULT 0x80041002');
    });

    it('knows only methods that are published, with their values', async () => {
        const guest = Visitor.to();
        const product = await guest.product();
        expect((await failure(guest.ask('Invoke-CimMethod', { InputObject: product, MethodName: 'Explode' }))).errorId).toBe('HRESULT 0x8004102e');
        const more = { InputObject: product, MethodName: 'Activate', Arguments: { Force: true } as unknown as WindowsValue };
        expect((await failure(guest.ask('Invoke-CimMethod', more))).errorId).toBe('HRESULT 0x80041008');
        const bare = { Path: 'SoftwareLicensingService', MethodName: 'InstallProductKey', Arguments: [] };
        expect((await failure(guest.ask('ManagementObject.InvokeMethod', bare))).errorId).toBe('NotSimulated');
    });
});

describe('HV-APPLY', () => {
    it('has twelve guests, each with one thing about it', () => {
        const kinds = loadEstate()
            .node('HV-APPLY')
            ?.machines.map(machine => [machine.entry.name, machine.inside?.os, machine.inside?.sku, machine.inside?.license]);
        expect(kinds).toEqual([
            ['WEB01', '2019', 8, 'kmsClient'],
            ['WEB02', '2019', 7, 'kmsClient'],
            ['SQL01', '2016', 8, 'kmsClient'],
            ['SQL02', '2019', 7, 'kmsClient'],
            ['EVAL02', '2019', 79, 'evaluation'],
            ['LEGACY02', '2012 R2', 8, 'kmsClient'],
            ['VANISH01', '2019', 8, 'kmsClient'],
            ['MAK01', '2019', 8, 'mak'],
            ['KMSHOST01', '2019', 8, 'kmsHost'],
            ['RIGHT01', '2019', 8, 'avma'],
            ['UNLIC01', '2019', 7, 'avmaUnlicensed'],
            ['OTHERPW01', '2019', 8, 'kmsClient']
        ]);
    });
});
