/** The build table: https://learn.microsoft.com/windows/release-health/windows-server-release-info and the AVMA page's key groups. */

/** A group of versions that share one set of AVMA keys, named after its long-term release. */
export type KeyFamily = '2012 R2' | '2016' | '2019' | '2022' | '2025';

export interface ServerVersion {
    readonly build: number;
    /** As Microsoft writes it: "2019", or "20H2" for a semi-annual release. */
    readonly name: string;
    /** The keys that the AVMA page lists for this version; null where it lists none. */
    readonly family: KeyFamily | null;
    /** False for semi-annual and annual channel releases. 17763 is both: its edition tells. */
    readonly longTerm: boolean;
}

/** Builds are matched exactly. A range guess is how other tools hand out keys of the wrong version. */
export const serverVersions: readonly ServerVersion[] = [
    { build: 9600, name: '2012 R2', family: '2012 R2', longTerm: true },
    { build: 14393, name: '2016', family: '2016', longTerm: true },
    { build: 16299, name: '1709', family: '2016', longTerm: false },
    { build: 17134, name: '1803', family: '2016', longTerm: false },
    { build: 17763, name: '2019', family: '2019', longTerm: true },
    { build: 18362, name: '1903', family: '2019', longTerm: false },
    { build: 18363, name: '1909', family: '2019', longTerm: false },
    { build: 19041, name: '2004', family: null, longTerm: false },
    { build: 19042, name: '20H2', family: null, longTerm: false },
    { build: 20348, name: '2022', family: '2022', longTerm: true },
    { build: 25398, name: '23H2', family: null, longTerm: false },
    { build: 26100, name: '2025', family: '2025', longTerm: true }
];

/** Windows Server 2012 R2, the first with AVMA, as host and as guest. */
export const oldestBuild = 9600;

/** The version of a build, or null where no table knows it. */
export function serverVersion(build: number | null): ServerVersion | null {
    return serverVersions.find(version => version.build === build) ?? null;
}

/** The build of a family's long-term release: what a host must at least be. */
export function familyBuild(family: KeyFamily): number {
    return serverVersions.find(version => version.longTerm && version.family === family)?.build ?? Number.POSITIVE_INFINITY;
}
