/** Holds the estate to what real machines were seen to say (tests/fixtures/recorded). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, ItemEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { providers } from '../../dev-gateway/estate/instances';
import { Node } from '../../dev-gateway/estate/machines';
import { itemXml } from '../../dev-gateway/estate/providers/virtualization';
import { estateOf, failure, instances, values, virtualization } from './support/ask';

const folder = join(__dirname, '../fixtures/recorded');
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const json = <T>(file: string): T => JSON.parse(text(file)) as T;

/** "Name : value" lines as Format-List prints them. */
function listed(file: string): Readonly<Record<string, string>> {
    return Object.fromEntries([...text(file).matchAll(/^(\w[\w ]*?) *: (.*)$/gm)].map(([, name, value]) => [name, value]));
}

function onlyNode(estate: Estate): Node {
    return estate.node(estate.nodeNames[0]) as Node;
}

/** What one guest reports. */
function reported(guest: Partial<GuestEntry>): Readonly<Record<string, string>> {
    const [machine] = onlyNode(estateOf({ guests: [{ name: 'GUEST', ...guest }] })).machines;
    return Object.fromEntries(machine.intrinsic.map((item: ItemEntry) => [item.name, item.data]));
}

interface RecordedSystem {
    readonly 'kernel.os_info': Readonly<Record<string, unknown>>;
}

describe('Recorded operating systems', () => {
    const same = {
        Caption: 'caption',
        BuildNumber: 'build_number',
        Version: 'version',
        OperatingSystemSKU: 'operating_system_sku',
        ProductType: 'product_type',
        Manufacturer: 'manufacturer',
        OSLanguage: 'os_language',
        Locale: 'locale',
        MUILanguages: 'mui_languages',
        OSArchitecture: 'os_architecture'
    } as const;

    for (const [os, file] of [
        ['2012 R2', 'fauxhai-2012R2'],
        ['2016', 'fauxhai-2016'],
        ['2019', 'fauxhai-2019'],
        ['2022', 'fauxhai-2022']
    ] as const) {
        const recorded = json<RecordedSystem>(`hyperv/win32-operatingsystem/${file}.json`)['kernel.os_info'];
        const sku = recorded.operating_system_sku as number;

        it(`are what a host says of itself: ${os}`, async () => {
            const [found] = await instances(estateOf({ os, sku }), 'HV', { ClassName: 'Win32_OperatingSystem' });
            for (const [property, field] of Object.entries(same)) {
                expect(found.properties[property].value as unknown)
                    .withContext(property)
                    .toEqual(recorded[field]);
            }
        });

        it(`are what a guest reports of itself: ${os}`, () => {
            const items = reported({ os, sku });
            expect(`Microsoft ${items.OSName}`).toBe(String(recorded.caption));
            expect([items.OSVersion, items.OSBuildNumber, items.OSEditionId]).toEqual([recorded.version, recorded.build_number, sku].map(String));
            expect([items.ProductType, items.SuiteMask]).toEqual([recorded.product_type, recorded.suite_mask].map(String));
        });
    }

    it('are German where the host is', async () => {
        const recorded = listed('localized/win32-operatingsystem-de.txt');
        const [found] = await instances(estateOf({ language: 'de' }), 'HV', { ClassName: 'Win32_OperatingSystem' });
        for (const property of ['OSArchitecture', 'OSLanguage', 'Locale', 'Manufacturer']) {
            expect(String(found.properties[property].value)).withContext(property).toBe(recorded[property]);
        }
        expect(recorded.MUILanguages).toContain(String((found.properties.MUILanguages.value as string[])[0]));
    });
});

