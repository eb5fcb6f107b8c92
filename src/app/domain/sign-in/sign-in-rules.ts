/**
 * The rules for sending one account to many guests: a wrong password must never lock a domain account, whatever guests answer, and a guest that doesn't know
 * the account must not stop the others.
 */
import { CountedAccount } from '../inside/counted-account';

/** So long, in milliseconds, rejections count against an account, over all hosts, runs and tabs. Acceptances don't reset them. */
export const rejectionWindowMs = 30 * 60_000;
/** Sign-ins of a domain account that may fail within the window, however often somebody continues. Silent ones may have failed. */
export const maxFailedSignIns = 4;
/** Different guests that must accept an account before a rejection counts as the guest's own. One guest alone could be lying. */
const provingGuests = 2;
/** Milliseconds without an answer until a sign-in is stopped. */
export const silenceMs = 60_000;

const maxUnanswered = { unproven: 1, proven: 2 } as const;
/** From this many on, somebody is asked whether to go on. */
const askAt = 2;
/** A local account ends after so many rejections without an acceptance between. */
const maxLocalRejections = 2;

/** Why a run asks: several guests rejected the account, or didn't answer. */
export type SignInQuestion = 'rejected' | 'silent';

/** What a run knows about one account. Guests are named by their keys. */
export interface AccountStanding {
    readonly accepted: ReadonlySet<string>;
    readonly rejected: readonly string[];
    readonly silent: readonly string[];
    /** Sign-ins without an answer, also stopped ones until their session is known to be gone. */
    readonly unanswered: number;
    readonly phase: 'open' | 'asking' | 'ended';
    /** Not null exactly while `phase` is `asking`. */
    readonly question: SignInQuestion | null;
    /** Somebody chose to continue without the guests that rejected it. */
    readonly continued: boolean;
    /** Rejections since the last acceptance. */
    readonly inARow: number;
    /** Silences since the last question. */
    readonly silences: number;
}

export const newStanding: AccountStanding = {
    accepted: new Set(),
    rejected: [],
    silent: [],
    unanswered: 0,
    phase: 'open',
    question: null,
    continued: false,
    inARow: 0,
    silences: 0
};

/** What has happened to an account within the window, in this browser. */
export interface SignInCounts {
    /** Rejected and silent sign-ins. */
    readonly failed: number;
    /** Sign-ins that are still unanswered, this run's among them. */
    readonly pending: number;
}

export function isProven({ accepted }: AccountStanding): boolean {
    return accepted.size >= provingGuests;
}

/** Whether the account may be sent to no guest any more within the window, whoever asks. */
export function isExhausted({ kind }: CountedAccount, { failed }: SignInCounts): boolean {
    return kind === 'domain' && failed >= maxFailedSignIns;
}

/** Whether the account may be sent to one more guest now. */
export function maySignIn(account: CountedAccount, standing: AccountStanding, counts: SignInCounts): boolean {
    const limit = isProven(standing) ? maxUnanswered.proven : maxUnanswered.unproven;
    return standing.phase === 'open' && standing.unanswered < limit && (account.kind === 'local' || counts.failed + counts.pending < maxFailedSignIns);
}

export function sent(standing: AccountStanding): AccountStanding {
    return { ...standing, unanswered: standing.unanswered + 1 };
}

/** A sign-in is over without an answer: the guest wasn't reached, or a stopped sign-in's session is gone. */
export function released(standing: AccountStanding): AccountStanding {
    return { ...standing, unanswered: Math.max(0, standing.unanswered - 1) };
}

export function accepted(standing: AccountStanding, guest: string): AccountStanding {
    return { ...released(standing), accepted: new Set(standing.accepted).add(guest), inARow: 0 };
}

function ask(standing: AccountStanding, question: SignInQuestion): AccountStanding {
    return standing.phase === 'open' ? { ...standing, phase: 'asking', question } : standing;
}

export function ended(standing: AccountStanding): AccountStanding {
    return { ...standing, phase: 'ended', question: null };
}

/** @param failed rejected and silent sign-ins within the window, with this one */
export function rejected(account: CountedAccount, standing: AccountStanding, guest: string, failed: number): AccountStanding {
    const next = { ...released(standing), rejected: [...standing.rejected, guest], inARow: standing.inARow + 1 };
    if (account.kind === 'local') {
        return next.inARow >= maxLocalRejections ? ended(next) : next;
    }
    if (!isProven(standing) || failed >= maxFailedSignIns) {
        return ended(next);
    }
    return failed >= askAt && !standing.continued ? ask(next, 'rejected') : next;
}

/**
 * A sign-in was stopped because the guest didn't answer. It stays unanswered until `released`.
 * @param failed rejected and silent sign-ins within the window, with this one
 */
export function silent(account: CountedAccount, standing: AccountStanding, guest: string, failed: number): AccountStanding {
    const next = { ...standing, silent: [...standing.silent, guest], silences: standing.silences + 1 };
    if (account.kind === 'domain' && failed >= maxFailedSignIns) {
        return ended(next);
    }
    return next.silences >= askAt ? ask(next, 'silent') : next;
}

/** Somebody chose to go on without the guests that the question names. */
export function continued(standing: AccountStanding): AccountStanding {
    if (standing.phase !== 'asking') {
        return standing;
    }
    return { ...standing, phase: 'open', question: null, silences: 0, continued: standing.continued || standing.question === 'rejected' };
}
