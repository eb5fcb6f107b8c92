/**
 * The generic AVMA keys. All of them are published for everybody, none is a secret.
 * https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation
 */
import { KeyFamily, serverVersion } from './builds';
import { edition, EditionKind, KeyEdition } from './editions';

/** Where a key was read: Microsoft's page itself, or several public copies that cite it. */
export type KeyEvidence = 'published' | 'citedCopies';

export interface AvmaKey {
    readonly family: KeyFamily;
    readonly edition: KeyEdition;
    readonly key: string;
    readonly evidence: KeyEvidence;
}

/** The page's date; its copy of that day ends with 2022, the keys of 2025 come from copies that cite the page. */
export const avmaKeySource = { url: 'https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation', date: '2023-09-19' } as const;

export const avmaKeys: readonly AvmaKey[] = [
    { family: '2012 R2', edition: 'datacenter', key: 'Y4TGP-NPTV9-HTC2H-7MGQ3-DV4TW', evidence: 'published' },
    { family: '2012 R2', edition: 'standard', key: 'DBGBW-NPF86-BJVTX-K3WKJ-MTB6V', evidence: 'published' },
    { family: '2012 R2', edition: 'essentials', key: 'K2XGM-NMBT3-2R6Q8-WF2FK-P36R2', evidence: 'published' },
    { family: '2016', edition: 'datacenter', key: 'TMJ3Y-NTRTM-FJYXT-T22BY-CWG3J', evidence: 'published' },
    { family: '2016', edition: 'standard', key: 'C3RCX-M6NRP-6CXC9-TW2F2-4RHYD', evidence: 'published' },
    { family: '2016', edition: 'essentials', key: 'B4YNW-62DX9-W8V6M-82649-MHBKQ', evidence: 'published' },
    { family: '2019', edition: 'datacenter', key: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', evidence: 'published' },
    { family: '2019', edition: 'standard', key: 'TNK62-RXVTB-4P47B-2D623-4GF74', evidence: 'published' },
    { family: '2019', edition: 'essentials', key: '2CTP7-NHT64-BP62M-FV6GG-HFV28', evidence: 'published' },
    { family: '2022', edition: 'datacenter', key: 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG', evidence: 'published' },
    { family: '2022', edition: 'azureEdition', key: 'F7TB6-YKN8Y-FCC6R-KQ484-VMK3J', evidence: 'published' },
    { family: '2022', edition: 'standard', key: 'YDFWN-MJ9JR-3DYRK-FXXRW-78VHK', evidence: 'published' },
    { family: '2025', edition: 'datacenter', key: 'YQB4H-NKHHJ-Q6K4R-4VMY6-VCH67', evidence: 'citedCopies' },
    { family: '2025', edition: 'azureEdition', key: '6NMQ9-T38WF-6MFGM-QYGYM-88J4F', evidence: 'citedCopies' },
    { family: '2025', edition: 'standard', key: 'WWVGQ-PNHV9-B89P4-8GGM9-9HPQ4', evidence: 'citedCopies' }
];

/** What WMI calls PartialProductKey. */
export function lastFive(key: string): string {
    return key.slice(-5);
}

/**
 * The AVMA key for a guest's build and edition, or null where none is documented. The host has no say in it.
 * Essentials has keys for the long-term releases only.
 */
export function avmaKey(build: number | null, sku: number | null): AvmaKey | null {
    const version = serverVersion(build);
    const kind = edition(sku)?.kind;
    if (!version || (kind === 'essentials' && !version.longTerm)) {
        return null;
    }
    return avmaKeyOf(version.family, kind);
}

/** The AVMA key with these last five characters, in any letter case. They differ for all keys. */
export function avmaKeyByLastFive(partialProductKey: string | null): AvmaKey | null {
    const wanted = partialProductKey?.trim().toUpperCase();
    return avmaKeys.find(key => lastFive(key.key) === wanted) ?? null;
}

/** The AVMA key of a family and an edition, or null where there is none. */
export function avmaKeyOf(family: KeyFamily | null, kind: EditionKind | undefined): AvmaKey | null {
    return avmaKeys.find(key => key.family === family && key.edition === kind) ?? null;
}
