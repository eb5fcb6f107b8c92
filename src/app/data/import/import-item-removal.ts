import { ItemRemoval } from '../../domain/facts/apply-facts';
import { date, machineId, nullable, oneOf, presentText, Reader, Readers, record } from './field-readers';
import { rowError } from './import-row-error';

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
    error: nullable(rowError)
};

/** Converts one row of `Remove-AvmaDataExchangeItem`. @throws ImportError for an invalid field */
export function importItemRemoval(row: unknown, path = 'removal'): ItemRemoval {
    return record(removalReaders)(row, path);
}
