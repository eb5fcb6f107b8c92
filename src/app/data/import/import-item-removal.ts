import { ItemRemoval } from '../../domain/facts/apply-facts';
import { RowError } from '../../domain/facts/facts';
import { date, machineId, nullable, oneOf, presentText, Reader, Readers, record, text, whole } from './field-readers';

/** The script reports a missing item as `notFound`, like its rows about machines. */
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

/** Converts one row of `Remove-AvmaDataExchangeItem`. @throws ImportError for an invalid field */
export function importItemRemoval(row: unknown, path = 'removal'): ItemRemoval {
    return record(removalReaders)(row, path);
}
