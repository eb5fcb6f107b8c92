/** Why a key couldn't be installed or activated: the codes of `Install-AvmaKey`. */
import { unsignedCode } from '../errors/error-codes';
import { RowError } from '../facts/facts';
import { insideFailureCode, InsideFailureCode } from '../inside/inside-failures';

/** The script entered the guest but changed nothing: the guest differs from the plan, must not be changed, or somebody else is changing it. */
export const applyRefusals = [
    'guestChanged',
    'guestBusy',
    'keyNotReplaceable',
    'otherKeyFound',
    'otherKeyInstalled',
    'noKeyInstalled',
    'evaluationEdition',
    'activationComponentMissing',
    'licensingServiceDisabled',
    'guestLanguageMode',
    'wrongMachine'
] as const;

/**
 * Refusals, and: `licensingError`, whose hresult comes from the licensing service; `requestLimit`: the service answered "later" for the whole wait;
 * `notLicensed`: the wait ended first; `notChanged`: a different key was read back; `invalidParameter`: nothing was sent. Of the run itself: `runLost`: the
 * sending tab is gone; `notProved`: the rows don't confirm their result, or have none.
 */
export const applyFailureCodes = [
    ...applyRefusals,
    'licensingError',
    'requestLimit',
    'notLicensed',
    'notChanged',
    'invalidParameter',
    'runLost',
    'notProved'
] as const;
type ApplyFailureCode = (typeof applyFailureCodes)[number];

/** The group of resources that contains the failure's texts: those of applying, or those of entering a guest. */
export type ApplyFailure = { readonly group: 'apply'; readonly code: ApplyFailureCode } | { readonly group: 'inside'; readonly code: InsideFailureCode };

/** The failure of a row's code; a code that this version doesn't know becomes `unclassified`, with all its data to copy. */
export function applyFailure(code: string): ApplyFailure {
    const own = applyFailureCodes.find(one => one === code);
    return own ? { group: 'apply', code: own } : { group: 'inside', code: insideFailureCode(code) };
}

/** Why a run couldn't start. `noGuests`: there is no guest to enter or to wait for. */
export const applyStartRefusals = ['running', 'lookingInside', 'noGuests', 'ownKeyMissing', 'ledgerFull', 'ledgerUnavailable'] as const;
export type ApplyStartRefusal = (typeof applyStartRefusals)[number];

/** SL_E_IA_THROTTLE_LIMIT_EXCEEDED: too many requests; try again later. */
const requestLimit = 0xc004fd00;

/** Whether the error is the request limit of AVMA. */
export function isRequestLimit(error: RowError | null): boolean {
    const byCode = error?.code === 'licensingError' && error.hresult !== null && unsignedCode(error.hresult) === requestLimit;
    return byCode || error?.code === 'requestLimit';
}

/** Milliseconds before the next attempt after the request limit; null for no further attempt. The attempt that reached the limit counts from 1. */
export function retryDelay(attempt: number): number | null {
    return [30_000, 60_000, 120_000, 240_000][attempt - 1] ?? null;
}

/** What a row shows about its account. */
export type AccountStanding = 'proven' | 'refused' | 'unknown';

/** Failures before the guest checks the account, or that don't show that it has. */
const beforeLogon: readonly InsideFailureCode[] = [
    'notRunning',
    'noAnswer',
    'notFound',
    'hyperVModuleMissing',
    'winrmNotTrusted',
    'winrmUnreachable',
    'encryptionKeyMissing',
    'languageMode',
    'malformedAnswer',
    'unclassified'
];

/**
 * Whether the guest accepted the account.
 * @param step the row's step; `connect` proves nothing yet
 */
export function accountStanding(step: string, error: RowError | null): AccountStanding {
    if (error === null) {
        return step === 'connect' ? 'unknown' : 'proven';
    }
    const failure = applyFailure(error.code);
    if (failure.code === 'credentialRefused' || failure.code === 'winrmAccessDenied') {
        return 'refused';
    }
    const early = failure.group === 'inside' ? beforeLogon.includes(failure.code) : failure.code === 'invalidParameter';
    return early ? 'unknown' : 'proven';
}
