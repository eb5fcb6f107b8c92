import { EventBatch, EventFacts, EventSource, GuestEvents, LogFacts } from '../../domain/facts/event-facts';
import { date, flag, ImportError, machineId, nullable, oneOf, Reader, Readers, record, text, texts, whole } from './field-readers';
import { rowError } from './import-row-error';

const source: Reader<EventSource> = oneOf('host', 'guest');

/** Required, because an event without an id has no meaning. */
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
    error: nullable(rowError)
};

export type EventRow = { readonly kind: 'event'; readonly event: EventFacts } | { readonly kind: 'log'; readonly log: LogFacts };

/** Only log rows have the field `exists`, which may be null. */
const isLogRow = (row: unknown): boolean => typeof row === 'object' && row !== null && 'exists' in row;

/** Converts one row of `Get-AvmaEvent` to facts. @throws ImportError for an invalid field */
export function importEventRow(row: unknown, path?: string): EventRow {
    return isLogRow(row) ? { kind: 'log', log: record(logReaders)(row, path ?? 'log') } : { kind: 'event', event: record(eventReaders)(row, path ?? 'event') };
}

/** Imports the rows of one answer; an invalid row doesn't affect the others. */
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
 * Imports all rows of one guest. A guest that couldn't be entered has one log row with a null `logName`.
 * @throws ImportError without any log row, because then nothing is known about the guest
 */
export function importGuestEvents(rows: readonly unknown[], vmId: string): GuestEvents {
    const batch = importEventBatch(rows);
    if (batch.logs.length === 0) {
        throw new ImportError('log', 'the row of a log', rows[0]);
    }
    return { vmId, ...batch, error: batch.logs.find(log => log.logName === null)?.error ?? null };
}