describe('Recorded captions', () => {
    const terms = json<Array<{ language: string; where: string; english: string | null; text: string }>>('localized/terms.json');
    const captions = async (language: NodeEntry['language']): Promise<unknown[]> =>
        values(
            await instances(estateOf({ language, guests: [{ name: 'GUEST' }] }), 'HV', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' }),
            'Caption'
        );
    const ofMachine = terms.filter(term => term.where === 'Msvm_ComputerSystem.Caption of a machine');
    const ofHost = terms.filter(term => term.where === 'Msvm_ComputerSystem.Caption of the host');

    it('are the English ones of host and machine', async () => {
        expect(new Set([...ofHost, ...ofMachine].map(term => term.english))).toEqual(new Set(await captions('en')));
    });

    it('differ from the English ones in other languages, as German ones do here', async () => {
        // Nobody recorded the German ones: all that may count on them is that they differ, from the English ones and from each other.
        const [host, machine] = await captions('de');
        const english = await captions('en');
        for (const term of [...ofHost, ...ofMachine]) {
            expect(english).not.toContain(term.text);
        }
        expect(english).not.toContain(host);
        expect(english).not.toContain(machine);
        expect(host).not.toBe(machine);
        expect(terms.some(term => term.language === 'de' && term.where === 'Msvm_ComputerSystem.Caption of a machine')).toBeFalse();
    });

    it('give the German architecture as it was seen', async () => {
        const seen = terms.find(term => term.language === 'de' && term.where === 'Win32_OperatingSystem.OSArchitecture');
        const found = await instances(estateOf({ language: 'de' }, { name: 'EN' }), 'HV', { ClassName: 'Win32_OperatingSystem' });
        expect(values(found, 'OSArchitecture')).toEqual([seen?.text ?? 'not recorded']);
    });
});

describe('Recorded items of Data Exchange', () => {
    const items = json<Array<{ id: string; xml: string }>>('kvp/items.json');
    const xml = (id: string): string => items.find(item => item.id === id)?.xml ?? `no item ${id}`;

    it('have the form in which Hyper-V hands out items', () => {
        expect(itemXml({ name: 'other.item', data: '10.77.0.11' })).toBe(xml('runner-other-item'));
        expect(itemXml({ name: 'slate.error', data: 'KVP item slate.ip missing & no <cache>' })).toBe(xml('runner-error-item'));
    });

    it('are what runner01 of the estate has, the one that is no XML among them', async () => {
        const estate = loadEstate();
        const machine = estate.node('HV01')?.machines.find(one => one.entry.name === 'runner01');
        const found = await instances(estate, 'HV01', {
            Namespace: virtualization,
            ClassName: 'Msvm_KvpExchangeComponent',
            Filter: `SystemName = '${machine?.id ?? ''}'`
        });
        expect(values(found, 'GuestExchangeItems')).toEqual([['runner-other-item', 'runner-error-item', 'runner-not-xml'].map(xml)]);
    });

    it('are reported with the values that were seen', () => {
        const observed = json<Array<{ guest: string; values?: Readonly<Record<string, string>> }>>('kvp/observed-values.json');
        const seen = (guest: string): Readonly<Record<string, string>> => observed.find(one => one.guest === guest)?.values ?? { guest };
        const { FullyQualifiedDomainName, ...evaluation } = seen('Windows Server 2025 Standard Evaluation');
        expect(FullyQualifiedDomainName).toBeDefined();
        expect(reported({ os: '2025', sku: 79 })).toEqual(jasmine.objectContaining(evaluation));
        expect(reported({ os: 'ubuntu' })).toEqual(jasmine.objectContaining(seen('Ubuntu 24.04 (hv_kvp_daemon)')));
        expect(reported({ os: 'rhel' })).toEqual(jasmine.objectContaining(seen('Red Hat Enterprise Linux')));
    });

    it('have names that were seen on guests', () => {
        const [{ names }] = json<Array<{ names?: string[] }>>('kvp/observed-values.json').filter(one => one.names);
        expect(Object.keys(reported({ os: '2019' })).filter(name => !names?.includes(name))).toEqual([]);
    });
});

describe('Recorded machines', () => {
    it('lend their names to the estate', () => {
        const { names } = json<{ names: Array<{ name: string; kind: string }> }>('names/vm-names.json');
        const machines = (loadEstate().node('HV01') as Node).machines;
        for (const name of ['Server 2008 \u2013 Test1', 'z4058044_snap (23.05.2014 - 09:29:29)']) {
            expect(names.map(one => one.name)).toContain(name);
            expect(machines.map(machine => machine.entry.name)).toContain(name);
        }
        expect(names.find(one => one.name === 'VSERVER09')?.kind).toBe('two running machines of one host with this name');
        expect(machines.filter(machine => machine.entry.name === 'VSERVER09').map(machine => machine.entry.state ?? 'running')).toEqual(['running', 'running']);
    });

    it('have integration services without status while they are off, and with one while they run', () => {
        interface RecordedMachine {
            readonly state: number;
            readonly services: ReadonlyArray<{ readonly service: string; readonly primary_operational_status: string | null }>;
        }
        const recorded = [1, 2].flatMap(part => json<RecordedMachine[]>(`hyperv/centreon-nodeintegrationservice-2022-${part}.json`));
        const heartbeat = recorded.map(machine => [
            machine.state,
            machine.services.find(one => one.service === 'Heartbeat')?.primary_operational_status !== null
        ]);
        const node = onlyNode(
            estateOf({
                guests: [
                    { name: 'ON', os: '2019' },
                    { name: 'OFF', os: '2019', state: 'off' }
                ]
            })
        );
        const states = node.machines.map(machine => machine.enabledState);
        for (const id of ['msvm_heartbeatcomponent', 'msvm_kvpexchangecomponent']) {
            const found = [...providers[`root/virtualization/v2:${id}`](node)].map((one, index) => [states[index], one.OperationalStatus !== null]);
            expect(new Set(found.map(String))).toEqual(new Set(heartbeat.map(String)));
        }
    });
});

describe('Recorded licenses', () => {
    const products = (license: NodeEntry['license']): ReadonlyArray<Readonly<Record<string, unknown>>> => [
        ...providers['root/cimv2:softwarelicensingproduct'](onlyNode(estateOf({ license })))
    ];
    const licenses = products('evaluation');
    const windows = licenses.find(one => one.ID === 'windows');

    it('belong to the same application and write "no date" in the same way', () => {
        const recorded = listed('licensing/cim-softwarelicensingproduct-win10-pro-oem-de.txt');
        expect(windows?.ApplicationID).toBe(recorded.ApplicationID);
        // The machine was an hour ahead of UTC.
        expect(recorded.EvaluationEndDate).toBe('01.01.1601 01:00:00');
        expect(products('mak').find(one => one.ID === 'windows')?.EvaluationEndDate).toBe('1601-01-01T00:00:00Z');
        expect(String(windows?.Description)).toMatch(/^Windows\(R\) Operating System, \w+ channel$/);
        expect(recorded.Description).toMatch(/^Windows\(R\) Operating System, \w+ channel$/);
    });

    it('have beside them the add-on that must not be taken for the Windows license', () => {
        const recorded = listed('licensing/slmgr-dlv-client-esu-mak.txt');
        const addon = licenses.find(one => one.LicenseIsAddon);
        expect(addon?.Description).toBe(recorded.Description);
        expect(addon?.PartialProductKey).toBe(recorded['Partial Product Key']);
        expect(recorded.Name.startsWith(String(addon?.Name))).toBeTrue();
        expect([addon?.LicenseStatus, recorded['License Status']]).toEqual([1, 'Licensed']);
    });

    it('show the key that every evaluation has', () => {
        const keys = json<Array<{ facts: Readonly<Record<string, string>> }>>('licensing/facts-summaries.json').map(one => one.facts['Product Key']);
        expect(keys).toContain(String(windows?.PartialProductKey));
    });
});

describe('Recorded failures', () => {
    it('are invalid queries where a quotation mark in a name ends the text of a filter', async () => {
        expect(text('powershell-errors/get-wmiobject-invalid-query-quote-in-name.txt')).toContain('Invalid query');
        const found = await failure(instances(estateOf({}), 'HV', { ClassName: 'Win32_Service', Filter: "Name = 'it's'" }));
        expect([found.nativeErrorCode, found.message.trim()]).toEqual(['InvalidQuery', 'Invalid query']);
    });
});
