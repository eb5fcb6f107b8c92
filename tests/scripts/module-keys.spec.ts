/** Get-AvmaKey is a table made from src/app/domain: it must say what the tool says, for everything that a table can be asked. */
import { readFileSync } from 'node:fs';
import { pesterTable, pesterTableFile } from '../../build/pester-table';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { assess } from '../../src/app/domain/judgement/assess';
import { serverVersions } from '../../src/app/domain/versions/builds';
import { editions } from '../../src/app/domain/versions/editions';
import { GuestFacts, HostFacts } from '../../src/app/domain/facts/facts';
import { identifyGuest } from '../../src/app/domain/facts/guest-identity';
import { hypotheticalGuest } from '../../src/app/domain/what-if/hypothetical-guest';
import { hypotheticalHost } from '../../src/app/domain/what-if/hypothetical-host';
import { avmaKey, avmaKeys } from '../../src/app/domain/versions/keys';
import { ModuleConsole } from './support/module-console';

interface KeyRow {
    readonly vmId: string | null;
    readonly buildNumber: number | null;
    readonly operatingSystemSku: number | null;
    readonly version: string | null;
    readonly edition: string | null;
    readonly productKey: string | null;
    readonly keyLastFive: string | null;
    readonly hostActivates: boolean | null;
}

interface Combination {
    readonly buildNumber: number | null;
    readonly operatingSystemSku: number | null;
}

const builds: ReadonlyArray<number | null> = [...serverVersions.map(version => version.build), 9200, 17764, 26200, null];
const skus: ReadonlyArray<number | null> = [...editions.map(edition => edition.sku), 0, 9999, null];
const combinations: readonly Combination[] = builds.flatMap(buildNumber => skus.map(operatingSystemSku => ({ buildNumber, operatingSystemSku })));

const activated = hypotheticalHost({ version: '2025', edition: 'datacenter', activated: true });
const azureLocal = (configured: boolean | null, version: string | null): HostFacts => ({
    ...hypotheticalHost({ version: '2025', edition: 'azureLocal', activated: true }),
    azureLocalActivation: { configured, version }
});

/** Everything that an activated host can be. */
const hosts: readonly HostFacts[] = [
    ...serverVersions.map(({ build }) => ({ ...activated, buildNumber: build })),
    ...editions.map(({ sku }) => ({ ...activated, buildNumber: 20348, operatingSystemSku: sku, azureLocalActivation: null })),
    ...['2019', '2022', '2025', 'subscription', null, '2016', '2022, 2024', '2019, 2022'].map(version => azureLocal(true, version)),
    azureLocal(false, null),
    azureLocal(null, null),
    ...[143, 144, 2882382797].map(sku => ({ ...activated, operatingSystemSku: sku })),
    ...[8, 7, 407, null].map(sku => ({ ...activated, buildNumber: 9200, operatingSystemSku: sku })),
    { ...activated, operatingSystemSku: null },
    { ...activated, buildNumber: null },
    { ...activated, buildNumber: null, operatingSystemSku: 42 }
];

function guestOf({ buildNumber, operatingSystemSku }: Combination): GuestFacts {
    return {
        ...hypotheticalGuest(serverVersions[0], 'datacenter'),
        intrinsic: [
            { name: 'OSPlatformId', data: '2' },
            { name: 'ProductType', data: '3' },
            { name: 'OSBuildNumber', data: String(buildNumber ?? '') },
            { name: 'OSEditionId', data: String(operatingSystemSku ?? '') }
        ]
    };
}

/** What the tool says of an activated host and a guest that a key is documented for. */
function activates(host: HostFacts, combination: Combination): boolean | null {
    const { verdict } = assess(host, guestOf(combination));
    return verdict === 'unknown' ? null : verdict === 'eligible';
}

const json = (value: unknown): string => `(ConvertFrom-Json '${JSON.stringify(value)}')`;
const factsOf = ({ buildNumber, operatingSystemSku, azureLocalActivation }: HostFacts): object => ({ buildNumber, operatingSystemSku, azureLocalActivation });

