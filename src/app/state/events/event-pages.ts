/** Reads a period of the host's log page by page, from the newest event to the oldest. */
import { concat, concatMap, defer, map, Observable, of } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { applicationLog, EventBatch, EventQuery } from '../../domain/facts/event-facts';

/** Determines the end of a page from its events. */
class PageEnd {
    private oldest: number | null = null;
    private readonly counts = new Map<string, number>();

    constructor(private readonly query: EventQuery) {}

    public take({ events }: EventBatch): void {
        for (const { logName, recordId } of events) {
            this.counts.set(logName ?? '', (this.counts.get(logName ?? '') ?? 0) + 1);
            if (logName === applicationLog && recordId !== null) {
                this.oldest = Math.min(this.oldest ?? recordId, recordId);
            }
        }
    }

    /** The query for the next page; null after the last page, and if a page makes no progress. */
    public get next(): EventQuery | null {
        const { maximum, beforeRecordId } = this.query;
        const full = (this.counts.get(applicationLog) ?? 0) >= maximum;
        const further = this.oldest !== null && (beforeRecordId === null || this.oldest < beforeRecordId);
        return full && further ? { ...this.query, beforeRecordId: this.oldest } : null;
    }

    /** Logs without pages that contain more events than the call returned. */
    public get cutLogs(): readonly string[] {
        return [...this.counts].filter(([log, count]) => log !== applicationLog && count >= this.query.maximum).map(([log]) => log);
    }
}

export type PageStep =
    | { readonly kind: 'batch'; readonly batch: EventBatch }
    /** `next` is null after the last page. */
    | { readonly kind: 'end'; readonly next: EventQuery | null; readonly cutLogs: readonly string[] };

/** Reads one page. */
export function readPage(connection: HostConnection, query: EventQuery): Observable<PageStep> {
    return defer(() => {
        const end = new PageEnd(query);
        return concat(
            connection.readEvents(query).pipe(
                map((batch): PageStep => {
                    end.take(batch);
                    return { kind: 'batch', batch };
                })
            ),
            defer(() => of<PageStep>({ kind: 'end', next: end.next, cutLogs: end.cutLogs }))
        );
    });
}

/** Reads all pages of a query in sequence; each page ends with an `end` step. Keeps nothing in memory. */
export function readPages(connection: HostConnection, query: EventQuery): Observable<PageStep> {
    return readPage(connection, query).pipe(
        concatMap(step => (step.kind === 'end' && step.next ? concat(of(step), readPages(connection, step.next)) : of(step)))
    );
}
