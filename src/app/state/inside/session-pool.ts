/** Sessions on one host: how many are open, how many the host grants, and when it's asked for another. */
import { Subscription, timer } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestAccount } from '../../domain/inside/guest-target';

/** How long a run waits for a host that refuses sessions; all in milliseconds. */
export interface SessionPatience {
    /** Until the next try after a refusal. */
    readonly firstMs: number;
    /** Refusal after refusal the wait doubles up to this. */
    readonly mostMs: number;
    /** After so long without a single session the host is paused until somebody decides. */
    readonly pauseMs: number;
}

export const usualPatience: SessionPatience = { firstMs: 2_000, mostMs: 30_000, pauseMs: 5 * 60_000 };

export interface SessionPoolOptions {
    readonly openSession: () => GuestSession;
    /** How many sessions at a time. */
    readonly most: number;
    /** How long a session may take to open, in milliseconds. */
    readonly openMs: number;
    readonly patience: SessionPatience;
    /** A session is idle, or another may be opened. */
    readonly changed: () => void;
    /** A session didn't open, and not because of the quota. */
    readonly failed: (failure: HostFailure) => void;
}

/**
 * A refused session costs nothing but time: after a refusal the pool holds what is open and tries one more after 2 to 30 seconds. What is granted counts,
 * so that the pool grows again as soon as another tab or tool closes its sessions.
 */
export class SessionPool {
    private readonly idle: GuestSession[] = [];
    private readonly opening = new Map<GuestSession, Subscription>();
    private busy = 0;
    /** How many sessions the host grants as far as is known; null: it has refused none. */
    private limit: number | null = null;
    private refusals = 0;
    private waitMs = 0;
    private retry: Subscription | null = null;
    private starving: Subscription | null = null;
    private isPaused = false;

    constructor(private readonly options: SessionPoolOptions) {}

    /** Sessions that are open or about to be. */
    public get size(): number {
        return this.open + this.opening.size;
    }

    /** Open sessions. */
    public get open(): number {
        return this.idle.length + this.busy;
    }

    /** Sessions that nobody uses yet. */
    public get spare(): number {
        return this.idle.length + this.opening.size;
    }

    public get idleCount(): number {
        return this.idle.length;
    }

    public get mayOpen(): boolean {
        return !this.isPaused && this.size < Math.min(this.options.most, this.limit ?? this.options.most);
    }

    /** The host grants fewer sessions than are wanted. */
    public get short(): boolean {
        return this.limit !== null;
    }

    /** No session for `pauseMs`: nothing is tried until `resume`. */
    public get paused(): boolean {
        return this.isPaused;
    }

    /** Opens a session. @param account is encrypted with the session's key at once */
    public openFor(account: GuestAccount): void {
        const session = this.options.openSession();
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
                } else {
                    this.options.failed(failure);
                }
            });
        attempt.add(timer(this.options.openMs).subscribe(() => fail({ code: 'noAnswer', raw: '' })));
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

    /** A session for a command; only where one is idle. */
    public take(): GuestSession | null {
        const session = this.idle.shift() ?? null;
        this.busy += session ? 1 : 0;
        return session;
    }

    /** Gives back what was taken. @param usable false: its command didn't end well, so that the session is closed */
    public giveBack(session: GuestSession, usable: boolean): void {
        this.busy--;
        if (usable) {
            this.idle.push(session);
        } else {
            session.close();
        }
    }

    /** The host refused to reopen this session for a command, so that nothing was sent. */
    public giveBackRefused(session: GuestSession): void {
        this.giveBack(session, false);
        this.takeRefusal();
    }

    /** Closes idle sessions but this many. */
    public keepIdle(most: number): void {
        this.idle.splice(most).forEach(session => session.close());
    }

    /** Tries again at once after a pause. */
    public resume(): void {
        if (this.isPaused) {
            this.isPaused = false;
            this.waitMs = 0;
            this.limit = this.size + 1;
            this.options.changed();
        }
    }

    /** Closes what nobody uses, and tries no more. */
    public release(): void {
        this.keepIdle(0);
        [...this.opening].forEach(([session, attempt]) => {
            this.opening.delete(session);
            attempt.unsubscribe();
            session.close();
        });
        this.calm();
    }

    private calm(): void {
        this.retry?.unsubscribe();
        this.starving?.unsubscribe();
        this.retry = null;
        this.starving = null;
    }

    /** @param asked after the last refusal: one that was asked for before it says nothing of what the host grants now */
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
        const { firstMs, mostMs, pauseMs } = this.options.patience;
        this.refusals++;
        this.limit = this.size;
        // Several sessions that are asked for at once are refused at once: that is one refusal.
        if (this.retry === null && !this.isPaused) {
            this.waitMs = Math.min(mostMs, Math.max(firstMs, this.waitMs * 2));
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
