import { Observable } from 'rxjs';
import { EventQuery, GuestEvents } from '../domain/event-facts';
import { ActivationFacts } from '../domain/facts';
import { GuestAccount, GuestTarget } from '../domain/guest-target';

/**
 * One session on the host from which guests are entered one after another. Its runspace holds the key that accounts are encrypted with.
 */
export interface GuestSession {
    /**
     * Looks inside a guest. Emits one row, also for a failure, which is then in its `error`. Fails with a `HostFailure` where the host
     * itself does not answer. Unsubscribing ends the session's command.
     */
    lookInside(target: GuestTarget, account: GuestAccount): Observable<ActivationFacts>;
    /** Reads events in a guest's own logs, as `lookInside`: emits once, with the failure of a guest that could not be entered in its `error`. */
    readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery): Observable<GuestEvents>;
    /** Ends the session on the host. */
    close(): void;
}
