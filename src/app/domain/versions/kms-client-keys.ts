/**
 * The KMS client keys (GVLK) of Windows Server: what volume media install, what an evaluation is converted with, and what a guest goes back to.
 * https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys
 */
import { edition, KeyEdition } from './editions';

export interface KmsClientKey {
    /** The version in no language: "2019", or "1809–20H2" for the semi-annual releases that share a key. */
    readonly version: string;
    readonly builds: readonly number[];
    /** True where the key is for a semi-annual release; build 17763 is both. */
    readonly semiAnnual: boolean;
    readonly edition: KeyEdition;
    readonly key: string;
}

/** The page's date. */
export const kmsClientKeySource = { url: 'https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys', date: '2025-06-25' } as const;

interface Group {
    readonly version: string;
    readonly builds: readonly number[];
    readonly semiAnnual?: boolean;
    readonly keys: Readonly<Partial<Record<KeyEdition, string>>>;
}

const groups: readonly Group[] = [
    {
        version: '2012 R2',
        builds: [9600],
        keys: { datacenter: 'W3GGN-FT8W3-Y4M27-J84CP-Q3VJ9', standard: 'D2N9P-3P6X9-2R39C-7RTCD-MDVJX', essentials: 'KNC87-3J2TX-XB4WP-VCPJV-M4FWM' }
    },
    {
        version: '2016',
        builds: [14393],
        keys: { datacenter: 'CB7KF-BWN84-R7R2Y-793K2-8XDDG', standard: 'WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY', essentials: 'JCKRF-N37P4-C2D82-9YXRT-4M63B' }
    },
    { version: '1709', builds: [16299], semiAnnual: true, keys: { datacenter: '6Y6KB-N82V8-D8CQV-23MJW-BWTG6', standard: 'DPCNP-XQFKJ-BJF7R-FRC8D-GF6G4' } },
    { version: '1803', builds: [17134], semiAnnual: true, keys: { datacenter: '2HXDN-KRXHB-GPYC7-YCKFJ-7FVDG', standard: 'PTXN8-JFHJM-4WC78-MPCBR-9W4KR' } },
    {
        version: '1809–20H2',
        builds: [17763, 18362, 18363, 19041, 19042],
        semiAnnual: true,
        keys: { datacenter: '6NMRW-2C8FM-D24W7-TQWMY-CWH2D', standard: 'N2KJX-J94YW-TQVFB-DG9YT-724CC' }
    },
    {
        version: '2019',
        builds: [17763],
        keys: { datacenter: 'WMDGN-G9PQG-XVVXX-R3X43-63DFG', standard: 'N69G4-B89J2-4G8F4-WWYCC-J464C', essentials: 'WVDHN-86M7X-466P6-VHXV7-YY726' }
    },
    {
        version: '2022',
        builds: [20348],
        keys: { datacenter: 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33', azureEdition: 'NTBV8-9K7Q8-V27C6-M2BTV-KHMXV', standard: 'VDYBN-27WPP-V4HQT-9VMD4-VMK7H' }
    },
    {
        version: '2025',
        builds: [26100],
        keys: { datacenter: 'D764K-2NDRG-47T6Q-P8T8W-YP6DF', azureEdition: 'XGN3F-F394H-FD2MY-PP6FD-8MCRC', standard: 'TVRH6-WHNXV-R9WG3-9XRFY-MY832' }
    }
];

export const kmsClientKeys: readonly KmsClientKey[] = groups.flatMap(group =>
    (Object.entries(group.keys) as Array<[KeyEdition, string]>).map(([keyEdition, key]) => ({
        version: group.version,
        builds: group.builds,
        semiAnnual: group.semiAnnual === true,
        edition: keyEdition,
        key
    }))
);

/** The last five characters of all of them, as PartialProductKey shows them. */
export const kmsClientLastFives: readonly string[] = kmsClientKeys.map(one => one.key.slice(-5));

/**
 * The KMS client key for a build and a kind of edition, or null where the page has none.
 * @param semiAnnual whether the edition belongs to a semi-annual release; decides for build 17763 only
 */
export function kmsClientKeyOf(build: number | null, kind: KeyEdition, semiAnnual = false): KmsClientKey | null {
    const fitting = kmsClientKeys.filter(one => build !== null && one.builds.includes(build) && one.edition === kind);
    return fitting.find(one => one.semiAnnual === semiAnnual) ?? fitting[0] ?? null;
}

/**
 * The KMS client key for a guest's build and SKU, or null where none is published. For an evaluation it is the key of the edition that
 * it converts to.
 */
export function kmsClientKey(build: number | null, sku: number | null): KmsClientKey | null {
    const known = edition(sku);
    if (!known || known.kind === 'server' || known.kind === 'client') {
        return null;
    }
    return known.kind === 'evaluation'
        ? known.convertsTo
            ? kmsClientKeyOf(build, known.convertsTo)
            : null
        : kmsClientKeyOf(build, known.kind, known.semiAnnual === true);
}
