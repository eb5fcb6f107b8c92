/** What the tool concludes about one guest (design: 4.6). */

export const verdicts = ['activated', 'keyInstalled', 'otherKey', 'eligible', 'needsConversion', 'notEligible', 'notApplicable', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** Reason codes in the order in which they win. */
export const reasonCodes = [
    'hyperVMissing',
    'hostNotDatacenter',
    'hostEvaluation',
    'hostNotActivated',
    'hostLicensingServiceDisabled',
    'azureLocalNotSetUp',
    'hostUnknown',
    'notRunning',
    'dataExchangeDisabled',
    'dataExchangeSilent',
    'notWindows',
    'clientEdition',
    'guestTooOld',
    'unknownBuild',
    'guestNewerThanHost',
    'unknownEdition',
    'editionNotCovered',
    'essentialsNotCovered',
    'azureEditionNeedsAzureLocal',
    'buildNotDocumented',
    'evaluationDomainController',
    'evaluationEdition',
    'licensingServiceDisabled',
    'activationComponentMissing',
    'wrongAvmaKey',
    'statusCode',
    'kmsClientKey',
    'makKey',
    'oemKey',
    'retailKey',
    'kmsHostKey'
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const noteCodes = [
    'activatedByOtherHost',
    'termImplausible',
    'activationExpiring',
    'staleGuestItems',
    'hostIsVirtualMachine',
    'hostLicenceExpiring',
    'notDirectlyReachable',
    'shielded',
    'nonLtscBuild',
    'replica',
    'dataExchangeDisabled'
] as const;
export type NoteCode = (typeof noteCodes)[number];

/** The data a reason's or a note's text needs: names, builds, editions, codes, last five. No sentence. */
export type Particulars = Readonly<Record<string, string | number | boolean | null>>;

/** Why the verdict is what it is. The first of an assessment is the headline. */
export interface Reason {
    readonly code: ReasonCode;
    readonly data: Particulars;
}

/** Worth knowing; never decides. */
export interface Note {
    readonly code: NoteCode;
    readonly data: Particulars;
}

export interface Assessment {
    readonly vmId: string;
    readonly verdict: Verdict;
    /** `verified` only where the guest was read from inside; everything from Data Exchange is `reported`. */
    readonly evidence: 'reported' | 'verified';
    readonly reasons: readonly Reason[];
    readonly notes: readonly Note[];
    /** Last five characters of the AVMA key to install or already installed; null where there is none to name. */
    readonly keyLastFive: string | null;
}
