/** Microsoft's page about each reason and note. The URLs follow the document repositories and contain no language code. */
import { NoteCode, ReasonCode } from '../judgement/assessment';
import { releaseSources } from '../versions/releases';

const base = 'https://learn.microsoft.com';

export const pages = {
    avma: releaseSources.avmaKeys.url,
    kmsClientKeys: releaseSources.kmsClientKeys.url,
    editions: `${base}/windows-server/get-started/editions-comparison`,
    conversion: `${base}/windows-server/get-started/upgrade-conversion-options`,
    slmgr: `${base}/windows-server/get-started/activation-slmgr-vbs-options`,
    errorCodes: `${base}/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes`,
    hyperVRole: `${base}/windows-server/virtualization/hyper-v/get-started/install-the-hyper-v-role-on-windows-server`,
    dataExchange: `${base}/windows-server/virtualization/hyper-v/integration-services-data-exchange`,
    importVm: `${base}/powershell/module/hyper-v/import-vm`,
    shieldedVms: `${base}/windows-server/security/guarded-fabric-shielded-vm/guarded-fabric-and-shielded-vms`,
    payAsYouGo: `${base}/windows-server/get-started/windows-server-pay-as-you-go`,
    powerShellDirect: releaseSources.powerShellDirect.url,
    azureLocal: releaseSources.azureLocal.url,
    releases: releaseSources.builds.url,
    applicationControl: `${base}/windows-server/manage/windows-admin-center/use/manage-application-control-infrastructure`,
    jeaRoles: `${base}/powershell/scripting/security/remoting/jea/role-capabilities`,
    genuineEvents: `${base}/troubleshoot/windows-server/licensing-and-activation/event-id-8208-8200-900`,
    oemMarker: `${base}/troubleshoot/windows-server/licensing-and-activation/0xc004f063-when-activating-oem-version`,
    unknownDevice: `${base}/troubleshoot/windows-server/virtualization/unknown-device-vmbus-virtual-machine`,
    extendedUpdates: `${base}/windows-server/get-started/extended-security-updates-deploy`,
    removedFeatures: `${base}/windows-server/get-started/removed-deprecated-features-windows-server`,
    subscriptionActivation: `${base}/windows/deployment/windows-subscription-activation`,
    osLicense: `${base}/powershell/module/oslicense`,
    answerFile: `${base}/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-productkey`
} as const;
type Page = keyof typeof pages;

const reasonPages: Readonly<Record<ReasonCode, Page>> = {
    hyperVMissing: 'hyperVRole',
    hostTooOld: 'avma',
    hostNotDatacenter: 'avma',
    hostEvaluation: 'conversion',
    hostNotActivated: 'avma',
    hostLicensingServiceDisabled: 'slmgr',
    azureLocalNotSetUp: 'azureLocal',
    hostAzureEdition: 'editions',
    hostUnknown: 'avma',
    notRunning: 'dataExchange',
    dataExchangeDisabled: 'dataExchange',
    dataExchangeSilent: 'dataExchange',
    shieldedSilent: 'shieldedVms',
    notWindows: 'avma',
    clientEdition: 'avma',
    guestTooOld: 'avma',
    unknownBuild: 'releases',
    guestNewerThanHost: 'avma',
    unknownEdition: 'avma',
    editionNotCovered: 'avma',
    essentialsNotCovered: 'avma',
    azureEditionNeedsAzureLocal: 'azureLocal',
    buildNotDocumented: 'avma',
    evaluationDomainController: 'conversion',
    evaluationEdition: 'conversion',
    licensingServiceDisabled: 'slmgr',
    activationComponentMissing: 'dataExchange',
    wrongAvmaKey: 'avma',
    statusCode: 'errorCodes',
    kmsClientKey: 'kmsClientKeys',
    makKey: 'conversion',
    oemKey: 'conversion',
    retailKey: 'conversion',
    kmsHostKey: 'kmsClientKeys',
    licensedWithoutKey: 'payAsYouGo',
    requestFailed: 'errorCodes'
};

const notePages: Readonly<Record<NoteCode, Page>> = {
    sameId: 'importVm',
    activatedByOtherHost: 'avma',
    grantExpired: 'avma',
    logContradictsReading: 'avma',
    termImplausible: 'slmgr',
    activationExpiring: 'avma',
    staleGuestItems: 'avma',
    hostIsVirtualMachine: 'editions',
    hostBuildNotDocumented: 'avma',
    hostMaybePayAsYouGo: 'payAsYouGo',
    hostLicenceExpiring: 'slmgr',
    notDirectlyReachable: 'powerShellDirect',
    shielded: 'shieldedVms',
    nonLtscBuild: 'avma',
    replica: 'avma',
    dataExchangeDisabled: 'dataExchange'
};

export function reasonLink(code: ReasonCode): string {
    return pages[reasonPages[code]];
}

export function noteLink(code: NoteCode): string {
    return pages[notePages[code]];
}

/** By the code of a host's failure. */
const hostFailurePages: Readonly<Partial<Record<string, Page>>> = { endpointLacksCommands: 'jeaRoles', moduleMissing: 'applicationControl' };

/**
 * Microsoft's page about a host's failure; null if there is none.
 * @param code a `HostFailureCode`
 */
export function hostFailureLink(code: string): string | null {
    const page = hostFailurePages[code];
    return page ? pages[page] : null;
}
