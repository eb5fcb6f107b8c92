/** The sessions of a run on one or more hosts: as many as waiting guests need, the run allows, and each host grants. */
import { BehaviorSubject, distinctUntilChanged, Observable } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestAccount } from '../../domain/inside/guest-target';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { SessionPatience, SessionPool, defaultPatience } from './session-pool';

export interface SessionPoolsOptions {
    /** Maximum number of concurrent sessions on all hosts. */
    readonly parallel: number;
    /** Maximum number on one host. */
    readonly perHost: number;
    readonly openSession: (hostName: string) => GuestSession;
    /** Time limit for opening a session, in milliseconds. */
    readonly openMs: number;
    readonly patience?: SessionPatience;
    /** Called when a session becomes idle or another may be opened. */
    readonly changed: () => void;
    /** Called when opening a session on this host failed for a reason other than the quota and the sign-in. */
    readonly failed: (hostName: string, failure: HostFailure) => void;
}

/** A guest that waits for a session on its host. */
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
            patience: patience ?? defaultPatience,
            changed,
            failed: failure => failed(hostName, failure)
        });
        this.pools.set(hostName, pool);
        return pool;
    }

    /**
     * Opens a session for each waiting guest, even while its account is being verified on another guest, because a host takes seconds to create a session's
     * key.
     */
    public openFor(waiting: readonly WaitingGuest[]): void {
        // A session that no guest waits for would take the place of one that a guest of another host needs.
        this.closeUnneeded(waiting);
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

    /** Closes sessions that no waiting guest needs, because another tab or tool may need them, and emits the hosts that are short of sessions or wait for a sign-in. */
    public review(waiting: readonly WaitingGuest[]): void {
        const wanted = this.closeUnneeded(waiting);
        const waits = [...this.pools].filter(([hostName, pool]) => pool.signIn !== null || (wanted.has(hostName) && (pool.short || pool.paused)));
        // Who is signed out is signed out of all hosts.
        const signedOut = waits.find(([, { signIn }]) => signIn === 'gateway');
        const short = waits.filter(one => one[1].signIn !== 'gateway' || one === signedOut);
        const minutes = Math.round((this.options.patience ?? defaultPatience).pauseMs / 60_000);
        this.subject.next(short.map(([hostName, { open, paused, signIn }]) => ({ hostName, granted: open, pausedAfter: paused ? minutes : null, signIn })));
    }

    /** Requests sessions again from a paused host. */
    public resume(hostName: string): void {
        this.pools.get(hostName)?.resume();
    }

    /** Closes unused sessions and stops trying. */
    public release(): void {
        this.pools.forEach(pool => pool.release());
    }

    /** @returns how many guests of each host wait */
    private closeUnneeded(waiting: readonly WaitingGuest[]): ReadonlyMap<string, number> {
        const wanted = new Map<string, number>();
        waiting.forEach(({ hostName }) => wanted.set(hostName, (wanted.get(hostName) ?? 0) + 1));
        this.pools.forEach((pool, hostName) => pool.keepIdle(wanted.get(hostName) ?? 0));
        return wanted;
    }
}
