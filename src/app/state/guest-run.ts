/**
 * Work inside many guests: T sessions on the host, one guest a command. Each account is proven on one guest before it fans out, and its
 * first refusal ends it for the run, so that no account is ever locked out by a run.
 */
import { BehaviorSubject, Observable, Subscription, timer } from 'rxjs';
import { GuestSession } from '../data/guest-session';
import { HostFailure } from '../data/host-failure';
import { GuestAccount, GuestJob, isOwnAccount } from '../domain/guest-target';

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
}

/** A guest that waits for its next attempt, with what the last one gave. */
interface RestingJob<Row> {
    readonly job: GuestJob;
    readonly row: Row;
    readonly timer: Subscription;
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
    /** Sessions that wait for their next guest, by host. */
    private readonly idle = new Map<string, GuestSession[]>();
    /** How many guests of each host are worked on. */
    private readonly busyOn = new Map<string, number>();
    private readonly held: Set<string>;
    private readonly resting = new Map<string, RestingJob<Row>>();
    /** How often each guest has been sent. */
    private readonly attempts = new Map<string, number>();
    private busy = 0;

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
    }

    public start(): void {
        this.fill();
    }

    /** Sends no more; what is under way comes to its end. */
    public stop(): void {
        this.giveUp([...this.ids(this.waiting.splice(0)), ...this.held], 'stopped');
        this.held.clear();
        this.settle(() => true);
        this.endIfIdle();
    }

    /** Sends no more to one host, such as one that is gone; nothing else changes. */
    public stopHost(hostName: string): void {
        const there = this.waiting.filter(({ target }) => this.hostOf(target.vmId) === hostName);
        there.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
        this.giveUp(this.ids(there), 'stopped');
        this.settle(({ job }) => this.hostOf(job.target.vmId) === hostName);
        this.endIfIdle();
    }

    /** A guest that was held is here; nothing happens for one that was not. */
    public release(job: GuestJob): void {
        if (this.held.delete(job.target.vmId)) {
            if (this.refused.has(lockedTogether(job.account))) {
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

    private fill(): void {
        while (this.busy < this.options.parallel) {
            const index = this.waiting.findIndex(job => this.mayGo(job.account) && this.hasRoom(job));
            if (index < 0) {
                break;
            }
            this.send(this.waiting.splice(index, 1)[0]);
        }
        this.openAhead();
        this.endIfIdle();
    }

    /** While an account is tried on its first guest, sessions are opened for those that come next: a host takes seconds to make the key of one. */
    private openAhead(): void {
        const spare = new Map([...this.idle].map(([hostName, { length }]) => [hostName, length]));
        for (const { target, account } of this.waiting.filter(job => !this.mayGo(job.account))) {
            const hostName = this.hostOf(target.vmId);
            const idle = this.idleOn(hostName);
            const left = spare.get(hostName) ?? 0;
            const open = [...this.idle.values()].reduce((sum, { length }) => sum + length, this.busy);
            if (left > 0) {
                spare.set(hostName, left - 1);
            } else if (open < this.options.parallel && idle.length + (this.busyOn.get(hostName) ?? 0) < this.mostOnOneHost) {
                const session = this.options.openSession(hostName);
                session.prepare(account);
                idle.push(session);
            }
        }
    }

    /** An account that is not proven is tried on one guest at a time. */
    private mayGo(account: GuestAccount): boolean {
        return this.proven.has(account) || (this.inUse.get(lockedTogether(account)) ?? 0) === 0;
    }

    private hasRoom({ target }: GuestJob): boolean {
        return (this.busyOn.get(this.hostOf(target.vmId)) ?? 0) < this.mostOnOneHost;
    }

    private get mostOnOneHost(): number {
        return this.options.perHost ?? this.options.parallel;
    }

    private idleOn(hostName: string): GuestSession[] {
        const idle = this.idle.get(hostName) ?? [];
        this.idle.set(hostName, idle);
        return idle;
    }

    private hostOf(vmId: string): string {
        return this.options.hostOf?.(vmId) ?? '';
    }

    private send(job: GuestJob): void {
        const { vmId } = job.target;
        const hostName = this.hostOf(vmId);
        const idle = this.idleOn(hostName);
        const session = idle.shift() ?? this.options.openSession(hostName);
        this.busy++;
        this.busyOn.set(hostName, (this.busyOn.get(hostName) ?? 0) + 1);
        const shared = lockedTogether(job.account);
        this.inUse.set(shared, (this.inUse.get(shared) ?? 0) + 1);
        const attempt = (this.attempts.get(vmId) ?? 0) + 1;
        this.attempts.set(vmId, attempt);
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
                idle.push(session);
            } else {
                session.close();
            }
            this.busy--;
            this.busyOn.set(hostName, (this.busyOn.get(hostName) ?? 1) - 1);
            this.inUse.set(shared, (this.inUse.get(shared) ?? 1) - 1);
            const delay = state.kind === 'done' ? (this.options.again?.(state.row, attempt) ?? null) : null;
            if (delay !== null && state.kind === 'done') {
                this.restFor(delay, job, state.row);
            } else {
                this.set([vmId], state);
            }
            this.fill();
        };
        work.add(timer(this.options.timeoutMs).subscribe(() => end({ kind: 'timedOut' }, false)));
        work.add(
            this.options.work(session, job, attempt).subscribe({
                next: value => {
                    row = value;
                    this.judge(job.account, value);
                    this.fill();
                },
                error: (failure: HostFailure) => end({ kind: 'failed', failure }, false),
                complete: () => end(row === null ? { kind: 'failed', failure: { code: 'badRow', raw: '' } } : { kind: 'done', row }, true)
            })
        );
    }

    private judge(account: GuestAccount, row: Row): void {
        const verdict = this.options.judge(row);
        const shared = lockedTogether(account);
        if (verdict === 'refused') {
            this.refused.add(shared);
            const others = this.waiting.filter(job => lockedTogether(job.account) === shared);
            others.forEach(job => this.waiting.splice(this.waiting.indexOf(job), 1));
            this.giveUp(this.ids(others), 'accountRefused');
            this.settle(resting => lockedTogether(resting.job.account) === shared);
        } else if (verdict === 'proven' && !this.refused.has(shared)) {
            this.proven.add(account);
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
        this.idle.forEach(sessions => sessions.splice(0).forEach(session => session.close()));
        if (this.held.size === 0 && this.resting.size === 0) {
            this.subject.complete();
        }
    }
}
