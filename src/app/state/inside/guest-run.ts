/**
 * Work inside many guests: T sessions on the host, one guest a command. Each account is proven on one guest before it fans out, and its
 * first refusal ends it for the run, so that no account is ever locked out by a run. A guest waits until its session is open: what a host's quota of
 * sessions refuses (`session-pool`) costs no guest anything.
 */
import { BehaviorSubject, Observable, Subscription, timer } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { AccountTrust } from './account-trust';
import { SessionPatience } from './session-pool';
import { SessionPools, WaitingGuest } from './session-pools';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { sessionOpenMs } from '../../domain/inside/time-limits';

export type JobState<Row> =
    | { readonly kind: 'waiting' | 'working' }
    | { readonly kind: 'done'; readonly row: Row }
    /** The host did not answer for this guest. */
    | { readonly kind: 'failed'; readonly failure: HostFailure }
    | { readonly kind: 'timedOut' }
    /** Never sent: its account was refused elsewhere, or the run was stopped. */
    | { readonly kind: 'notTried'; readonly because: 'accountRefused' | 'stopped' };

export interface RunOptions<Row> {
    /** How many guests at a time. */
    readonly parallel: number;
    /** How long a guest may take, in milliseconds: until its end, or until the first row that `limits` has a limit for. */
    readonly timeoutMs: number;
    /** Called for each attempt. Returns, for each row, how long the guest may take from then on, in milliseconds; null leaves the limit as it is. */
    readonly limits?: () => (row: Row) => number | null;
    /** Opens a session on the host of this name. */
    readonly openSession: (hostName: string) => GuestSession;
    /** The host on which a guest is entered; all are on the same one where it is not given. */
    readonly hostOf?: (vmId: string) => string;
    /** How many guests of one host at a time; as many as at all where it is not given. */
    readonly perHost?: number;
    /** Emits one row or several; the last one is what is kept. @param attempt from 1 */
    readonly work: (session: GuestSession, job: GuestJob, attempt: number) => Observable<Row>;
    /** What a row says of its account, as soon as it comes. `unknown`: the guest was not reached, so that nothing is proven. */
    readonly judge: (row: Row) => 'proven' | 'refused' | 'unknown';
    /** Milliseconds after which a guest is worked on again, by its last row; null: never. Meanwhile it is `waiting` and keeps nobody from a slot. */
    readonly again?: (row: Row, attempt: number) => number | null;
    /** Ids of guests that may come later: the run stays open for them until they are released or dropped. */
    readonly held?: readonly string[];
    readonly patience?: SessionPatience;
}

/** A guest that waits for its next attempt, with what the last one gave. */
interface RestingJob<Row> {
    readonly job: GuestJob;
    readonly row: Row;
    readonly timer: Subscription;
}

export class GuestRun<Row> {
    private readonly subject: BehaviorSubject<ReadonlyMap<string, JobState<Row>>>;
    private readonly waiting: GuestJob[];
    private readonly accounts = new AccountTrust();
    private readonly sessions: SessionPools;
    private readonly held: Set<string>;
    private readonly resting = new Map<string, RestingJob<Row>>();
    /** How often each guest has been sent. */
    private readonly attempts = new Map<string, number>();
    private busy = 0;
    private stopped = false;
    private readonly stoppedHosts = new Set<string>();
    private filling = false;
    private fillAgain = false;

    /** Hosts that grant fewer sessions than are wanted. */
    public readonly shortages: Observable<readonly SessionShortage[]>;
    /** The state of each guest by its id; completes when nothing is under way any more. */
    public readonly states: Observable<ReadonlyMap<string, JobState<Row>>>;

