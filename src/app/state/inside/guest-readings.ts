import { BehaviorSubject, map, Observable } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { accountStanding } from '../../domain/apply/apply-failures';
import { RowError } from '../../domain/facts/facts';
import { GuestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { GuestHosts } from './guest-hosts';
import { GuestRun } from './guest-run';
import { JobState } from './run-options';
import { alsoMask, maskTexts, secretMask } from '../../domain/text/masked-text';
import { SessionShortage } from '../../domain/inside/session-shortage';

/** A reading inside a guest, with its time of arrival. */
export interface GuestReading<Row> {
    readonly facts: Row;
    /** Milliseconds of the browser's clock, because the guest's clock may be wrong. */
    readonly readAt: number;
}

/** The progress of a run. */
export interface GuestJobs {
    readonly jobs: ReadonlyMap<GuestKey, JobState<{ readonly error: RowError | null }>>;
    readonly running: boolean;
    /** Hosts that grant fewer sessions than the run needs. */
    readonly shortages: readonly SessionShortage[];
    /** Accounts that the run has paused until somebody decides. */
    readonly questions: readonly AccountQuestion[];
}

export interface GuestReadingsState<Row, Reading extends GuestReading<Row> = GuestReading<Row>> {
    /** The last successful reading of each guest. */
    readonly readings: ReadonlyMap<GuestKey, Reading>;
    /** The states of the last run's guests; empty before the first run. */
    readonly jobs: ReadonlyMap<GuestKey, JobState<Row>>;
    readonly running: boolean;
    readonly shortages: readonly SessionShortage[];
    /** Accounts that the run has paused until somebody decides. */
    readonly questions: readonly AccountQuestion[];
}

export interface GuestReadingsOptions {
    readonly parallel: number;
    readonly perHost?: number;
    readonly timeoutMs: number;
}

/** Connections with a running run. Accounts are verified guest by guest, and two concurrent runs would try one account twice. */
const busy = new WeakSet<GuestHosts>();

/** Reads guests with accounts. Accounts exist only in the run that they were entered for. */
export abstract class GuestReadings<Row extends { readonly error: RowError | null }, Reading extends GuestReading<Row> = GuestReading<Row>> {
    private readonly subject = new BehaviorSubject<GuestReadingsState<Row, Reading>>({
        readings: new Map(),
        jobs: new Map(),
        running: false,
        shortages: [],
        questions: []
    });
    private run: GuestRun<Row> | null = null;
    /** Hides the passwords of the run. */
    private mask = (text: string): string => text;

    public readonly state: Observable<GuestReadingsState<Row, Reading>> = this.subject.asObservable();

    constructor(private readonly guestHosts: GuestHosts) {}

    public get current(): GuestReadingsState<Row, Reading> {
        return this.subject.value;
    }

    /** Sends nothing more; running commands end normally. */
    public stop(): void {
        this.run?.stop();
    }

    /** Requests sessions again from a host that paused because it granted none for minutes. */
    public resumeHost(hostName: string): void {
        this.run?.resume(hostName);
    }

    /** Sends nothing more to one host; running commands end normally. */
    public stopHost(hostName: string): void {
        this.run?.stopHost(hostName);
    }

    /** Goes on with a paused account as somebody decided. */
    public decide(decision: AccountDecision): void {
        if (decision.kind === 'password') {
            this.mask = alsoMask(this.mask, decision.password);
        }
        this.run?.decide(decision);
    }

    /** Clears the last run's states, but keeps its readings. */
    public dismiss(): void {
        if (!this.current.running) {
            this.subject.next({ ...this.current, jobs: new Map() });
        }
    }

    /**
     * Blocks other runs on this host until `free`, while a run of another kind uses accounts.
     * @returns false if a run is already working
     */
    public reserve(): boolean {
        if (busy.has(this.guestHosts)) {
            return false;
        }
        busy.add(this.guestHosts);
        return true;
    }

    public free(): void {
        busy.delete(this.guestHosts);
    }

    /**
     * Starts a run; a host has one run at a time, of any kind.
     * @returns false if nothing was started
     */
    protected begin(
        jobs: readonly GuestJob[],
        options: GuestReadingsOptions,
        work: (session: GuestSession, job: GuestJob, signedIn: () => void) => Observable<Row>
    ): boolean {
        if (jobs.length === 0 || !this.reserve()) {
            return false;
        }
        // A guest has the password that it was entered with, and can write it into any field.
        this.mask = secretMask([...new Set(jobs.map(({ account }) => account.password))]);
        const run = new GuestRun<Row>(jobs, {
            ...options,
            signIns: this.guestHosts.signIns,
            openSession: hostName => this.guestHosts.openSession(hostName),
            work: (session, job, _, signedIn) => work(session, job, signedIn).pipe(map(row => maskTexts(row, this.mask))),
            judge: ({ error }) => accountStanding('end', error)
        });
        this.run = run;
        this.subject.next({ ...this.current, jobs: new Map(), running: true });
        run.shortages.subscribe(shortages => this.subject.next({ ...this.current, shortages }));
        run.questions.subscribe(questions => this.subject.next({ ...this.current, questions }));
        run.states.subscribe({
            next: states => this.take(states),
            complete: () => {
                this.run = null;
                this.free();
                this.subject.next({ ...this.current, running: false, shortages: [], questions: [] });
            }
        });
        run.start();
        return true;
    }

    /** Replaces all readings. */
    protected set(readings: ReadonlyMap<GuestKey, Reading>): void {
        this.subject.next({ ...this.current, readings });
    }

    protected put(key: GuestKey, facts: Row): void {
        const { readings } = this.current;
        const reading = this.toReading({ facts, readAt: Date.now() }, readings.get(key) ?? null);
        this.subject.next({ ...this.current, readings: new Map(readings).set(key, reading) });
    }

    /**
     * Adds derived data to a reading.
     * @param before the guest's previous reading; null before the first
     */
    protected abstract toReading(reading: GuestReading<Row>, before: Reading | null): Reading;

    private take(jobs: ReadonlyMap<GuestKey, JobState<Row>>): void {
        const before = this.current.jobs;
        let readings = this.current.readings;
        for (const [key, job] of jobs) {
            if (job.kind === 'done' && job.row.error === null && before.get(key) !== job) {
                readings = new Map(readings).set(key, this.toReading({ facts: job.row, readAt: Date.now() }, readings.get(key) ?? null));
            }
        }
        this.subject.next({ ...this.current, jobs, readings });
    }
}
