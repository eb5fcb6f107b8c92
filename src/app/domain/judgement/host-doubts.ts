/** What makes it uncertain whether a host activates guests, although nothing that was read forbids it. */
import { NoteCode } from './assessment';
import { longTermReleases, oldestBuild, oldestPayAsYouGoBuild } from '../versions/builds';
import { HostFacts } from '../facts/facts';
import { isAzureLocal } from './host-reasons';
import { channelClass, licensed } from '../versions/license-class';

/**
 * Whether Microsoft's table of hosts doesn't have this build: semi-annual and annual releases, and newer ones. The table lists long-term releases only
 * (windowsserverdocs get-started/automatic-vm-activation.md, 2023-09-19; 2025 has a tab of its own on the page).
 */
function isUndocumentedBuild({ buildNumber }: HostFacts): boolean {
    return buildNumber !== null && buildNumber >= oldestBuild && !longTermReleases.some(({ build }) => build === buildNumber);
}

/** The fields that a license with a key fills. */
const keyFields: ReadonlyArray<keyof HostFacts> = ['licenseDescription', 'productKeyChannel', 'partialProductKey'];

/**
 * Whether Windows is licensed without any sign of a product key. Pay-as-you-go needs none, and no page publishes how it reads in WMI, so this is an inference.
 * A field that couldn't be read proves nothing.
 */
function isLicensedWithoutKey(host: HostFacts): boolean {
    const { buildNumber, licenseStatus, partialProductKey, unread } = host;
    const isRecent = buildNumber !== null && buildNumber >= oldestPayAsYouGoBuild;
    if (!isRecent || licenseStatus !== licensed || partialProductKey || unread.some(({ field }) => keyFields.some(one => one === field))) {
        return false;
    }
    return ['none', 'unreadable'].includes(channelClass(host));
}

/** The notes about a Windows Server host that keep its answer from being a plain yes. Azure Local has its own license, and its set-up decides. */
export function hostDoubts(host: HostFacts): NoteCode[] {
    if (isAzureLocal(host)) {
        return [];
    }
    const doubts: ReadonlyArray<readonly [NoteCode, boolean]> = [
        ['hostBuildNotDocumented', isUndocumentedBuild(host)],
        ['hostMaybePayAsYouGo', isLicensedWithoutKey(host)]
    ];
    return doubts.filter(([, applies]) => applies).map(([code]) => code);
}