    constructor(
        jobs: readonly GuestJob[],
        private readonly options: RunOptions<Row>
    ) {
        this.waiting = [...jobs];
        this.held = new Set(options.held);
        const vmIds = [...jobs.map(job => job.target.vmId), ...this.held];
        this.subject = new BehaviorSubject<ReadonlyMap<string, JobState<Row>>>(new Map(vmIds.map(vmId => [vmId, { kind: 'waiting' }])));
        this.states = this.subject.asObservable();
        this.sessions = new SessionPools({
            parallel: options.parallel,
            perHost: options.perHost ?? options.parallel,
            openSession: options.openSession,
            openMs: sessionOpenMs,
            patience: options.patience,
            changed: () => this.fill(),
            failed: (hostName, failure) => this.failNext(hostName, failure)
        });
        this.shortages = this.sessions.shortages;
    }

    public start(): void {
        this.fill();
    }

    /** Sends no more; what is under way comes to its end. */
    public stop(): void {
        this.stopped = true;
        this.giveUp([...this.ids(this.waiting.splice(0)), ...this.held], 'stopped');
        this.held.clear();
        this.settle(() => true);
        this.fill();
    }

    /** Sends no more to one host, such as one that is gone; nothing else changes. */
    public stopHost(hostName: string): void {
        this.stoppedHosts.add(hostName);
        const there = this.waiting.filter(({ target }) => this.hostOf(target.vmId) === hostName);
        there.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
        this.giveUp(this.ids(there), 'stopped');
        this.settle(({ job }) => this.hostOf(job.target.vmId) === hostName);
        this.fill();
    }

    /** Asks a paused host for sessions again. */
    public resume(hostName: string): void {
        this.sessions.resume(hostName);
    }

    /** A guest that was held is here; nothing happens for one that was not. */
    public release(job: GuestJob): void {
        if (this.held.delete(job.target.vmId)) {
            if (this.accounts.isRejected(job.account)) {
                this.giveUp([job.target.vmId], 'accountRefused');
            } else {
                this.waiting.push(job);
            }
            this.fill();
        }
    }

    /** Waits for these guests no more, unless they have been released. */
    public drop(vmIds: readonly string[]): void {
        this.giveUp(
            vmIds.filter(vmId => this.held.delete(vmId)),
            'stopped'
        );
        this.endIfIdle();
    }

    /** Sends what can go, opens sessions for those that come next, and closes those that nobody needs. */
    private fill(): void {
        if (this.filling) {
            this.fillAgain = true;
            return;
        }
        this.filling = true;
        do {
            this.fillAgain = false;
            this.sendWaiting();
            this.sessions.openFor(this.waitingGuests());
        } while (this.fillAgain);
        this.filling = false;
        this.sessions.review(this.waitingGuests());
        this.endIfIdle();
    }

    private sendWaiting(): void {
        while (this.busy < this.options.parallel) {
            const index = this.waiting.findIndex(job => this.accounts.mayGo(job.account) && this.sessions.of(this.hostOf(job.target.vmId)).idleCount > 0);
            if (index < 0) {
                break;
            }
            this.send(this.waiting.splice(index, 1)[0]);
        }
    }

    private waitingGuests(): WaitingGuest[] {
        return this.waiting.map(({ target, account }) => ({ hostName: this.hostOf(target.vmId), account }));
    }

    /** Without a session nothing was sent: the failure is that of the guest that would have had it. */
    private failNext(hostName: string, failure: HostFailure): void {
        const index = this.waiting.findIndex(({ target }) => this.hostOf(target.vmId) === hostName);
        if (index >= 0) {
            const [{ target }] = this.waiting.splice(index, 1);
            this.set([target.vmId], { kind: 'failed', failure });
        }
    }

    private hostOf(vmId: string): string {
        return this.options.hostOf?.(vmId) ?? '';
    }

