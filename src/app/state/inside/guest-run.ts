/**
 * Runs work inside many guests in parallel: each session on the host enters one guest at a time, and accounts are sent by the rules of `domain/sign-in`. A
 * guest waits until a session is open, so it doesn't fail if the host's quota refuses sessions (`session-pool`).
 */
import { BehaviorSubject, Observable, Subscription, take, timer } from 'rxjs';
import { HostFailure, wantsAccount } from '../../data/host-failure';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { AccountSignIns } from './account-sign-ins';
import { GuestClock } from './guest-clock';
import { JobState, RunOptions } from './run-options';
import { SessionPools, WaitingGuest } from './session-pools';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { sessionOpenMs } from '../../domain/inside/time-limits';

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
    /** Number of attempts for each guest that were sent, or may have been. */
    private readonly attempts = new Map<GuestKey, number>();
    /** Accounts whose password was changed in the run. */
    private readonly changed = new Map<GuestAccount, GuestAccount>();
    private busy = 0;
    private stopped = false;
    private readonly stoppedHosts = new Set<string>();
    /** For each guest with a session: ends it as not tried, if its command waits for a sign-in. */
    private readonly withdrawals = new Map<GuestJob, () => void>();
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
        this.withdrawals.forEach(withdraw => withdraw());
        this.settle(() => true);
        this.fill();
    }

    /** Sends nothing more to one host, such as one that is gone; other hosts aren't affected. */
    public stopHost(hostName: string): void {
        this.stoppedHosts.add(hostName);
        const there = this.waiting.filter(({ target }) => target.hostName === hostName);
        there.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
        this.giveUp(this.keys(there), 'stopped');
        this.withdrawals.forEach((withdraw, { target }) => target.hostName === hostName && withdraw());
        this.settle(({ job }) => job.target.hostName === hostName);
        this.fill();
    }

    /** How many attempts of a guest were sent, or may have been. */
    public attemptsOf(key: GuestKey): number {
        return this.attempts.get(key) ?? 0;
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
            const index = this.waiting.findIndex(job => this.accounts.mayGo(job) && this.sessions.of(job.target.hostName).mayUse);
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
        const attempt = this.attemptsOf(key) + 1;
        this.attempts.set(key, attempt);
        this.set([key], { kind: 'working' });
        let row: Row | null = null;
        let ended = false;
        const limitOf = this.options.limits?.();
        const work = new Subscription();
        const end = (state: JobState<Row>, usable: boolean): void => {
            if (ended) {
                return;
            }
            ended = true;
            clock.stop();
            work.unsubscribe();
            this.withdrawals.delete(job);
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
            const failure = state.kind === 'failed' ? state.failure : null;
            const denied = failure !== null && wantsAccount(failure);
            const refused = failure?.code === 'sessionRefused' && row === null;
            const unsent = refused || (!clock.answered && (denied || failure?.code === 'forbidden'));
            if (unsent) {
                this.attempts.set(key, attempt - 1);
            }
            if (denied) {
                pool.giveBackDenied(session);
            } else if (refused) {
                pool.giveBackRefused(session);
            } else {
                pool.giveBack(session, usable);
            }
            const delay = state.kind === 'done' ? (this.options.again?.(state.row, attempt) ?? null) : null;
            if (unsent && failure?.code !== 'forbidden') {
                this.putBack(job);
            } else if (delay !== null && state.kind === 'done') {
                this.restFor(delay, job, state.row);
            } else {
                this.set([key], state);
            }
            this.fill();
        };
        const clock = new GuestClock(session, this.options.timeoutMs, {
            timedOut: () => end({ kind: 'timedOut' }, false),
            answered: () => this.options.answered?.(key),
            held: isHeld => {
                this.attempts.set(key, isHeld ? attempt - 1 : attempt);
                this.set([key], { kind: isHeld ? 'waiting' : 'working' });
            }
        });
        const signedIn = (): void => {
            clock.hear();
            signIn.accept();
        };
        this.withdrawals.set(job, () => {
            if (clock.held) {
                end({ kind: 'notTried', because: 'stopped' }, false);
            }
        });
        work.add(
            this.options.work(session, job, attempt, signedIn).subscribe({
                next: value => {
                    row = value;
                    const next = limitOf?.(value) ?? null;
                    if (next !== null) {
                        clock.restrict(next);
                    }
                    const verdict = this.options.judge(value);
                    if (verdict === 'proven') {
                        signedIn();
                    } else if (verdict === 'refused') {
                        clock.hear();
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

    /** The guest's session was gone and the host didn't grant another, or nobody signed in, so nothing was sent; queue the guest again. */
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
