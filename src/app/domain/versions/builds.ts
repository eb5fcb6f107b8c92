/** What the table of releases says about builds and versions. */
import { KeyFamily, LongTermRelease, Release, releases } from './releases';

export interface ServerVersion {
    readonly build: number;
    /** As Microsoft writes it: "2019", or "20H2" for a semi-annual release. */
    readonly name: string;
    /** The long-term release whose AVMA keys this version uses; null if Microsoft's page lists none. */
    readonly family: KeyFamily | null;
    /** False for semi-annual and annual channel releases. 17763 is both: its edition tells. */
    readonly longTerm: boolean;
}

const isLongTerm = (release: Release): release is LongTermRelease => release.channel === 'longTerm';

/** The long-term releases, oldest first. */
export const longTermReleases: readonly LongTermRelease[] = releases.filter(isLongTerm);

function familyOf(release: Release): KeyFamily | null {
    return isLongTerm(release) ? release.avmaKeys && release.name : (release.avmaKeys?.sameAs ?? null);
}

/** One version for each build, by build: a build that two releases have stands for the long-term one. */
export const serverVersions: readonly ServerVersion[] = releases
    .filter(one => isLongTerm(one) || !longTermReleases.some(({ build }) => build === one.build))
    .map(one => ({ build: one.build, name: one.name, family: familyOf(one), longTerm: isLongTerm(one) }));

/** The oldest release with AVMA, as host and as guest. */
export const oldestBuild = Math.min(...releases.map(({ build }) => build));

/** The oldest release that Azure Local activates as a guest. */
export const oldestBuildOnAzureLocal = Math.min(...releases.filter(({ asGuest }) => asGuest.onAzureLocal).map(({ build }) => build));

const newestBuild = (chosen: readonly Release[]): number => Math.max(...chosen.map(({ build }) => build));

/** The newest builds that PowerShell Direct doesn't work from, or into. */
export const newestBuildWithoutDirect = {
    host: newestBuild(releases.filter(({ asHost }) => !asHost.powerShellDirect)),
    guest: newestBuild(releases.filter(({ asGuest }) => !asGuest.powerShellDirect))
} as const;

export const longTermFamilies: readonly KeyFamily[] = longTermReleases.map(({ name }) => name);

export const newestFamily: KeyFamily = longTermFamilies[longTermFamilies.length - 1];

/** The oldest release that pay-as-you-go licenses. */
export const oldestPayAsYouGoBuild = Math.min(...releases.filter(({ asHost }) => asHost.payAsYouGo).map(({ build }) => build));

/** The newest release whose AVMA keys Microsoft's page itself lists. */
export const newestPublishedFamily: KeyFamily =
    [...longTermReleases].reverse().find(({ avmaKeys }) => avmaKeys?.evidence === 'published')?.name ?? newestFamily;

/** The releases whose Datacenter key Azure Local can be set up with, oldest first. */
export const azureLocalFamilies: readonly KeyFamily[] = longTermReleases.filter(({ asHost }) => asHost.azureLocalSetup !== null).map(({ name }) => name);

/** Azure Local that a subscription activates: it covers every version. */
export const azureLocalSubscription = 'subscription';

/** Setups of Azure Local, with the newest build that each activates. */
const azureLocalBuilds: ReadonlyMap<string, number> = new Map([
    ...releases.flatMap(({ asHost, build }) => (asHost.azureLocalSetup === null ? [] : [[asHost.azureLocalSetup, build] as const])),
    [azureLocalSubscription, Number.POSITIVE_INFINITY]
]);

/**
 * The setup of Azure Local among the years and words that Get-AvmaHost read; null if none of them is documented, or more than one.
 * @param read as in the row: "2022", or "2022, 2024" if other years occur in the answer
 */
export function knownAzureLocalSetup(read: string | null): string | null {
    const known = (read ?? '')
        .toLowerCase()
        .split(', ')
        .filter(name => azureLocalBuilds.has(name));
    return known.length === 1 ? known[0] : null;
}

/** The newest build that Azure Local activates with this setup; null for a setup that isn't documented. @param read as above */
export function azureLocalBuild(read: string | null): number | null {
    return azureLocalBuilds.get(knownAzureLocalSetup(read) ?? '') ?? null;
}

/** The setup with a Datacenter key that covers the same guests as the OEM license. How the OEM license itself reads on a node isn't documented. */
export const azureLocalLikeOem = [...releases].reverse().find(({ asHost }) => asHost.azureLocalOem)?.asHost.azureLocalSetup ?? null;

/** The name by which Azure Local is set up with the Datacenter key of this release; null if it doesn't accept one. */
export function azureLocalSetup(family: KeyFamily): string | null {
    return releases.find(({ name }) => name === family)?.asHost.azureLocalSetup ?? null;
}

/** The version of a build; null if the table doesn't have it. Builds match exactly: a range would assign keys of another version. */
export function serverVersion(build: number | null): ServerVersion | null {
    return serverVersions.find(version => version.build === build) ?? null;
}

/** The build of a long-term release: the minimum for a host that activates its family. */
export function familyBuild(family: KeyFamily): number {
    return longTermReleases.find(({ name }) => name === family)?.build ?? Number.POSITIVE_INFINITY;
}
