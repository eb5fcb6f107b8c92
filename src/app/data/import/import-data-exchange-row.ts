import { DataExchangeOutcome, RowError } from '../../domain/facts/facts';
import { date, machineId, nullable, oneOf, presentText, Readers, record, text, whole } from './field-readers';

const outcomeReaders: Readers<DataExchangeOutcome> = {
    collectedAt: date,
    vmId: machineId,
    outcome: oneOf('done', 'already', 'notFound', 'failed'),
    enabledState: whole,
    returnValue: whole,
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text }))
};

/** Converts one row of `Enable-AvmaDataExchange`. @throws ImportError for an invalid field */
export function importDataExchangeRow(row: unknown, path = 'outcome'): DataExchangeOutcome {
    return record(outcomeReaders)(row, path);
}
