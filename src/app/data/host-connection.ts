import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { EventBatch, EventQuery } from '../domain/facts/event-facts';
import { DataExchangeOutcome, GuestFacts, HostFacts } from '../domain/facts/facts';
import { GuestSession } from './guest-session';

/** Guests of one partial answer. */
export interface GuestBatch {
    readonly guests: readonly GuestFacts[];
    /** One line for each row that the importer rejected; other rows aren't affected. */
    readonly problems: readonly string[];
}

/** The host that the administrator opened. All methods fail with a `HostFailure`. */
export interface HostConnection {
    /** The connection's name, as Windows Admin Center displays it. */
    readonly hostName: string;
    /** The name that the gateway uses. A connection whose own name doesn't resolve has an alias, such as a cluster node. */
    readonly address: string;
    /** Whether the connection is a cluster, in which case one of its nodes answers under the cluster's name. */
    readonly isCluster: boolean;
    /** Emits the host's row once. */
    readHost(): Observable<HostFacts>;
    /** Emits guests as they arrive, and completes after the last. */
    readGuests(): Observable<GuestBatch>;
    /** Enables or disables Data Exchange of machines; emits one list with the result for each machine. */
    setDataExchange(vmIds: readonly string[], enable: boolean): Observable<readonly DataExchangeOutcome[]>;
    /** Reads one page of events from the host's logs. Emits events as they arrive, and completes after the last. */
    readEvents(query: EventQuery): Observable<EventBatch>;
    /** Creates a session for entering guests; sends nothing before its first use. */
    openGuestSession(): GuestSession;
}

export const hostConnectionToken = new InjectionToken<HostConnection>('HostConnection');
