/** The record of a run for export: time, account, guest, key before and after, result. Contains no secrets. */
import { ApplyLedger, LedgerGuest, progressOf, stateOf } from './apply-ledger';
import { failureOf, lastRow } from './apply-states';
import { CsvValue, toCsv } from '../text/csv';
import { unsignedCode } from '../errors/error-codes';
import { RecordedRow } from './recorded-row';

/** The columns. People and scripts read the file, so their names aren't translated. */
export const recordColumns = [
    'runId',
    'host',
    'mode',
    'sentAt',
    'endedAt',
    'accountName',
    'guest',
    'vmId',
    'channel',
    'fromClass',
    'fromLastFive',
    'toClass',
    'toLastFive',
    'state',
    'code',
    'hresult',
    'licenseStatus',
    'attempts',
    'elapsedMs'
] as const;
type RecordColumn = (typeof recordColumns)[number];

/** One guest of a run. `hresult` is formatted like 0xC004FD00. */
export type ApplyRecord = Readonly<Record<RecordColumn, CsvValue>>;

const hex = (code: number): string => `0x${(unsignedCode(code) ?? 0).toString(16).toUpperCase().padStart(8, '0')}`;

/** The newest value that isn't null, because the last row may contain less than an earlier one. */
function newest<T>(rows: readonly RecordedRow[], what: (row: RecordedRow) => T | null): T | null {
    return (
        [...rows]
            .reverse()
            .map(what)
            .find(found => found !== null) ?? null
    );
}

/** @param guest one of the ledger's guests */
export function recordOf(ledger: ApplyLedger, guest: LedgerGuest): ApplyRecord {
    const progress = progressOf(guest, ledger.mode);
    const failure = failureOf(progress);
    // Use the first row that read the guest: later attempts find what the first one installed.
    const before = guest.rows.map(row => row.before).find(found => found !== null) ?? null;
    const state = stateOf(guest, ledger.mode);
    // The license before the run says nothing about a guest that nobody has read since.
    const after = guest.reading ?? (state === 'unknown' ? null : (newest(guest.rows, row => row.after) ?? before));
    return {
        runId: ledger.runId,
        host: guest.hostName,
        mode: ledger.mode,
        sentAt: guest.sentAt,
        endedAt: lastRow(progress)?.at ?? null,
        accountName: guest.accountName,
        guest: guest.name,
        vmId: guest.vmId,
        channel: guest.channel,
        fromClass: before?.keyClass ?? guest.fromClass,
        fromLastFive: before?.partialProductKey ?? null,
        toClass: guest.toClass,
        toLastFive: guest.keyLastFive,
        state,
        code: guest.skip?.code ?? failure?.code ?? null,
        hresult: failure && failure.hresult !== null ? hex(failure.hresult) : null,
        licenseStatus: after?.licenseStatus ?? null,
        attempts: guest.attempt,
        elapsedMs: lastRow(progress)?.elapsedMs ?? null
    };
}

export function applyRecords(ledger: ApplyLedger): ApplyRecord[] {
    return ledger.guests.map(guest => recordOf(ledger, guest));
}

export function recordCsv(ledger: ApplyLedger): string {
    return toCsv(
        recordColumns,
        applyRecords(ledger).map(record => recordColumns.map(column => record[column]))
    );
}

export function recordJson(ledger: ApplyLedger): string {
    return `${JSON.stringify(applyRecords(ledger), null, 4)}\n`;
}
