/** Sessions on one host: how many are open, how many the host grants, and when to try another. */
import { NEVER, Observable, Subscription, switchMap, timer } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure, wantsAccount } from '../../data/host-failure';
import { GuestAccount } from '../../domain/inside/guest-target';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { SignInNeed } from '../../domain/inside/sign-in-need';

/** How long a run waits for a host that refuses sessions. In milliseconds. */
export interface SessionPatience {
    /** Wait before the first retry. */
    readonly firstMs: number;
    /** Maximum wait; each refusal doubles the wait up to this. */
    readonly maxMs: number;
    /** After this time without any session, the pool pauses until somebody continues it. */
    readonly pauseMs: number;
}

export const defaultPatience: SessionPatience = { firstMs: 2_000, maxMs: 30_000, pauseMs: 5 * 60_000 };

export interface SessionPoolOptions {
    readonly openSession: () => GuestSession;
    /** Maximum number of concurrent sessions. */
    readonly most: number;
    /** Time limit for opening a session, in milliseconds. */
    readonly openMs: number;
    readonly patience: SessionPatience;
    /** Called when a session becomes idle or another may be opened. */
    readonly changed: () => void;
    /** Called when opening a session failed for a reason other than the quota and the sign-in. */
    readonly failed: (failure: HostFailure) => void;
}

/**
 * A refused session only costs time: after a refusal, the pool keeps its open sessions and tries another one after 2 to 30 seconds. Each granted session
 * raises its limit, so it grows again as soon as another tab or tool closes its sessions.
 */
export class SessionPool {
    private readonly idle: GuestSession[] = [];
    private readonly opening = new Map<GuestSession, Subscription>();
    private busy = 0;
    /** The number of sessions that the host is known to grant; null if it has refused none. */
    private limit: number | null = null;
    private refusals = 0;
    private waitMs = 0;
    private retry: Subscription | null = null;
    private starving: Subscription | null = null;
    private isPaused = false;
    /** Sessions whose requests wait for somebody to sign in. */
    private readonly needs = new Map<GuestSession, SignInNeed>();
    /** Nobody signed in when asked; the pool then tries nothing until `resume`. */
    private isDenied = false;

    constructor(private readonly options: SessionPoolOptions) {}

    /** Sessions that are open or opening. */
    public get size(): number {
        return this.open + this.opening.size;
    }

    /** Open sessions. */
    public get open(): number {
        return this.idle.length + this.busy;
    }

    /** Sessions that aren't used yet. */
    public get spare(): number {
        return this.idle.length + this.opening.size;
    }

    /** Whether a command may be sent in an idle session now. */
    public get mayUse(): boolean {
        return this.idle.length > 0 && this.signIn === null;
    }

    public get mayOpen(): boolean {
        return !this.isPaused && this.signIn === null && this.size < Math.min(this.options.most, this.limit ?? this.options.most);
    }

    /** The sign-in that the host's sessions wait for. */
    public get signIn(): SessionShortage['signIn'] {
        return [...this.needs.values()][0] ?? (this.isDenied ? 'canceled' : null);
    }

    /** Whether the host grants fewer sessions than wanted. */
    public get short(): boolean {
        return this.limit !== null;
    }

    /** Whether there was no session for `pauseMs`; the pool then tries nothing until `resume`. */
    public get paused(): boolean {
        return this.isPaused;
    }

    /**
     * Opens a session.
     * @param account encrypted with the session's key immediately
     */
    public openFor(account: GuestAccount): void {
        const session = this.options.openSession();
        session.needs.subscribe({ next: need => this.note(session, need), complete: () => this.note(session, null) });
        const attempt = new Subscription();
        const refusalsBefore = this.refusals;
        this.opening.set(session, attempt);
        const settle = (then: () => void): void => {
            if (this.opening.delete(session)) {
                attempt.unsubscribe();
                then();
                this.options.changed();
            }
        };
        const fail = (failure: HostFailure): void =>
            settle(() => {
                session.close();
                if (failure.code === 'sessionRefused') {
                    this.takeRefusal();
                } else if (wantsAccount(failure)) {
                    this.isDenied = true;
                } else {
                    this.options.failed(failure);
                }
            });
        const late = session.needs.pipe(switchMap(need => (need === null ? timer(this.options.openMs) : NEVER)));
        attempt.add(late.subscribe(() => fail({ code: 'noAnswer', raw: '' })));
        attempt.add(
            session.open(account).subscribe({
                error: fail,
                complete: () =>
                    settle(() => {
                        this.idle.push(session);
                        this.takeGrant(refusalsBefore === this.refusals);
                    })
            })
        );
    }

