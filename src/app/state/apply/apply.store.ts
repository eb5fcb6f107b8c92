import { Inject, Injectable } from '@angular/core';
import { auditTime, BehaviorSubject, distinctUntilChanged, map, Observable, skip, Subject, Subscription, timer } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { ApplyStartRefusal } from '../../domain/apply/apply-failures';
import { abandoned, ApplyLedger, LedgerGuest, ledgerVersion, progressOf, seenIn, stateOf } from '../../domain/apply/apply-ledger';
import { ApplyPlan } from '../../domain/apply/apply-plan';
import { ApplyCounts, applyState, countStates, failureOf, kindOf, RunPhase, StatedGuest, stateProperties } from '../../domain/apply/apply-states';
import { recordedSkip } from '../../domain/apply/recorded-row';
import { GuestKey, guestKey, GuestPlace } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { LedgerProblem, LedgerWriteProblem } from '../../domain/apply/ledger-reader';
import { ApplyRun, ApplyRunOptions, jobFor, onlyWaits, plannedFields } from './apply-run';
import { GuestHosts } from '../inside/guest-hosts';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { GuestsStore } from '../guests/guests.store';
import { beatMs, LedgerStorage } from './ledger-storage';
import { InsideReading, LookInsideOptions, LookInsideStore } from '../inside/look-inside.store';
import { SessionShortage } from '../../domain/inside/session-shortage';

/** A guest of a run with its state. */
export interface RunGuest extends StatedGuest {
    readonly guest: LedgerGuest;
}

export interface RunView {
    readonly ledger: ApplyLedger;
    readonly phase: RunPhase;
    readonly counts: ApplyCounts;
    /** Number of guests that are off and that the run waits for. */
    readonly held: number;
    readonly guests: readonly RunGuest[];
    /** The guests' last messages; only while this page is open. */
    readonly messages: ReadonlyMap<GuestKey, string>;
}

/** A run saved in this browser. */
export type EarlierRun = {
    readonly runId: string;
    /** Whether another tab is working on it. */
    readonly elsewhere: boolean;
} & ({ readonly view: RunView; readonly problem: null } | { readonly view: null; readonly problem: LedgerProblem });

export interface ApplyStoreState {
    /** This tab's run, until it is dismissed. */
    readonly run: RunView | null;
    /** All other saved runs, newest first. */
    readonly earlier: readonly EarlierRun[];
    /** Why rows of this tab's run couldn't be saved. */
    readonly writeProblem: LedgerWriteProblem | null;
    /** Number of earlier runs that were deleted to make room, since the page was opened. */
    readonly removed: number;
    /** Hosts that grant this tab's run fewer sessions than it needs. */
    readonly shortages: readonly SessionShortage[];
    /** Accounts that the run has paused until somebody decides. */
    readonly questions: readonly AccountQuestion[];
}

export interface ApplyRequest extends ApplyRunOptions {
    /** The plan that was displayed. */
    readonly shown: ApplyPlan;
    /** Starts even if the browser can't save anything, in which case a reload loses the record. */
    readonly withoutLedger?: boolean;
}

/** Limits updates, because other tabs may write often. */
const elsewhereMs = 500;

/** Turns a plan into a run and a run into a record. Accounts and own keys exist only in the run. */
@Injectable({ providedIn: 'root' })
export class ApplyStore {
    private readonly subject = new BehaviorSubject<ApplyStoreState>({ run: null, earlier: [], writeProblem: null, removed: 0, shortages: [], questions: [] });
    private readonly finishedSubject = new Subject<RunView>();
    private readonly known = new WeakMap<LedgerGuest, RunGuest>();
    private active: ApplyRun | null = null;
    private watch: Subscription | null = null;

    public readonly state: Observable<ApplyStoreState> = this.subject.asObservable();
    /** Emits once for each run, when nothing is in progress; the run may still wait for guests that are off. */
    public readonly finished: Observable<RunView> = this.finishedSubject.asObservable();

    constructor(
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        private readonly guests: GuestsStore,
        private readonly inside: LookInsideStore,
        private readonly storage: LedgerStorage,
        private readonly guestHosts: GuestHosts
    ) {
        this.listEarlier();
        storage.changes.pipe(auditTime(elsewhereMs)).subscribe(() => this.listEarlier());
        storage.removed.pipe(skip(1)).subscribe(removed => {
            this.subject.next({ ...this.current, removed });
            // Not while the storage is still making room.
            queueMicrotask(() => this.listEarlier());
        });
        const readings = inside.state.pipe(
            map(state => state.readings),
            distinctUntilChanged()
        );
        readings.subscribe(read => this.resolve(read));
    }

    public get current(): ApplyStoreState {
        return this.subject.value;
    }

