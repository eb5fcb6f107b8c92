/** Get-CimInstance on the estate: what is found, what is filled, and how it fails. */
import { performance } from 'node:perf_hooks';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { callWindows, estateOf, failure, instances, Parameters, values, virtualization, windowsCall } from './support/ask';

const guests = [
    { name: 'APP01', os: '2019' },
    { name: 'OFF01', os: '2019', state: 'off' as const }
];

describe('Get-CimInstance: namespaces and classes', () => {
    const estate = estateOf({ guests });

    for (const namespace of [
        virtualization,
        'root\\virtualization\\v2',
        'ROOT\\Virtualization/V2',
        '/root/virtualization/v2',
        '\\root\\virtualization\\v2\\'
    ]) {
        it(`takes ${namespace} for the namespace of Hyper-V`, async () => {
            const found = await instances(estate, 'HV', { Namespace: namespace, ClassName: 'msvm_COMPUTERSYSTEM' });
            expect(values(found, 'ElementName')).toEqual(['HV', 'APP01', 'OFF01']);
            expect([found[0].namespace, found[0].className]).toEqual([virtualization, 'Msvm_ComputerSystem']);
        });
    }

    it('asks root/cimv2 where no namespace is named', async () => {
        expect(values(await instances(estate, 'HV', { ClassName: 'Win32_ComputerSystem' }), 'Name')).toEqual(['HV']);
        expect(values(await instances(estate, 'HV', { Query: 'SELECT Name FROM Win32_ComputerSystem' }), 'Name')).toEqual(['HV']);
    });

    it('gives a published class without instances as an empty list', async () => {
        expect(await instances(estate, 'HV', { ClassName: 'Win32_PnPEntity' })).toEqual([]);
    });

    it('finds the node by its full name, in any letter case', async () => {
        expect((await instances(estate, 'hv.CONTOSO.com', { ClassName: 'Win32_ComputerSystem' })).length).toBe(1);
    });
});

