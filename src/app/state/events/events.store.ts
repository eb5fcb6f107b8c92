import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, bufferTime, defer, filter, Observable, Subscription } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { EventBatch, EventFacts, EventQuery, LogFacts } from '../../domain/facts/event-facts';
import { EventPeriod, periodStart } from '../../domain/events/event-filter';
import { avmaEventIds } from '../../domain/events/event-meanings';
import { EventReader } from '../../domain/events/event-reader';
import { PageStep, readPage } from './event-pages';
import { clockAhead, clockTolerance } from './host-clock';
import { readWhole, WholeProgress } from './whole-period';

export interface EventsState {
    /** Null before the first reading. */
    readonly period: EventPeriod | null;
    readonly ids: readonly number[];
    /** When the first page was requested, in milliseconds by the host's clock as far as it is known; the period ends here. Null before the first reading. */
    readonly requestedAt: number | null;
    /** Start of the period, ISO 8601 in UTC; null for everything. */
    readonly startTime: string | null;
    readonly loading: 'newest' | 'older' | null;
    /** Newest first. */
    readonly events: readonly EventFacts[];
    /** One for each log that was read. */
    readonly logs: readonly LogFacts[];
    /** Rows that the importer rejected. */
    readonly problems: readonly string[];
    readonly failure: HostFailure | null;
    /** Whether the log contains older events of the period. */
    readonly more: boolean;
    /** How many of the newest events were dropped to make room for older ones; `newest()` reads them again. */
    readonly released: number;
    /** Logs without pages that contain more events than one call returns. */
    readonly cutLogs: readonly string[];
}

export interface EventsStoreOptions {
    /** Events of a log in one page of the timeline. */
    readonly pageSize: number;
    /** Events in one page when a whole period is read. */
    readonly wholePageSize: number;
    /** Maximum number of events in memory. */
    readonly maxHeld: number;
}

export const eventsStoreOptions: EventsStoreOptions = { pageSize: 500, wholePageSize: 2000, maxHeld: 5000 };

/** Rows arrive in bursts, so limit the redraws. */
const burstMs = 150;

const nothing: EventsState = {
    period: null,
    ids: avmaEventIds,
    requestedAt: null,
    startTime: null,
    loading: null,
    events: [],
    logs: [],
    problems: [],
    failure: null,
    more: false,
    released: 0,
    cutLogs: []
};

/** Newest time first; at the same time, the later record first. Events without a time come last. */
function newestFirst(left: EventFacts, right: EventFacts): number {
    const time = ({ timeCreated }: EventFacts): number => (timeCreated === null ? 0 : Date.parse(timeCreated));
    return time(right) - time(left) || (right.recordId ?? 0) - (left.recordId ?? 0);
}

const recordKey = ({ logName, recordId }: EventFacts): string => `${logName} ${recordId}`;

const sameLog = (left: LogFacts, right: LogFacts): boolean => left.logName === right.logName && left.vmId === right.vmId;

function startOf(period: EventPeriod, now: number): string | null {
    const start = periodStart(period, now);
    return start === null ? null : new Date(start).toISOString();
}

/** The host's events of a period: a bounded list for the timeline, and readings of the whole period that keep nothing in memory. */
@Injectable({ providedIn: 'root' })
export class EventsStore {
    private readonly subject = new BehaviorSubject<EventsState>(nothing);
    private running: Subscription | null = null;
    private next: EventQuery | null = null;
    /** Milliseconds that the host's clock is ahead of the browser's; 0 while they agree or nothing is known. */
    private ahead = 0;
    /** When the running reading began, by the browser's clock. */
    private sentAt = 0;
    protected readonly options: EventsStoreOptions = eventsStoreOptions;

    public readonly state: Observable<EventsState> = this.subject.asObservable();

    constructor(@Inject(hostConnectionToken) private readonly connection: HostConnection) {}

    public get current(): EventsState {
        return this.subject.value;
    }

    /** Reads a period unless it is already loaded or loading. */
    public ensure(period: EventPeriod, ids: readonly number[] = avmaEventIds): void {
        const { period: known, ids: knownIds, failure } = this.current;
        if (known !== period || failure !== null || String(knownIds) !== String(ids)) {
            this.load(period, ids);
        }
    }

    /** Reads the newest page of a period; cancels a running reading. */
    public load(period: EventPeriod, ids: readonly number[] = avmaEventIds): void {
        this.begin(period, ids, true);
    }

    /** Reads the newest page of the same period again, to include new events. */
    public newest(): void {
        const { period, ids } = this.current;
        if (period !== null) {
            this.load(period, ids);
        }
    }

    /** Reads the next page of older events; after a failure, the same page again. */
    public older(): void {
        if (this.next && this.current.loading === null) {
            this.subject.next({ ...this.current, loading: 'older', failure: null });
            this.read(this.next, 'older');
        }
    }