    /**
     * Starts a run, unless one is already working.
     * @returns the reason if the run couldn't start, otherwise null
     */
    public start(request: ApplyRequest): ApplyStartRefusal | null {
        const { shown, access, plan } = request;
        if (this.active) {
            return 'running';
        }
        const entered = shown.items.map(item => ({ item, job: jobFor(item, access) }));
        const jobs = entered.flatMap(({ job }) => (typeof job === 'string' ? [] : [job]));
        if (jobs.length === 0 && shown.waiting.length === 0) {
            return 'noGuests';
        }
        // The plan contains only the last five characters of the own key. Reject any key that ends differently, because it wasn't displayed.
        const own = [plan.target, ...(plan.targets?.values() ?? [])].flatMap(target => (target.kind === 'own' ? [target.lastFive] : []));
        if (own.some(five => !request.ownKey?.key.endsWith(five))) {
            return 'ownKeyMissing';
        }
        const begun = this.begin(request, entered);
        if (!this.inside.reserve()) {
            return 'lookingInside';
        }
        const problem = this.storage.begin(begun);
        if (problem && !request.withoutLedger) {
            this.inside.free();
            return problem === 'full' ? 'ledgerFull' : 'ledgerUnavailable';
        }
        this.work(new ApplyRun(begun, shown.items, jobs, request, this.storage, this.inside, this.guestHosts), problem);
        return null;
    }

    /** Whether a run is about this host's guests; compares names case-insensitively. */
    public isHere({ ledger }: RunView): boolean {
        return ledger.hostName.toLowerCase() === this.connection.hostName.toLowerCase();
    }

    /** Sends nothing more and stops waiting; running commands end normally. */
    public stop(): void {
        this.active?.stop();
    }

    /** Requests sessions again from a host that paused because it granted none for minutes. */
    public resumeHost(hostName: string): void {
        this.active?.resumeHost(hostName);
    }

    /** Sends nothing more to one host; running commands end normally. */
    public stopHost(hostName: string): void {
        this.active?.stopHost(hostName);
    }

    /** Goes on with an account that the run has paused. */
    public decide(decision: AccountDecision): void {
        this.active?.decide(decision);
    }

    /** Stops waiting for guests that are off, for example when the panel is closed. */
    public stopWaiting(): void {
        this.active?.stopWaiting();
    }

    /** Moves an ended run to the earlier ones. */
    public dismiss(): void {
        if (!this.active) {
            this.subject.next({ ...this.current, run: null, writeProblem: null });
            this.listEarlier();
        }
    }

    /** Deletes a saved run, unless it is active. */
    public delete(runId: string): void {
        const elsewhere = this.current.earlier.some(run => run.runId === runId && run.elsewhere);
        if (!elsewhere && this.active?.ledger.runId !== runId) {
            this.storage.delete(runId);
            if (this.current.run?.ledger.runId === runId) {
                this.subject.next({ ...this.current, run: null, writeProblem: null });
            }
            this.listEarlier();
        }
    }

    /**
     * Reads the guests whose result is unknown; the readings resolve it.
     * @returns whether a reading was started
     */
    public readUnknown(view: RunView, jobs: readonly GuestJob[], options: LookInsideOptions): boolean {
        const unknown = new Set(unknownGuests(view));
        return this.inside.start(
            jobs.filter(({ target }) => unknown.has(guestKey(target))),
            options
        );
    }

    private begin({ shown, access, plan }: ApplyRequest, entered: ReadonlyArray<{ item: ApplyPlan['items'][number]; job: GuestJob | string }>): ApplyLedger {
        const guest = (planned: GuestPlace & { readonly name: string }, change: Partial<LedgerGuest>): LedgerGuest => ({
            vmId: planned.vmId,
            name: planned.name,
            hostName: planned.hostName,
            accountName: null,
            channel: null,
            keyLastFive: null,
            fromClass: null,
            toClass: null,
            skip: null,
            command: 'skipped',
            attempt: 0,
            sentAt: null,
            rows: [],
            reading: null,
            hostFailure: null,
            ...change
        });
        const guests = [
            ...entered.map(({ item, job }) =>
                guest(item, {
                    ...plannedFields(item, access),
                    ...(typeof job === 'string' ? { skip: { source: 'plan', code: job, data: {} } as LedgerGuest['skip'] } : { command: 'queued' })
                })
            ),
            ...shown.waiting.map(item => guest(item, { command: 'held', keyLastFive: item.keyLastFive, toClass: item.toClass })),
            ...shown.skipped.map(item => guest(item, { skip: recordedSkip(item.skip) }))
        ];
        return {
            version: ledgerVersion,
            runId: crypto.randomUUID(),
            hostName: this.connection.hostName,
            mode: plan.mode,
            startedAt: new Date().toISOString(),
            endedAt: null,
            keys: guests.map(guestKey),
            guests
        };
    }

