/** The sessions of a run over one host or several: as many as its waiting guests want, the run allows, and each host grants. */
import { BehaviorSubject, distinctUntilChanged, Observable } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestAccount } from '../../domain/inside/guest-target';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { SessionPatience, SessionPool, usualPatience } from './session-pool';

export interface SessionPoolsOptions {
    /** How many sessions at a time on all hosts. */
    readonly parallel: number;
    /** How many on one host. */
    readonly perHost: number;
    readonly openSession: (hostName: string) => GuestSession;
    /** How long a session may take to open, in milliseconds. */
    readonly openMs: number;
    readonly patience?: SessionPatience;
    /** A session is idle, or another may be opened. */
    readonly changed: () => void;
    /** A session of this host didn't open, and not because of the quota. */
    readonly failed: (hostName: string, failure: HostFailure) => void;
}

/** A guest that waits for a session of its host. */
export interface WaitingGuest {
    readonly hostName: string;
    readonly account: GuestAccount;
}

export class SessionPools {
    private readonly pools = new Map<string, SessionPool>();
    private readonly subject = new BehaviorSubject<readonly SessionShortage[]>([]);

    public readonly shortages: Observable<readonly SessionShortage[]> = this.subject.pipe(
        distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other))
    );

    constructor(private readonly options: SessionPoolsOptions) {}

    public of(hostName: string): SessionPool {
        const known = this.pools.get(hostName);
        if (known) {
            return known;
        }
        const { openSession, perHost, openMs, patience, changed, failed } = this.options;
        const pool = new SessionPool({
            openSession: () => openSession(hostName),
            most: perHost,
            openMs,
            patience: patience ?? usualPatience,
            changed,
            failed: failure => failed(hostName, failure)
        });
        this.pools.set(hostName, pool);
        return pool;
    }

    /** One for each waiting guest, also while its account is tried on another: a host takes seconds to make the key of a session. */
    public openFor(waiting: readonly WaitingGuest[]): void {
        const spare = new Map<SessionPool, number>();
        let total = [...this.pools.values()].reduce((sum, { size }) => sum + size, 0);
        for (const { hostName, account } of waiting) {
            if (total >= this.options.parallel) {
                return;
            }
            const pool = this.of(hostName);
            const left = spare.get(pool) ?? pool.spare;
            spare.set(pool, Math.max(0, left - 1));
            if (left === 0 && pool.mayOpen) {
                total++;
                pool.openFor(account);
            }
        }
    }

    /** Closes sessions that no waiting guest needs, since another tab or tool may wait for them, and says which hosts are short of them. */
    public review(waiting: readonly WaitingGuest[]): void {
        const wanted = new Map<string, number>();
        waiting.forEach(({ hostName }) => wanted.set(hostName, (wanted.get(hostName) ?? 0) + 1));
        this.pools.forEach((pool, hostName) => pool.keepIdle(wanted.get(hostName) ?? 0));
        const short = [...this.pools].filter(([hostName, pool]) => wanted.has(hostName) && (pool.short || pool.paused));
        const minutes = Math.round((this.options.patience ?? usualPatience).pauseMs / 60_000);
        this.subject.next(short.map(([hostName, { open, paused }]) => ({ hostName, granted: open, pausedAfter: paused ? minutes : null })));
    }

    /** Asks a paused host for sessions again. */
    public resume(hostName: string): void {
        this.pools.get(hostName)?.resume();
    }

    /** Closes what nobody uses, and tries no more. */
    public release(): void {
        this.pools.forEach(pool => pool.release());
    }
}
