import { Injectable } from '@angular/core';
import { BehaviorSubject, catchError, EMPTY, from, mergeMap, Observable, Subscription, tap } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { EventPeriod, periodStart } from '../../domain/events/event-filter';
import { avmaEventIds } from '../../domain/events/event-meanings';
import { JudgedGuest } from '../../domain/guests/guest-filter';
import { UsageAccumulator } from '../../domain/events/usage-accumulator';
import { HostUsageState, UsageReport } from '../../domain/events/usage-report';
import { eventsStoreOptions } from './events.store';
import { GuestPlaces } from '../inside/guest-places';
import { HostReading } from '../hosts/hosts.store';
import { readWhole } from './whole-period';

/** Hosts whose logs are read at a time. */
const atATime = 4;

/** How far the log of one of many hosts has been counted. */
export interface HostUsage {
    /** The name by which it was asked. */
    readonly hostName: string;
    readonly state: HostUsageState;
    /** Events read so far. */
    readonly events: number;
    /** Null until its whole period has been read. */
    readonly report: UsageReport | null;
    readonly failure: HostFailure | null;
}

export interface HostsReportState {
    readonly running: boolean;
    /** One for each host, also for those that cannot be asked; empty before the first report. */
    readonly hosts: readonly HostUsage[];
}

/** Whom a report is about. */
export interface ReportHost {
    readonly reading: HostReading;
    readonly guests: readonly JudgedGuest[];
}

const none: HostsReportState = { running: false, hosts: [] };

/** What of a host is known before its log is read. A host that could not be read is not asked again here. */
function begun({ reading }: ReportHost): HostUsage {
    const { hostName, facts, phase, failure } = reading;
    const asked = phase !== 'withoutHyperV' && facts !== null && failure === null;
    return { hostName, state: asked ? 'waiting' : phase === 'withoutHyperV' ? 'withoutHyperV' : 'notRead', events: 0, report: null, failure };
}

/** The usage of many hosts in one period, each counted by itself; nothing is held but the counts. */
@Injectable({ providedIn: 'root' })
export class HostsReportStore {
    private readonly subject = new BehaviorSubject<HostsReportState>(none);
    private running: Subscription | null = null;

    public readonly state: Observable<HostsReportState> = this.subject.asObservable();

    constructor(private readonly places: GuestPlaces) {}

    public get current(): HostsReportState {
        return this.subject.value;
    }

    /** Reads the logs of these hosts; a report under way is given up. */
    public create(hosts: readonly ReportHost[], period: EventPeriod): void {
        this.running?.unsubscribe();
        const now = Date.now();
        const start = periodStart(period, now);
        const startTime = start === null ? null : new Date(start).toISOString();
        const until = new Date(now).toISOString();
        this.subject.next({ running: true, hosts: hosts.map(begun) });
        const asked = hosts.filter(({ reading }) => this.usageOf(reading.hostName)?.state === 'waiting');
        this.running = from(asked)
            .pipe(mergeMap(host => this.readHost(host, startTime, until), atATime))
            .subscribe({ complete: () => this.subject.next({ ...this.current, running: false }) });
    }

    /** Asks no more; hosts without a report are `cancelled`. */
    public stop(): void {
        this.running?.unsubscribe();
        const cancelled = (host: HostUsage): HostUsage => (host.state === 'waiting' || host.state === 'reading' ? { ...host, state: 'cancelled' } : host);
        this.subject.next({ running: false, hosts: this.current.hosts.map(cancelled) });
    }

    public forget(): void {
        this.running?.unsubscribe();
        this.subject.next(none);
    }

    private readHost({ reading, guests }: ReportHost, startTime: string | null, until: string): Observable<unknown> {
        const { hostName, facts } = reading;
        const query = { ids: avmaEventIds, startTime, maximum: eventsStoreOptions.wholePageSize, beforeRecordId: null };
        return readWhole(this.places.connection(hostName), query, () => new UsageAccumulator({ host: facts, guests, from: startTime, until })).pipe(
            tap(({ events, result }) => this.set(hostName, { state: result ? 'done' : 'reading', events, report: result })),
            catchError((failure: HostFailure) => {
                this.set(hostName, { state: 'failed', failure });
                return EMPTY;
            })
        );
    }

    private usageOf(hostName: string): HostUsage | undefined {
        return this.current.hosts.find(host => host.hostName === hostName);
    }

    private set(hostName: string, change: Partial<HostUsage>): void {
        const hosts = this.current.hosts.map(host => (host.hostName === hostName ? { ...host, ...change } : host));
        this.subject.next({ ...this.current, hosts });
    }
}
