/** One run: enters the plan's guests, adds each row to the ledger, and saves the ledger before anything else happens. */
import { BehaviorSubject, concat, defer, EMPTY, fromEvent, ignoreElements, interval, map, Observable, Subscription, tap } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { ApplyRow } from '../../domain/facts/apply-facts';
import { accountStanding, isRequestLimit, retryDelay } from '../../domain/apply/apply-failures';
import { ApplyLedger, LedgerGuest, progressOf, readingOfRow } from '../../domain/apply/apply-ledger';
import { ApplyItem, ApplyOptions, planGuest, sendsOwnKey } from '../../domain/apply/apply-plan';
import { CommandState, lastRow, readingNeed } from '../../domain/apply/apply-states';
import { recordedRow, recordedSkip } from '../../domain/apply/recorded-row';
import { PlannableGuest, PlanSkipCode } from '../../domain/apply/apply-target';
import { GuestKey, guestKey, idOf, keyOf } from '../../domain/facts/guest-key';
import { GuestAccesses } from '../../domain/inside/guest-access';
import { GuestJob, GuestTarget } from '../../domain/inside/guest-target';
import { LedgerWriteProblem } from '../../domain/apply/ledger-reader';
import { stepLimitMs, stepLimits } from '../../domain/inside/time-limits';
import { OwnKey, withoutKeys } from '../../domain/advice/product-key';
import { alsoMask, maskTexts, secretMask } from '../../domain/text/masked-text';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { GuestHosts } from '../inside/guest-hosts';
import { GuestRun } from '../inside/guest-run';
import { JobState } from '../inside/run-options';
import { beatMs, LedgerStorage } from './ledger-storage';
import { LookInsideStore } from '../inside/look-inside.store';
import { SessionShortage } from '../../domain/inside/session-shortage';

export interface ApplyRunOptions {
    /** The options of the plan; guests that start later are planned with them. */
    readonly plan: ApplyOptions;
    readonly access: GuestAccesses;
    /** The administrator's own key, of which plans contain only the last five characters; null if none is used. */
    readonly ownKey: OwnKey | null;
    /** Maximum number of concurrent guests. */
    readonly parallel: number;
    /** Maximum number of concurrent guests on one host; `parallel` if omitted. */
    readonly perHost?: number;
    /** The setting of `domain/inside/time-limits`: the script's waiting time, from which the limit of each step is derived. */
    readonly waitSeconds: number;
}

/** The account and the way to enter an item's guest, or why it can't be entered. */
export function jobFor(item: ApplyItem, access: GuestAccesses): GuestJob | PlanSkipCode {
    if (item.confirmation && !item.confirmation.given) {
        return 'confirmationMissing';
    }
    const entry = access.get(guestKey(item));
    if (!entry) {
        return 'accountMissing';
    }
    const { hostName, vmId, channel } = item;
    const { account, productType } = entry;
    if (channel === 'direct') {
        return { target: { hostName, vmId, channel, address: null }, account, productType };
    }
    // Never use a name that the administrator hasn't confirmed, and confirmed for the key if that is a secret.
    if (entry.address === null) {
        return 'addressMissing';
    }
    return sendsOwnKey(item) && !entry.takesOwnKey
        ? 'ownKeyUnconfirmed'
        : { target: { hostName, vmId, channel, address: entry.address }, account, productType };
}

/** The fields that an item adds to its guest's ledger. */
export function plannedFields(item: ApplyItem, access: GuestAccesses): Partial<LedgerGuest> {
    const { channel, keyLastFive, fromClass, toClass } = item;
    return { channel, keyLastFive, fromClass, toClass, accountName: withoutKeys(access.get(guestKey(item))?.account.user ?? '') || null };
}

/** Nobody reads more of a guest's message. */
const longestMessage = 400;

