/**
 * The releases of Windows Server that the tool supports: the only file of the tool's code to change for a new one. CONTRIBUTING.md says what to run afterward.
 * Everything else derives from this table: builds, keys, judgement, what-if, answer files, the PowerShell module and lint.
 */
import { KeyEdition } from './editions';

/** Where the columns come from, with the date of the page as read; null for a page without a date. */
export const releaseSources = {
    builds: { url: 'https://learn.microsoft.com/windows/release-health/windows-server-release-info', date: null },
    /** The copy of that date ends with 2022; the keys of 2025 come from copies that cite the page. */
    avmaKeys: { url: 'https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation', date: '2023-09-19' },
    kmsClientKeys: { url: 'https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys', date: '2025-06-25' },
    azureLocal: { url: 'https://learn.microsoft.com/azure/azure-local/manage/vm-activate', date: '2025-03-03' },
    powerShellDirect: { url: 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/powershell-direct', date: null }
} as const;

/** Where a key was read: on Microsoft's page itself, or in several public copies that cite it. */
export type KeyEvidence = 'published' | 'citedCopies';

/** Generic keys by edition, in display order. All of them are public. */
export type EditionKeys = Readonly<Partial<Record<KeyEdition, string>>>;

export function entriesOf(keys: EditionKeys): ReadonlyArray<readonly [KeyEdition, string]> {
    return Object.entries(keys) as Array<[KeyEdition, string]>;
}

interface AnyRelease {
    /** As Microsoft writes it: "2019", or "20H2" for a semi-annual release. Unique. */
    readonly name: string;
    /** Two releases can have the same build: the edition distinguishes 1809 from 2019. */
    readonly build: number;
    /** The KMS client keys (GVLK), or the release whose keys it uses; null if Microsoft's page lists none. */
    readonly kmsClientKeys: { readonly keys: EditionKeys } | { readonly sameAs: string } | null;
    readonly asHost: {
        /** Whether PowerShell Direct works from a host with this release. */
        readonly powerShellDirect: boolean;
        /** The year by which Azure Local names a setup with a Datacenter key of this release; null if it doesn't accept one. */
        readonly azureLocalSetup: string | null;
        /** The OEM license for Azure Local includes guests with this release and older ones (azure-stack-docs azure-local/oem-license.md, 2025-04-29). */
        readonly azureLocalOem?: true;
        /** Pay-as-you-go through Azure Arc can license this release (windowsserverdocs get-started/windows-server-pay-as-you-go.md, 2025-06-27). */
        readonly payAsYouGo?: true;
    };
    readonly asGuest: {
        /** Whether PowerShell Direct works into a guest with this release. */
        readonly powerShellDirect: boolean;
        /** Whether Azure Local activates guests with this release. */
        readonly onAzureLocal: boolean;
    };
}

export interface LongTermRelease extends AnyRelease {
    readonly name: KeyFamily;
    readonly channel: 'longTerm';
    /** Null if Microsoft's page lists none. */
    readonly avmaKeys: { readonly evidence: KeyEvidence; readonly keys: EditionKeys } | null;
}

interface ShortTermRelease extends AnyRelease {
    readonly channel: 'semiAnnual' | 'annual';
    /** The long-term release whose AVMA keys it uses; null if Microsoft's page doesn't list this release. */
    readonly avmaKeys: { readonly sameAs: KeyFamily } | null;
}

/** One row of the table. */
export type Release = LongTermRelease | ShortTermRelease;

/** Every release since 2016 reaches guests by PowerShell Direct; Azure Local accepts Datacenter keys since 2019. */
const noAzureLocalKey = { powerShellDirect: true, azureLocalSetup: null } as const;
const guest = { powerShellDirect: true, onAzureLocal: true } as const;

/** Ordered by build; of two releases with one build, the long-term one comes last. */
const rows = [
    {
        name: '2012 R2',
        build: 9600,
        channel: 'longTerm',
        avmaKeys: {
            evidence: 'published',
            keys: { datacenter: 'Y4TGP-NPTV9-HTC2H-7MGQ3-DV4TW', standard: 'DBGBW-NPF86-BJVTX-K3WKJ-MTB6V', essentials: 'K2XGM-NMBT3-2R6Q8-WF2FK-P36R2' }
        },
        kmsClientKeys: {
            keys: { datacenter: 'W3GGN-FT8W3-Y4M27-J84CP-Q3VJ9', standard: 'D2N9P-3P6X9-2R39C-7RTCD-MDVJX', essentials: 'KNC87-3J2TX-XB4WP-VCPJV-M4FWM' }
        },
        asHost: { powerShellDirect: false, azureLocalSetup: null },
        asGuest: { powerShellDirect: false, onAzureLocal: false }
    },
    {
        name: '2016',
        build: 14393,
        channel: 'longTerm',
        avmaKeys: {
            evidence: 'published',
            keys: { datacenter: 'TMJ3Y-NTRTM-FJYXT-T22BY-CWG3J', standard: 'C3RCX-M6NRP-6CXC9-TW2F2-4RHYD', essentials: 'B4YNW-62DX9-W8V6M-82649-MHBKQ' }
        },
        kmsClientKeys: {
            keys: { datacenter: 'CB7KF-BWN84-R7R2Y-793K2-8XDDG', standard: 'WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY', essentials: 'JCKRF-N37P4-C2D82-9YXRT-4M63B' }
        },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '1709',
        build: 16299,
        channel: 'semiAnnual',
        avmaKeys: { sameAs: '2016' },
        kmsClientKeys: { keys: { datacenter: '6Y6KB-N82V8-D8CQV-23MJW-BWTG6', standard: 'DPCNP-XQFKJ-BJF7R-FRC8D-GF6G4' } },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '1803',
        build: 17134,
        channel: 'semiAnnual',
        avmaKeys: { sameAs: '2016' },
        kmsClientKeys: { keys: { datacenter: '2HXDN-KRXHB-GPYC7-YCKFJ-7FVDG', standard: 'PTXN8-JFHJM-4WC78-MPCBR-9W4KR' } },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '1809',
        build: 17763,
        channel: 'semiAnnual',
        avmaKeys: { sameAs: '2019' },
        kmsClientKeys: { keys: { datacenter: '6NMRW-2C8FM-D24W7-TQWMY-CWH2D', standard: 'N2KJX-J94YW-TQVFB-DG9YT-724CC' } },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '2019',
        build: 17763,
        channel: 'longTerm',
        avmaKeys: {
            evidence: 'published',
            keys: { datacenter: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', standard: 'TNK62-RXVTB-4P47B-2D623-4GF74', essentials: '2CTP7-NHT64-BP62M-FV6GG-HFV28' }
        },
        kmsClientKeys: {
            keys: { datacenter: 'WMDGN-G9PQG-XVVXX-R3X43-63DFG', standard: 'N69G4-B89J2-4G8F4-WWYCC-J464C', essentials: 'WVDHN-86M7X-466P6-VHXV7-YY726' }
        },
        asHost: { powerShellDirect: true, azureLocalSetup: '2019' },
        asGuest: guest
    },
    {
        name: '1903',
        build: 18362,
        channel: 'semiAnnual',
        avmaKeys: { sameAs: '2019' },
        kmsClientKeys: { sameAs: '1809' },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '1909',
        build: 18363,
        channel: 'semiAnnual',
        avmaKeys: { sameAs: '2019' },
        kmsClientKeys: { sameAs: '1809' },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '2004',
        build: 19041,
        channel: 'semiAnnual',
        avmaKeys: null,
        kmsClientKeys: { sameAs: '1809' },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '20H2',
        build: 19042,
        channel: 'semiAnnual',
        avmaKeys: null,
        kmsClientKeys: { sameAs: '1809' },
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '2022',
        build: 20348,
        channel: 'longTerm',
        avmaKeys: {
            evidence: 'published',
            keys: { datacenter: 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG', azureEdition: 'F7TB6-YKN8Y-FCC6R-KQ484-VMK3J', standard: 'YDFWN-MJ9JR-3DYRK-FXXRW-78VHK' }
        },
        kmsClientKeys: {
            keys: { datacenter: 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33', azureEdition: 'NTBV8-9K7Q8-V27C6-M2BTV-KHMXV', standard: 'VDYBN-27WPP-V4HQT-9VMD4-VMK7H' }
        },
        asHost: { powerShellDirect: true, azureLocalSetup: '2022' },
        asGuest: guest
    },
    {
        name: '23H2',
        build: 25398,
        channel: 'annual',
        avmaKeys: null,
        kmsClientKeys: null,
        asHost: noAzureLocalKey,
        asGuest: guest
    },
    {
        name: '2025',
        build: 26100,
        channel: 'longTerm',
        avmaKeys: {
            evidence: 'citedCopies',
            keys: { datacenter: 'YQB4H-NKHHJ-Q6K4R-4VMY6-VCH67', azureEdition: '6NMQ9-T38WF-6MFGM-QYGYM-88J4F', standard: 'WWVGQ-PNHV9-B89P4-8GGM9-9HPQ4' }
        },
        kmsClientKeys: {
            keys: { datacenter: 'D764K-2NDRG-47T6Q-P8T8W-YP6DF', azureEdition: 'XGN3F-F394H-FD2MY-PP6FD-8MCRC', standard: 'TVRH6-WHNXV-R9WG3-9XRFY-MY832' }
        },
        asHost: { powerShellDirect: true, azureLocalSetup: '2025', azureLocalOem: true, payAsYouGo: true },
        asGuest: guest
    }
] as const;

/** A long-term release by name: the releases that share its AVMA keys are its family. */
export type KeyFamily = Extract<(typeof rows)[number], { readonly channel: 'longTerm' }>['name'];

export const releases: readonly Release[] = rows;
