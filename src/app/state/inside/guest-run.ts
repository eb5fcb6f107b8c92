/**
 * Runs work inside many guests in parallel: each session on the host enters one guest at a time, and accounts are sent by the rules of `domain/sign-in`. A
 * guest waits until a session is open, so it doesn't fail if the host's quota refuses sessions (`session-pool`).
 */
import { BehaviorSubject, Observable, Subscription, take, timer } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostFailure } from '../../data/host-failure';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { silenceMs } from '../../domain/sign-in/sign-in-rules';
import { AccountSignIns } from './account-sign-ins';
import { SessionPatience } from './session-pool';
import { SessionPools, WaitingGuest } from './session-pools';
import { SignInStorage } from './sign-in-storage';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { sessionOpenMs } from '../../domain/inside/time-limits';

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
    /** Milliseconds until the guest's end, or until the first row for which `limits` returns a limit. */
    readonly timeoutMs: number;
    /** Called for each attempt. The returned function gets each row, and returns the guest's remaining time in milliseconds; null keeps the current limit. */
    readonly limits?: () => (row: Row) => number | null;
    /** Sign-ins of all runs and tabs. */
    readonly signIns: SignInStorage;
    /** Opens a session on the host with this name. */
    readonly openSession: (hostName: string) => GuestSession;
    /** Maximum number of concurrent guests on one host; `parallel` if omitted. */
    readonly perHost?: number;
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

/** A guest that waits for its next attempt, with the last attempt's row. */
interface RestingJob<Row> {
    readonly job: GuestJob;
    readonly row: Row;
    readonly timer: Subscription;
}

export class GuestRun<Row> {
    private readonly subject: BehaviorSubject<ReadonlyMap<GuestKey, JobState<Row>>>;
    private readonly waiting: GuestJob[];
    private readonly accounts: AccountSignIns;
    private readonly sessions: SessionPools;
    private readonly held: Set<GuestKey>;
    private readonly resting = new Map<GuestKey, RestingJob<Row>>();
    /** Number of attempts for each guest. */
    private readonly attempts = new Map<GuestKey, number>();
    /** Accounts whose password was changed in the run. */
    private readonly changed = new Map<GuestAccount, GuestAccount>();
    private busy = 0;
    private stopped = false;
    private readonly stoppedHosts = new Set<string>();
    private filling = false;
    private fillAgain = false;

    /** Accounts that are paused until somebody decides. */
    public readonly questions: Observable<readonly AccountQuestion[]>;
    /** Hosts that grant fewer sessions than wanted. */
    public readonly shortages: Observable<readonly SessionShortage[]>;
    /** The state of each guest; completes when no work is left. */
    public readonly states: Observable<ReadonlyMap<GuestKey, JobState<Row>>>;

    constructor(
        jobs: readonly GuestJob[],
        private readonly options: RunOptions<Row>
    ) {
        this.accounts = new AccountSignIns(options.signIns);
        // Guests that rejected the account last time come last, so that they don't end it for those that were never tried.
        this.waiting = [...jobs.filter(job => !this.accounts.hasFailed(job)), ...jobs.filter(job => this.accounts.hasFailed(job))];
        this.questions = this.accounts.questions;
        this.held = new Set(options.held);
        const keys = [...this.keys(jobs), ...this.held];
        this.subject = new BehaviorSubject<ReadonlyMap<GuestKey, JobState<Row>>>(new Map(keys.map(key => [key, { kind: 'waiting' }])));
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
        this.dropOver();
        this.fill();
    }

    /** Sends nothing more; running commands end normally. */
    public stop(): void {
        this.stopped = true;
        this.giveUp([...this.keys(this.waiting.splice(0)), ...this.held], 'stopped');
        this.held.clear();
        this.settle(() => true);
        this.fill();
    }

    /** Sends nothing more to one host, such as one that is gone; other hosts aren't affected. */
    public stopHost(hostName: string): void {
        this.stoppedHosts.add(hostName);
        const there = this.waiting.filter(({ target }) => target.hostName === hostName);
        there.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
        this.giveUp(this.keys(there), 'stopped');
        this.settle(({ job }) => job.target.hostName === hostName);
        this.fill();
    }

    /** Requests sessions again from a paused host. */
    public resume(hostName: string): void {
        this.sessions.resume(hostName);
    }

    /** Adds a held guest; ignores guests that weren't held. */
    public release(job: GuestJob): void {
        const key = guestKey(job.target);
        if (this.held.delete(key)) {
            this.waiting.push(this.withChanged(job));
            this.dropOver();
            this.fill();
        }
    }

    /** Goes on with a paused account as somebody decided. Another password has to prove itself like any account. */
    public decide(decision: AccountDecision): void {
        if (decision.kind === 'password') {
            const { user, password } = decision;
            const account: GuestAccount = { user, password };
            this.accounts.pausedOf(user).forEach(old => this.changed.set(old, account));
            this.waiting.splice(0, this.waiting.length, ...this.waiting.map(job => this.withChanged(job)));
        }
        this.accounts.decide(decision);
        this.dropOver();
        this.fill();
    }

    /** Stops waiting for held guests, unless they were released. */
    public drop(keys: readonly GuestKey[]): void {
        this.giveUp(
            keys.filter(key => this.held.delete(key)),
            'stopped'
        );
        this.endIfIdle();
    }

