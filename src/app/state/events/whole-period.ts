/** Reads a whole period of a host's log and keeps only the reader's result in memory. */
import { Observable } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { EventQuery } from '../../domain/facts/event-facts';
import { EventReader } from '../../domain/events/event-reader';
import { readPages } from './event-pages';

/** Progress of reading a whole period, and the result at its end. */
export interface WholeProgress<T> {
    readonly events: number;
    readonly pages: number;
    /** Null until the last page is read. */
    readonly result: T | null;
}

/**
 * Reads all pages of a query. Fails with a `HostFailure`; unsubscribing cancels it.
 * @param makeReader creates the consumer of events, once for each subscription
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