/** After this many consecutive failures, the host itself is assumed to be gone, not single sessions. */
const maxSilentFailures = 3;

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
    private readonly items: Map<GuestKey, ApplyItem>;
    private readonly indexes: ReadonlyMap<GuestKey, number>;
    private mask: (text: string) => string;
    private readonly subscriptions = new Subscription();
    private states: ReadonlyMap<GuestKey, JobState<ApplyRow>> = new Map();
    /** The last row of each guest as it came. */
    private readonly lastRows = new Map<GuestKey, ApplyRow>();
    /** Consecutive failures of each host, without a row of any of its guests in between. */
    private readonly silentFailures = new Map<string, number>();

    /** Accounts that the run has paused until somebody decides. */
    public readonly questions: Observable<readonly AccountQuestion[]>;
    /** Hosts that grant fewer sessions than the run needs. */
    public readonly shortages: Observable<readonly SessionShortage[]>;
    /** Completes with the run. */
    public readonly ledgers: Observable<ApplyLedger>;
    /** The last message of each guest, by its id: for this page only, because a guest can write anything. Short, and without the run's secrets. */
    public readonly messages = new Map<GuestKey, string>();
    /** Why the last save failed; the run continues without it. */
    public writeProblem: LedgerWriteProblem | null = null;

    /** @param begun the ledger as saved before the first guest is entered */
    constructor(
        begun: ApplyLedger,
        items: readonly ApplyItem[],
        jobs: readonly GuestJob[],
        private readonly options: ApplyRunOptions,
        private readonly storage: LedgerStorage,
        private readonly inside: LookInsideStore,
        guestHosts: GuestHosts
    ) {
        this.subject = new BehaviorSubject(begun);
        this.ledgers = this.subject.asObservable();
        this.items = new Map(items.map(item => [guestKey(item), item]));
        this.indexes = new Map(begun.guests.map((guest, index) => [guestKey(guest), index]));
        const passwords = [...options.access.values()].map(({ account }) => account.password);
        this.mask = secretMask([...new Set([...passwords, ...(options.ownKey ? [options.ownKey.key] : [])])]);
        this.run = new GuestRun<ApplyRow>(jobs, {
            parallel: options.parallel,
            perHost: options.perHost,
            timeoutMs: stepLimitMs('connect', options.waitSeconds),
            limits: () => stepLimits(options.waitSeconds),
            signIns: guestHosts.signIns,
            openSession: hostName => guestHosts.openSession(hostName),
            answered: key => this.update(key, { sentAt: new Date().toISOString() }),
            work: (session, job, attempt) => this.work(session, job, attempt),
            judge: row => accountStanding(row.step, row.error),
            again: (row, attempt) => this.pause(row, attempt),
            held: begun.guests.filter(guest => guest.command === 'held').map(guestKey)
        });
        this.shortages = this.run.shortages;
        this.questions = this.run.questions;
    }

    public get ledger(): ApplyLedger {
        return this.subject.value;
    }

    /** @param guests the current guests, to find those that were off and have started */
    public start(guests: Observable<readonly PlannableGuest[] | null>): void {
        this.subscriptions.add(interval(beatMs).subscribe(() => this.note(this.storage.beat(this.ledger.runId))));
        // A reload or a closed tab ends the run; clear its mark, so that other tabs show that immediately.
        this.subscriptions.add(fromEvent(window, 'pagehide').subscribe(() => this.storage.rest(this.ledger.runId)));
        this.run.states.subscribe({ next: states => this.follow(states), complete: () => this.end() });
        this.run.start();
        this.subscriptions.add(guests.subscribe(known => this.takeLate(known ?? [])));
    }

    /** Sends nothing more; running commands end normally. */
    public stop(): void {
        this.run.stop();
    }

    /** Requests sessions again from a host that paused because it granted none for minutes. */
    public resumeHost(hostName: string): void {
        this.run.resume(hostName);
    }

    /** Sends nothing more to one host; running commands end normally. */
    public stopHost(hostName: string): void {
        this.run.stopHost(hostName);
    }

    /** Goes on with a paused account as somebody decided. */
    public decide(decision: AccountDecision): void {
        if (decision.kind === 'password') {
            this.mask = alsoMask(this.mask, decision.password);
        }
        this.run.decide(decision);
    }

    /** Stops waiting for guests that are off. */
    public stopWaiting(): void {
        this.run.drop(this.heldKeys());
    }

    /** Changes a guest's ledger entry. Saves it before it is emitted. */
    public update(key: GuestKey, change: Partial<LedgerGuest>): void {
        const index = this.indexes.get(key);
        if (index === undefined) {
            return;
        }
        const guests = [...this.ledger.guests];
        guests[index] = { ...guests[index], ...change };
        this.note(this.storage.writeGuest(this.ledger.runId, guests[index]));
        this.subject.next({ ...this.ledger, guests });
    }

    private guest(key: GuestKey): LedgerGuest | null {
        return this.ledger.guests[this.indexes.get(key) ?? -1] ?? null;
    }

    private heldKeys(): GuestKey[] {
        return this.ledger.guests.filter(guest => guest.command === 'held').map(guestKey);
    }

    private note(problem: LedgerWriteProblem | null): void {
        this.writeProblem = problem ?? this.writeProblem;
    }

    private work(session: GuestSession, job: GuestJob, attempt: number): Observable<ApplyRow> {
        const { target, account } = job;
        return defer(() => {
            const item = this.items.get(guestKey(target));
            const { waitSeconds, ownKey } = this.options;
            const key = item && (item.key !== null ? { generic: item.key } : ownKey && { own: ownKey });
            if (!item || !key) {
                return EMPTY;
            }
            const { mode, expectedBuild, expectedSku, replaceable, expectedLastFive, toClass } = item;
            const planned = { mode, key, keyClass: toClass === 'own' ? ('' as const) : toClass, expectedBuild, expectedSku, replaceable, expectedLastFive };
            const rows = session.install(target, account, { runId: this.ledger.runId, attempt, ...planned, waitSeconds });
            return concat(rows.pipe(map(row => this.take(target, attempt, row))), this.readAfterwards(session, job, item));
        });
    }

    /** Saves what a record keeps of a row. Sets its guest and attempt, because a row always belongs to its command, whatever it contains. */
    private take(target: GuestTarget, attempt: number, row: ApplyRow): ApplyRow {
        const { hostName, vmId } = target;
        const key = guestKey(target);
        this.silentFailures.delete(hostName);
        const own = { ...row, vmId, attempt };
        if (own.error?.message) {
            this.messages.set(key, withoutKeys(this.mask(own.error.message)).slice(0, longestMessage));
        } else {
            this.messages.delete(key);
        }
        this.lastRows.set(key, own);
        this.update(key, { rows: [...(this.guest(key)?.rows ?? []), recordedRow(own)] });
        return own;
    }

    private pause(row: ApplyRow, attempt: number): number | null {
        return isRequestLimit(row.error) && row.outcome !== null ? retryDelay(attempt) : null;
    }

    /** Reads the guest in the same session after its command, so that the table shows what was read back. */
    private readAfterwards(session: GuestSession, { target, account }: GuestJob, item: ApplyItem): Observable<never> {
        return defer(() => {
            const key = guestKey(target);
            const guest = this.guest(key);
            const progress = guest && progressOf(guest, this.ledger.mode);
            const last = progress && lastRow(progress) ? this.lastRows.get(key) : null;
            if (!progress || !last || this.pause(last, progress.attempt) !== null) {
                return EMPTY;
            }
            const need = readingNeed(progress);
            if (need === 'row') {
                const facts = readingOfRow(last, item.expectedBuild, item.expectedSku);
                if (facts) {
                    this.inside.keep(key, maskTexts(facts, this.mask));
                }
            }
            return need === 'run'
                ? session.lookInside(target, account).pipe(
                      tap(facts => this.inside.keep(key, maskTexts(facts, this.mask))),
                      ignoreElements()
                  )
                : EMPTY;
        });
    }

    private follow(states: ReadonlyMap<GuestKey, JobState<ApplyRow>>): void {
        const before = this.states;
        this.states = states;
        for (const [key, state] of states) {
            const guest = this.guest(key);
            const heldStill = guest?.command === 'held' && state.kind === 'waiting';
            if (before.get(key) === state || !guest || heldStill || guest.command === 'skipped') {
                continue;
            }
            const command = state.kind === 'notTried' && state.because === 'accountRefused' ? 'accountRefused' : commandOf[state.kind];
            const attempt = this.run.attemptsOf(key);
            const sentAt = attempt === 0 ? null : attempt > guest.attempt ? new Date().toISOString() : guest.sentAt;
            if (state.kind === 'failed') {
                this.update(key, { command, attempt, sentAt, hostFailure: state.failure.code });
                // A row that is none says something about its guest, and nothing about the host.
                if (state.failure.code !== 'badRow') {
                    this.stopWhereHostIsGone(guest.hostName);
                }
            } else if (command !== guest.command || attempt !== guest.attempt) {
                this.update(key, { command, attempt, sentAt });
            }
        }
    }

    /** Stops sending guests to a host that is gone, because each would end in an unknown state. */
    private stopWhereHostIsGone(hostName: string): void {
        const failures = (this.silentFailures.get(hostName) ?? 0) + 1;
        this.silentFailures.set(hostName, failures);
        if (failures !== maxSilentFailures) {
            return;
        }
        if (this.ledger.guests.every(guest => guest.hostName === hostName)) {
            this.stop();
        } else {
            this.run.stopHost(hostName);
        }
    }

    /** Plans guests that were off and have started, by their current reports. */
    private takeLate(known: readonly PlannableGuest[]): void {
        const held = new Set(this.heldKeys());
        const here = new Set(known.map(keyOf));
        const ids = new Set(known.map(({ guest }) => guest.vmId.toLowerCase()));
        // It isn't the guest that was planned: accounts and confirmations are for a guest of its host.
        const moved = [...held].filter(key => !here.has(key) && ids.has(idOf(key)));
        moved.forEach(key => this.leaveOut(key, { skip: { source: 'plan', code: 'onOtherHost', data: {} } }));
        for (const one of known.filter(placed => held.has(keyOf(placed)))) {
            const key = keyOf(one);
            const planned = planGuest(one, { ...this.options.plan, chosen: new Set(this.indexes.keys()) });
            if (planned.action === 'apply') {
                const job = jobFor(planned, this.options.access);
                if (typeof job === 'string') {
                    this.leaveOut(key, { skip: { source: 'plan', code: job, data: {} } });
                } else {
                    this.items.set(key, planned);
                    this.update(key, { ...plannedFields(planned, this.options.access), command: 'queued' });
                    this.run.release(job);
                }
            } else if (planned.action === 'skipped' && planned.skip.code !== 'dataExchangeSilent') {
                // A guest without a report is still starting.
                this.leaveOut(key, { skip: recordedSkip(planned.skip) });
            }
        }
    }

    private leaveOut(key: GuestKey, change: Partial<LedgerGuest>): void {
        this.update(key, { ...change, command: 'skipped' });
        this.run.drop([key]);
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

/** Whether the run only waits for guests that are off. A guest that is being read counts as in progress. */
export function onlyWaits({ guests }: ApplyLedger): boolean {
    return guests.some(({ command }) => command === 'held') && guests.every(({ command }) => command !== 'running' && command !== 'queued');
}
