/** Something that is made of all events of a period while they pass by, page by page, so that nobody has to hold them. */
import { EventBatch } from '../facts/event-facts';

/** How the reading of a period ended. */
export interface ReadingEnd {
    /** False where it was stopped or failed before the last page. */
    readonly complete: boolean;
    /** Logs other than Application that hold more events of the period than one call gives: they have no pages. */
    readonly cutLogs: readonly string[];
}

export interface EventReader<T> {
    /** The rows of one partial answer; a log's row comes again with each page. */
    take(batch: EventBatch): void;
    result(end: ReadingEnd): T;
}
