/**
 * Work inside many guests: T sessions on the host, one guest a command. Each account is proven on one guest before it fans out, and its
 * first refusal ends it for the run, so that no account is ever locked out by a run.
 */
import { BehaviorSubject, Observable, Subscription, timer } from 'rxjs';
import { GuestSession } from '../data/guest-session';
import { HostFailure } from '../data/host-failure';
import { GuestAccount, GuestTarget, isOwnAccount } from '../domain/guest-target';

export interface GuestJob {
    readonly target: GuestTarget;
    /** The same object for every guest that it is for. */
    readonly account: GuestAccount;
}

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
    /** How long a guest may take, in milliseconds. */
    readonly timeoutMs: number;
    readonly openSession: () => GuestSession;
    readonly work: (session: GuestSession, job: GuestJob) => Observable<Row>;
    /** What a row says of its account. `unknown`: the guest was not reached, so that nothing is proven. */
    readonly judge: (row: Row) => 'proven' | 'refused' | 'unknown';
}

/**
 * What a refusal counts against: an account of a domain by its name, whatever password it came with, since all of its refusals lock the same
 * account; an account of the guests themselves as it was entered.
 */
function lockedTogether(account: GuestAccount): string | GuestAccount {
    return isOwnAccount(account.user) ? account : account.user.trim().toLowerCase();
}

export class GuestRun<Row> {
    private readonly subject: BehaviorSubject<ReadonlyMap<string, JobState<Row>>>;
    private readonly waiting: GuestJob[];
    private readonly proven = new Set<GuestAccount>();
    private readonly refused = new Set<string | GuestAccount>();
    /** How many guests each account is in right now. */
    private readonly inUse = new Map<string | GuestAccount, number>();
    private readonly idle: GuestSession[] = [];
    private busy = 0;

    /** The state of each guest by its id; completes when nothing is under way any more. */
    public readonly states: Observable<ReadonlyMap<string, JobState<Row>>>;

    constructor(
        jobs: readonly GuestJob[],
        private readonly options: RunOptions<Row>
    ) {
        this.waiting = [...jobs];
        this.subject = new BehaviorSubject<ReadonlyMap<string, JobState<Row>>>(new Map(jobs.map(job => [job.target.vmId, { kind: 'waiting' }])));
        this.states = this.subject.asObservable();
    }

    public start(): void {
        this.fill();
    }

    /** Sends no more; what is under way comes to its end. */
    public stop(): void {
        this.giveUp(this.waiting.splice(0), 'stopped');
        this.endIfIdle();
    }

    private fill(): void {
        while (this.busy < this.options.parallel) {
            const index = this.waiting.findIndex(job => this.mayGo(job.account));
            if (index < 0) {
                break;
            }
            this.send(this.waiting.splice(index, 1)[0]);
        }
        this.endIfIdle();
    }

    /** An account that is not proven is tried on one guest at a time. */
    private mayGo(account: GuestAccount): boolean {
        return this.proven.has(account) || (this.inUse.get(lockedTogether(account)) ?? 0) === 0;
    }

    private send(job: GuestJob): void {
        const { vmId } = job.target;
        const session = this.idle.pop() ?? this.options.openSession();
        this.busy++;
        const shared = lockedTogether(job.account);
        this.inUse.set(shared, (this.inUse.get(shared) ?? 0) + 1);
        this.set([vmId], { kind: 'working' });
        let row: Row | null = null;
        let ended = false;
        const work = new Subscription();
        const end = (state: JobState<Row>, usable: boolean): void => {
            if (ended) {
                return;
            }
            ended = true;
            work.unsubscribe();
            if (usable) {
                this.idle.push(session);
            } else {
                session.close();
            }
            this.busy--;
            this.inUse.set(shared, (this.inUse.get(shared) ?? 1) - 1);
            this.set([vmId], state);
            this.judge(job.account, state);
            this.fill();
        };
        work.add(timer(this.options.timeoutMs).subscribe(() => end({ kind: 'timedOut' }, false)));
        work.add(
            this.options.work(session, job).subscribe({
                next: value => (row = value),
                error: (failure: HostFailure) => end({ kind: 'failed', failure }, false),
                complete: () => end(row === null ? { kind: 'failed', failure: { code: 'badRow', raw: '' } } : { kind: 'done', row }, true)
            })
        );
    }

    private judge(account: GuestAccount, state: JobState<Row>): void {
        const verdict = state.kind === 'done' ? this.options.judge(state.row) : 'unknown';
        const shared = lockedTogether(account);
        if (verdict === 'refused') {
            this.refused.add(shared);
            const others = this.waiting.filter(job => lockedTogether(job.account) === shared);
            others.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
            this.giveUp(others, 'accountRefused');
        } else if (verdict === 'proven' && !this.refused.has(shared)) {
            this.proven.add(account);
        }
    }

    private giveUp(jobs: readonly GuestJob[], because: 'accountRefused' | 'stopped'): void {
        if (jobs.length > 0) {
            this.set(
                jobs.map(job => job.target.vmId),
                { kind: 'notTried', because }
            );
        }
    }

    private set(vmIds: readonly string[], state: JobState<Row>): void {
        const states = new Map(this.subject.value);
        vmIds.forEach(vmId => states.set(vmId, state));
        this.subject.next(states);
    }

    private endIfIdle(): void {
        if (this.busy === 0 && this.waiting.length === 0 && !this.subject.isStopped) {
            this.idle.splice(0).forEach(session => session.close());
            this.subject.complete();
        }
    }
}
