/** The columns of the guests' table: which there are, which are shown, and how the choice is kept. */
import { CsvValue } from '../domain/text/csv';
import { AvmaStrings } from '../shared/texts';
import { GuestRow } from './guest-row';

/** Fields of a row, in the table's order. */
export const guestColumns = [
    'name',
    'host',
    'verdictText',
    'state',
    'os',
    'edition',
    'build',
    'evidence',
    'key',
    'keyClass',
    'lastFive',
    'avmaHost',
    'expires',
    'addresses',
    'fqdn',
    'integration',
    'remarks'
] as const;
export type GuestColumn = (typeof guestColumns)[number];

/** What is shown until somebody chooses. */
const defaultColumns: readonly GuestColumn[] = ['name', 'verdictText', 'state', 'os', 'edition', 'evidence', 'key'];

const storageKey = 'avma.guests.columns';

export function columnTitles(strings: AvmaStrings): Readonly<Record<GuestColumn, string>> {
    const { Guests, Details, Inside } = strings;
    return {
        name: Guests.name,
        host: Guests.host,
        state: Guests.state,
        os: Guests.os,
        edition: Guests.edition,
        build: Details.build,
        verdictText: Guests.verdict,
        evidence: Guests.evidence,
        key: Guests.key,
        keyClass: Inside.keyClass,
        lastFive: Guests.installedKey,
        avmaHost: Inside.avmaHost,
        expires: Guests.expires,
        addresses: Guests.addresses,
        fqdn: Guests.fqdn,
        integration: Guests.integration,
        remarks: Details.notes
    };
}

/** The user's choice; the name is always there, since a row without it is nobody's. */
export function readColumns(): readonly GuestColumn[] {
    const chosen = localStorage.getItem(storageKey)?.split(',') ?? defaultColumns;
    return guestColumns.filter(column => column === 'name' || chosen.includes(column));
}

export function keepColumns(columns: readonly GuestColumn[]): void {
    localStorage.setItem(storageKey, columns.join(','));
}

/** What an export says in a column: the table's text, dates as ISO 8601, and nothing where nothing is known. */
export function columnValue(row: GuestRow, column: GuestColumn): CsvValue {
    const value = row[column];
    return value === '' ? null : value;
}
