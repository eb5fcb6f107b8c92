import { ItemRemoval } from '../../domain/apply-facts';
import { RowError } from '../../domain/facts';
import { date, machineId, nullable, oneOf, presentText, Readers, record, text, whole } from './field-readers';

const removalReaders: Readers<ItemRemoval> = {
    collectedAt: date,
    vmId: machineId,
    name: presentText,
    outcome: oneOf('removed', 'absent', 'failed'),
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text }))
};

/**
 * One row of `Remove-AvmaDataExchangeItem`.
 * @throws ImportError for a field of the wrong form
 */
export function importItemRemoval(row: unknown, path = 'removal'): ItemRemoval {
    return record(removalReaders)(row, path);
}
