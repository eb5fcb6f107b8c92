/** The inside of guests: what they answer, who gets in, and how it fails. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, InsideEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { Inside } from '../../dev-gateway/estate/inside';
import { insideProviders } from '../../dev-gateway/estate/providers/inside';
import { CallSite, CimObject, MachineConnection, WindowsFailure, WindowsObject } from '../../dev-gateway/windows-call';
import { estateOf, failure, Parameters, virtualization } from './support/ask';

const admin = { user: 'CONTOSO\\guestadmin', password: 'right' };

function withGuest(guest: Partial<GuestEntry>, node: Partial<NodeEntry> = {}): Estate {
    return estateOf({ guestAccounts: [admin], guests: [{ name: 'A', os: '2019', ...guest }], ...node });
}

function vmId(estate: Estate, index = 0): string {
    return estate.node('HV')?.machines[index].id ?? '';
}

function connect(estate: Estate, connection: Partial<MachineConnection>, signal = new AbortController().signal): Promise<unknown> {
    const site = { node: 'HV', machine: null, account: null };
    return estate.connect(
        { site, channel: 'direct', target: vmId(estate), user: admin.user, password: 'right', useSsl: false, authentication: 'Default', ...connection },
        signal
    );
}

async function askInside(estate: Estate, machine: CallSite['machine'], command: string, parameters: Parameters): Promise<WindowsObject[]> {
    const call = { site: { node: 'HV', machine, account: admin.user }, module: '', command, parameterSet: '', parameters };
    const objects: WindowsObject[] = [];
    for await (const object of estate.answer(call, new AbortController().signal)) {
        objects.push(object);
    }
    return objects;
}

/** One instance inside the first guest, as plain values. */
async function inside(estate: Estate, ClassName: string, Filter = ''): Promise<Record<string, unknown>> {
    const [found] = (await askInside(estate, { vmId: vmId(estate) }, 'Get-CimInstance', { ClassName, Filter })) as CimObject[];
    return Object.fromEntries(Object.entries(found?.properties ?? {}).map(([name, { value }]) => [name, value]));
}

const installed = 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE';

