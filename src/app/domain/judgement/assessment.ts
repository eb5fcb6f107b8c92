/** The result of assessing one guest (design: 4.6). */
import { LoggedRequest } from '../facts/logged-request';

export const verdicts = ['activated', 'keyInstalled', 'otherKey', 'eligible', 'needsConversion', 'notEligible', 'notApplicable', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** Reasons of the host or of the guest itself, by priority: the first one that applies decides the verdict (`assess`). */
const forbiddingCodes = [
    'hyperVMissing',
    'hostTooOld',
    'hostNotDatacenter',
    'hostEvaluation',
    'hostNotActivated',
    'hostLicensingServiceDisabled',
    'azureLocalNotSetUp',
    'hostAzureEdition',
    'hostUnknown',
    'notRunning',
    'dataExchangeDisabled',
    'dataExchangeSilent',
    'shieldedSilent',
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
    'evaluationEdition'
] as const;
export type ForbiddingCode = (typeof forbiddingCodes)[number];

/** The reason from the host's log. It doesn't decide where another reason forbids activation. */
type LoggedCode = 'requestFailed';

/** Reasons read inside a guest, by priority. None decides the verdict by itself: the installed key does. */
const insideCodes = [
    'licensingServiceDisabled',
    'activationComponentMissing',
    'wrongAvmaKey',
    'statusCode',
    'kmsClientKey',
    'makKey',
    'oemKey',
    'retailKey',
    'kmsHostKey',
    'licensedWithoutKey'
] as const;
export type InsideCode = (typeof insideCodes)[number];

/** All reason codes by priority. */
export const reasonCodes = [...forbiddingCodes, 'requestFailed', ...insideCodes] as const;
export type ReasonCode = ForbiddingCode | LoggedCode | InsideCode;

export const noteCodes = [
    'sameId',
    'activatedByOtherHost',
    'grantExpired',
    'logContradictsReading',
    'termImplausible',
    'activationExpiring',
    'staleGuestItems',
    'hostIsVirtualMachine',
    'hostBuildNotDocumented',
    'hostMaybePayAsYouGo',
    'hostLicenceExpiring',
    'notDirectlyReachable',
    'shielded',
    'nonLtscBuild',
    'replica',
    'dataExchangeDisabled'
] as const;
export type NoteCode = (typeof noteCodes)[number];

/** Values for the text of a reason or a note: names, builds, editions, codes, last five characters. Contains no sentences. */
export type Particulars = Readonly<Record<string, string | number | boolean | null>>;

/** Cases in which a reason has words of its own. They stand in its data as `remark`, and change neither verdict nor order. */
export const reasonRemarks = [
    'unlicensedEdition',
    'unlicensedHost',
    'nanoServerHost',
    'azureLocalSetUpUnknown',
    'standardCoreEvaluation',
    'kmsClientKeyLicensed',
    'makKeyNotLicensed',
    'oemKeyNotLicensed',
    'retailKeyNotLicensed',
    'previewKey'
] as const;
export type ReasonRemark = (typeof reasonRemarks)[number];

/** Why the guest has its verdict. The first reason of an assessment is its headline. */
export interface Reason<Code extends ReasonCode = ReasonCode> {
    readonly code: Code;
    readonly data: Particulars;
}

/** The case that this reason is in; null for its usual one. */
export function remarkOf({ data }: Reason): ReasonRemark | null {
    return reasonRemarks.find(remark => remark === data.remark) ?? null;
}

/** Additional information that doesn't affect the verdict. */
export interface Note {
    readonly code: NoteCode;
    readonly data: Particulars;
}

/** `verified`: the guest was read inside. `logged`: the host's own log says so, later than any reading. `reported`: everything from Data Exchange. */
export const evidences = ['reported', 'logged', 'verified'] as const;
export type Evidence = (typeof evidences)[number];

export interface Assessment {
    readonly vmId: string;
    readonly verdict: Verdict;
    readonly evidence: Evidence;
    /** Time of the request that the verdict is based on, ISO 8601; null unless the evidence is `logged`. */
    readonly loggedAt: string | null;
    /** How that request was joined to the guest; null unless the evidence is `logged`. */
    readonly loggedBy: LoggedRequest['by'] | null;
    /** When the guest was read, by its host's clock, ISO 8601; null if that is unknown, and unless the evidence is `verified`. */
    readonly verifiedAt: string | null;
    readonly reasons: readonly Reason[];
    readonly notes: readonly Note[];
    /** Last five characters of the AVMA key to install, or of the one that is installed; null if there is none. */
    readonly keyLastFive: string | null;
}
