/** Why the right key did not get into a guest, or was not activated: the codes of `Install-AvmaKey`. */
import { unsignedCode } from '../errors/error-codes';
import { RowError } from '../facts/facts';
import { insideFailureCode, InsideFailureCode } from '../inside/inside-failures';

/** The guest was reached, and nothing was written: it is not what the plan said, must not be changed, or is being changed by somebody else. */
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
 * Besides refusals: `licensingError`, whose hresult the licensing service gave; `requestLimit`, where it put the guest off for the whole wait;
 * `notLicensed`, where the wait was over first; `notChanged`, where another key is read back; `invalidParameter`, where nothing was sent. Of the run
 * itself: `runLost`, where whoever sent it is gone; `notProved`, where its rows do not show what they say, or have no end.
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
export type ApplyFailureCode = (typeof applyFailureCodes)[number];

/** Where the texts of a failure are: those of its own, or those of not getting into a guest. */
export type ApplyFailure = { readonly group: 'apply'; readonly code: ApplyFailureCode } | { readonly group: 'inside'; readonly code: InsideFailureCode };

/** The failure that a row's code names; one that this version does not know is unclassified, with all there is to copy. */
export function applyFailure(code: string): ApplyFailure {
    const own = applyFailureCodes.find(one => one === code);
    return own ? { group: 'apply', code: own } : { group: 'inside', code: insideFailureCode(code) };
}

/** Why a run was not started. `noGuests`: nobody is left to be entered or waited for. */
export const applyStartRefusals = ['running', 'lookingInside', 'noGuests', 'ownKeyMissing', 'ledgerFull', 'ledgerUnavailable'] as const;
export type ApplyStartRefusal = (typeof applyStartRefusals)[number];

/** SL_E_IA_THROTTLE_LIMIT_EXCEEDED: too many requests, to be tried again later. */
const requestLimit = 0xc004fd00;

/** Whether the host's licensing service asked to come again later. */
export function isRequestLimit(error: RowError | null): boolean {
    const byCode = error?.code === 'licensingError' && error.hresult !== null && unsignedCode(error.hresult) === requestLimit;
    return byCode || error?.code === 'requestLimit';
}

/** Milliseconds until a guest is tried again after the request limit, by the attempt that met it (from 1); null: no more. */
export function retryDelay(attempt: number): number | null {
    return [30_000, 60_000, 120_000, 240_000][attempt - 1] ?? null;
}

/** What a row of a command says of its account. */
export type AccountStanding = 'proven' | 'refused' | 'unknown';

/** Failures that come before the guest has looked at the account. */
const beforeLogon: readonly InsideFailureCode[] = [
    'notRunning',
    'noAnswer',
    'notFound',
    'hyperVModuleMissing',
    'winrmNotTrusted',
    'winrmUnreachable',
    'encryptionKeyMissing',
    'languageMode',
    'unclassified'
];

/**
 * Whether a guest has taken the account.
 * @param step where the row is; connecting proves nothing yet
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
