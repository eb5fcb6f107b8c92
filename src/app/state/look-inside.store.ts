import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../data/host-connection';
import { ActivationFacts } from '../domain/facts';
import { insideFailureCode } from '../domain/inside-failures';
import { GuestJob, GuestRun, JobState } from './guest-run';

/** What was read inside a guest, and when it arrived here. */
export interface InsideReading {
    readonly facts: ActivationFacts;
    /** Milliseconds of the browser's clock: the guest's own may be wrong. */
    readonly readAt: number;
}

export interface LookInsideState {
    /** The last good reading of each guest, by its id. */
    readonly readings: ReadonlyMap<string, InsideReading>;
    /** How the guests of the last run stand, by id; empty before the first. */
    readonly jobs: ReadonlyMap<string, JobState<ActivationFacts>>;
    readonly running: boolean;
}

export interface LookInsideOptions {
    readonly parallel: number;
    readonly timeoutMs: number;
}

/** Looking inside guests. Accounts live in the run that they were entered for and are forgotten with it. */
@Injectable({ providedIn: 'root' })
export class LookInsideStore {
    private readonly subject = new BehaviorSubject<LookInsideState>({ readings: new Map(), jobs: new Map(), running: false });
    private run: GuestRun<ActivationFacts> | null = null;
    private reserved = false;

    public readonly state: Observable<LookInsideState> = this.subject.asObservable();

    constructor(@Inject(hostConnectionToken) private readonly connection: HostConnection) {}

    public get current(): LookInsideState {
        return this.subject.value;
    }

    /** Starts a run; there is one at a time. @returns false where nothing was started */
    public start(jobs: readonly GuestJob[], options: LookInsideOptions): boolean {
        if (this.current.running || this.reserved || jobs.length === 0) {
            return false;
        }
        const run = new GuestRun<ActivationFacts>(jobs, {
            ...options,
            openSession: () => this.connection.openGuestSession(),
            work: (session, job) => session.lookInside(job.target, job.account),
            judge: judgeAccount
        });
        this.run = run;
        this.subject.next({ ...this.current, jobs: new Map(), running: true });
        run.states.subscribe({
            next: states => this.take(states),
            complete: () => {
                this.run = null;
                this.subject.next({ ...this.current, running: false });
            }
        });
        run.start();
        return true;
    }

    /** Starts nothing until `free`, while another run uses accounts. @returns false where a run is under way already */
    public reserve(): boolean {
        if (this.current.running || this.reserved) {
            return false;
        }
        this.reserved = true;
        return true;
    }

    public free(): void {
        this.reserved = false;
    }

    /** Takes what another run has read inside a guest, unless reading failed. */
    public keep(facts: ActivationFacts): void {
        if (facts.error === null) {
            this.subject.next({ ...this.current, readings: new Map(this.current.readings).set(facts.vmId, { facts, readAt: Date.now() }) });
        }
    }

    /** Sends no more; the guests at work come to their end. */
    public stop(): void {
        this.run?.stop();
    }

    /** Forgets how the last run went, not what it read. */
    public dismiss(): void {
        if (!this.current.running) {
            this.subject.next({ ...this.current, jobs: new Map() });
        }
    }

    private take(jobs: ReadonlyMap<string, JobState<ActivationFacts>>): void {
        const before = this.current.jobs;
        let readings = this.current.readings;
        for (const [vmId, job] of jobs) {
            if (job.kind === 'done' && job.row.error === null && before.get(vmId) !== job) {
                readings = new Map(readings).set(vmId, { facts: job.row, readAt: Date.now() });
            }
        }
        this.subject.next({ ...this.current, jobs, readings });
    }
}

/** Failures that come before the guest has looked at the account prove nothing. */
const beforeLogon = [
    'notRunning',
    'noAnswer',
    'notFound',
    'hyperVModuleMissing',
    'winrmNotTrusted',
    'winrmUnreachable',
    'encryptionKeyMissing',
    'languageMode',
    'unclassified'
];

function judgeAccount(row: ActivationFacts): 'proven' | 'refused' | 'unknown' {
    const code = row.error?.code ?? null;
    if (code === 'credentialRefused' || code === 'winrmAccessDenied') {
        return 'refused';
    }
    return code !== null && beforeLogon.includes(insideFailureCode(code)) ? 'unknown' : 'proven';
}
