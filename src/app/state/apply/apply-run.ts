/** One run: the plan's guests are entered one after another, each row changes the ledger, and the ledger is kept before anything else happens. */
import { BehaviorSubject, concat, defer, EMPTY, fromEvent, ignoreElements, interval, map, Observable, Subscription, tap } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { ApplyRow } from '../../domain/facts/apply-facts';
import { accountStanding, isRequestLimit, retryDelay } from '../../domain/apply/apply-failures';
import { ApplyLedger, keptRow, keptText, LedgerGuest, progressOf, readingOfRow } from '../../domain/apply/apply-ledger';
import { ApplyItem, ApplyOptions, planGuest } from '../../domain/apply/apply-plan';
import { CommandState, lastRow, readingNeed } from '../../domain/apply/apply-states';
import { PlannableGuest, PlanSkipCode } from '../../domain/apply/apply-target';
import { GuestAccesses } from '../../domain/inside/guest-access';
import { GuestJob } from '../../domain/inside/guest-target';
import { LedgerWriteProblem } from '../../domain/apply/ledger-reader';
import { stepLimitMs, stepLimits } from '../../domain/inside/time-limits';
import { OwnKey } from '../../domain/advice/product-key';
import { GuestPlaces } from '../inside/guest-places';
import { GuestRun, JobState } from '../inside/guest-run';
import { beatMs, LedgerStorage } from './ledger-storage';
import { LookInsideStore } from '../inside/look-inside.store';
import { SessionShortage } from '../../domain/inside/session-shortage';

export interface ApplyRunOptions {
    /** As the plan was made: late guests are planned with it. */
    readonly plan: ApplyOptions;
    readonly access: GuestAccesses;
    /** The key that plans know by its last five only; null where none is used. */
    readonly ownKey: OwnKey | null;
    /** How many guests at a time. */
    readonly parallel: number;
    /** How many guests of one host at a time; as many as at all where it is not given. */
    readonly perHost?: number;
    /** The setting of `domain/inside/time-limits`: what the script waits, and what the limit of each step follows from. */
    readonly waitSeconds: number;
}

/** Who an item is entered by, or why it is not. */
export function jobFor(item: ApplyItem, access: GuestAccesses): GuestJob | PlanSkipCode {
    if (item.confirmation && !item.confirmation.given) {
        return 'confirmationMissing';
    }
    const entry = access.get(item.vmId);
    if (!entry) {
        return 'accountMissing';
    }
    const { vmId, channel } = item;
    if (channel === 'direct') {
        return { target: { vmId, channel, address: null }, account: entry.account };
    }
    // A name that nobody has confirmed is nobody's.
    return entry.address === null ? 'addressMissing' : { target: { vmId, channel, address: entry.address }, account: entry.account };
}

/** What an item adds to the ledger of its guest. */
export function plannedFields(item: ApplyItem, access: GuestAccesses): Partial<LedgerGuest> {
    const { channel, keyLastFive, fromClass, toClass } = item;
    return { channel, keyLastFive, fromClass, toClass, accountName: access.get(item.vmId)?.account.user ?? null };
}

/** So many failures of the host in a row are no accident of one session. */
const mostSilentFailures = 3;

const commandOf: Readonly<Record<JobState<ApplyRow>['kind'], CommandState>> = {
    waiting: 'queued',
    working: 'running',
    done: 'ended',
    failed: 'failed',
    timedOut: 'timedOut',
    notTried: 'stopped'
};

export class ApplyRun {
    private readonly subject: BehaviorSubject<ApplyLedger>;
    private readonly run: GuestRun<ApplyRow>;
    private readonly items: Map<string, ApplyItem>;
    private readonly indexes: ReadonlyMap<string, number>;
    private readonly secrets: readonly string[];
    private readonly subscriptions = new Subscription();
    private states: ReadonlyMap<string, JobState<ApplyRow>> = new Map();
    /** Failures of each host one after another, without a row of any of its guests between them. */
    private readonly silentFailures = new Map<string, number>();

    /** Hosts that grant fewer sessions than the run wants. */
    public readonly shortages: Observable<readonly SessionShortage[]>;
    /** Completes with the run. */
    public readonly ledgers: Observable<ApplyLedger>;
    /** Why the last writing failed; the run goes on without it. */
    public writeProblem: LedgerWriteProblem | null = null;

