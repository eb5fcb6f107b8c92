import { Injectable } from '@angular/core';
import { BehaviorSubject, catchError, combineLatest, defer, distinctUntilChanged, EMPTY, filter, map, mergeMap, Observable, of, Subject, toArray } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { EventBatch, EventFacts } from '../../domain/facts/event-facts';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { GuestKey } from '../../domain/facts/guest-key';
import { LoggedRequest } from '../../domain/facts/logged-request';
import { hostEventId } from '../../domain/events/event-meanings';
import { logReport, LogState } from '../../domain/events/log-report';
import { countedEvents, fullName, newestRequests } from '../../domain/events/logged-requests';
import { logDays } from '../../domain/judgement/logged';
import { KnownRequests } from './guest-judge';
import { GuestHosts } from '../inside/guest-hosts';

/** A host whose guests were read. */
export interface ReadHost {
    /** The name that was used to reach the host. */
    readonly hostName: string;
    readonly facts: HostFacts;
    readonly guests: readonly GuestFacts[];
}

/** What a host's log shows. Holds the newest request of each guest, no events. */
export interface HostLog {
    /** When it was read, by the host's clock; null if it couldn't be read. */
    readonly readAt: string | null;
    /** What the log could show of the period. */
    readonly state: LogState;
    readonly requests: ReadonlyMap<GuestKey, LoggedRequest>;
}

/** By host name. */
export type HostLogsState = ReadonlyMap<string, HostLog>;

const maxHostsAtOnce = 4;
/** 1,000 guests that renew each week make as many requests in the 35 days. */
const maxEvents = 5000;
const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
/** Guests that are kept current are read every few seconds; the log, which can be large, is read again after this time only. */
const keepMs = 10 * minuteMs;

const failed = (state: LogState): HostLog => ({ readAt: null, state, requests: new Map() });

interface Reading {
    readonly host: ReadHost;
    readonly others: ReadonlyArray<readonly ReadHost[]>;
    readonly joinedBy: string;
}

/** What the events of a log are joined with. */
const joinedBy = ({ guests }: ReadHost): string => guests.map(guest => `${guest.vmId} ${guest.createdOn} ${fullName(guest)}`).join();

/** When the host's guests were read, by its clock. */
const guestsReadAt = ({ facts, guests }: ReadHost): number => Date.parse(guests[0]?.collectedAt ?? facts.collectedAt ?? '');

const isSameHost = (one: ReadHost, other: ReadHost): boolean => one.facts.fqdn !== null && one.facts.fqdn.toLowerCase() === other.facts.fqdn?.toLowerCase();

/**
 * The other nodes of the host's cluster, to which its guests can move. A node that was read under two names is in one list with the first, and in another with
 * the last: its guests are asked for under both.
 */
function neighbours(host: ReadHost, hosts: readonly ReadHost[]): ReadonlyArray<readonly ReadHost[]> {
    const cluster = host.facts.clusterName?.toLowerCase();
    const nodes = hosts.filter(one => one !== host && !isSameHost(one, host) && cluster !== undefined && one.facts.clusterName?.toLowerCase() === cluster);
    const first = nodes.filter((one, index) => !nodes.slice(0, index).some(other => isSameHost(one, other)));
    const last = nodes.filter((one, index) => !nodes.slice(index + 1).some(other => isSameHost(one, other)));
    return first.length === nodes.length ? [nodes] : [first, last];
}

function toLog({ host, others }: Reading, batch: EventBatch, startTime: string | null): HostLog {
    const log = batch.logs.find(({ logName, error }) => logName === 'Application' && error?.code !== 'cutOff');
    if (!log || log.error) {
        return failed(log ? logReport(log, 0, startTime).state : 'failed');
    }
    // The host's row may be older than its log, and what happened in between isn't from the future.
    const asOf = { ...host, facts: { ...host.facts, collectedAt: log.collectedAt }, events: countedEvents(batch) };
    const none: readonly EventFacts[] = [];
    const requests = new Map(others.flatMap(nodes => [...newestRequests([asOf, ...nodes.map(one => ({ ...one, events: none }))])]));
    return { readAt: log.collectedAt, state: logReport(log, batch.events.length, startTime).state, requests };
}