    private send(job: GuestJob): void {
        const { vmId } = job.target;
        const pool = this.sessions.of(this.hostOf(vmId));
        const session = pool.take();
        if (!session) {
            return;
        }
        this.busy++;
        this.accounts.enter(job.account);
        const attempt = (this.attempts.get(vmId) ?? 0) + 1;
        this.attempts.set(vmId, attempt);
        this.set([vmId], { kind: 'working' });
        let row: Row | null = null;
        let ended = false;
        let limit = Subscription.EMPTY;
        const limitOf = this.options.limits?.();
        const work = new Subscription();
        const end = (state: JobState<Row>, usable: boolean): void => {
            if (ended) {
                return;
            }
            ended = true;
            limit.unsubscribe();
            work.unsubscribe();
            this.busy--;
            this.accounts.leave(job.account);
            if (state.kind === 'failed' && state.failure.code === 'sessionRefused' && row === null) {
                pool.giveBackRefused(session);
                this.putBack(job);
            } else {
                pool.giveBack(session, usable);
                const delay = state.kind === 'done' ? (this.options.again?.(state.row, attempt) ?? null) : null;
                if (delay !== null && state.kind === 'done') {
                    this.restFor(delay, job, state.row);
                } else {
                    this.set([vmId], state);
                }
            }
            this.fill();
        };
        const restrict = (milliseconds: number): void => {
            limit.unsubscribe();
            limit = timer(milliseconds).subscribe(() => end({ kind: 'timedOut' }, false));
        };
        restrict(this.options.timeoutMs);
        work.add(
            this.options.work(session, job, attempt).subscribe({
                next: value => {
                    row = value;
                    const next = limitOf?.(value) ?? null;
                    if (next !== null) {
                        restrict(next);
                    }
                    this.judge(job.account, value);
                    this.fill();
                },
                error: (failure: HostFailure) => end({ kind: 'failed', failure }, false),
                complete: () => end(row === null ? { kind: 'failed', failure: { code: 'badRow', raw: '' } } : { kind: 'done', row }, true)
            })
        );
    }

    /** Its session was gone and the host didn't grant another, so that nothing was sent to the guest. */
    private putBack(job: GuestJob): void {
        const { vmId } = job.target;
        if (this.stopped || this.stoppedHosts.has(this.hostOf(vmId))) {
            this.giveUp([vmId], 'stopped');
        } else if (this.accounts.isRejected(job.account)) {
            this.giveUp([vmId], 'accountRefused');
        } else {
            this.set([vmId], { kind: 'waiting' });
            this.waiting.unshift(job);
        }
    }

    private judge(account: GuestAccount, row: Row): void {
        const verdict = this.options.judge(row);
        if (verdict === 'refused') {
            this.accounts.reject(account);
            const others = this.waiting.filter(job => this.accounts.isRejected(job.account));
            others.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
            this.giveUp(this.ids(others), 'accountRefused');
            this.settle(({ job }) => this.accounts.isRejected(job.account));
        } else if (verdict === 'proven') {
            this.accounts.prove(account);
        }
    }

    private restFor(delay: number, job: GuestJob, row: Row): void {
        const { vmId } = job.target;
        this.set([vmId], { kind: 'waiting' });
        const wake = timer(delay).subscribe(() => {
            this.resting.delete(vmId);
            this.waiting.push(job);
            this.fill();
        });
        this.resting.set(vmId, { job, row, timer: wake });
    }

    /** Those that wait for another attempt stay with what the last one gave. */
    private settle(which: (resting: RestingJob<Row>) => boolean): void {
        for (const [vmId, resting] of [...this.resting].filter(([, one]) => which(one))) {
            resting.timer.unsubscribe();
            this.resting.delete(vmId);
            this.set([vmId], { kind: 'done', row: resting.row });
        }
    }

    private ids(jobs: readonly GuestJob[]): string[] {
        return jobs.map(job => job.target.vmId);
    }

    private giveUp(vmIds: readonly string[], because: 'accountRefused' | 'stopped'): void {
        if (vmIds.length > 0) {
            this.set(vmIds, { kind: 'notTried', because });
        }
    }

    private set(vmIds: readonly string[], state: JobState<Row>): void {
        const states = new Map(this.subject.value);
        vmIds.forEach(vmId => states.set(vmId, state));
        this.subject.next(states);
    }

    private endIfIdle(): void {
        if (this.busy > 0 || this.waiting.length > 0 || this.subject.isStopped) {
            return;
        }
        // Whoever comes later gets a new session: no runspace waits on the host for that.
        this.sessions.release();
        if (this.held.size === 0 && this.resting.size === 0) {
            this.subject.complete();
        }
    }
}
