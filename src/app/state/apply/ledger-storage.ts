/** Saves ledgers of runs in the browser's storage, which all tabs share: every tab shows a run, and the tab that started it works on it. */
import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, filter, fromEvent, map, Observable, tap } from 'rxjs';
import { ApplyLedger, LedgerGuest, LedgerHead, serialiseGuest, serialiseHead } from '../../domain/apply/apply-ledger';
import { guestKey } from '../../domain/facts/guest-key';
import { LedgerProblem, LedgerWriteProblem, readLedger, readTop } from '../../domain/apply/ledger-reader';
import { browserStorageToken } from '../inside/browser-storage';
import { LedgerRoom, roomOfRun, roomOfRuns } from './ledger-room';

export type StoredRun = {
    readonly runId: string;
    /** Whether a tab (possibly this one) is working on it. */
    readonly alive: boolean;
} & ({ readonly ledger: ApplyLedger; readonly problem: null } | { readonly ledger: null; readonly problem: LedgerProblem });

const headPrefix = 'avma.run.';
const guestPrefix = 'avma.guest.';
const alivePrefix = 'avma.alive.';
const prefixes = [headPrefix, guestPrefix, alivePrefix];

/** Interval in milliseconds in which a tab confirms that it is still working on a run. */
export const beatMs = 10_000;
/** Browsers slow timers of hidden tabs down to one per minute; this covers more than two. */
const aliveMs = 150_000;

/** @param name the guest's key; its id alone in runs of version 2 */
const partName = (runId: string, name: string): string => `${guestPrefix}${runId}.${name}`;

/** The run of an entry: ids of runs contain no dot. */
const runOf = (key: string): string => key.split('.')[2] ?? '';

const isOurs = (key: string): boolean => prefixes.some(prefix => key.startsWith(prefix));

@Injectable({ providedIn: 'root' })
export class LedgerStorage {
    /** Emits when another tab changes a ledger. */
    public readonly changes: Observable<void> = fromEvent<StorageEvent>(window, 'storage').pipe(
        // A null key means that the whole storage was cleared.
        filter(({ key }) => key === null || isOurs(key)),
        tap(() => (this.room = null)),
        map(() => undefined)
    );

    /** Number of runs that this tab has deleted to make room. */
    public readonly removed = new BehaviorSubject(0);
    /** Null until it is needed, and after another tab has changed something. */
    private room: LedgerRoom | null = null;

    constructor(@Inject(browserStorageToken) private readonly storage: Storage | null) {
        this.changes.subscribe();
    }

    /**
     * Saves a complete ledger, or nothing.
     * @returns the problem if it couldn't be saved, otherwise null
     */
    public begin(ledger: ApplyLedger): LedgerWriteProblem | null {
        const entries: Array<readonly [string, string]> = [
            ...ledger.guests.map(guest => [partName(ledger.runId, guestKey(guest)), serialiseGuest(guest)] as const),
            [headPrefix + ledger.runId, serialiseHead(ledger)]
        ];
        for (const [key, value] of entries) {
            const problem = this.write(key, value);
            if (problem) {
                this.delete(ledger.runId);
                return problem;
            }
        }
        return this.beat(ledger.runId);
    }

    public writeGuest(runId: string, guest: LedgerGuest): LedgerWriteProblem | null {
        return this.write(partName(runId, guestKey(guest)), serialiseGuest(guest));
    }

    public writeHead(head: LedgerHead): LedgerWriteProblem | null {
        return this.write(headPrefix + head.runId, serialiseHead(head));
    }

    /** Marks a run as active in this tab. */
    public beat(runId: string): LedgerWriteProblem | null {
        return this.write(alivePrefix + runId, String(Date.now()));
    }

    /** Removes the mark that this tab is working on a run. */
    public rest(runId: string): void {
        this.remove(alivePrefix + runId);
    }

    /** All runs, newest first; damaged ones last, with their problem. */
    public list(): readonly StoredRun[] {
        this.keys(headPrefix).forEach(key => this.deleteOld(key.slice(headPrefix.length)));
        const runs = this.keys(headPrefix).map(key => this.read(key.slice(headPrefix.length)));
        const startedAt = (run: StoredRun): string => run.ledger?.startedAt ?? '';
        const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
        return runs.sort((a, b) => order(startedAt(b), startedAt(a)) || order(a.runId, b.runId));
    }

    public delete(runId: string): void {
        for (const key of [...this.keys(partName(runId, '')), headPrefix + runId, alivePrefix + runId]) {
            this.remove(key);
        }
    }

    private remove(key: string): void {
        this.storage?.removeItem(key);
        this.room?.set(key, null);
    }

    /** Records of version 1 contain texts of guests, so they don't stay. */
    private deleteOld(runId: string): void {
        if (/"version":1[,}]/.test(this.storage?.getItem(headPrefix + runId) ?? '')) {
            this.delete(runId);
        }
    }

    private read(runId: string): StoredRun {
        const head = this.storage?.getItem(headPrefix + runId) ?? '';
        const answer = readLedger(head, name => this.storage?.getItem(partName(runId, name)) ?? null);
        const ended = (readTop(head).value?.endedAt ?? null) !== null;
        const beat = Number(this.storage?.getItem(alivePrefix + runId) ?? Number.NaN);
        const alive = !ended && Math.abs(Date.now() - beat) < aliveMs;
        return answer.value ? { runId, alive, ledger: answer.value, problem: null } : { runId, alive, ledger: null, problem: answer.problem };
    }

    private keys(prefix: string): string[] {
        const { storage } = this;
        return storage ? Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter(key => key.startsWith(prefix)) : [];
    }

    private write(key: string, value: string): LedgerWriteProblem | null {
        if (!this.storage) {
            return 'unavailable';
        }
        if (!this.makeRoom(key, key.length + value.length)) {
            return 'full';
        }
        try {
            this.storage.setItem(key, value);
            this.room?.set(key, value);
            return null;
        } catch {
            // setItem throws only if the quota is exceeded.
            return 'full';
        }
    }

    /** @returns whether an entry of this size may be written; deletes the oldest runs that nobody is working on, until it may */
    private makeRoom(key: string, size: number): boolean {
        const room = this.measured();
        const runId = runOf(key);
        const more = size - room.sizeOf(key);
        if (more <= 0) {
            return true;
        }
        if (room.ofRun(runId) + more > roomOfRun) {
            return false;
        }
        if (room.total + more <= roomOfRuns) {
            return true;
        }
        const oldest = [...this.list()].reverse().filter(run => run.runId !== runId && !run.alive);
        for (const run of oldest) {
            this.delete(run.runId);
            this.removed.next(this.removed.value + 1);
            if (room.total + more <= roomOfRuns) {
                return true;
            }
        }
        return false;
    }

    private measured(): LedgerRoom {
        if (!this.room) {
            this.room = new LedgerRoom(runOf);
            for (const key of prefixes.flatMap(prefix => this.keys(prefix))) {
                this.room.set(key, this.storage?.getItem(key) ?? null);
            }
        }
        return this.room;
    }
}