/** Reads the newest requests for activation in the logs of hosts, one call a host, after their guests. */
@Injectable({ providedIn: 'root' })
export class HostLogsStore {
    private readonly subject = new BehaviorSubject<HostLogsState>(new Map());
    private readonly queue = new Subject<Reading>();
    /** The newest reading of each host that was asked for. */
    private readonly asked = new Map<string, Reading>();

    /** Names of the hosts whose guests are shown. */
    private readonly shown = new BehaviorSubject<ReadonlySet<string>>(new Set());

    /** The logs of the hosts whose guests are shown. */
    public readonly state: Observable<HostLogsState> = combineLatest([this.subject, this.shown]).pipe(
        map(([logs, shown]) => new Map([...logs].filter(([name]) => shown.has(name)))),
        distinctUntilChanged((one, other) => one.size === other.size && [...one].every(([name, log]) => other.get(name) === log))
    );
    /** Also those of other hosts that were read. */
    public readonly all: Observable<HostLogsState> = this.subject.asObservable();

    public get current(): HostLogsState {
        return this.subject.value;
    }

    constructor(private readonly hosts: GuestHosts) {
        this.queue.pipe(mergeMap(reading => this.readLog(reading), maxHostsAtOnce)).subscribe();
    }

    /**
     * Reads the logs of these hosts where the host was read again, its guests are others, or some time has passed; drops the logs of all others.
     * @param others hosts whose guests aren't shown, but counted
     */
    public read(shown: readonly ReadHost[], others: readonly ReadHost[] = []): void {
        const hosts = [...shown, ...others];
        this.shown.next(new Set(shown.map(({ hostName }) => hostName)));
        const names = new Set(hosts.map(({ hostName }) => hostName));
        [...this.asked.keys()].filter(name => !names.has(name)).forEach(name => this.asked.delete(name));
        if ([...this.subject.value.keys()].some(name => !names.has(name))) {
            this.subject.next(new Map([...this.subject.value].filter(([name]) => names.has(name))));
        }
        for (const host of hosts) {
            const reading = { host, others: neighbours(host, hosts), joinedBy: joinedBy(host) };
            if (!this.isCurrent(reading)) {
                this.asked.set(host.hostName, reading);
                this.queue.next(reading);
            }
        }
    }

    /** Whether the log is read, or being read, and would show the same. */
    private isCurrent({ host, joinedBy: joined }: Reading): boolean {
        const asked = this.asked.get(host.hostName);
        const isNew = asked === undefined || asked.host.facts !== host.facts || asked.joinedBy !== joined;
        return !isNew && !(guestsReadAt(host) - guestsReadAt(asked.host) >= keepMs);
    }

    private readLog(reading: Reading): Observable<void> {
        const { hostName, facts } = reading.host;
        // Another reading was asked for, or none any more, while this one waited for its turn.
        const isAsked = (): boolean => this.asked.get(hostName) === reading;
        const now = Date.parse(facts.collectedAt ?? '');
        const startTime = Number.isNaN(now) ? null : new Date(now - logDays * dayMs).toISOString();
        const query = { ids: [hostEventId], startTime, maximum: maxEvents, beforeRecordId: null, withoutMessage: true };
        return defer(() => (isAsked() ? this.hosts.connection(hostName).readEvents(query) : EMPTY)).pipe(
            toArray(),
            map(batches => ({
                logs: batches.flatMap(({ logs }) => logs),
                events: batches.flatMap(({ events }) => events),
                problems: []
            })),
            map(batch => toLog(reading, batch, startTime)),
            // Without its log a host is judged as before.
            catchError(({ code }: HostFailure) => of(failed(code === 'accessDenied' ? 'denied' : 'failed'))),
            filter(isAsked),
            map(log => this.subject.next(new Map([...this.subject.value, [hostName, log]])))
        );
    }
}

/** The newest request of each guest, whichever of the logs has it. */
export function knownRequests(logs: HostLogsState): KnownRequests {
    const requests = new Map<GuestKey, LoggedRequest>();
    for (const log of logs.values()) {
        for (const [key, request] of log.requests) {
            const before = requests.get(key);
            if (!before || Date.parse(before.at) < Date.parse(request.at)) {
                requests.set(key, request);
            }
        }
    }
    return { requests, readAt: new Map([...logs].map(([hostName, { readAt }]) => [hostName, readAt])) };
}
