import { EventBatch, EventFacts, EventSource, GuestEvents, LogFacts } from '../../domain/facts/event-facts';
import { RowError } from '../../domain/facts/facts';
import { date, flag, ImportError, machineId, nullable, oneOf, presentText, Reader, Readers, record, text, texts, whole } from './field-readers';

const source: Reader<EventSource> = oneOf('host', 'guest');

/** An event without an id would be one of which nothing can be said. */
const eventId: Reader<number> = (value, path) => {
    const id = whole(value, path);
    if (id === null) {
        throw new ImportError(path, 'the id of an event', value);
    }
    return id;
};

const eventReaders: Readers<EventFacts> = {
    collectedAt: date,
    source,
    machineName: text,
    vmId: nullable(machineId),
    logName: text,
    providerName: text,
    id: eventId,
    recordId: whole,
    level: whole,
    timeCreated: date,
    data: texts,
    message: text
};

const logReaders: Readers<LogFacts> = {
    collectedAt: date,
    source,
    machineName: text,
    vmId: nullable(machineId),
    logName: text,
    exists: flag,
    enabled: flag,
    sizeBytes: whole,
    maximumBytes: whole,
    recordCount: whole,
    oldestRecordTime: date,
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text }))
};

export type EventRow = { readonly kind: 'event'; readonly event: EventFacts } | { readonly kind: 'log'; readonly log: LogFacts };

/** Log rows are told from event rows by their field `exists`, also where it is null. */
const isLogRow = (row: unknown): boolean => typeof row === 'object' && row !== null && 'exists' in row;

/**
 * One row of `Get-AvmaEvent` as facts.
 * @throws ImportError for a field of the wrong form
 */
export function importEventRow(row: unknown): EventRow {
    return isLogRow(row) ? { kind: 'log', log: record(logReaders)(row, 'log') } : { kind: 'event', event: record(eventReaders)(row, 'event') };
}

/** Rows of one answer; a bad row costs itself only. */
export function importEventBatch(rows: readonly unknown[]): EventBatch {
    const logs: LogFacts[] = [];
    const events: EventFacts[] = [];
    const problems: string[] = [];
    for (const row of rows) {
        try {
            const imported = importEventRow(row);
            if (imported.kind === 'log') {
                logs.push(imported.log);
            } else {
                events.push(imported.event);
            }
        } catch (error) {
            problems.push((error as Error).message);
        }
    }
    return { logs, events, problems };
}

/**
 * All rows of one guest. A guest that could not be entered has one log row without a log.
 * @throws ImportError where there is no row of a log: then nothing is known of the guest
 */
export function importGuestEvents(rows: readonly unknown[], vmId: string): GuestEvents {
    const batch = importEventBatch(rows);
    if (batch.logs.length === 0) {
        throw new ImportError('log', 'the row of a log', rows[0]);
    }
    return { vmId, ...batch, error: batch.logs.find(log => log.logName === null)?.error ?? null };
}