    /** @param begun as it was kept before the first guest is touched */
    constructor(
        begun: ApplyLedger,
        items: readonly ApplyItem[],
        jobs: readonly GuestJob[],
        private readonly options: ApplyRunOptions,
        private readonly storage: LedgerStorage,
        private readonly inside: LookInsideStore,
        private readonly places: GuestPlaces
    ) {
        this.subject = new BehaviorSubject(begun);
        this.ledgers = this.subject.asObservable();
        this.items = new Map(items.map(item => [item.vmId, item]));
        this.indexes = new Map(begun.guests.map((guest, index) => [guest.vmId, index]));
        const passwords = [...options.access.values()].map(({ account }) => account.password);
        this.secrets = [...new Set([...passwords, ...(options.ownKey ? [options.ownKey.key] : [])])];
        this.run = new GuestRun<ApplyRow>(jobs, {
            parallel: options.parallel,
            perHost: options.perHost,
            timeoutMs: stepLimitMs('connect', options.waitSeconds),
            limits: () => stepLimits(options.waitSeconds),
            openSession: hostName => places.openSession(hostName),
            hostOf: vmId => places.hostOf(vmId),
            work: (session, job, attempt) => this.work(session, job, attempt),
            judge: row => accountStanding(row.step, row.error),
            again: (row, attempt) => this.pause(row, attempt),
            held: begun.guests.filter(guest => guest.command === 'held').map(guest => guest.vmId)
        });
        this.shortages = this.run.shortages;
    }

    public get ledger(): ApplyLedger {
        return this.subject.value;
    }

    /** @param guests the guests as they are known, for those that are off */
    public start(guests: Observable<readonly PlannableGuest[] | null>): void {
        this.subscriptions.add(interval(beatMs).subscribe(() => this.note(this.storage.beat(this.ledger.runId))));
        // A reload or a closed tab ends the run; other tabs need not wait to see it.
        this.subscriptions.add(fromEvent(window, 'pagehide').subscribe(() => this.storage.rest(this.ledger.runId)));
        this.run.states.subscribe({ next: states => this.follow(states), complete: () => this.end() });
        this.run.start();
        this.subscriptions.add(guests.subscribe(known => this.takeLate(known ?? [])));
    }

    /** Sends no more; the guests at work come to their end. */
    public stop(): void {
        this.run.stop();
    }

    /** Asks a host for sessions again that has granted none for minutes. */
    public resumeHost(hostName: string): void {
        this.run.resume(hostName);
    }

    /** Sends no more to one host; the guests at work come to their end. */
    public stopHost(hostName: string): void {
        this.run.stopHost(hostName);
    }

    /** Waits no longer for guests that are off. */
    public stopWaiting(): void {
        this.run.drop(this.heldIds());
    }

    /** Changes what is known of a guest; kept before anybody hears of it. */
    public update(vmId: string, change: Partial<LedgerGuest>): void {
        const index = this.indexes.get(vmId);
        if (index === undefined) {
            return;
        }
        const guests = [...this.ledger.guests];
        guests[index] = { ...guests[index], ...change };
        this.note(this.storage.writeGuest(this.ledger.runId, guests[index]));
        this.subject.next({ ...this.ledger, guests });
    }

    private guest(vmId: string): LedgerGuest | null {
        return this.ledger.guests[this.indexes.get(vmId) ?? -1] ?? null;
    }

    private heldIds(): string[] {
        return this.ledger.guests.filter(guest => guest.command === 'held').map(guest => guest.vmId);
    }

    private note(problem: LedgerWriteProblem | null): void {
        this.writeProblem = problem ?? this.writeProblem;
    }

    private work(session: GuestSession, { target, account }: GuestJob, attempt: number): Observable<ApplyRow> {
        return defer(() => {
            const item = this.items.get(target.vmId);
            const { waitSeconds, ownKey } = this.options;
            const key = item && (item.key !== null ? { generic: item.key } : ownKey && { own: ownKey });
            if (!item || !key) {
                return EMPTY;
            }
            const { mode, expectedBuild, expectedSku, replaceable, expectedLastFive, toClass } = item;
            const planned = { mode, key, keyClass: toClass === 'own' ? ('' as const) : toClass, expectedBuild, expectedSku, replaceable, expectedLastFive };
            const rows = session.install(target, account, { runId: this.ledger.runId, attempt, ...planned, waitSeconds });
            return concat(rows.pipe(map(row => this.take(item.vmId, attempt, row))), this.readAfterwards(session, { target, account }, item));
        });
    }

