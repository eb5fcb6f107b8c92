import { Observable } from 'rxjs';
import { ApplyMode, ApplyRow, ItemRemoval } from '../domain/facts/apply-facts';
import { EventQuery, GuestEvents } from '../domain/facts/event-facts';
import { ActivationFacts } from '../domain/facts/facts';
import { GuestAccount, GuestTarget } from '../domain/inside/guest-target';
import { SignInNeed } from '../domain/inside/sign-in-need';
import { OwnKey } from '../domain/advice/product-key';

/** The change to make in a guest (`Install-AvmaKey`). */
export interface InstallRequest {
    readonly runId: string;
    /** Starts at 1. */
    readonly attempt: number;
    readonly mode: ApplyMode;
    /** Published keys are sent in clear text; all others are encrypted. */
    readonly key: { readonly generic: string } | { readonly own: OwnKey };
    /** Only AVMA keys need the activation component; empty for an own key, whose class is unknown. */
    readonly keyClass: 'avma' | 'kmsClient' | '';
    readonly expectedBuild: number;
    readonly expectedSku: number;
    /** The additional kinds of keys that may be replaced (`confirmationKinds`). */
    readonly replaceable: readonly string[];
    /** Last five characters of the key that the confirmation applies to; any other key is kept. Empty: not compared. */
    readonly expectedLastFive: string;
    /** Seconds of each wait in the guest (`domain/inside/time-limits`). */
    readonly waitSeconds: number;
}

/**
 * A session on the host from which guests are entered one at a time. Its runspace holds the key that encrypts accounts. If the page is closed, the session
 * closes itself, unless it is changing a guest.
 */
export interface GuestSession {
    /** What keeps the session's requests from being sent; null while nothing does. Emits at once, and completes with `close`. */
    readonly needs: Observable<SignInNeed | null>;
    /** Emits at the first answer to each guest's command. A command without an answer, and one that waits for a sign-in, may not have been sent. */
    readonly answered: Observable<void>;
    /**
     * Opens the session on the host and encrypts an account with its key; completes once it is open. Enters no guest. Fails with a `HostFailure`;
     * `sessionRefused` if the host's quota is reached, or if no other cause is known.
     */
    open(account: GuestAccount): Observable<never>;
    /**
     * Reads a guest from inside. Emits one row; a failure of the guest is in the row's `error`. Fails with a `HostFailure` if the host itself doesn't answer.
     * Unsubscribing cancels the command.
     * @param signedIn called when the guest has accepted the account, which is before its row
     */
    lookInside(target: GuestTarget, account: GuestAccount, signedIn?: () => void): Observable<ActivationFacts>;
    /** Reads events from a guest's own logs. Emits once; if the guest can't be entered, the failure is in `error`. Otherwise like `lookInside`. */
    readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery, signedIn?: () => void): Observable<GuestEvents>;
    /**
     * Installs or activates a key in a guest. Emits rows as the script advances; the last one has an outcome, even after a failure. Fails with a
     * `HostFailure` if the host itself doesn't answer. Unsubscribing cancels the command, but not what it already started in the guest.
     */
    install(target: GuestTarget, account: GuestAccount, request: InstallRequest): Observable<ApplyRow>;
    /** Removes Data Exchange items from the guest's own pool; emits one list with the result for each name. Otherwise like `lookInside`. */
    removeItems(target: GuestTarget, account: GuestAccount, names: readonly string[], signedIn?: () => void): Observable<readonly ItemRemoval[]>;
    /** Closes the session on the host. */
    close(): void;
    /** Closes the session after its command was cancelled. Emits once, when the host has confirmed the cancellation or knows no such session. */
    abandon(): Observable<void>;
}
