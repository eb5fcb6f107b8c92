/**
 * Comma-separated values for spreadsheets and scripts: RFC 4180 with CRLF, behind a UTF-8 byte order mark, without which Excel reads the
 * code page of the machine. Names come from guests, so nothing that a spreadsheet would calculate is written as it is.
 */

/** Numbers and truth values are written as they are; `null` is an empty cell. */
export type CsvValue = string | number | boolean | null;

const byteOrderMark = '\uFEFF';

/**
 * Where a spreadsheet would begin a formula: = + - @ and their full-width forms (https://owasp.org/www-community/attacks/CSV_Injection),
 * also behind spaces and characters that cannot be seen. Not only at the beginning of the value: where the list separator is a semicolon
 * (half of Europe) or a tab, quotes around a value do not keep Excel from splitting it there, nor at its line ends.
 */
const formulaStart = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;

/**
 * The value as it is written, and as every CSV library reads it back: an apostrophe stands before whatever could be taken for a formula.
 * All other values, also those that begin with an apostrophe, stay what they are. `original` takes the apostrophes away again.
 */
export function neutralised(value: string): string {
    return value.replace(formulaStart, "'");
}

/**
 * The inverse of `neutralised`, for every value that had no apostrophe of its own before a formula: with `'=1` nothing tells
 * the text `'=1` from the formula `=1`.
 */
export function original(written: string): string {
    return written.replace(/(?<=^|[;\t\r\n])'(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])|^'(?=[\t\r\n])/gu, '');
}

/** Whether a spreadsheet could take a value, or a part that it splits off, for a formula. */
export function isFormula(value: string): boolean {
    return neutralised(value) !== value;
}

function cell(value: CsvValue): string {
    const text = typeof value === 'string' ? neutralised(value) : value === null ? '' : String(value);
    // The other separators and spaces at the ends are quoted for programs that guess the separator or trim.
    return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** One line of a file, for files that are made while their rows pass by. */
export function csvLine(values: readonly CsvValue[]): string {
    const text = values.map(cell).join(',');
    // One empty cell would be an empty line, which readers skip.
    return `${text === '' && values.length === 1 ? '""' : text}\r\n`;
}

/** The begin of a file. */
export function csvHead(header: readonly string[]): string {
    return `${byteOrderMark}${csvLine(header)}`;
}

/** A whole file as text. Lone surrogates have no form in UTF-8; saving makes them U+FFFD. */
export function toCsv(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
    const lines = [csvHead(header)];
    for (const row of rows) {
        lines.push(csvLine(row));
    }
    return lines.join('');
}
