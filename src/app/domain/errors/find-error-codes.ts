/** Finds result codes in any text: slmgr's output in any language, an event, a retyped screenshot, a forum post. */
import { isKnownCode } from './error-codes';

export interface FoundCode {
    /** Unsigned 32 bit */
    readonly code: number;
    /** As written in the text. */
    readonly written: string;
    /** Whether any of our tables contains the code. */
    readonly known: boolean;
}

/** Limits the results to what a person would read. */
export const maxCodes = 20;
/** Every notation of a code is shorter; a longer run of letters and digits is something else. */
const longestRun = 40;

/** A maximal run of Latin letters and digits. */
interface Run {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** A code and its position. */
interface Place {
    readonly code: number;
    readonly start: number;
    readonly end: number;
}

/**
 * Replaces full-width forms with ASCII, minus signs and dashes with hyphens, and a multiplication sign with x. Keeps the length, so that positions stay
 * valid.
 */
function plain(text: string): string {
    return text.replace(/[\uFF01-\uFF5E\u2010-\u2015\u2212\u00D7]/g, sign => {
        const value = sign.charCodeAt(0);
        return value >= 0xff01 ? String.fromCharCode(value - 0xfee0) : value === 0xd7 ? 'x' : '-';
    });
}

/** Whether a run is a word such as "Error", not a part of an identifier such as "d682" or "abcd". */
function isWord(text: string): boolean {
    return !/\d/.test(text) && /[g-z]/i.test(text);
}

/** Whether a neighboring run makes this run a part of something longer: a GUID, a SID, a version, a decimal number, a file name. */
function joinedTo(text: string, run: Run, neighbour: Run | null): boolean {
    if (!neighbour) {
        return false;
    }
    const [left, right] = neighbour.start < run.start ? [neighbour, run] : [run, neighbour];
    return right.start - left.end === 1 && '-_.'.includes(text[left.end]) && !isWord(neighbour.text);
}

/** An unambiguous notation: 0xC004FD02, also directly after letters or as a literal of a programming language, and &HC004FD02. */
function prefixedCode(text: string, run: Run): Place | null {
    const hexadecimal = /^(?:[a-z]*0|o)x([0-9a-f]{8})(l?)$/i.exec(run.text);
    if (hexadecimal) {
        const end = run.end - hexadecimal[2].length;
        return { code: parseInt(hexadecimal[1], 16), start: end - 10, end };
    }
    if (text[run.start - 1] === '&' && /^h[0-9a-f]{8}$/i.test(run.text)) {
        return { code: parseInt(run.text.slice(1), 16), start: run.start - 1, end: run.end };
    }
    return null;
}

/** C004FD02 without a prefix: any known code, or eight digits that can be neither a number nor a word and start like a failure or a licensing state. */
function bareCode(run: Run): Place | null {
    if (!/^[0-9a-f]{8}$/i.test(run.text)) {
        return null;
    }
    const code = parseInt(run.text, 16);
    const likely = /^[8c4]/i.test(run.text) && /[a-f]/i.test(run.text) && /\d/.test(run.text);
    return isKnownCode(code) || likely ? { code, start: run.start, end: run.end } : null;
}

/** -1073414910 or 3221552386. A negative code needs at least nine digits; a shorter negative number is an ordinary number. */
function decimalCode(text: string, run: Run): Place | null {
    if (!/^\d{8,10}$/.test(run.text)) {
        return null;
    }
    const value = Number(run.text);
    if (text[run.start - 1] === '-' && run.text.length > 8 && value <= 0x80000000) {
        return { code: 0x100000000 - value, start: run.start - 1, end: run.end };
    }
    const failure = value >= 0x80000000 && value <= 0xffffffff;
    return failure || isKnownCode(value) ? { code: value, start: run.start, end: run.end } : null;
}

function codeAt(text: string, before: Run | null, run: Run, after: Run | null): Place | null {
    if (run.text.length < 8 || run.text.length > longestRun) {
        return null;
    }
    const prefixed = prefixedCode(text, run);
    if (prefixed) {
        return prefixed;
    }
    if (text[run.start - 1] === '#' || joinedTo(text, run, before) || joinedTo(text, run, after)) {
        return null;
    }
    return bareCode(run) ?? decimalCode(text, run);
}

function nextRun(runs: RegExp, text: string): Run | null {
    const match = runs.exec(text);
    return match && { start: match.index, end: match.index + match[0].length, text: match[0] };
}

/**
 * The result codes in a text, in order of appearance, without duplicates, 20 at most. Accepts any text, in linear time. Skips 0x00000000, which is no error.
 * Includes unknown codes if they are written like a code.
 */
export function findErrorCodes(text: string): readonly FoundCode[] {
    const line = plain(text);
    const found = new Map<number, FoundCode>();
    const runs = /[0-9A-Za-z]+/g;
    let before: Run | null = null;
    let run = nextRun(runs, line);
    while (run && found.size < maxCodes) {
        const after = nextRun(runs, line);
        const place = codeAt(line, before, run, after);
        if (place && place.code !== 0 && !found.has(place.code)) {
            found.set(place.code, { code: place.code, written: text.slice(place.start, place.end), known: isKnownCode(place.code) });
        }
        before = run;
        run = after;
    }
    return [...found.values()];
}
