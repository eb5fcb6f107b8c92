import { ItemRemoval } from '../../domain/facts/apply-facts';
import { RowError } from '../../domain/facts/facts';
import { date, machineId, nullable, oneOf, presentText, Reader, Readers, record, text, whole } from './field-readers';

/** The script's word for an item that was not there is that of its rows about machines. */
const outcome: Reader<ItemRemoval['outcome']> = (value, path) => {
    const word = oneOf('removed', 'absent', 'notFound', 'failed')(value, path);
    return word === 'notFound' ? 'absent' : word;
};

const removalReaders: Readers<ItemRemoval> = {
    collectedAt: date,
    vmId: machineId,
    name: presentText,
    outcome,
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text }))
};

/**
 * One row of `Remove-AvmaDataExchangeItem`.
 * @throws ImportError for a field of the wrong form
 */
export function importItemRemoval(row: unknown, path = 'removal'): ItemRemoval {
    return record(removalReaders)(row, path);
}
