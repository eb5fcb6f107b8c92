import { Injectable } from '@angular/core';
import { BehaviorSubject, catchError, EMPTY, from, mergeMap, Observable, Subscription, tap } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { EventPeriod, periodStart } from '../../domain/events/event-filter';
import { avmaEventIds } from '../../domain/events/event-meanings';
import { ReportGuest, UsageAccumulator } from '../../domain/events/usage-accumulator';
import { HostUsageState, UsageReport } from '../../domain/events/usage-report';
import { eventsStoreOptions } from './events.store';
import { GuestHosts } from '../inside/guest-hosts';
import { HostReading } from '../hosts/hosts.store';
import { readWhole } from './whole-period';

/** Number of hosts whose logs are read concurrently. */
const atATime = 4;

/** The state of counting one host's log. */
export interface HostUsage {
    /** The name that was used to reach the host. */
    readonly hostName: string;
    readonly state: HostUsageState;
    /** Number of events read so far. */
    readonly events: number;
    /** Null until the whole period is read. */
    readonly report: UsageReport | null;
    readonly failure: HostFailure | null;
}

export interface HostsReportState {
    readonly running: boolean;
    /** One for each host, including those that can't be read; empty before the first report. */
    readonly hosts: readonly HostUsage[];
}

/** A host to include in a report. */
export interface ReportHost {
    readonly reading: HostReading;
    readonly guests: readonly ReportGuest[];
}

const none: HostsReportState = { running: false, hosts: [] };

/** A host's state before its log is read. Doesn't retry a host that couldn't be read. */
function begun({ reading }: ReportHost): HostUsage {
    const { hostName, facts, phase, failure } = reading;
    const asked = phase !== 'withoutHyperV' && facts !== null && failure === null;
    return { hostName, state: asked ? 'waiting' : phase === 'withoutHyperV' ? 'withoutHyperV' : 'notRead', events: 0, report: null, failure };
}

/** The usage of several hosts in one period, counted separately for each host. Keeps only the counts in memory. */
@Injectable({ providedIn: 'root' })
export class HostsReportStore {
    private readonly subject = new BehaviorSubject<HostsReportState>(none);
    private running: Subscription | null = null;

    public readonly state: Observable<HostsReportState> = this.subject.asObservable();

    constructor(private readonly guestHosts: GuestHosts) {}

    public get current(): HostsReportState {
        return this.subject.value;
    }

    /** Reads the logs of these hosts; cancels a running report. */
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

    /** Stops; hosts without a report become `cancelled`. */
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
        return readWhole(this.guestHosts.connection(hostName), query, () => new UsageAccumulator({ host: facts, guests, from: startTime, until })).pipe(
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
