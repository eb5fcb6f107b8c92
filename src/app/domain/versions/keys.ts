/** The generic AVMA keys. All of them are public, none is a secret. */
import { longTermReleases, serverVersion } from './builds';
import { edition, EditionKind, KeyEdition } from './editions';
import { entriesOf, KeyEvidence, KeyFamily, releaseSources } from './releases';

export interface AvmaKey {
    readonly family: KeyFamily;
    readonly edition: KeyEdition;
    readonly key: string;
    readonly evidence: KeyEvidence;
}

/** Microsoft's page, with its date. */
export const avmaKeySource = releaseSources.avmaKeys;

/** By release, the oldest first. */
export const avmaKeys: readonly AvmaKey[] = longTermReleases.flatMap(({ name, avmaKeys: own }) =>
    own ? entriesOf(own.keys).map(([kind, key]) => ({ family: name, edition: kind, key, evidence: own.evidence })) : []
);

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

/**
 * The last five characters of the public keys for previews of Windows Server: "valid only for preview builds"
 * (WindowsServerDocs/get-started/get-started-with-windows-server-insiders-preview.md, 04/25/2024).
 */
export const previewLastFives: readonly string[] = ['RMYVH', 'G6H67'];