    /** Sends waiting guests, opens sessions for the next ones, and closes sessions that no guest needs. */
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
        this.accounts.refresh();
        while (this.busy < this.options.parallel) {
            const index = this.waiting.findIndex(job => this.accounts.mayGo(job) && this.sessions.of(job.target.hostName).idleCount > 0);
            if (index < 0) {
                break;
            }
            this.send(this.waiting.splice(index, 1)[0]);
        }
    }

    private waitingGuests(): WaitingGuest[] {
        return this.waiting.filter(job => !this.accounts.isPaused(job)).map(({ target, account }) => ({ hostName: target.hostName, account }));
    }

    /** A session couldn't be opened and nothing was sent, so the next guest in line gets the failure. */
    private failNext(hostName: string, failure: HostFailure): void {
        const index = this.waiting.findIndex(({ target }) => target.hostName === hostName);
        if (index >= 0) {
            const [{ target }] = this.waiting.splice(index, 1);
            this.set([guestKey(target)], { kind: 'failed', failure });
        }
    }

    private send(job: GuestJob): void {
        const key = guestKey(job.target);
        const pool = this.sessions.of(job.target.hostName);
        const session = pool.take();
        if (!session) {
            return;
        }
        this.busy++;
        const signIn = this.accounts.enter(job);
        const silence = timer(silenceMs).subscribe(() => end({ kind: 'timedOut' }, false));
        const attempt = (this.attempts.get(key) ?? 0) + 1;
        this.attempts.set(key, attempt);
        this.set([key], { kind: 'working' });
        let row: Row | null = null;
        let ended = false;
        let limit = Subscription.EMPTY;
        const limitOf = this.options.limits?.();
        const work = new Subscription();
        const signedIn = (): void => {
            silence.unsubscribe();
            signIn.accept();
        };
        const end = (state: JobState<Row>, usable: boolean): void => {
            if (ended) {
                return;
            }
            ended = true;
            limit.unsubscribe();
            silence.unsubscribe();
            work.unsubscribe();
            this.busy--;
            if (state.kind === 'timedOut' && !signIn.answered) {
                signIn.silence();
                this.set([key], state);
                pool.abandon(session)
                    .pipe(take(1))
                    .subscribe(() => {
                        signIn.gone();
                        this.fill();
                    });
                this.dropOver();
                this.fill();
                return;
            }
            signIn.release();
            if (state.kind === 'failed' && state.failure.code === 'sessionRefused' && row === null) {
                pool.giveBackRefused(session);
                this.putBack(job);
            } else {
                pool.giveBack(session, usable);
                const delay = state.kind === 'done' ? (this.options.again?.(state.row, attempt) ?? null) : null;
                if (delay !== null && state.kind === 'done') {
                    this.restFor(delay, job, state.row);
                } else {
                    this.set([key], state);
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
            this.options.work(session, job, attempt, signedIn).subscribe({
                next: value => {
                    row = value;
                    const next = limitOf?.(value) ?? null;
                    if (next !== null) {
                        restrict(next);
                    }
                    const verdict = this.options.judge(value);
                    if (verdict === 'proven') {
                        signedIn();
                    } else if (verdict === 'refused') {
                        silence.unsubscribe();
                        signIn.reject();
                        this.dropOver();
                    }
                    this.fill();
                },
                error: (failure: HostFailure) => end({ kind: 'failed', failure }, false),
                complete: () => end(row === null ? { kind: 'failed', failure: { code: 'badRow', raw: '' } } : { kind: 'done', row }, true)
            })
        );
    }

    /** The guest's session was gone and the host didn't grant another, so nothing was sent; queue the guest again. */
    private putBack(job: GuestJob): void {
        const key = guestKey(job.target);
        if (this.stopped || this.stoppedHosts.has(job.target.hostName)) {
            this.giveUp([key], 'stopped');
        } else {
            this.set([key], { kind: 'waiting' });
            this.waiting.unshift(job);
            this.dropOver();
        }
    }

    /** Gives up the guests whose account may be sent to nobody any more. */
    private dropOver(): void {
        const over = this.waiting.filter(job => this.accounts.isOver(job));
        over.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
        this.giveUp(this.keys(over), 'accountRefused');
        this.settle(({ job }) => this.accounts.isOver(job));
    }

    private restFor(delay: number, job: GuestJob, row: Row): void {
        const key = guestKey(job.target);
        this.set([key], { kind: 'waiting' });
        const wake = timer(delay).subscribe(() => {
            this.resting.delete(key);
            this.waiting.push(this.withChanged(job));
            this.fill();
        });
        this.resting.set(key, { job, row, timer: wake });
    }

    /** Ends the waiting for another attempt; these guests keep the last attempt's result. */
    private settle(which: (resting: RestingJob<Row>) => boolean): void {
        for (const [key, resting] of [...this.resting].filter(([, one]) => which(one))) {
            resting.timer.unsubscribe();
            this.resting.delete(key);
            this.set([key], { kind: 'done', row: resting.row });
        }
    }

    private withChanged(job: GuestJob): GuestJob {
        const account = this.changed.get(job.account);
        return account ? this.withChanged({ ...job, account }) : job;
    }

    private keys(jobs: readonly GuestJob[]): GuestKey[] {
        return jobs.map(job => guestKey(job.target));
    }

    private giveUp(keys: readonly GuestKey[], because: 'accountRefused' | 'stopped'): void {
        if (keys.length > 0) {
            this.set(keys, { kind: 'notTried', because });
        }
    }

    private set(keys: readonly GuestKey[], state: JobState<Row>): void {
        const states = new Map(this.subject.value);
        keys.forEach(key => states.set(key, state));
        this.subject.next(states);
    }

    private endIfIdle(): void {
        if (this.busy > 0 || this.waiting.length > 0 || this.subject.isStopped) {
            return;
        }
        // Guests that come later get a new session, so that no unused runspace stays on the host.
        this.sessions.release();
        if (this.held.size === 0 && this.resting.size === 0) {
            this.subject.complete();
        }
    }
}
