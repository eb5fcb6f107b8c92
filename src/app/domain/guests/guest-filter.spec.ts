import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { assess } from '../judgement/assess';
import { reasonCodes, verdicts } from '../judgement/assessment';
import { serverVersions } from '../versions/builds';
import {
    FilterFacts,
    filterChoices,
    filterFacts,
    filterFromParams,
    filterToParams,
    GuestFilter,
    matchesFilter,
    noFilter,
    osKinds,
    reportedAddresses
} from './guest-filter';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });

interface Entry {
    readonly name?: string;
    readonly state?: number;
    readonly items?: Readonly<Record<string, string>>;
    readonly words?: string;
    readonly host?: string;
}

const windows = (build: string, sku: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
    OSPlatformId: '2',
    OSBuildNumber: build,
    OSEditionId: sku,
    ProductType: '3',
    ...more
});

function guestOf({ name = 'vm', state = 2, items = {} }: Entry): ReturnType<typeof importGuestRow> {
    const intrinsic = Object.entries(items).map(([key, data]) => ({ name: key, data }));
    return importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', name, enabledState: state, dataExchangeState: 2, intrinsic });
}

function factsOf(entry: Entry): FilterFacts {
    const guest = guestOf(entry);
    return filterFacts({ guest, assessment: assess(host, guest) }, entry.words ?? '', entry.host ?? 'HV01');
}

const matches = (entry: Entry, filter: Partial<GuestFilter>): boolean => matchesFilter(factsOf(entry), { ...noFilter, ...filter });

