import { applyOutcomes, ApplyRow, applySteps, SeenLicense } from '../../domain/facts/apply-facts';
import { count, date, ImportError, machineId, nullable, oneOf, presentText, Readers, record, shortText, whole32 } from './field-readers';
import { rowError } from './import-row-error';

const seen = nullable(record<SeenLicense>({ licenseDescription: shortText, partialProductKey: shortText, licenseStatus: whole32 }));

const applyReaders: Readers<ApplyRow> = {
    runId: presentText,
    seq: count,
    at: date,
    vmId: machineId,
    channel: nullable(oneOf('direct', 'winrm')),
    accountName: shortText,
    keyLastFive: shortText,
    attempt: count,
    step: oneOf(...applySteps),
    outcome: nullable(oneOf(...applyOutcomes)),
    before: seen,
    after: seen,
    error: nullable(rowError),
    elapsedMs: nullable(count)
};

/** Converts one row of `Install-AvmaKey`. @throws ImportError for an invalid field, for an outcome before the last row, and for a last row without one */
export function importApplyRow(row: unknown, path = 'row'): ApplyRow {
    const imported = record(applyReaders)(row, path);
    if ((imported.outcome !== null) !== (imported.step === 'end')) {
        throw new ImportError(`${path}.outcome`, imported.step === 'end' ? 'an outcome in the last row' : 'null before the last row', imported.outcome);
    }
    return imported;
}
