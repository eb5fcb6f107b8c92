/** A whole period of a host's log, of which nothing is held but what a reader makes of it. */
import { Observable } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { EventQuery } from '../../domain/facts/event-facts';
import { EventReader } from '../../domain/events/event-reader';
import { readPages } from './event-pages';

/** How far a whole period has been read, and at the end what was made of it. */
export interface WholeProgress<T> {
    readonly events: number;
    readonly pages: number;
    /** Null until the last page has been read. */
    readonly result: T | null;
}

/**
 * Reads all pages from a query on. Fails with a `HostFailure`; unsubscribing ends it.
 * @param makeReader makes what takes the events, anew for each subscription
 */
export function readWhole<T>(connection: HostConnection, query: EventQuery, makeReader: () => EventReader<T>): Observable<WholeProgress<T>> {
    return new Observable(subscriber => {
        const reader = makeReader();
        const cutLogs = new Set<string>();
        let events = 0;
        let pages = 0;
        return readPages(connection, query).subscribe({
            next: step => {
                if (step.kind === 'batch') {
                    reader.take(step.batch);
                    events += step.batch.events.length;
                } else {
                    pages++;
                    step.cutLogs.forEach(log => cutLogs.add(log));
                }
                subscriber.next({ events, pages, result: null });
            },
            error: (failure: HostFailure) => subscriber.error(failure),
            complete: () => {
                subscriber.next({ events, pages, result: reader.result({ complete: true, cutLogs: [...cutLogs] }) });
                subscriber.complete();
            }
        });
    });
}
