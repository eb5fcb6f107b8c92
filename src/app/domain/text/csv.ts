/**
 * Comma-separated values for spreadsheets and scripts: RFC 4180 with CRLF, after a UTF-8 byte order mark, without which Excel reads the machine's code page.
 * Guests write names, so text that a spreadsheet would calculate is escaped.
 */

/** Numbers and booleans are written unchanged; `null` becomes an empty cell. */
export type CsvValue = string | number | boolean | null;

const byteOrderMark = '\uFEFF';

/**
 * Where a spreadsheet would start a formula: = + - @ and their full-width forms (https://owasp.org/www-community/attacks/CSV_Injection), also after spaces
 * and invisible characters. Matches inside a value too: where the list separator is a semicolon (half of Europe) or a tab, Excel splits even a quoted value
 * there, and at its line ends.
 */
const formulaStart = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;

/**
 * The value as it is written, and as every CSV library reads it back: puts an apostrophe before everything that could be a formula. Other values don't
 * change, including those that start with an apostrophe. `original` removes the apostrophes.
 */
export function neutralised(value: string): string {
    return value.replace(formulaStart, "'");
}

/**
 * The inverse of `neutralised`, except for a value that already had an apostrophe before a formula: after escaping, the text `'=1` and the formula `=1` look
 * the same.
 */
export function original(written: string): string {
    return written.replace(/(?<=^|[;\t\r\n])'(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])|^'(?=[\t\r\n])/gu, '');
}

/** Whether a spreadsheet could interpret a value, or a part that it splits off, as a formula. */
export function isFormula(value: string): boolean {
    return neutralised(value) !== value;
}

function cell(value: CsvValue): string {
    const text = typeof value === 'string' ? neutralised(value) : value === null ? '' : String(value);
    // Also quotes the other separators and leading or trailing spaces, for programs that guess the separator or trim.
    return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** One line of a file, for files that are written while their rows arrive. */
export function csvLine(values: readonly CsvValue[]): string {
    const text = values.map(cell).join(',');
    // A single empty cell would be an empty line, which readers skip.
    return `${text === '' && values.length === 1 ? '""' : text}\r\n`;
}

/** The start of a file: byte order mark and header line. */
export function csvHead(header: readonly string[]): string {
    return `${byteOrderMark}${csvLine(header)}`;
}

/** A complete file as text. UTF-8 can't represent lone surrogates; saving replaces them with U+FFFD. */
export function toCsv(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
    const lines = [csvHead(header)];
    for (const row of rows) {
        lines.push(csvLine(row));
    }
    return lines.join('');
}
