import { BehaviorSubject, Observable } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { accountStanding } from '../../domain/apply/apply-failures';
import { RowError } from '../../domain/facts/facts';
import { GuestJob } from '../../domain/inside/guest-target';
import { GuestPlaces } from './guest-places';
import { GuestRun, JobState } from './guest-run';
import { SessionShortage } from '../../domain/inside/session-shortage';

/** What was read inside a guest, and when it arrived here. */
export interface GuestReading<Row> {
    readonly facts: Row;
    /** Milliseconds of the browser's clock: the guest's own may be wrong. */
    readonly readAt: number;
}

/** How a run stands: all that a progress bar needs. */
export interface GuestJobs {
    readonly jobs: ReadonlyMap<string, JobState<{ readonly error: RowError | null }>>;
    readonly running: boolean;
    /** Hosts that grant fewer sessions than the run wants. */
    readonly shortages: readonly SessionShortage[];
}

export interface GuestReadingsState<Row, Reading extends GuestReading<Row> = GuestReading<Row>> {
    /** The last good reading of each guest, by its id. */
    readonly readings: ReadonlyMap<string, Reading>;
    /** How the guests of the last run stand, by id; empty before the first. */
    readonly jobs: ReadonlyMap<string, JobState<Row>>;
    readonly running: boolean;
    readonly shortages: readonly SessionShortage[];
}

export interface GuestReadingsOptions {
    readonly parallel: number;
    readonly perHost?: number;
    readonly timeoutMs: number;
}

/** Connections with a run under way: accounts are proven guest by guest, and two runs would try one account twice. */
const busy = new WeakSet<GuestPlaces>();

/** What is read inside guests with accounts. Accounts live in the run that they were entered for and are forgotten with it. */
export abstract class GuestReadings<Row extends { readonly error: RowError | null }, Reading extends GuestReading<Row> = GuestReading<Row>> {
    private readonly subject = new BehaviorSubject<GuestReadingsState<Row, Reading>>({ readings: new Map(), jobs: new Map(), running: false, shortages: [] });
    private run: GuestRun<Row> | null = null;

    public readonly state: Observable<GuestReadingsState<Row, Reading>> = this.subject.asObservable();

    constructor(private readonly places: GuestPlaces) {}

    public get current(): GuestReadingsState<Row, Reading> {
        return this.subject.value;
    }

    /** Sends no more; the guests at work come to their end. */
    public stop(): void {
        this.run?.stop();
    }

    /** Asks a host for sessions again that has granted none for minutes. */
    public resumeHost(hostName: string): void {
        this.run?.resume(hostName);
    }

    /** Sends no more to one host; the guests at work come to their end. */
    public stopHost(hostName: string): void {
        this.run?.stopHost(hostName);
    }

    /** Forgets how the last run went, not what it read. */
    public dismiss(): void {
        if (!this.current.running) {
            this.subject.next({ ...this.current, jobs: new Map() });
        }
    }

    /** Starts nothing on this host until `free`, while a run of another kind uses accounts. @returns false where a run is under way already */
    public reserve(): boolean {
        if (busy.has(this.places)) {
            return false;
        }
        busy.add(this.places);
        return true;
    }

    public free(): void {
        busy.delete(this.places);
    }

    /** Starts a run; on a host there is one at a time, whatever it reads. @returns false where nothing was started */
    protected begin(jobs: readonly GuestJob[], options: GuestReadingsOptions, work: (session: GuestSession, job: GuestJob) => Observable<Row>): boolean {
        if (jobs.length === 0 || !this.reserve()) {
            return false;
        }
        const run = new GuestRun<Row>(jobs, {
            ...options,
            openSession: hostName => this.places.openSession(hostName),
            hostOf: vmId => this.places.hostOf(vmId),
            work,
            judge: ({ error }) => accountStanding('end', error)
        });
        this.run = run;
        this.subject.next({ ...this.current, jobs: new Map(), running: true });
        run.shortages.subscribe(shortages => this.subject.next({ ...this.current, shortages }));
        run.states.subscribe({
            next: states => this.take(states),
            complete: () => {
                this.run = null;
                this.free();
                this.subject.next({ ...this.current, running: false, shortages: [] });
            }
        });
        run.start();
        return true;
    }

    protected put(vmId: string, facts: Row): void {
        const { readings } = this.current;
        const reading = this.toReading({ facts, readAt: Date.now() }, readings.get(vmId) ?? null);
        this.subject.next({ ...this.current, readings: new Map(readings).set(vmId, reading) });
    }

    /** What is kept of a reading. @param before the guest's last one; null before the first */
    protected abstract toReading(reading: GuestReading<Row>, before: Reading | null): Reading;

    private take(jobs: ReadonlyMap<string, JobState<Row>>): void {
        const before = this.current.jobs;
        let readings = this.current.readings;
        for (const [vmId, job] of jobs) {
            if (job.kind === 'done' && job.row.error === null && before.get(vmId) !== job) {
                readings = new Map(readings).set(vmId, this.toReading({ facts: job.row, readAt: Date.now() }, readings.get(vmId) ?? null));
            }
        }
        this.subject.next({ ...this.current, jobs, readings });
    }
}
