/** What a run inside guests is told, and what it tells about each guest. */
import { Observable } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { SessionPatience } from './session-pool';
import { SignInStorage } from './sign-in-storage';

export type JobState<Row> =
    | { readonly kind: 'waiting' | 'working' }
    | { readonly kind: 'done'; readonly row: Row }
    /** The host didn't answer for this guest. */
    | { readonly kind: 'failed'; readonly failure: HostFailure }
    | { readonly kind: 'timedOut' }
    /** Never sent: its account was rejected elsewhere, or the run was stopped. */
    | { readonly kind: 'notTried'; readonly because: 'accountRefused' | 'stopped' };

export interface RunOptions<Row> {
    /** Maximum number of concurrent guests. */
    readonly parallel: number;
    /** Milliseconds from the host's first answer until the guest's end, or until the first row for which `limits` returns a limit. */
    readonly timeoutMs: number;
    /** Called for each attempt. The returned function gets each row, and returns the guest's remaining time in milliseconds; null keeps the current limit. */
    readonly limits?: () => (row: Row) => number | null;
    /** Sign-ins of all runs and tabs. */
    readonly signIns: SignInStorage;
    /** Opens a session on the host with this name. */
    readonly openSession: (hostName: string) => GuestSession;
    /** Maximum number of concurrent guests on one host; `parallel` if omitted. */
    readonly perHost?: number;
    /** Called when the host first answers a guest's command. */
    readonly answered?: (key: GuestKey) => void;
    /**
     * Emits one row or several; the last one is the result.
     * @param attempt starts at 1
     * @param signedIn to be called once the guest has accepted the account, if that is known before a row
     */
    readonly work: (session: GuestSession, job: GuestJob, attempt: number, signedIn: () => void) => Observable<Row>;
    /** What a row shows about its account, called for each row when it arrives. `unknown`: the guest wasn't reached, so nothing is proven. */
    readonly judge: (row: Row) => 'proven' | 'refused' | 'unknown';
    /** Milliseconds before the guest's next attempt, based on its last row; null for none. Meanwhile the guest is `waiting` and uses no slot. */
    readonly again?: (row: Row, attempt: number) => number | null;
    /** Guests that may be added later: the run doesn't end until they are released or dropped. */
    readonly held?: readonly GuestKey[];
    readonly patience?: SessionPatience;
}