describe('the filter of the guests', () => {
    const web: Entry = {
        name: 'Café-Web',
        items: windows('17763', '7', {
            OSName: 'Windows Server 2019 Standard',
            FullyQualifiedDomainName: 'web.contoso.example',
            NetworkAddressIPv4: '10.0.0.4;10.1.0.4',
            NetworkAddressIPv6: 'fe80::1'
        }),
        words: 'Eligible'
    };

    it('lets everything pass without any condition', () => {
        expect(matches({}, {})).toBeTrue();
        expect(matches({}, { text: '  ' })).toBeTrue();
    });

    it('searches name, FQDN, addresses, system and the words it is given, without regard to case and diacritics', () => {
        for (const text of ['cafe', 'CAFÉ', 'cafe\u0301', 'contoso', '10.1.0', 'FE80::1', 'server 2019', '2019 web', 'elig', 'ｗｅｂ']) {
            expect(matches(web, { text })).withContext(text).toBeTrue();
        }
        for (const text of ['cafes', '10.2', 'cafe sql', 'webwindows']) {
            expect(matches(web, { text })).withContext(text).toBeFalse();
        }
        expect(matches({ name: 'ΟΔΟΣ-1 straße' }, { text: 'οδοσ STRASSE' })).toBeTrue();
    });

    it('finds a machine without a name by its id', () => {
        const guest = { ...guestOf({}), name: null };
        expect(filterFacts({ guest, assessment: assess(host, guest) }, '', 'HV01').text).toContain('00000001');
    });

    it('takes the guests of one host, by its name with or without a domain', () => {
        const passing = ['HV01', 'hv01', 'hv01.contoso.com', 'HV02'].filter(name => matches({ host: 'HV01' }, { host: name }));
        expect(passing).toEqual(['HV01', 'hv01', 'hv01.contoso.com']);
    });

    it('offers hosts in alphabetical order, each with its guests', () => {
        const hosts = filterChoices(['HV02', 'HV01', 'HV02'].map(name => factsOf({ host: name }))).host;
        expect(hosts).toEqual([
            { value: 'HV01', count: 1 },
            { value: 'HV02', count: 2 }
        ]);
    });

    it('combines its conditions', () => {
        expect(matches(web, { verdict: 'eligible', os: '2019', state: 'running', evidence: 'reported', text: 'web' })).toBeTrue();
        for (const other of [{ verdict: 'unknown' }, { os: '2022' }, { state: 'off' }, { evidence: 'verified' }, { reason: 'notRunning' }] as const) {
            expect(matches(web, { verdict: 'eligible', ...other }))
                .withContext(JSON.stringify(other))
                .toBeFalse();
        }
    });

    it('finds every reason of a guest, not only its headline', () => {
        const guest = guestOf({ state: 3 });
        const standard = { ...host, operatingSystemSku: 7 };
        const facts = filterFacts({ guest, assessment: assess(standard, guest) }, '', 'HV01');
        expect(facts.reasons).toEqual(['notRunning', 'hostNotDatacenter']);
        expect(facts.reasons.every(reason => matchesFilter(facts, { ...noFilter, reason }))).toBeTrue();
    });

    it('tells kinds of systems by key family, then by version, and clients and Linux from servers', () => {
        const kinds: ReadonlyArray<readonly [string, Entry]> = [
            ['2019', { items: windows('17763', '7') }],
            ['2019', { items: windows('18363', '146') }],
            ['23H2', { items: windows('25398', '147') }],
            ['other', { items: windows('17763', '125', { ProductType: '1' }) }],
            ['other', { items: windows('7601', '7') }],
            ['other', { items: { OSBuildNumber: '6.8.0', ProcessorArchitecture: 'x86_64', OSName: 'Ubuntu' } }],
            ['unknown', { items: windows('17763', '7'), state: 3 }],
            ['unknown', {}]
        ];
        for (const [kind, entry] of kinds) {
            expect(factsOf(entry).os).withContext(JSON.stringify(entry)).toBe(kind);
        }
        const possible = serverVersions.map(version => version.family ?? version.name);
        expect(possible.every(kind => osKinds.includes(kind))).toBeTrue();
        expect(new Set(osKinds).size).toBe(osKinds.length);
    });

    it('takes what was read inside for the system, and nothing from a reading that failed', () => {
        const guest = guestOf({ state: 2 });
        const inside = { buildNumber: 20348, operatingSystemSku: 8, productType: 3, error: null };
        const activation = inside as NonNullable<Parameters<typeof filterFacts>[0]['activation']>;
        const assessment = assess(host, guest);
        expect(filterFacts({ guest, assessment, activation }, '', 'HV01').os).toBe('2022');
        const failed = { ...activation, error: { code: 'timeout', hresult: null, id: null, reason: null, message: null } };
        expect(filterFacts({ guest, assessment, activation: failed }, '', 'HV01').os).toBe('unknown');
    });

    it('shows addresses only while they are current', () => {
        expect(reportedAddresses(guestOf(web))).toEqual(['10.0.0.4', '10.1.0.4', 'fe80::1']);
        expect(reportedAddresses(guestOf({ ...web, state: 3 }))).toEqual([]);
    });

    it('finds every note of a guest, and what was created at a time or later', () => {
        const facts: FilterFacts = { ...factsOf(web), notes: ['replica', 'grantExpired'], createdOn: Date.parse('2026-11-01T10:00:00Z') };
        const passes = (filter: Partial<GuestFilter>): boolean => matchesFilter(facts, { ...noFilter, ...filter });
        expect([passes({ note: 'grantExpired' }), passes({ note: 'replica' }), passes({ note: 'sameId' })]).toEqual([true, true, false]);
        expect(['2026-11-01T09:59:59Z', '2026-11-01T10:00:00.000Z', '2026-11-01T10:00:01Z'].map(since => passes({ since }))).toEqual([true, true, false]);
        const unknown = { ...guestOf(web), createdOn: null };
        expect(
            matchesFilter(filterFacts({ guest: unknown, assessment: assess(host, unknown) }, '', 'HV01'), { ...noFilter, since: '1970-01-01T00:00:00Z' })
        ).toBeFalse();
        const noted = { ...guestOf(web), replicationState: 4, createdOn: '2026-11-01T10:00:00Z' };
        const made = filterFacts({ guest: noted, assessment: { ...assess(host, noted), notes: [{ code: 'replica', data: {} }] } }, '', 'HV01');
        expect([made.notes, made.createdOn]).toEqual([['replica'], Date.parse('2026-11-01T10:00:00Z')]);
    });

    it('survives the way through an address', () => {
        const filter: GuestFilter = {
            text: 'a & b=ü 😀',
            verdict: 'eligible',
            reason: 'notRunning',
            os: '2012 R2',
            evidence: 'verified',
            state: 'paused',
            note: 'grantExpired',
            since: '2026-11-01T10:00:00.000Z',
            host: 'HV02'
        };
        const query = new URLSearchParams(Object.entries(filterToParams(filter)).map(([name, value]) => [name, value ?? '']));
        expect(filterFromParams(new URLSearchParams(query.toString()))).toEqual(filter);
        expect(filterFromParams(new URLSearchParams())).toEqual(noFilter);
        expect(Object.values(filterToParams(noFilter)).every(value => value === null)).toBeTrue();
    });

    it('drops what it does not know', () => {
        const query = 'search=%20&verdict=maybe&reason=toString&os=constructor&evidence=&state=RUNNING&note=bad&since=soon&more=1';
        expect(filterFromParams(new URLSearchParams(query))).toEqual(noFilter);
        expect(filterFromParams(new URLSearchParams(`search=${'x'.repeat(5000)}`)).text?.length).toBe(200);
    });

    it('offers the values that occur, counted, in the order of their tables whatever the order of the guests', () => {
        const list = [web, { state: 3 }, { items: windows('20348', '8') }, { state: 3 }, { items: windows('17763', '8') }].map(factsOf);
        const offered = filterChoices(list);
        expect(offered.os).toEqual([
            { value: '2022', count: 1 },
            { value: '2019', count: 2 },
            { value: 'unknown', count: 2 }
        ]);
        expect(offered.state).toEqual([
            { value: 'running', count: 3 },
            { value: 'off', count: 2 }
        ]);
        expect(offered.evidence).toEqual([{ value: 'reported', count: 5 }]);
        expect(offered.verdict.map(choice => verdicts.indexOf(choice.value))).toEqual([3, 5, 7]);
        expect(offered.reason.map(choice => choice.value)).toEqual(reasonCodes.filter(code => list.some(facts => facts.reasons.includes(code))));
        expect(filterChoices([...list].reverse())).toEqual(offered);
    });
});