    /**
     * Reads a whole period separately, and keeps only the reader's result in memory. Fails with a `HostFailure`; unsubscribing cancels it.
     * @param makeReader creates the consumer of events, once for each subscription, from the period's start and end: ISO 8601, null for everything
     */
    public readWhole<T>(period: EventPeriod, makeReader: (from: string | null, until: string) => EventReader<T>): Observable<WholeProgress<T>> {
        return defer(() => {
            const { ids } = this.current;
            const now = this.hostNow();
            const startTime = startOf(period, now);
            const query = { ids, startTime, maximum: this.options.wholePageSize, beforeRecordId: null };
            return readWhole(this.connection, query, () => makeReader(startTime, new Date(now).toISOString()));
        });
    }

    /** Periods end by the host's clock, whose times the events have. */
    private hostNow(): number {
        return Date.now() + this.ahead;
    }

    /** @returns whether the host's clock isn't what the reading was begun with */
    private learnClock(batches: readonly EventBatch[]): boolean {
        const log = batches.flatMap(({ logs }) => logs).find(({ source }) => source === 'host');
        const ahead = clockAhead(Date.parse(log?.collectedAt ?? ''), this.sentAt, Date.now());
        if (ahead === null || Math.abs(ahead - this.ahead) <= clockTolerance) {
            return false;
        }
        this.ahead = ahead;
        return true;
    }

    /** @param mayBeginAgain whether the reading begins again if its period turns out to be one of another clock */
    private begin(period: EventPeriod, ids: readonly number[], mayBeginAgain: boolean): void {
        const requestedAt = this.hostNow();
        const startTime = startOf(period, requestedAt);
        const { period: before, ids: idsBefore, events, logs } = this.current;
        // Keep showing the same period's events until the first answer replaces them.
        const stays = before === period && String(idsBefore) === String(ids);
        this.next = null;
        this.subject.next({ ...nothing, period, ids, requestedAt, startTime, loading: 'newest', events: stays ? events : [], logs: stays ? logs : [] });
        this.read({ ids, startTime, maximum: this.options.pageSize, beforeRecordId: null }, 'newest', mayBeginAgain);
    }

    private read(query: EventQuery, loading: 'newest' | 'older', mayBeginAgain = false): void {
        this.running?.unsubscribe();
        this.sentAt = Date.now();
        let replace = loading === 'newest';
        let left = false;
        this.running = readPage(this.connection, query)
            .pipe(
                bufferTime(burstMs),
                filter(steps => steps.length > 0)
            )
            .subscribe({
                next: steps => {
                    const batches = steps.flatMap(step => (step.kind === 'batch' ? [step.batch] : []));
                    const { period, ids } = this.current;
                    if (this.learnClock(batches) && mayBeginAgain && period !== null) {
                        left = true;
                        this.begin(period, ids, false);
                    }
                    if (left) {
                        return;
                    }
                    this.take(steps, batches, replace);
                    replace = false;
                },
                error: (failure: HostFailure) => this.end(left, failure),
                complete: () => this.end(left, this.current.failure)
            });
    }

    /** @param left whether another reading has taken its place */
    private end(left: boolean, failure: HostFailure | null): void {
        if (!left) {
            this.subject.next({ ...this.current, loading: null, failure });
        }
    }

    private take(steps: readonly PageStep[], batches: readonly EventBatch[], replace: boolean): void {
        const state = replace ? { ...this.current, events: [], logs: [] } : this.current;
        const read = batches.flatMap(batch => batch.logs);
        // A page that failed halfway is read again, so skip duplicates.
        const known = new Set(state.events.map(recordKey));
        const isNew = (event: EventFacts): boolean => {
            const seen = event.recordId !== null && known.has(recordKey(event));
            known.add(recordKey(event));
            return !seen;
        };
        const fresh = batches.flatMap(batch => batch.events).filter(isNew);
        const all = fresh.length > 0 ? [...state.events, ...fresh].sort(newestFirst) : state.events;
        const surplus = Math.max(0, all.length - this.options.maxHeld);
        const ends = steps.flatMap(step => (step.kind === 'end' ? [step] : []));
        ends.forEach(end => (this.next = end.next));
        this.subject.next({
            ...state,
            events: surplus > 0 ? all.slice(surplus) : all,
            released: state.released + surplus,
            logs: [...state.logs.filter(log => !read.some(one => sameLog(one, log))), ...read],
            problems: [...state.problems, ...batches.flatMap(batch => batch.problems)],
            more: ends.length > 0 ? this.next !== null : state.more,
            cutLogs: [...state.cutLogs, ...ends.flatMap(end => end.cutLogs)]
        });
    }
}
