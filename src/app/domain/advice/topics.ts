/** Common questions about AVMA beyond the verdicts. Questions and answers are resources. */
import { CommandStep, installSteps, ownKeyPlaceholder } from './commands';
import { stepsWithoutSlmgr } from './cim-form';
import { pages } from './links';

/** What AVMA is and requires, in reading order. */
export const aboutTopicIds = ['what', 'not', 'requirements', 'reporting', 'term', 'hostingProviders', 'inheritedActivation'] as const;

/** What happens to activation when a machine is moved, copied or restored. */
export const moveTopicIds = ['move', 'clusterMove', 'export', 'replica', 'checkpoint', 'nonPersistent'] as const;

/** Other frequent problems of administrators. */
export const questionTopicIds = [
    'acceptedNotActivated',
    'ignoreMessage',
    'hostKey',
    'unknownDevice',
    'evaluationOrKmsHost',
    'boardChange',
    'generation',
    'semiAnnual',
    'setupRejectsKey',
    'azureImage',
    'azureLocal',
    'refusedAccount',
    'licenseTerms',
    'esuKeys',
    'slmgrMissing',
    'osLicense'
] as const;

export const topicIds = [...aboutTopicIds, ...moveTopicIds, ...questionTopicIds] as const;
export type TopicId = (typeof topicIds)[number];

/**
 * Where an answer was read, if it is one page. The repository's file and its date:
 *
 * - hostingProviders, hostKey: windowsserverdocs get-started/automatic-vm-activation.md, 2023-09-19
 * - inheritedActivation: windows-itpro-docs windows/deployment/windows-subscription-activation.md, 2024-02-27
 * - ignoreMessage (events 8200 and 8208): SupportArticles-docs licensing-and-activation/event-id-8208-8200-900.md, 2025-01-15
 * - unknownDevice: SupportArticles-docs virtualization/unknown-device-vmbus-virtual-machine.md, 2023-12-26
 * - evaluationOrKmsHost (pay-as-you-go): windowsserverdocs get-started/windows-server-pay-as-you-go.md, 2025-06-27
 * - boardChange: SupportArticles-docs licensing-and-activation/0xc004f063-when-activating-oem-version.md, 2023-12-26
 * - esuKeys: windowsserverdocs get-started/extended-security-updates-deploy.md, 2023-07-12
 * - slmgrMissing: windowsserverdocs get-started/removed-deprecated-features-windows-server.md, 2025-09-24
 * - osLicense: windows-powershell-docs OSLicense/Get-OSLicenseInfo.md, 2026-09-10, and Invoke-OSLicense.md, 2026-09-07
 */
const topicPages: Readonly<Partial<Record<TopicId, string>>> = {
    hostingProviders: pages.avma,
    inheritedActivation: pages.subscriptionActivation,
    ignoreMessage: pages.genuineEvents,
    hostKey: pages.avma,
    unknownDevice: pages.unknownDevice,
    evaluationOrKmsHost: pages.payAsYouGo,
    boardChange: pages.oemMarker,
    esuKeys: pages.extendedUpdates,
    slmgrMissing: pages.removedFeatures,
    osLicense: pages.osLicense
};

/** Microsoft's page about a question; null if there is none. */
export function topicLink(id: TopicId): string | null {
    return topicPages[id] ?? null;
}

/** The commands of an answer, in order; empty if there are none. */
export function topicSteps(id: TopicId): readonly CommandStep[] {
    return id === 'slmgrMissing' ? stepsWithoutSlmgr(installSteps(ownKeyPlaceholder)) : [];
}
