/** Sign-ins of this browser within the window, as tabs share them: account names, kinds and times, no password. */
import { maxFailedSignIns, rejectionWindowMs, SignInCounts } from './sign-in-rules';

/** One sign-in of a domain account. `pending` ones become `failed` or leave. */
export interface LoggedSignIn {
    /** Unique over all tabs. */
    readonly id: string;
    /** `CountedAccount.name`. */
    readonly account: string;
    readonly kind: 'pending' | 'failed';
    /** Milliseconds of the browser's clock. */
    readonly at: number;
}

const maxEntries = 500;
const maxText = 256;

function isEntry(value: unknown): value is LoggedSignIn {
    if (typeof value !== 'object' || value === null) {
        return false;
    }
    const { id, account, kind, at } = value as Readonly<Record<string, unknown>>;
    const isText = (text: unknown): boolean => typeof text === 'string' && text.length > 0 && text.length <= maxText;
    return isText(id) && isText(account) && (kind === 'pending' || kind === 'failed') && typeof at === 'number' && Number.isFinite(at);
}

/** Reads what a tab wrote; anything else is left out. Other tools of the gateway's origin can write there, too. */
export function readSignIns(text: string | null): readonly LoggedSignIn[] {
    try {
        const value: unknown = JSON.parse(text ?? '[]');
        return Array.isArray(value) ? value.slice(0, maxEntries).filter(isEntry) : [];
    } catch {
        return [];
    }
}

/** The entries that still count. A clock that was set back keeps entries of the future, which is the safe side. */
export function withinWindow(entries: readonly LoggedSignIn[], now: number): readonly LoggedSignIn[] {
    return entries.filter(({ at }) => now - at < rejectionWindowMs);
}

export function countSignIns(entries: readonly LoggedSignIn[], account: string, now: number): SignInCounts {
    const own = withinWindow(entries, now).filter(entry => entry.account === account);
    const failed = own.filter(({ kind }) => kind === 'failed').length;
    return { failed, pending: own.length - failed };
}

/** When the account may be sent again, in milliseconds of the browser's clock; null if it may be now. */
export function exhaustedUntil(entries: readonly LoggedSignIn[], account: string, now: number): number | null {
    const failed = withinWindow(entries, now)
        .filter(entry => entry.account === account && entry.kind === 'failed')
        .map(({ at }) => at)
        .sort((one, other) => one - other);
    return failed.length < maxFailedSignIns ? null : failed[failed.length - maxFailedSignIns] + rejectionWindowMs;
}
