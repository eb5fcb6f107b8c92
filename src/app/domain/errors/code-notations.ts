/** The notations of a result code in text: with and without 0x, decimal, with spaces, run into a word, and the short numbers of DISM. */
import { isKnownCode } from './error-codes';

/** A code and its position. */
export interface CodePlace {
    /** Unsigned 32 bit */
    readonly code: number;
    readonly start: number;
    readonly end: number;
}

/** A maximal run of Latin letters and digits. */
interface Run {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** Every notation of a code is shorter; a longer run of letters and digits is something else. */
const longestRun = 64;

/** Letters that are typed for a digit or letter of a code: O, and the Cyrillic letters that look like 0, 3, A, B, C, E and x. */
const lookAlikes: Readonly<Record<string, string>> = {
    O: '0',
    o: '0',
    '\u041e': '0',
    '\u043e': '0',
    '\u0417': '3',
    '\u0410': 'A',
    '\u0430': 'a',
    '\u0412': 'B',
    '\u0421': 'C',
    '\u0441': 'c',
    '\u0415': 'E',
    '\u0435': 'e',
    '\u0425': 'x',
    '\u0445': 'x'
};
const latin = (text: string): string => text.replace(/[Oo\u0410-\u044f]/g, letter => lookAlikes[letter] ?? letter);
const prefixedLookAlike = /[0Oo\u041e\u043e][xX\u0425\u0445][0-9A-Fa-fOo\u041e\u043e\u0417\u0410\u0430\u0412\u0421\u0441\u0415\u0435]{8}/g;
const cyrillic = /[\u0410-\u044f]/;
const bareLookAlike = /(?<![\p{L}\p{N}])[0-9A-Fa-f\u0410\u0430\u0412\u0421\u0441\u0415\u0435]{8}(?![\p{L}\p{N}])/gu;

const sign = /[\uFF01-\uFF5E\u2010-\u2015\u2212\u00D7]/;

/** The ASCII form of a character code: full-width forms, dashes and minus signs, and the multiplication sign. */
function asciiCode(code: number): number {
    const isDash = (code >= 0x2010 && code <= 0x2015) || code === 0x2212;
    return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : isDash ? 0x2d : code === 0xd7 ? 0x78 : code;
}

/** Changes many characters without a string for each. */
function withAscii(text: string): string {
    const codes = new Uint16Array(text.length);
    for (let index = 0; index < text.length; index++) {
        codes[index] = asciiCode(text.charCodeAt(index));
    }
    const part = 4096;
    const parts = Array.from({ length: Math.ceil(text.length / part) }, (_, index) => String.fromCharCode(...codes.subarray(index * part, (index + 1) * part)));
    return parts.join('');
}

/**
 * Replaces full-width forms with ASCII, minus signs and dashes with hyphens, a multiplication sign with x, and look-alikes in what is written like a code.
 * Keeps the length, so that positions stay valid.
 */
export function plainText(text: string): string {
    const plain = (sign.test(text) ? withAscii(text) : text).replace(prefixedLookAlike, latin);
    return cyrillic.test(plain) ? plain.replace(bareLookAlike, latin) : plain;
}

/** Whether letters make a word such as "Error", not a part of an identifier such as "abcd". */
const isWord = (text: string): boolean => /^[a-z]*[g-z][a-z]*$/i.test(text);
const isWordOrNothing = (text: string): boolean => text === '' || isWord(text);

/** Whether a neighboring run, one character apart, makes this run a part of something longer: a GUID, a SID, a version, a decimal number, a file name. */
function joinedTo(text: string, run: Run, neighbour: Run | null): boolean {
    const between = neighbour && text[neighbour.start < run.start ? run.start - 1 : run.end];
    return between !== null && '-_.'.includes(between) && !isWord(neighbour?.text ?? '');
}

/** An unambiguous notation: 0xC004FD02, also between letters or as a literal of a programming language, and &HC004FD02. */
function prefixedCode(text: string, run: Run): CodePlace | null {
    const [, before, digits, after] = /^([a-z]*0|o)x([0-9a-f]{8})([a-z]*)$/i.exec(run.text) ?? [];
    if (digits !== undefined && isWordOrNothing(after)) {
        const start = run.start + before.length - 1;
        return { code: parseInt(digits, 16), start, end: start + 10 };
    }
    if (text[run.start - 1] === '&' && /^h[0-9a-f]{8}$/i.test(run.text)) {
        return { code: parseInt(run.text.slice(1), 16), start: run.start - 1, end: run.end };
    }
    return null;
}

/**
 * C004FD02 without a prefix: any known code, also run into a word, or eight digits that can be neither a number nor a word and start like a failure or a
 * licensing state.
 */
function bareCode(run: Run): CodePlace | null {
    const [, before, digits, after] = /^([a-z]*?)([0-9a-f]{8})([a-z]*)$/i.exec(run.text) ?? [];
    if (digits === undefined || !isWordOrNothing(before) || !isWordOrNothing(after)) {
        return null;
    }
    const code = parseInt(digits, 16);
    const likely = before === '' && after === '' && /^[8c4]/i.test(digits) && /[a-f]/i.test(digits) && /\d/.test(digits);
    const start = run.start + before.length;
    return isKnownCode(code) || likely ? { code, start, end: start + 8 } : null;
}

/** Programs print the greatest unsigned number for a value that isn't set: GracePeriodRemaining : 4294967295. */
const unset = 0xffffffff;
const besideName = (text: string, start: number): boolean =>
    /(?:[\p{L}\p{N}_"')\]]\s*[:=>]\s*["']?|[a-z][A-Z]\w*\s+)$/u.test(text.slice(Math.max(0, start - 40), start));

/** -1073414910 or 3221552386. A negative code needs at least nine digits; a shorter negative number is an ordinary number. */
function decimalCode(text: string, run: Run): CodePlace | null {
    if (!/^\d{8,10}$/.test(run.text)) {
        return null;
    }
    const value = Number(run.text);
    if (text[run.start - 1] === '-' && run.text.length > 8 && value <= 0x80000000) {
        return { code: 0x100000000 - value, start: run.start - 1, end: run.end };
    }
    const failure = value >= 0x80000000 && value <= 0xffffffff && !(value === unset && besideName(text, run.start));
    return failure || isKnownCode(value) ? { code: value, start: run.start, end: run.end } : null;
}

function codeAt(text: string, before: Run | null, run: Run, after: Run | null): CodePlace | null {
    const prefixed = prefixedCode(text, run);
    if (prefixed) {
        return prefixed;
    }
    if (text[run.start - 1] === '#' || joinedTo(text, run, before) || joinedTo(text, run, after)) {
        return null;
    }
    return bareCode(run) ?? decimalCode(text, run);
}

function isLetterOrDigit(code: number): boolean {
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The end of the run that begins at `start`. */
function runEnd(text: string, start: number): number {
    let end = start;
    while (end < text.length && isLetterOrDigit(text.charCodeAt(end))) {
        end++;
    }
    return end;
}

const toRun = (text: string, start: number, end: number): Run | null => (end > start ? { start, end, text: text.slice(start, end) } : null);

/** Codes that are one run of letters and digits. Looks at the neighbors only of runs that are as long as a code, so that a long text costs no memory. */
export function codesInRuns(text: string): readonly CodePlace[] {
    const places: CodePlace[] = [];
    let [beforeStart, beforeEnd] = [0, 0];
    for (let start = 0; start < text.length; start++) {
        const end = runEnd(text, start);
        if (end === start) {
            continue;
        }
        if (end - start >= 8 && end - start <= longestRun) {
            // Only a neighbor that one character separates can be joined to the run.
            const after = toRun(text, end + 1, runEnd(text, end + 1));
            const before = beforeEnd === start - 1 ? toRun(text, beforeStart, beforeEnd) : null;
            const place = codeAt(text, before, { start, end, text: text.slice(start, end) }, after);
            if (place) {
                places.push(place);
            }
        }
        [beforeStart, beforeEnd] = [start, end];
        start = end;
    }
    return places;
}

/** Known codes with spaces inside, as recognized from a screenshot: 0xC004 F0 74, C004 F074. */
export function codesWithSpaces(text: string): readonly CodePlace[] {
    const spaced = /(?<![0-9A-Za-z])(?:[0o]x ?[0-9a-f](?: ?[0-9a-f]){7}|[48c][0-9a-f]{3} [0-9a-f]{4})(?![0-9A-Za-z])/gi;
    return [...text.matchAll(spaced)].flatMap(match => {
        const [written] = match;
        const code = parseInt(written.replace(/^[0o]x/i, '').replace(/ /g, ''), 16);
        const start = match.index ?? 0;
        return written.includes(' ') && isKnownCode(code) ? [{ code, start, end: start + written.length }] : [];
    });
}

/** A line of a dump: a name and its value. The version that DISM prints above its result isn't one. */
const dumpLine = /^\s*([\p{L}\p{M}\p{N}_ .-]{1,40}?)\s*(?::\s+|=\s*)(?!\d+(?:\.\d+){2,3}\s*$)\S/u;

/** Whether the lines around a line are values with other names, so that it's a value itself. */
function inDump(text: string, start: number, end: number, label: string): boolean {
    const above = text.slice(Math.max(0, text.lastIndexOf('\n', start - 2) + 1), Math.max(0, start - 1)).slice(0, 120);
    const next = text.indexOf('\n', end);
    const below = next < 0 ? '' : text.slice(next + 1, next + 121).split('\n')[0];
    return [above, below].some(line => {
        const name = dumpLine.exec(line)?.[1];
        return name !== undefined && name !== label;
    });
}

/**
 * The numbers that DISM prints instead of an HRESULT ("Error: 1168"): alone on a line, after one word in any language and a colon. They are Win32 codes, whose
 * HRESULT is 0x8007 and the number.
 */
export function shortNumbers(text: string): readonly CodePlace[] {
    const lines = /^[ \t\u200e\u200f]*([\p{L}\p{M}]{1,30})[ \t\u00a0\u202f]?:[ \t\u00a0\u200e\u200f]*([1-9]\d{0,4})[ \t]*\r?$/gmu;
    return [...text.matchAll(lines)].flatMap(match => {
        const [line, label, written] = match;
        const start = match.index ?? 0;
        const number = Number(written);
        if (number > 0xffff || inDump(text, start, start + line.length, label)) {
            return [];
        }
        const at = start + line.lastIndexOf(written);
        return [{ code: (0x80070000 | number) >>> 0, start: at, end: at + written.length }];
    });
}