    private work(run: ApplyRun, problem: LedgerWriteProblem | null): void {
        this.active = run;
        let reserved = true;
        let worked = false;
        let notified = false;
        const asked = run.questions.subscribe(questions => this.subject.next({ ...this.current, questions }));
        const shortages = run.shortages.subscribe(hosts => this.subject.next({ ...this.current, shortages: hosts }));
        run.ledgers.subscribe({
            next: ledger => {
                const phase = ledger.endedAt !== null ? 'ended' : onlyWaits(ledger) ? 'waiting' : 'working';
                const view = this.view(ledger, phase, run.messages);
                this.subject.next({ ...this.current, run: view, writeProblem: run.writeProblem ?? problem });
                reserved = this.share(view.phase === 'working', reserved);
                worked ||= view.phase === 'working';
                if (!notified && (view.phase === 'ended' || (worked && view.phase === 'waiting'))) {
                    notified = true;
                    this.finishedSubject.next(view);
                }
            },
            complete: () => {
                this.active = null;
                shortages.unsubscribe();
                asked.unsubscribe();
                this.subject.next({ ...this.current, shortages: [], questions: [] });
                this.share(false, reserved);
                this.listEarlier();
            }
        });
        this.listEarlier();
        run.start(this.guests.assessed);
    }

    /**
     * Reserves the guests while some are entered; waiting alone doesn't block other runs.
     * @returns whether they are reserved now
     */
    private share(needed: boolean, reserved: boolean): boolean {
        if (reserved && !needed) {
            this.inside.free();
        }
        return needed && (reserved || this.inside.reserve());
    }

    private view(ledger: ApplyLedger, phase: RunPhase, messages: ReadonlyMap<GuestKey, string> = new Map()): RunView {
        const guests = ledger.guests.map(guest => {
            const progress = progressOf(guest, ledger.mode);
            const known = this.known.get(guest) ?? { guest, state: applyState(progress), failure: failureOf(progress) };
            this.known.set(guest, known);
            return known;
        });
        return { ledger, phase, guests, messages, counts: countStates(guests), held: guests.filter(({ guest }) => guest.command === 'held').length };
    }

    private listEarlier(): void {
        const own = this.current.run?.ledger.runId ?? null;
        const earlier = this.storage
            .list()
            .filter(run => run.runId !== own)
            .map(({ runId, alive, ledger, problem }): EarlierRun => {
                if (!ledger) {
                    return { runId, elsewhere: alive, view: null, problem };
                }
                const phase: RunPhase = ledger.endedAt !== null ? 'ended' : alive ? (onlyWaits(ledger) ? 'waiting' : 'working') : 'interrupted';
                return { runId, elsewhere: alive, view: this.view(alive ? ledger : abandoned(ledger), phase), problem: null };
            });
        this.subject.next({ ...this.current, earlier });
        this.watch?.unsubscribe();
        // A tab that was killed leaves no sign of its end, so check again later.
        this.watch = earlier.some(run => run.elsewhere) ? timer(beatMs).subscribe(() => this.listEarlier()) : null;
    }

    /** Uses a reading after the command to resolve a guest's unknown result. */
    private resolve(readings: ReadonlyMap<GuestKey, InsideReading>): void {
        const fresh = (ledger: ApplyLedger): LedgerGuest[] =>
            ledger.guests.flatMap(guest => {
                const reading = readings.get(guestKey(guest));
                const later = reading && guest.sentAt !== null && reading.readAt > Date.parse(guest.sentAt);
                return later && stateOf(guest, ledger.mode) === 'unknown' ? [{ ...guest, reading: seenIn(reading.facts) }] : [];
            });
        const { run } = this.current;
        if (run) {
            fresh(run.ledger).forEach(guest => this.settle(run.ledger, guest));
        }
        const others = this.current.earlier.filter(one => !one.elsewhere && one.view && this.isHere(one.view));
        const settled = others.flatMap(({ view }) => (view ? fresh(view.ledger).map(guest => this.storage.writeGuest(view.ledger.runId, guest)) : []));
        if (settled.length > 0) {
            this.listEarlier();
        }
    }

    private settle(ledger: ApplyLedger, guest: LedgerGuest): void {
        if (this.active) {
            this.active.update(guestKey(guest), { reading: guest.reading });
            return;
        }
        this.storage.writeGuest(ledger.runId, guest);
        const current = this.current.run?.ledger ?? ledger;
        const key = guestKey(guest);
        const guests = current.guests.map(one => (guestKey(one) === key ? guest : one));
        this.subject.next({ ...this.current, run: this.view({ ...current, guests }, 'ended', this.current.run?.messages) });
    }
}

/** Skip codes for missing input: with it, a retry makes sense. */
const lacked: ReadonlyArray<string | undefined> = ['confirmationMissing', 'accountMissing', 'addressMissing', 'ownKeyUnconfirmed'];

/** The guests of a run for which a retry makes sense. */
export function retryable(view: RunView): readonly GuestKey[] {
    const again = view.guests.filter(one => (stateProperties[one.state].retry && kindOf(one) !== 'good') || lacked.includes(one.guest.skip?.code));
    return again.map(({ guest }) => guestKey(guest));
}

/** The guests of a run whose result is unknown. */
export function unknownGuests(view: RunView): readonly GuestKey[] {
    return view.guests.filter(({ state }) => state === 'unknown').map(({ guest }) => guestKey(guest));
}
