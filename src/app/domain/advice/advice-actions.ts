/** What the tool can do itself about a reason or a note, beside the commands to type. */
import { NoteCode, ReasonCode } from '../judgement/assessment';

export const adviceActions = ['activate', 'readLicense', 'readLog', 'enableDataExchange', 'removeItems', 'refresh', 'overview', 'reference', 'moves'] as const;
export type AdviceAction = (typeof adviceActions)[number];

const reasonActions: Readonly<Record<ReasonCode, AdviceAction | null>> = {
    hyperVMissing: null,
    hostTooOld: 'moves',
    hostNotDatacenter: 'moves',
    hostEvaluation: null,
    hostNotActivated: null,
    hostLicensingServiceDisabled: null,
    azureLocalNotSetUp: null,
    hostAzureEdition: 'moves',
    hostUnknown: 'overview',
    notRunning: null,
    dataExchangeDisabled: 'enableDataExchange',
    dataExchangeSilent: null,
    shieldedSilent: 'reference',
    notWindows: null,
    clientEdition: null,
    guestTooOld: null,
    // What the guest doesn't report is read inside.
    unknownBuild: 'readLicense',
    guestNewerThanHost: 'moves',
    unknownEdition: 'readLicense',
    editionNotCovered: null,
    essentialsNotCovered: null,
    azureEditionNeedsAzureLocal: 'moves',
    buildNotDocumented: null,
    evaluationDomainController: null,
    evaluationEdition: null,
    requestFailed: 'activate',
    licensingServiceDisabled: null,
    activationComponentMissing: 'readLicense',
    wrongAvmaKey: 'activate',
    statusCode: 'activate',
    kmsClientKey: 'activate',
    makKey: 'activate',
    oemKey: 'activate',
    retailKey: 'activate',
    kmsHostKey: null,
    licensedWithoutKey: 'activate'
};

const noteActions: Readonly<Record<NoteCode, AdviceAction | null>> = {
    sameId: 'refresh',
    activatedByOtherHost: 'activate',
    grantExpired: 'readLicense',
    logContradictsReading: 'readLicense',
    termImplausible: 'readLicense',
    activationExpiring: 'activate',
    staleGuestItems: 'removeItems',
    hostIsVirtualMachine: 'moves',
    hostBuildNotDocumented: null,
    hostMaybePayAsYouGo: null,
    hostLicenceExpiring: null,
    notDirectlyReachable: 'activate',
    shielded: 'reference',
    nonLtscBuild: null,
    replica: null,
    dataExchangeDisabled: 'enableDataExchange'
};

/** What to offer for a reason; null where the tool can't do anything, or only a command can. */
export function actionForReason(code: ReasonCode): AdviceAction | null {
    return reasonActions[code];
}

/** What to offer for a note; null where the tool can't do anything, or only a command can. */
export function actionForNote(code: NoteCode): AdviceAction | null {
    return noteActions[code];
}
