import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { EventBatch, EventQuery } from '../domain/facts/event-facts';
import { DataExchangeOutcome, GuestFacts, HostFacts } from '../domain/facts/facts';
import { GuestSession } from './guest-session';

/** Guests of one partial answer, and what could not be understood of it. */
export interface GuestBatch {
    readonly guests: readonly GuestFacts[];
    /** One line for each row that no importer accepts; the other rows are not affected. */
    readonly problems: readonly string[];
}

/** The host that the administrator has opened, asked. Everything fails with a `HostFailure`. */
export interface HostConnection {
    /** The connection's own name, as Windows Admin Center shows it. */
    readonly hostName: string;
    /** The name by which the gateway reaches it: a connection whose own name leads nowhere has an alias, such as a node of a cluster. */
    readonly address: string;
    /** A cluster was opened: one of its nodes answers under the cluster's name. */
    readonly isCluster: boolean;
    /** Emits the host's row once. */
    readHost(): Observable<HostFacts>;
    /** Emits guests as they arrive, several times, and completes after the last. */
    readGuests(): Observable<GuestBatch>;
    /** Switches Data Exchange of machines on or off; emits how it ended for each, in one list. */
    setDataExchange(vmIds: readonly string[], enable: boolean): Observable<readonly DataExchangeOutcome[]>;
    /** Emits events of the host's logs as they arrive, several times, and completes after the last: one page of them. */
    readEvents(query: EventQuery): Observable<EventBatch>;
    /** Opens a session from which guests can be entered; nothing is sent before its first use. */
    openGuestSession(): GuestSession;
}

export const hostConnectionToken = new InjectionToken<HostConnection>('HostConnection');