    /** Keeps a row, as it may be kept. A row is always one of its command, whatever it says. */
    private take(vmId: string, attempt: number, row: ApplyRow): ApplyRow {
        this.silentFailures.delete(this.places.hostOf(vmId));
        const kept = keptRow({ ...row, vmId, attempt, runId: this.ledger.runId }, this.secrets);
        this.update(vmId, { rows: [...(this.guest(vmId)?.rows ?? []), kept] });
        return kept;
    }

    private pause(row: ApplyRow, attempt: number): number | null {
        return isRequestLimit(row.error) && row.outcome !== null ? retryDelay(attempt) : null;
    }

    /** Proves it: what the table shows is read, in the session that has just been there. */
    private readAfterwards(session: GuestSession, { target, account }: GuestJob, item: ApplyItem): Observable<never> {
        return defer(() => {
            const guest = this.guest(item.vmId);
            const progress = guest && progressOf(guest, this.ledger.mode);
            const last = progress && lastRow(progress);
            if (!last || this.pause(last, progress.attempt) !== null) {
                return EMPTY;
            }
            const need = readingNeed(progress);
            if (need === 'row') {
                const facts = readingOfRow(last, item.expectedBuild, item.expectedSku);
                if (facts) {
                    this.inside.keep(facts);
                }
            }
            return need === 'run'
                ? session.lookInside(target, account).pipe(
                      tap(facts => this.inside.keep(facts)),
                      ignoreElements()
                  )
                : EMPTY;
        });
    }

    private follow(states: ReadonlyMap<string, JobState<ApplyRow>>): void {
        const before = this.states;
        this.states = states;
        for (const [vmId, state] of states) {
            const guest = this.guest(vmId);
            const heldStill = guest?.command === 'held' && state.kind === 'waiting';
            if (before.get(vmId) === state || !guest || heldStill || guest.command === 'skipped') {
                continue;
            }
            const command = state.kind === 'notTried' && state.because === 'accountRefused' ? 'accountRefused' : commandOf[state.kind];
            if (state.kind === 'working') {
                this.update(vmId, { command, attempt: guest.attempt + 1, sentAt: new Date().toISOString() });
            } else if (state.kind === 'failed') {
                this.update(vmId, { command, hostFailure: keptText(`${state.failure.code}\n${state.failure.raw}`, this.secrets) });
                this.stopWhereHostIsGone(this.places.hostOf(vmId));
            } else if (command !== guest.command) {
                this.update(vmId, { command });
            }
        }
    }

    /** Every guest that is sent to a host that is gone would be one more of which nobody knows anything. */
    private stopWhereHostIsGone(hostName: string): void {
        const failures = (this.silentFailures.get(hostName) ?? 0) + 1;
        this.silentFailures.set(hostName, failures);
        if (failures !== mostSilentFailures) {
            return;
        }
        if (this.ledger.guests.every(guest => guest.hostName === hostName)) {
            this.stop();
        } else {
            this.run.stopHost(hostName);
        }
    }

    /** Guests that were off and are up: they are planned by what they report now. */
    private takeLate(known: readonly PlannableGuest[]): void {
        const held = new Set(this.heldIds());
        for (const one of known.filter(({ guest }) => held.has(guest.vmId))) {
            const { vmId } = one.guest;
            const planned = planGuest(one, this.options.plan);
            if (planned.action === 'apply') {
                const job = jobFor(planned, this.options.access);
                if (typeof job === 'string') {
                    this.leaveOut(vmId, { skip: { source: 'plan', code: job, data: {} } });
                } else {
                    this.items.set(vmId, planned);
                    this.update(vmId, { ...plannedFields(planned, this.options.access), command: 'queued' });
                    this.run.release(job);
                }
            } else if (planned.action === 'skipped' && planned.skip.code !== 'dataExchangeSilent') {
                // One that reports nothing is still starting.
                this.leaveOut(vmId, { skip: planned.skip });
            }
        }
    }

    private leaveOut(vmId: string, change: Partial<LedgerGuest>): void {
        this.update(vmId, { ...change, command: 'skipped' });
        this.run.drop([vmId]);
    }

    private end(): void {
        this.subscriptions.unsubscribe();
        const ended: ApplyLedger = { ...this.ledger, endedAt: new Date().toISOString() };
        this.note(this.storage.writeHead(ended));
        this.storage.rest(ended.runId);
        this.subject.next(ended);
        this.subject.complete();
    }
}

/** Whether nothing is under way but waiting for guests that are off. One that is still being read is under way. */
export function onlyWaits({ guests }: ApplyLedger): boolean {
    return guests.some(({ command }) => command === 'held') && guests.every(({ command }) => command !== 'running' && command !== 'queued');
}