describe('The license inside a guest', () => {
    const licenses: ReadonlyArray<readonly [what: string, guest: Partial<GuestEntry>, channel: string, lastFive: string, status: number]> = [
        ['by default that of volume media, not licensed', {}, 'VOLUME_KMSCLIENT', '63DFG', 5],
        ['by default that of its version and edition', { os: '2022', sku: 7 }, 'VOLUME_KMSCLIENT', 'VMK7H', 5],
        ['of an evaluation edition', { sku: 80 }, 'TIMEBASED_EVAL', 'CPR8F', 1],
        ['by AVMA', { os: '2012 R2', inside: { license: 'avma' } }, 'VIRTUAL_MACHINE_ACTIVATION', 'DV4TW', 1],
        ['by AVMA, not activated', { inside: { license: 'avmaUnlicensed' } }, 'VIRTUAL_MACHINE_ACTIVATION', 'WMBMW', 5],
        ['by a KMS', { inside: { license: 'kmsClientLicensed' } }, 'VOLUME_KMSCLIENT', '63DFG', 1],
        ['by a MAK', { inside: { license: 'mak' } }, 'VOLUME_MAK', '7QXYZ', 1],
        ['of a manufacturer', { inside: { license: 'oem' } }, 'OEM_SLP', '3BQWT', 1],
        ['of a shop', { inside: { license: 'retail' } }, 'RETAIL', 'R8TWD', 1],
        ['of a KMS host', { inside: { license: 'kmsHost' } }, 'VOLUME_KMS_WS19', 'K4HST', 1],
        ['with a key that the file names', { inside: { license: 'mak', lastFive: 'ABCDE' } }, 'VOLUME_MAK', 'ABCDE', 1]
    ];
    for (const [what, guest, channel, lastFive, status] of licenses) {
        it(what, async () => {
            const found = await inside(withGuest(guest), 'SoftwareLicensingProduct', installed);
            expect([found.Description, found.PartialProductKey, found.LicenseStatus]).toEqual([
                `Windows(R) Operating System, ${channel} channel`,
                lastFive,
                status
            ]);
        });
    }

    it('without a key that anybody could read', async () => {
        const licensed = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND LicenseStatus = 1 AND LicenseIsAddon = FALSE";
        const found = await inside(withGuest({ inside: { license: 'withoutKey' } }), 'SoftwareLicensingProduct', licensed);
        expect([found.Description, found.ProductKeyChannel, found.PartialProductKey, found.LicenseStatus]).toEqual([null, null, null, 1]);
        expect(await inside(withGuest({ inside: { license: 'withoutKey' } }), 'SoftwareLicensingProduct', installed)).toEqual({});
    });

    it('with channels that public dumps show', async () => {
        const channelOf = async (license: InsideEntry['license']): Promise<unknown> =>
            (await inside(withGuest({ inside: { license } }), 'SoftwareLicensingProduct', installed)).ProductKeyChannel;
        expect(await Promise.all((['avma', 'avmaUnlicensed', 'evaluation', 'kmsHost'] as const).map(channelOf))).toEqual([
            'VT:IA',
            'VT:IA',
            'Retail:TB:Eval',
            'Volume:CSVLK'
        ]);
    });

    it('names the host that activated it, and nobody where none did', async () => {
        const by = async (entry: InsideEntry): Promise<unknown> =>
            (await inside(withGuest({ inside: entry }), 'SoftwareLicensingProduct', installed)).AutomaticVMActivationHostMachineName;
        expect([await by({ license: 'avma' }), await by({ license: 'avma', avmaHost: 'OTHER' }), await by({ license: 'mak' })]).toEqual([
            'HV.contoso.com',
            'OTHER',
            null
        ]);
    });

    it('can be none at all', async () => {
        expect(await inside(withGuest({ inside: { license: 'none' } }), 'SoftwareLicensingProduct', installed)).toEqual({});
    });

    it('lacks what came with AVMA on an older system, which refuses the whole query', async () => {
        const estate = withGuest({ os: '2012' });
        const ask = (Property: string[]): Promise<WindowsObject[]> =>
            askInside(estate, { computerName: 'a' }, 'Get-CimInstance', { ClassName: 'SoftwareLicensingProduct', Property });
        expect((await ask(['Name', 'LicenseStatus'])).length).toBe(4);
        expect((await failure(ask(['Name', 'IAID']))).nativeErrorCode).toBe('InvalidQuery');
    });
});