    /** Takes an idle session for a command; null if there is none. */
    public take(): GuestSession | null {
        const session = this.idle.shift() ?? null;
        this.busy += session ? 1 : 0;
        return session;
    }

    /**
     * Returns a session.
     * @param usable false if its command failed, in which case the session is closed
     */
    public giveBack(session: GuestSession, usable: boolean): void {
        this.busy--;
        if (usable) {
            this.idle.push(session);
        } else {
            session.close();
        }
    }

    /**
     * Closes a session in the middle of its command.
     * @returns emits once when the command is known to have ended
     */
    public abandon(session: GuestSession): Observable<void> {
        this.busy--;
        return session.abandon();
    }

    /** Returns a session that the host refused to reopen for a command, so that nothing was sent. */
    public giveBackRefused(session: GuestSession): void {
        this.giveBack(session, false);
        this.takeRefusal();
    }

    /** Returns a session whose request failed because nobody signed in to the host. */
    public giveBackDenied(session: GuestSession): void {
        this.giveBack(session, false);
        this.isDenied = true;
    }

    /** Closes all idle sessions except this many. */
    public keepIdle(most: number): void {
        this.idle.splice(most).forEach(session => session.close());
    }

    /** Tries again immediately after a pause. */
    public resume(): void {
        if (this.isDenied) {
            this.isDenied = false;
            this.options.changed();
        }
        if (this.isPaused) {
            this.isPaused = false;
            this.waitMs = 0;
            this.limit = this.size + 1;
            this.options.changed();
        }
    }

    /** Closes unused sessions and stops trying. */
    public release(): void {
        this.keepIdle(0);
        [...this.opening].forEach(([session, attempt]) => {
            this.opening.delete(session);
            attempt.unsubscribe();
            session.close();
        });
        this.calm();
    }

    private note(session: GuestSession, need: SignInNeed | null): void {
        const before = this.needs.get(session) ?? null;
        if (need === null) {
            this.needs.delete(session);
        } else {
            this.needs.set(session, need);
        }
        if (need !== before) {
            this.options.changed();
        }
    }

    private calm(): void {
        this.retry?.unsubscribe();
        this.starving?.unsubscribe();
        this.retry = null;
        this.starving = null;
    }

    /** @param asked whether the session was requested after the last refusal; an earlier request doesn't show what the host grants now */
    private takeGrant(asked: boolean): void {
        this.starving?.unsubscribe();
        this.starving = null;
        this.isPaused = false;
        if (!asked) {
            return;
        }
        this.waitMs = 0;
        if (this.limit !== null && this.size >= this.limit) {
            this.limit = this.limit + 1 < this.options.most ? this.limit + 1 : null;
        }
    }

    private takeRefusal(): void {
        const { firstMs, maxMs, pauseMs } = this.options.patience;
        this.refusals++;
        this.limit = this.size;
        // Several concurrent requests are refused together, which counts as one refusal.
        if (this.retry === null && !this.isPaused) {
            this.waitMs = Math.min(maxMs, Math.max(firstMs, this.waitMs * 2));
            this.retry = timer(this.waitMs).subscribe(() => {
                this.retry = null;
                this.limit = Math.max(this.limit ?? 0, this.size + 1);
                this.options.changed();
            });
        }
        if (this.open === 0 && this.starving === null && !this.isPaused) {
            this.starving = timer(pauseMs).subscribe(() => {
                this.calm();
                this.isPaused = true;
                this.options.changed();
            });
        }
    }
}
