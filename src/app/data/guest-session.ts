import { Observable } from 'rxjs';
import { ApplyMode, ApplyRow, ItemRemoval } from '../domain/facts/apply-facts';
import { EventQuery, GuestEvents } from '../domain/facts/event-facts';
import { ActivationFacts } from '../domain/facts/facts';
import { GuestAccount, GuestTarget } from '../domain/inside/guest-target';
import { OwnKey } from '../domain/advice/product-key';

/** What a guest shall get (`Install-AvmaKey`). */
export interface InstallRequest {
    readonly runId: string;
    /** From 1. */
    readonly attempt: number;
    readonly mode: ApplyMode;
    /** A published key travels in clear, any other only encrypted. */
    readonly key: { readonly generic: string } | { readonly own: OwnKey };
    /** Only AVMA keys need the activation component; empty where the class of an own key is not known. */
    readonly keyClass: 'avma' | 'kmsClient' | '';
    readonly expectedBuild: number;
    readonly expectedSku: number;
    /** What may be replaced beyond what always may (`confirmationKinds`). */
    readonly replaceable: readonly string[];
    /** Last five of the very key that this was confirmed for; another one stays. Empty: not compared. */
    readonly expectedLastFive: string;
    /** How long the guest waits to be licensed. */
    readonly waitSeconds: number;
}

/**
 * One session on the host from which guests are entered one after another. Its runspace holds the key that accounts are encrypted with. While it isn't
 * closed and the page goes, it closes itself, unless it is changing a guest.
 */
export interface GuestSession {
    /**
     * Opens the session on the host and encrypts an account with its key; completes when it is open. Enters no guest. Fails with a `HostFailure`:
     * `sessionRefused` where the host has its fill of sessions, or gives no reason that is known.
     */
    open(account: GuestAccount): Observable<never>;
    /**
     * Looks inside a guest. Emits one row, also for a failure, which is then in its `error`. Fails with a `HostFailure` where the host
     * itself does not answer. Unsubscribing ends the session's command.
     */
    lookInside(target: GuestTarget, account: GuestAccount): Observable<ActivationFacts>;
    /** Reads events in a guest's own logs, as `lookInside`: emits once, with the failure of a guest that could not be entered in its `error`. */
    readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery): Observable<GuestEvents>;
    /**
     * Installs or activates a key in a guest. Emits rows as it advances; the last one has an outcome, also where it failed. Fails with a
     * `HostFailure` where the host itself does not answer. Unsubscribing ends the session's command, not what it has begun in the guest.
     */
    install(target: GuestTarget, account: GuestAccount, request: InstallRequest): Observable<ApplyRow>;
    /** Removes Data Exchange items from the guest's own pool; emits how it ended for each name, in one list. */
    removeItems(target: GuestTarget, account: GuestAccount, names: readonly string[]): Observable<readonly ItemRemoval[]>;
    /** Ends the session on the host. */
    close(): void;
}
