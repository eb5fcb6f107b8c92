/** What the browser keeps of readings, for how long, and to which guest one belongs later. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { importKeptReading } from '../../data/import/import-kept-reading';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { guestKey, GuestKey } from '../facts/guest-key';
import { licenseClass, licenseClasses } from '../versions/license-class';
import { keptFacts, KeptReading, keptText, keptTooLong, ReadHost, recallReadings } from './kept-reading';

const vmId = '11111111-2222-3333-4444-555555555555';
const dayMs = 24 * 60 * 60 * 1000;
const canary = 'Pa55w.rd!canary';

const host = (name = 'HV01', change: object = {}): HostFacts =>
    importHostRow({ collectedAt: '2026-11-30T12:00:00Z', computerName: name, fqdn: `${name}.contoso.com`, clusterName: 'CL1', ...change });
const read = (change: object = {}): ActivationFacts =>
    importActivationRow({
        collectedAt: '2026-11-30T11:00:00Z',
        vmId,
        buildNumber: 17763,
        operatingSystemSku: 8,
        licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
        partialProductKey: 'WMBMW',
        licenseStatus: 1,
        gracePeriodMinutes: 10_000,
        ...change
    });
const guest = (change: object = {}): GuestFacts => importGuestRow({ vmId, name: 'APP01', enabledState: 2, ...change });
const reports = (build: string, sku: string): object => ({
    intrinsic: [
        { name: 'OSBuildNumber', data: build },
        { name: 'OSEditionId', data: sku }
    ]
});
const kept = (change: Partial<KeptReading> = {}): KeptReading => ({
    host: 'hv01.contoso.com',
    cluster: 'cl1',
    readAt: 1,
    hadAvma: true,
    facts: keptFacts(read(), host()) as ActivationFacts,
    ...change
});

describe('what is kept of a reading', () => {
    it('has no text of the guest, however it got there', () => {
        const texts = ['computerName', 'insideVmId', 'licenseName', 'productKeyChannel', 'licenseFamily', 'avmaHostName', 'iaid', 'sppsvcState'];
        const hostile = read({
            ...Object.fromEntries([...texts, 'sppsvcStartMode', 'dataExchangeService'].map(name => [name, canary])),
            licenseDescription: `${canary} VIRTUAL_MACHINE_ACTIVATION ${canary}`,
            unread: [{ field: canary, code: canary }]
        });
        const text = keptText(kept({ facts: keptFacts(hostile, host()) as ActivationFacts }));
        expect(text).not.toContain('canary');
        expect(text).toContain('VIRTUAL_MACHINE_ACTIVATION');
        // A text that was written into the storage is not read back either.
        const forged = importKeptReading(JSON.stringify({ ...kept(), facts: hostile }));
        const [recalled] = [...recallReadings([place('HV01')], byId(forged as KeptReading), new Map()).values()];
        expect(JSON.stringify(recalled.facts)).not.toContain('canary');
    });

    it('has the class of the key, its last five characters, states, terms and times', () => {
        const facts = keptFacts(read({ avmaHostName: 'HV01', avmaLastActivation: '2026-11-30T10:00:00+01:00', sppsvcStartMode: 'auto' }), host());
        expect(facts).toEqual(
            jasmine.objectContaining({
                collectedAt: '2026-11-30T11:00:00.000Z',
                vmId,
                partialProductKey: 'WMBMW',
                licenseStatus: 1,
                gracePeriodMinutes: 10_000,
                avmaHostName: 'HV01',
                avmaLastActivation: '2026-11-30T09:00:00.000Z',
                sppsvcStartMode: 'Auto'
            })
        );
        expect(licenseClass(facts as ActivationFacts)).toBe('avma');
    });

    it('names the host that activated the guest only by a name that the host itself has for it', () => {
        const named = (avmaHostName: string): string | null | undefined =>
            keptFacts(read({ avmaHostName }), host('HV01', { clusterNodeNames: ['HV01', 'HV02'] }))?.avmaHostName;
        expect(['hv02', 'HV02.contoso.com', 'HV09', canary].map(named)).toEqual(['HV02', 'HV02', null, null]);
    });

    it('has the class of each license, or is nothing where another one would come of it', () => {
        const rows: Readonly<Record<(typeof licenseClasses)[number], object>> = {
            avma: {},
            kmsClient: { licenseDescription: 'x, VOLUME_KMSCLIENT channel', partialProductKey: 'J464C' },
            kmsHost: { licenseDescription: 'x, VOLUME_KMS_WS19 channel', partialProductKey: 'BCDFG' },
            mak: { licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: 'BCDFG' },
            oem: { licenseDescription: 'x, OEM_SLP channel', partialProductKey: 'BCDFG' },
            retail: { licenseDescription: 'x, RETAIL channel', partialProductKey: 'BCDFG' },
            evaluation: { licenseDescription: 'x, TIMEBASED_EVAL channel', partialProductKey: 'BCDFG' },
            keyless: { licenseDescription: null, partialProductKey: null },
            none: { licenseDescription: null, partialProductKey: null, licenseStatus: 0 },
            unreadable: { licenseDescription: 'new', partialProductKey: 'BCDFG' }
        };
        const classes = licenseClasses.map(one => {
            const facts = keptFacts(read(rows[one]), host());
            expect(licenseClass(read(rows[one])))
                .withContext(one)
                .toBe(one);
            return facts && licenseClass(facts);
        });
        expect(classes).toEqual([...licenseClasses]);
        // The key that is there makes it a MAK, but what follows from the kept facts would be another class.
        expect(keptFacts(read({ ...rows.mak, partialProductKey: null, unread: [{ field: 'partialProductKey', code: 'absent' }] }), host())).toBeNull();
    });

    it('is nothing of a reading that failed, or whose time is unknown', () => {
        expect(keptFacts(read({ error: { code: 'timeout' } }), host())).toBeNull();
        expect(keptFacts(read({ collectedAt: null }), host())).toBeNull();
    });

    it('passes the importer when it comes back', () => {
        expect(importKeptReading(keptText(kept()))).toEqual(kept());
        const bad = ['', '{', '[]', 'null', '"x"', '{}'];
        const changed = [{ host: '' }, { host: null }, { readAt: '1' }, { readAt: null }, { hadAvma: 'yes' }, { cluster: 1 }, { facts: null }];
        const wrong = [{ vmId: canary }, { licenseStatus: '1' }, { collectedAt: 'yesterday' }, { partialProductKey: 'x'.repeat(2000) }];
        const texts = [
            ...bad,
            ...changed.map(one => JSON.stringify({ ...kept(), ...one })),
            ...wrong.map(one => JSON.stringify({ ...kept(), facts: { ...kept().facts, ...one } }))
        ];
        texts.forEach(text => expect(importKeptReading(text)).withContext(text.slice(0, 60)).toBeNull());
    });
});

describe('how long readings are kept', () => {
    const now = 100 * dayMs;
    const gone = (readAts: Readonly<Record<string, number>>, size = 10): string[] =>
        keptTooLong(new Map(Object.keys(readAts).map(name => [name, 'x'.repeat(size - name.length)])), new Map(Object.entries(readAts)), now);

    it('is 30 days; what is from the future or can’t be read goes, too', () => {
        const readAts = { a: now, b: now - 30 * dayMs + 1, c: now - 30 * dayMs, d: now + 5 * 60_000, e: now + 6 * 60_000, f: NaN };
        expect(gone(readAts)).toEqual(['c', 'e', 'f']);
    });

    it('depends on the room: beyond 2 MB the oldest leave first', () => {
        const megabyte = 1024 * 1024;
        expect(gone({ a: 3, b: 1, c: 2 }, megabyte).map(name => name)).toEqual(['a', 'b', 'c']);
        const [old, middle, young] = [now - 3, now - 2, now - 1];
        expect(gone({ a: young, b: old, c: middle }, megabyte)).toEqual(['b']);
        expect(gone({ a: young, b: old, c: middle }, megabyte / 2)).toEqual([]);
        // Bytes count, not characters.
        expect(keptTooLong(new Map([['a', '€'.repeat(megabyte)]]), new Map([['a', now]]), now)).toEqual(['a']);
    });
});

function byId(...all: readonly KeptReading[]): Map<string, readonly KeptReading[]> {
    return new Map([[vmId, all]]);
}

function place(name: string, change: Partial<ReadHost> = {}): ReadHost {
    return { hostName: name, facts: host(name), guests: [guest()], complete: true, ...change };
}

describe('a reading that is kept', () => {
    const key = (hostName: string): GuestKey => guestKey({ hostName, vmId });
    const found = (hosts: readonly ReadHost[], ...all: readonly KeptReading[]): Array<readonly [string, number]> =>
        [...recallReadings(hosts, byId(...all), new Map())].map(([one, { readAt }]) => [one, readAt]);

    it('belongs to its host by the full name in its row, whatever the connection is called', () => {
        expect(found([place('HV01', { hostName: '10.0.0.7' })], kept())).toEqual([[key('10.0.0.7'), 1]]);
        expect(found([place('HV01', { facts: host('HV01', { fqdn: 'hv01.fabrikam.com', clusterName: null }) })], kept())).toEqual([]);
        expect(found([place('HV01', { facts: host('HV01', { fqdn: null, clusterName: null }) })], kept())).toEqual([]);
    });

    it('is not given to a guest that was read in this page', () => {
        expect(recallReadings([place('HV01')], byId(kept()), new Map([[key('HV01'), {}]])).size).toBe(0);
    });

    it('follows an id that occurs once within its cluster', () => {
        const empty = place('HV01', { guests: [] });
        expect(found([empty, place('HV02')], kept())).toEqual([[key('HV02'), 1]]);
        const others: ReadonlyArray<readonly [string, readonly ReadHost[]]> = [
            ['a copy on another node', [empty, place('HV02'), place('HV03')]],
            ['its own node was not read', [place('HV02')]],
            ['its own node is still being read', [{ ...empty, complete: false }, place('HV02')]],
            ['the other node is still being read', [empty, place('HV02', { complete: false })]],
            ['another cluster', [empty, place('HV02', { facts: host('HV02', { clusterName: 'CL2' }) })]],
            ['no cluster', [empty, place('HV02', { facts: host('HV02', { clusterName: null }) })]]
        ];
        others.forEach(([title, hosts]) => expect(found(hosts, kept())).withContext(title).toEqual([]));
    });

    it('stays with its own host where a copy is on another node', () => {
        expect(found([place('HV01'), place('HV02')], kept())).toEqual([[key('HV01'), 1]]);
    });

    it('is the newest of several', () => {
        const moved = [kept({ readAt: 1 }), kept({ readAt: 3, host: 'hv02.contoso.com' }), kept({ readAt: 2, host: 'hv03.contoso.com' })];
        expect(found([place('HV01'), place('HV02', { guests: [] }), place('HV03', { guests: [] })], ...moved)).toEqual([[key('HV01'), 3]]);
    });

    it('is not about a guest that was created later, or reports another build or edition', () => {
        const of = (change: object): number => found([place('HV01', { guests: [guest(change)] })], kept()).length;
        expect(of({ createdOn: '2026-11-30T11:00:00Z', ...reports('17763', '8') })).toBe(1);
        expect([of({ createdOn: '2026-11-30T11:00:01Z' }), of(reports('20348', '8')), of(reports('17763', '7'))]).toEqual([0, 0, 0]);
        // What a guest that is off reported once says nothing about now.
        expect(of({ enabledState: 3, ...reports('20348', '8') })).toBe(1);
    });

    it('is nothing that the host has not seen yet', () => {
        const from = (collectedAt: string): number => found([place('HV01')], kept({ facts: { ...kept().facts, collectedAt } })).length;
        expect([from('2026-11-30T12:05:00Z'), from('2026-11-30T12:05:01Z')]).toEqual([1, 0]);
        expect(found([place('HV01', { facts: host('HV01', { collectedAt: null }) })], kept())).toEqual([]);
    });
});
