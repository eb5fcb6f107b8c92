/** The table as a file. */
import { CsvValue, toCsv } from '../domain/text/csv';
import { exportCase, ExportContent, ExportedCase } from '../domain/facts/export-case';
import { saveFile } from '../shared/save-file';
import { AvmaStrings } from '../shared/texts';
import { columnTitles, columnValue, GuestColumn } from './guest-columns';
import { GuestRow } from './guest-row';

/** For spreadsheets: what is seen, and the id that tells machines of one name apart. */
export function rowsAsCsv(rows: readonly GuestRow[], columns: readonly GuestColumn[], strings: AvmaStrings): string {
    const titles = columnTitles(strings);
    const titlesOf = (column: GuestColumn): string[] => (column === 'verdictText' ? [titles[column], strings.Guests.reason] : [titles[column]]);
    const valuesOf = (row: GuestRow, column: GuestColumn): CsvValue[] =>
        column === 'verdictText' ? [row.cell.label, row.headline || null] : [columnValue(row, column)];
    return toCsv(
        [...columns.flatMap(titlesOf), strings.Details.id],
        rows.map(row => [...columns.flatMap(column => valuesOf(row, column)), row.assessed.guest.vmId])
    );
}

/** For scripts: fields by names that are the same in every language, and codes beside the words. */
export function rowsAsJson(rows: readonly GuestRow[], columns: readonly GuestColumn[]): string {
    const objects = rows.map(row => ({
        hostName: row.assessed.hostName,
        vmId: row.assessed.guest.vmId,
        verdict: row.verdict,
        reasons: row.filter.reasons,
        ...Object.fromEntries(columns.map(column => [column, columnValue(row, column)]))
    }));
    return JSON.stringify(objects, null, 2);
}

export function saveRows(format: 'csv' | 'json', rows: readonly GuestRow[], columns: readonly GuestColumn[], hostName: string, strings: AvmaStrings): void {
    const content = format === 'csv' ? rowsAsCsv(rows, columns, strings) : rowsAsJson(rows, columns);
    saveFile(`avma-guests-${hostName}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', content);
}

/** Saves what is known of one host and its guests as the file that `npm run assess` reads. */
export function saveFacts(facts: ExportedCase, content: ExportContent): void {
    const written = exportCase(facts, content);
    saveFile(`avma-${written.host.computerName ?? 'host'}.json`, 'application/json', JSON.stringify(written, null, 2));
}