describe('The Windows inside a guest', () => {
    it('is another one than that of its host', async () => {
        const estate = withGuest({ os: '2016', sku: 7, domainController: true });
        const system = await inside(estate, 'Win32_OperatingSystem');
        expect([system.BuildNumber, system.OperatingSystemSKU, system.ProductType]).toEqual(['14393', 7, 2]);
        expect((await inside(estate, 'Win32_ComputerSystem')).Model).toBe('Virtual Machine');
    });

    it('has services and devices as its file says', async () => {
        const entry: InsideEntry = { licensingService: 'Disabled', dataExchangeService: 'Stopped', activationComponent: 'present' };
        const estate = withGuest({ inside: entry });
        expect((await inside(estate, 'Win32_Service', "Name = 'sppsvc'")).StartMode).toBe('Disabled');
        expect((await inside(estate, 'Win32_Service', "Name = 'vmickvpexchange'")).State).toBe('Stopped');
        const device = await inside(estate, 'Win32_PnPEntity', "Name LIKE '%Activation%'");
        expect([device.HardwareID, device.Status, device.ConfigManagerErrorCode]).toEqual([['VMBUS\\{3375baf4-9e15-4b30-b765-67acb10d607b}'], 'Error', 22]);
        expect(await inside(withGuest({ inside: { activationComponent: 'absent' } }), 'Win32_PnPEntity', "Name LIKE '%Activation%'")).toEqual({});
    });

    it('has no Hyper-V of its own, and its calls do not count as calls of the host', async () => {
        const estate = withGuest({});
        const ask = askInside(estate, { vmId: vmId(estate) }, 'Get-CimInstance', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' });
        expect((await failure(ask)).nativeErrorCode).toBe('InvalidNamespace');
        expect(estate.statistics('HV')).toEqual({ calls: {}, cimQueries: {} });
    });

    it('knows its id by the registry: the host has no such key, other values it has not', async () => {
        const estate = withGuest({});
        const key = 'HKLM:\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters';
        const ask = (machine: CallSite['machine'], parameters: Parameters): Promise<WindowsObject[]> =>
            askInside(estate, machine, 'Get-ItemProperty', parameters);
        const machine = { vmId: vmId(estate) };
        const found: unknown[] = (await ask(machine, { Path: [key], Name: ['VirtualMachineId'] })).map(one => one.properties);
        expect(found).toEqual([{ VirtualMachineId: vmId(estate) }]);
        const failures = [ask(null, { Path: [key] }), ask(machine, { Path: ['HKLM:\\SOFTWARE\\Other'] }), ask(machine, { Path: [key], Name: ['Other'] })];
        expect(await Promise.all(failures.map(async one => (await failure(one)).errorId))).toEqual([
            'PathNotFound',
            'PathNotFound',
            'System.Management.Automation.PSArgumentException'
        ]);
    });

    it('may not know its id, or be another machine to those who come by its name', async () => {
        const key: Parameters = { Path: ['HKLM:\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters'] };
        const unknown = withGuest({ inside: { insideVmId: null } });
        expect((await failure(askInside(unknown, { vmId: vmId(unknown) }, 'Get-ItemProperty', key))).errorId).toBe('PathNotFound');
        const other = '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607';
        const elsewhere = withGuest({ inside: { insideVmId: other } });
        const ids = [{ vmId: vmId(elsewhere) }, { computerName: 'a.contoso.com' }].map(machine => askInside(elsewhere, machine, 'Get-ItemProperty', key));
        const found: unknown[] = (await Promise.all(ids)).map(([one]) => one.properties.VirtualMachineId);
        expect(found).toEqual([vmId(elsewhere), other]);
    });

    it('is what published classes say: properties, types, values, codes', () => {
        const read = (namespace: string, name: string): { properties: Array<{ name: string; array: boolean }> } =>
            JSON.parse(readFileSync(join(__dirname, '../../windows-surface/cim', namespace, `${name}.json`), 'utf8')) as ReturnType<typeof read>;
        const names: Readonly<Record<string, string>> = {
            win32_operatingsystem: 'Win32_OperatingSystem',
            win32_computersystem: 'Win32_ComputerSystem',
            win32_service: 'Win32_Service',
            win32_pnpentity: 'Win32_PnPEntity',
            softwarelicensingproduct: 'SoftwareLicensingProduct',
            softwarelicensingservice: 'SoftwareLicensingService'
        };
        const { codes } = JSON.parse(readFileSync(join(__dirname, '../../windows-surface/errors/spp.json'), 'utf8')) as { codes: Array<{ unsigned: number }> };
        const estate = loadEstate();
        const all = estate.nodeNames.flatMap(name => estate.node(name)?.machines ?? []).flatMap(machine => machine.inside ?? []);
        for (const [id, provider] of Object.entries(insideProviders)) {
            const type = read('root/cimv2', names[id.split(':')[1]]);
            const values = all.flatMap((one: Inside) => [...provider(one)].flatMap(instance => Object.entries(instance)));
            expect(values.length).toBeGreaterThan(all.length);
            const wrong = values.filter(([name, value]) => {
                const property = type.properties.find(one => one.name === name);
                return !property || (value !== null && Array.isArray(value) !== property.array);
            });
            expect(wrong.map(([name]) => name))
                .withContext(id)
                .toEqual([]);
            const reasons = values.filter(([name]) => name === 'LicenseStatusReason').map(([, value]) => Number(value));
            expect(reasons.filter(reason => !codes.some(code => code.unsigned === reason))).toEqual([]);
        }
    });
});

describe('Entering a guest by its id', () => {
    const told = ({ errorId, exceptionType, category, terminating }: WindowsFailure): unknown[] => [
        errorId.split(',')[0],
        exceptionType.split('.').pop(),
        category,
        terminating
    ];
    const open = ['PSSessionStateBroken', 'PSRemotingDataStructureException', 'OpenError', false];
    const refused = ['PSSessionStateBroken', 'PSDirectException', 'OpenError', false];
    const cases: ReadonlyArray<
        readonly [what: string, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, connection: Partial<MachineConnection>, told: unknown[]]
    > = [
        ['without the module', {}, { hyperVModule: false }, {}, ['HyperVModuleNotAvailable', 'ArgumentException', 'NotInstalled', true]],
        ['without Hyper-V', {}, { hyperV: 'absent' }, {}, ['HyperVModuleNotAvailable', 'ArgumentException', 'NotInstalled', true]],
        ['without rights', {}, { hyperVRights: false }, {}, ['InvalidVMIdNotSingle', 'ArgumentException', 'InvalidArgument', false]],
        [
            'that is not here',
            {},
            {},
            { target: '6f1a2b3c-0d4e-4f50-8a61-b2c3d4e5f607' },
            ['InvalidVMIdNotSingle', 'ArgumentException', 'InvalidArgument', false]
        ],
        ['that is saved', { state: 'saved' }, {}, {}, ['InvalidVMState', 'ArgumentException', 'InvalidArgument', false]],
        ['without a user', {}, {}, { user: '' }, refused],
        ['with a wrong password', {}, {}, { password: 'Right' }, refused],
        ['with an unknown user', {}, {}, { user: 'CONTOSO\\nobody' }, refused],
        ['that is booting', { inside: { direct: 'noAnswer' } }, {}, {}, open],
        ['that is too old', { os: '2012 R2' }, {}, {}, open],
        ['from a host that is too old', {}, { os: '2012 R2' }, {}, open],
        ['that is shielded', { shielded: true }, {}, {}, open],
        ['with Linux', { os: 'ubuntu' }, {}, {}, open],
        ['with nothing', { os: undefined }, {}, {}, open]
    ];
    for (const [what, guest, node, connection, expected] of cases) {
        it(`fails as documented for one ${what}, in German too`, async () => {
            const failures: WindowsFailure[] = [];
            for (const language of ['en', 'de'] as const) {
                failures.push(await failure(connect(withGuest(guest, { ...node, language }), connection)));
            }
            const [english, german] = failures;
            expect(told(english)).toEqual(expected);
            expect(german.message).not.toBe(english.message);
            expect({ ...german, message: '' }).toEqual({ ...english, message: '' });
        });
    }

    it('says it in the words of PowerShell itself, in English and German', async () => {
        const recorded = <T>(file: string): T => JSON.parse(readFileSync(join(__dirname, '../fixtures/recorded/powershell-errors', file), 'utf8')) as T;
        const { texts } = recorded<{ texts: Readonly<Record<string, Readonly<Record<'en' | 'de', string>>>> }>('localized-texts.json');
        const said: ReadonlyArray<readonly [resource: string, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, connection: Partial<MachineConnection>]> = [
            ['HyperVModuleNotAvailable', {}, { hyperVModule: false }, {}],
            ['InvalidVMIdNotSingle', {}, { hyperVRights: false }, { target: '{0}' }],
            ['InvalidVMState', { name: '{0}', state: 'off' }, {}, {}],
            ['InvalidUsername', {}, {}, { user: '' }],
            ['InvalidCredential', {}, {}, { password: 'wrong' }],
            ['FatalErrorCausingClose', { os: 'ubuntu' }, {}, {}]
        ];
        for (const [resource, guest, node, connection] of said) {
            for (const language of ['en', 'de'] as const) {
                const { message } = await failure(connect(withGuest(guest, { ...node, language }), connection));
                // Windows PowerShell names itself where PowerShell 7 says PowerShell (recorded from 5.1).
                expect(message.replace('Windows PowerShell', 'PowerShell')).toBe(texts[resource][language]);
            }
        }
    });

    it('takes accounts by each of their names, in any letter case', async () => {
        const local = withGuest({ inside: { accounts: [{ user: '.\\Administrator', password: 'right' }] } });
        for (const user of ['.\\administrator', 'Administrator', 'A\\Administrator']) {
            await connect(local, { user });
        }
        const domain = withGuest({});
        for (const user of ['contoso\\GuestAdmin', 'guestadmin@contoso.com']) {
            await connect(domain, { user });
        }
        expect((await failure(connect(local, { user: 'CONTOSO\\Administrator' }))).errorId).toBe('PSSessionStateBroken');
    });

    it('lets nobody in and nobody go where a guest hangs', async () => {
        const stop = new AbortController();
        const waiting = connect(withGuest({ inside: { direct: 'hangs' } }), {}, stop.signal);
        stop.abort();
        await expectAsync(waiting).toBeRejected();
    });

    it('breaks off at the first question where the session is lost', async () => {
        const estate = withGuest({ inside: { direct: 'lost' } });
        await connect(estate, {});
        const lost = await failure(askInside(estate, { vmId: vmId(estate) }, 'Get-CimInstance', { ClassName: 'Win32_Service' }));
        expect([lost.errorId, lost.hresult, lost.endsConnection]).toEqual(['2100,PSSessionStateBroken', 2100, true]);
        expect((await askInside(estate, { computerName: 'a' }, 'Get-CimInstance', { ClassName: 'Win32_Service' })).length).toBe(2);
    });

    it('is on record, right or wrong, as soon as a password has reached a guest', async () => {
        const estate = withGuest({});
        await connect(estate, {});
        await failure(connect(estate, { password: 'wrong', user: 'contoso\\GUESTADMIN' }));
        await failure(connect(estate, { target: '6f1a2b3c-0d4e-4f50-8a61-b2c3d4e5f607' }));
        await connect(estate, { channel: 'winrm', target: 'A.contoso.com' });
        const entry = { node: 'HV', vmId: vmId(estate), channel: 'direct', user: admin.user, success: true } as const;
        expect(estate.logons).toEqual([entry, { ...entry, user: 'contoso\\GUESTADMIN', success: false }, { ...entry, channel: 'winrm' }]);
        expect(estate.logonsByAccount()).toEqual({ 'contoso\\guestadmin': { succeeded: 2, failed: 1 } });
        expect(JSON.stringify(estate.logons)).not.toContain('right');
    });
});

describe('Entering a guest by its name', () => {
    it('finds the first that bears it, on whichever node', async () => {
        const guests = [{ name: 'A', os: '2019' }];
        const estate = estateOf({ guestAccounts: [admin], guests }, { name: 'HV2', guestAccounts: [admin], guests: [...guests, { name: 'B', os: '2012 R2' }] });
        await connect(estate, { channel: 'winrm', target: 'a' });
        await connect(estate, { channel: 'winrm', target: 'B.contoso.com' });
        expect(estate.logons.map(logon => logon.vmId)).toEqual([vmId(estate), estate.node('HV2')?.machines[1].id ?? '']);
    });

    const cases: ReadonlyArray<readonly [what: string, entry: InsideEntry, connection: Partial<MachineConnection>, id: string, code: number]> = [
        ['a name that nobody bears', {}, { target: 'nobody' }, 'NetworkPathNotFound', 53],
        ['a machine that cannot be reached', { winrm: 'unreachable' }, {}, 'CannotConnect', -2144108526],
        ['a machine that is not trusted', { winrm: 'notTrusted' }, {}, 'ServerNotTrusted', -2144108316],
        ['an address in numbers', {}, { target: '10.0.0.4' }, 'CannotUseIPAddress', -2144108101],
        ['a certificate that is not trusted', { winrm: 'certificateNotTrusted' }, { useSsl: true }, '12175', 12175],
        ['an account of the machine by Kerberos', {}, { user: '.\\admin', authentication: 'Kerberos' }, 'AuthenticationFailed', 1311],
        ['a wrong password', {}, { password: 'wrong' }, 'LogonFailure', 1326],
        ['an account that is no administrator', { winrm: 'accessDenied' }, {}, 'AccessDenied', 5]
    ];
    for (const [what, entry, connection, id, code] of cases) {
        it(`fails for ${what} with ${id}`, async () => {
            const found = await failure(connect(withGuest({ inside: entry }), { channel: 'winrm', target: 'a.contoso.com', ...connection }));
            expect([found.errorId, found.hresult, found.exceptionType.split('.').pop()]).toEqual([
                `${id},PSSessionStateBroken`,
                code,
                'PSRemotingTransportException'
            ]);
        });
    }

    it('trusts a certificate instead', async () => {
        await connect(withGuest({ inside: { winrm: 'notTrusted' } }), { channel: 'winrm', target: 'a.contoso.com', useSsl: true });
    });

    it('knows the codes of WinRM by the names that PowerShell gives them', () => {
        const file = join(__dirname, '../fixtures/recorded/powershell-errors/winrm-error-ids.json');
        const { codes } = JSON.parse(readFileSync(file, 'utf8')) as { codes: Array<{ winrmCode: number; errorIdPrefix: string }> };
        for (const [, , , id, code] of cases) {
            // A code without a name is its own number.
            expect(codes.find(one => one.winrmCode === code)?.errorIdPrefix ?? String(code)).toBe(id);
        }
    });
});

describe('The guests of HV01', () => {
    const estate = loadEstate();
    const machines = estate.node('HV01')?.machines ?? [];

    it('are in every state that the tool must tell apart', () => {
        const kinds = machines.flatMap(machine => machine.inside?.license ?? []);
        for (const kind of ['avma', 'avmaUnlicensed', 'kmsClient', 'kmsClientLicensed', 'mak', 'oem', 'retail', 'kmsHost', 'evaluation'] as const) {
            expect(kinds).toContain(kind);
        }
        const entries = machines.map(machine => machine.entry.inside ?? {});
        const some = (what: string, test: (entry: InsideEntry) => boolean): void => expect(entries.some(test)).withContext(what).toBeTrue();
        some('activated elsewhere', entry => entry.license === 'avma' && entry.avmaHost === 'HV02.contoso.com');
        some('an implausible term', entry => Number(entry.graceMinutes) > 525600);
        some('a term that ends', entry => entry.license === 'avma' && Number(entry.graceMinutes) < 2880);
        some('a host that is not activated', entry => entry.statusReason === 0xc004fd02);
        some('no activation component', entry => entry.activationComponent === 'absent');
        some('no licensing service', entry => entry.licensingService === 'Disabled');
        for (const direct of ['noAnswer', 'hangs', 'lost'] as const) {
            some(direct, entry => entry.direct === direct);
        }
    });

    it('know two accounts: one opens most, the other some', () => {
        const opened = (user: string): number => machines.filter(machine => machine.inside?.accounts.some(account => account.user === user)).length;
        expect(opened('CONTOSO\\guestadmin')).toBeGreaterThan(15);
        expect(opened('.\\Administrator')).toBeGreaterThan(2);
        expect(opened('.\\Administrator')).toBeLessThan(opened('CONTOSO\\guestadmin'));
    });
});
