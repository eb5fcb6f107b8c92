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

/**
 * One row of `Enable-AvmaDataExchange`.
 * @throws ImportError for a field of the wrong form
 */
export function importDataExchangeRow(row: unknown, path = 'outcome'): DataExchangeOutcome {
    return record(outcomeReaders)(row, path);
}