describe('Get-AvmaKey', () => {
    let typed: ModuleConsole;

    async function keys(line: string): Promise<readonly KeyRow[]> {
        const { rows, errors, failure } = await typed.type(line);
        expect([...errors, failure].filter(one => one !== null))
            .withContext(line.slice(0, 80))
            .toEqual([]);
        return rows as unknown as KeyRow[];
    }

    beforeAll(async () => {
        typed = await ModuleConsole.open(loadEstate(), 'HV01');
    });
    afterAll(async () => {
        await typed.close();
    });

    it('gives the key of the domain for every build and every edition, and for unknown ones none', async () => {
        const rows = await keys(`${json(combinations)} | ForEach-Object { $_ } | Get-AvmaKey`);
        expect(rows.map(({ buildNumber, operatingSystemSku }) => ({ buildNumber, operatingSystemSku }))).toEqual([...combinations]);
        expect(rows.map(row => row.productKey)).toEqual(combinations.map(one => avmaKey(one.buildNumber, one.operatingSystemSku)?.key ?? null));
        expect(rows.map(row => row.keyLastFive)).toEqual(rows.map(row => row.productKey?.slice(-5) ?? null));
        expect(rows.every(row => row.hostActivates === null)).toBeTrue();
        // An edition is named only for a guest of which both numbers are known.
        const halves = rows.filter(row => row.buildNumber === null || row.operatingSystemSku === null);
        expect(halves.length).toBeGreaterThan(10);
        expect(halves.every(row => row.version === null && row.edition === null)).toBeTrue();
        expect(new Set(rows.flatMap(row => row.productKey ?? []))).toEqual(new Set(avmaKeys.map(key => key.key)));
    });

    it('is held to the same table by the Pester suite', () => {
        expect(readFileSync(pesterTableFile, 'utf8').replace(/\r/g, '')).withContext('npm run docs writes it').toBe(pesterTable());
    });

    it('says of every host what the assessment says', async () => {
        const withKey = combinations.filter(one => avmaKey(one.buildNumber, one.operatingSystemSku) !== null);
        await typed.type(`$guests = ${json(withKey)}`);
        for (const host of hosts) {
            const rows = await keys(`$guests | ForEach-Object { $_ } | Get-AvmaKey -AvmaHost ${json(factsOf(host))}`);
            expect(rows.map(row => row.hostActivates))
                .withContext(JSON.stringify(factsOf(host)))
                .toEqual(withKey.map(one => activates(host, one)));
        }
        expect(new Set(hosts.flatMap(host => withKey.map(one => activates(host, one))))).toEqual(new Set([true, false, null]));
    }, 120_000);

    it('does not guess for a host whose build no table knows', async () => {
        const [row] = await keys(`Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 8 -AvmaHost ${json({ buildNumber: 27000, operatingSystemSku: 8 })}`);
        expect(row.productKey).not.toBeNull();
        expect(row.hostActivates).toBeNull();
    });

    it('reads of a guest what the tool reads: not of one that is off, and the last of two items with one name', async () => {
        const estate = loadEstate();
        let seen = 0;
        for (const node of ['HV01', 'HV-2025', 'HV-2012', 'AZL01']) {
            const one = await ModuleConsole.open(estate, node);
            const guests = (await one.type('Get-AvmaGuest')).rows as unknown as GuestFacts[];
            const rows = (await one.type('Get-AvmaGuest | Get-AvmaKey')).rows as unknown as KeyRow[];
            await one.close();
            const identities = guests.map(guest => identifyGuest(guest, null));
            expect(rows.map(row => row.vmId)).toEqual(guests.map(guest => guest.vmId));
            expect(rows.map(row => row.buildNumber)).toEqual(identities.map(identity => identity.build));
            expect(rows.map(row => row.operatingSystemSku)).toEqual(identities.map(identity => identity.sku));
            seen += rows.filter(row => row.productKey !== null).length;
        }
        expect(seen).toBeGreaterThan(10);
        const stale = { ...guestOf({ buildNumber: 20348, operatingSystemSku: 8 }), enabledState: 3 };
        const twice = guestOf({ buildNumber: 20348, operatingSystemSku: 8 });
        const items = [...twice.intrinsic, { name: 'osbuildnumber', data: ' 17763 ' }];
        const rows = await keys(
            `${json([stale, { ...stale, enabledState: 2, dataExchangeState: 3 }, { ...twice, intrinsic: items }])} | ForEach-Object { $_ } | Get-AvmaKey`
        );
        expect(rows.map(row => row.buildNumber)).toEqual([null, null, 17763]);
    });

    it('takes what was read inside', async () => {
        const [row] = await keys(`${json({ vmId: 'x', computerName: 'APP01', buildNumber: 17763, operatingSystemSku: 7, error: null })} | Get-AvmaKey`);
        expect([row.vmId, row.version, row.edition, row.keyLastFive]).toEqual(['x', '2019', 'standard', '4GF74']);
    });
});
