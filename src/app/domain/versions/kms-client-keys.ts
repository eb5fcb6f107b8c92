/** The KMS client keys (GVLK) of Windows Server: preinstalled by volume media, they convert an evaluation and replace an AVMA key. */
import { edition, KeyEdition } from './editions';
import { entriesOf, Release, releases, releaseSources } from './releases';

export interface KmsClientKey {
    /** The version in no language: "2019", or "1809–20H2" for the semi-annual releases that share a key. */
    readonly version: string;
    readonly builds: readonly number[];
    /** True where the key is for a semi-annual release; build 17763 is both. */
    readonly semiAnnual: boolean;
    readonly edition: KeyEdition;
    readonly key: string;
}

/** Microsoft's page, with its date. */
export const kmsClientKeySource = releaseSources.kmsClientKeys;

const sharesKeysOf = (release: Release, { name }: Release): boolean =>
    release.name === name || (release.kmsClientKeys !== null && 'sameAs' in release.kmsClientKeys && release.kmsClientKeys.sameAs === name);

/** By release, the oldest first. */
export const kmsClientKeys: readonly KmsClientKey[] = releases.flatMap(release => {
    const own = release.kmsClientKeys;
    if (!own || 'sameAs' in own) {
        return [];
    }
    const group = releases.filter(one => sharesKeysOf(one, release));
    const last = group[group.length - 1];
    return entriesOf(own.keys).map(([kind, key]) => ({
        version: last === release ? release.name : `${release.name}–${last.name}`,
        builds: group.map(({ build }) => build),
        semiAnnual: release.channel !== 'longTerm',
        edition: kind,
        key
    }));
});

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
