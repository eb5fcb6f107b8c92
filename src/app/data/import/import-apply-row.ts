import { applyOutcomes, ApplyRow, applySteps, SeenLicense } from '../../domain/facts/apply-facts';
import { RowError } from '../../domain/facts/facts';
import { date, ImportError, machineId, nullable, oneOf, presentText, Reader, Readers, record, text, whole } from './field-readers';

const seen = nullable(record<SeenLicense>({ licenseDescription: text, partialProductKey: text, licenseStatus: whole }));

/** Required, because these numbers order and identify rows. */
const count: Reader<number> = (value, path) => {
    const number = whole(value, path);
    if (number === null || number < 0) {
        throw new ImportError(path, 'a whole number from 0', value);
    }
    return number;
};

const applyReaders: Readers<ApplyRow> = {
    runId: presentText,
    seq: count,
    at: date,
    vmId: machineId,
    channel: nullable(oneOf('direct', 'winrm')),
    accountName: text,
    keyLastFive: text,
    attempt: count,
    step: oneOf(...applySteps),
    outcome: nullable(oneOf(...applyOutcomes)),
    before: seen,
    after: seen,
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text })),
    elapsedMs: whole
};

/** Converts one row of `Install-AvmaKey`. @throws ImportError for an invalid field, for an outcome before the last row, and for a last row without one */
export function importApplyRow(row: unknown, path = 'row'): ApplyRow {
    const imported = record(applyReaders)(row, path);
    if ((imported.outcome !== null) !== (imported.step === 'end')) {
        throw new ImportError(`${path}.outcome`, imported.step === 'end' ? 'an outcome in the last row' : 'null before the last row', imported.outcome);
    }
    return imported;
}
