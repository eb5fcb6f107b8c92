/** Consumers that process the events of a period page by page, so that no page has to stay in memory. */
import { EventBatch } from '../facts/event-facts';

/** How reading a period ended. */
export interface ReadingEnd {
    /** False if the reading was stopped or failed before the last page. */
    readonly complete: boolean;
    /** Logs other than Application with more events in the period than one call returns: only Application is read in pages. */
    readonly cutLogs: readonly string[];
}

export interface EventReader<T> {
    /** Processes the rows of one partial answer; a log's row is repeated with each page. */
    take(batch: EventBatch): void;
    result(end: ReadingEnd): T;
}