describe('Get-CimInstance: failures', () => {
    const estate = estateOf({ guests }, { name: 'OLD', os: '2012 R2', guests }, { name: 'FILE', hyperV: 'absent' }, { name: 'DE', language: 'de' });

    const cases: ReadonlyArray<readonly [string, string, Parameters, string, string, string]> = [
        ['a namespace that nobody has', 'HV', { Namespace: 'root/nothing', ClassName: 'Win32_Service' }, '0x8004100e', 'InvalidNamespace', 'MetadataError'],
        ["a role's namespace", 'FILE', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' }, '0x8004100e', 'InvalidNamespace', 'MetadataError'],
        ['a cluster that is not there', 'HV', { Namespace: 'root/MSCluster', ClassName: 'MSCluster_Node' }, '0x8004100e', 'InvalidNamespace', 'MetadataError'],
        ['an unknown class', 'HV', { ClassName: 'Win32_Nothing' }, '0x80041010', 'InvalidClass', 'MetadataError'],
        ['a class of another namespace', 'HV', { ClassName: 'Msvm_ComputerSystem' }, '0x80041010', 'InvalidClass', 'MetadataError'],
        ['a class that is a path', 'HV', { ClassName: '../v2/Msvm_ComputerSystem' }, '0x80041010', 'InvalidClass', 'MetadataError'],
        [
            'a class younger than the host',
            'OLD',
            { Namespace: virtualization, ClassName: 'Msvm_SecurityElement' },
            '0x80041010',
            'InvalidClass',
            'MetadataError'
        ],
        ['an unknown property', 'HV', { ClassName: 'Win32_Service', Property: ['Name', 'Colour'] }, '0x80041017', 'InvalidQuery', 'InvalidArgument'],
        ['an unknown property in a filter', 'HV', { ClassName: 'Win32_Service', Filter: 'Colour = 1' }, '0x80041017', 'InvalidQuery', 'InvalidArgument'],
        ['an unknown property in a query', 'HV', { Query: 'SELECT Colour FROM Win32_Service' }, '0x80041017', 'InvalidQuery', 'InvalidArgument'],
        ['a filter that is no WQL', 'HV', { ClassName: 'Win32_Service', Filter: "Name = 'it''s'" }, '0x80041017', 'InvalidQuery', 'InvalidArgument'],
        ['a query that is no WQL', 'HV', { Query: 'Win32_Service' }, '0x80041017', 'InvalidQuery', 'InvalidArgument']
    ];
    for (const [what, node, parameters, code, native, category] of cases) {
        it(`fails for ${what} with ${code}`, async () => {
            const found = await failure(instances(estate, node, parameters));
            expect({ ...found, message: '' }).toEqual({
                message: '',
                errorId: `HRESULT ${code}`,
                category,
                exceptionType: 'Microsoft.Management.Infrastructure.CimException',
                hresult: null,
                nativeErrorCode: native,
                terminating: false
            });
        });
    }

    it('says the same with another text on a German host', async () => {
        const english = await failure(instances(estate, 'HV', { ClassName: 'Win32_Nothing' }));
        const german = await failure(instances(estate, 'DE', { ClassName: 'Win32_Nothing' }));
        expect(german.message).not.toBe(english.message);
        expect({ ...german, message: '' }).toEqual({ ...english, message: '' });
    });

    it('has the younger class on a younger host', async () => {
        const found = await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_SecurityElement' });
        expect(values(found, 'Shielded')).toEqual([false, false]);
    });

    it('refuses what it does not simulate by name, methods among it, rather than answer wrongly', async () => {
        const invoke = { Namespace: virtualization, ClassName: 'Msvm_VirtualSystemManagementService', MethodName: 'AddKvpItems' };
        const calls: ReadonlyArray<readonly [string, Parameters, string]> = [
            ['Invoke-CimMethod', invoke, 'Invoke-CimMethod'],
            ['Get-CimInstance', { ClassName: 'Win32_Service', ComputerName: ['OTHER'] }, 'Get-CimInstance -ComputerName'],
            ['Get-CimInstance', { ClassName: 'Win32_Service', QueryDialect: 'CQL' }, 'Get-CimInstance -QueryDialect'],
            ['Get-CimInstance', { Namespace: virtualization }, 'Get-CimInstance'],
            ['Get-VM', { Name: ['APP01'] }, 'Get-VM -Name']
        ];
        for (const [command, parameters, named] of calls) {
            const found = await failure(callWindows(estate, 'HV', command, parameters));
            expect([found.errorId, found.terminating]).toEqual(['NotSimulated', true]);
            expect(found.message).toContain(named);
        }
        expect((await failure(callWindows(estate, 'NOBODY', 'Get-CimInstance', { ClassName: 'Win32_Service' }))).message).toContain('NOBODY');
    });
});

describe('Get-CimInstance: properties and conditions', () => {
    const estate = estateOf({ guests });

    it('fills every property that the class has a value for, where none is named', async () => {
        const [found] = await instances(estate, 'HV', { ClassName: 'Win32_Service', Filter: "Name = 'sppsvc'" });
        expect(values([found], 'StartMode')).toEqual(['Auto']);
        expect(Object.keys(found.properties)).toContain('PathName');
    });

    it('fills only the properties that were asked for, and the keys', async () => {
        const named: Parameters = { ClassName: 'Win32_Service', Property: ['state'] };
        const query: Parameters = { Query: 'SELECT State FROM Win32_Service' };
        for (const parameters of [named, query]) {
            for (const { properties } of await instances(estate, 'HV', parameters)) {
                const filled = Object.entries(properties).filter(([, property]) => property.value !== null);
                expect(filled.map(([name]) => name)).toEqual(['Name', 'State']);
                expect([properties.Name.key, properties.State.key]).toEqual([true, false]);
                expect(properties.StartMode.value).toBeNull();
            }
        }
    });

    it('gives each property its published type', async () => {
        const [, machine] = await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' });
        const { EnabledState, OperationalStatus, InstallDate } = machine.properties;
        expect([EnabledState.type, OperationalStatus.type, OperationalStatus.array, InstallDate.type]).toEqual(['uint16', 'uint16', true, 'datetime']);
    });

    it('filters by -Filter and by -Query alike, on properties that are not shown too', async () => {
        const filter: Parameters = { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem', Property: ['ElementName'], Filter: 'EnabledState = 3' };
        const query: Parameters = { Namespace: virtualization, Query: 'SELECT ElementName FROM Msvm_ComputerSystem WHERE enabledstate = 3' };
        for (const parameters of [filter, query]) {
            const found = await instances(estate, 'HV', parameters);
            expect(values(found, 'ElementName')).toEqual(['OFF01']);
            expect(values(found, 'EnabledState')).toEqual([null]);
        }
    });

    it('takes an empty filter for none, and a null property for no match', async () => {
        expect((await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem', Filter: '' })).length).toBe(3);
        const licenses = await instances(estate, 'HV', {
            ClassName: 'SoftwareLicensingProduct',
            Filter: 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE'
        });
        expect(values(licenses, 'ID')).toEqual(['windows']);
    });
});

describe('Get-CimInstance: the state and the roles of a node', () => {
    const cluster = { name: 'CLU1', nodes: ['NODE', 'OTHER'] };
    const estate = estateOf({ name: 'RIGHTS', guests, hyperVRights: false }, { name: 'STOPPED', guests, hyperV: 'stopped' }, { name: 'NODE', guests, cluster });

    it('lists nothing, without an error, for an account without Hyper-V rights', async () => {
        for (const ClassName of ['Msvm_ComputerSystem', 'Msvm_KvpExchangeComponent', 'Msvm_VirtualSystemSettingData']) {
            expect(await instances(estate, 'RIGHTS', { Namespace: virtualization, ClassName })).toEqual([]);
        }
        expect(await callWindows(estate, 'RIGHTS', 'Get-VM')).toEqual([]);
        expect((await instances(estate, 'RIGHTS', { ClassName: 'Win32_Service' })).length).toBe(2);
    });

    it('still tells such an account what it asked wrongly', async () => {
        const wrong = { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem', Property: ['Colour'] };
        expect((await failure(instances(estate, 'RIGHTS', wrong))).nativeErrorCode).toBe('InvalidQuery');
    });

    it('fails while the management service is stopped, and says so among the services', async () => {
        const found = await failure(instances(estate, 'STOPPED', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' }));
        expect([found.errorId, found.nativeErrorCode]).toEqual(['HRESULT 0x80041001', 'Failed']);
        expect(values(await instances(estate, 'STOPPED', { ClassName: 'Win32_Service', Filter: "Name = 'vmms'" }), 'State')).toEqual(['Stopped']);
        expect((await failure(callWindows(estate, 'STOPPED', 'Get-VM'))).errorId).toBe('NotSimulated');
    });

    it('tells machines that talk from silent ones and from those whose Data Exchange is off', async () => {
        const talking = { os: '2019', guestItems: [{ name: 'Role', data: 'web' }] };
        const machines = estateOf({
            guests: [
                { ...talking, name: 'ON' },
                { ...talking, name: 'SILENT', dataExchange: 'silent' },
                { ...talking, name: 'DISABLED', dataExchange: 'off' },
                { ...talking, name: 'OFF', state: 'off' }
            ]
        });
        const found = await instances(machines, 'HV', { Namespace: virtualization, ClassName: 'Msvm_KvpExchangeComponent' });
        expect(values(found, 'EnabledState')).toEqual([2, 2, 3, 2]);
        expect(values(found, 'OperationalStatus')).toEqual([[2], [12], null, null]);
        expect((values(found, 'GuestIntrinsicExchangeItems') as string[][]).map(items => items.length > 0)).toEqual([true, false, false, false]);
        expect((values(found, 'GuestExchangeItems') as string[][]).map(items => items.length)).toEqual([1, 0, 0, 0]);
    });

    it('has the classes of a cluster on its nodes, with the machine of each resource', async () => {
        const ask = (ClassName: string): Promise<string[]> =>
            instances(estate, 'NODE', { Namespace: 'root\\mscluster', ClassName }).then(found => values(found, 'Name').map(String));
        expect(await ask('MSCluster_Cluster')).toEqual(['CLU1']);
        expect(await ask('MSCluster_Node')).toEqual(['NODE', 'OTHER']);
        expect(await ask('MSCluster_Resource')).toEqual(['Virtual Machine APP01', 'Virtual Machine OFF01']);
        expect(estate.windowsModules('NODE')).toContain('FailoverClusters');
    });
});

describe('Calls of a node', () => {
    const everyService = { ClassName: 'Win32_Service' };

    it('are counted by command, and queries by class in its published spelling', async () => {
        const estate = estateOf({ guests }, { name: 'OTHER' });
        await instances(estate, 'HV', everyService);
        await instances(estate, 'hv.contoso.com', { Query: 'select * from WIN32_SERVICE' });
        await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' });
        await failure(instances(estate, 'HV', { ClassName: 'Win32_Nothing' }));
        await callWindows(estate, 'HV', 'Get-VM');
        expect(estate.statistics('HV')).toEqual({
            calls: { 'Get-CimInstance': 4, 'Get-VM': 1 },
            cimQueries: { Win32_Service: 2, Msvm_ComputerSystem: 1, Win32_Nothing: 1 }
        });
        expect(estate.statistics('OTHER')).toEqual({ calls: {}, cimQueries: {} });
    });

    it('wait as long as the estate says, each of them', async () => {
        const estate = new Estate({ domain: 'contoso.com', nodes: [{ name: 'HV', os: '2019' }] }, 60);
        const started = performance.now();
        await instances(estate, 'HV', everyService);
        await instances(estate, 'HV', everyService);
        // A timer may fire a millisecond early.
        expect(performance.now() - started).toBeGreaterThanOrEqual(118);
    });

    it('end when they are given up, while they wait and while they answer', async () => {
        const slow = new Estate({ domain: 'contoso.com', nodes: [{ name: 'HV', os: '2019' }] }, 86_400_000);
        const abort = new AbortController();
        const waiting = slow
            .answer(windowsCall('HV', 'Get-CimInstance', everyService), abort.signal)
            [Symbol.asyncIterator]()
            .next();
        // It waits for a day, which no spec has.
        setImmediate(() => abort.abort());
        await expectAsync(waiting).toBeRejectedWith(jasmine.objectContaining({ name: 'AbortError' }));

        const stop = new AbortController();
        const names: unknown[] = [];
        const machines = windowsCall('HV-BIG', 'Get-VM', {});
        await expectAsync(
            (async (): Promise<void> => {
                for await (const machine of loadEstate().answer(machines, stop.signal)) {
                    names.push(machine.properties.Name);
                    stop.abort();
                }
            })()
        ).toBeRejectedWith(jasmine.objectContaining({ name: 'AbortError' }));
        expect(names).toEqual(['0001-web']);
    });
});
