/** Splits an event's strings into tokens by shape alone. Independent of any language; every character of a string stays in some token. */
import { isKnownCode, unsignedCode } from '../errors/error-codes';

interface Place {
    /** Position in the string; `end` is exclusive. */
    readonly start: number;
    readonly end: number;
    /** The text at that position. */
    readonly written: string;
    /** The key before the token, as in `SkuId=...`; null if there is none. */
    readonly label: string | null;
}

export type EventToken = Place &
    (
        | { readonly kind: 'code'; /** Unsigned 32 bit */ readonly code: number; readonly known: boolean }
        /** In lower case. The shape doesn't show what it identifies. */
        | { readonly kind: 'guid'; readonly guid: string }
        /** Has the form of a computer's full name. */
        | { readonly kind: 'name'; readonly name: string }
        /** Null if the date has no time zone. */
        | { readonly kind: 'date'; readonly utc: string | null }
        /** Not documented. */
        | { readonly kind: 'text' }
    );

type Found = EventToken extends infer T ? (T extends Place ? Omit<T, keyof Place> : never) : never;

/** Position of the result code in a string that is one or starts with one. */
export interface ResultToken {
    readonly code: number;
    readonly start: number;
    readonly end: number;
}

const wholeHex = /^(\s*(?:hr\s*=\s*)?)(0x[0-9a-f]{1,8})\s*$/i;
const wholeBare = /^(\s*(?:hr\s*=\s*)?)(-?\d{1,10}|[0-9a-f]{8})\s*$/i;
/** KMS events put a list into one string, which starts with the code. */
const leadingHex = /^(\s*(?:hr\s*=\s*)?)(0x[0-9a-f]{8})(?=[\s,;])/i;

/** Without 0x: hexadecimal if it contains letters, decimal if it doesn't have eight digits. Eight digits can be either, so a known code decides. */
function bareCode(written: string): number | null {
    const decimal = /^-?\d+$/.test(written) ? unsignedCode(Number(written)) : null;
    const hexadecimal = written.length === 8 && !written.startsWith('-') ? parseInt(written, 16) : null;
    if (decimal === null || hexadecimal === null || decimal === hexadecimal) {
        return decimal ?? hexadecimal;
    }
    return [hexadecimal, decimal].find(isKnownCode) ?? null;
}

/** The result code of a string that contains one according to its template; null if the string has another form, such as a sentence with a number. */
export function resultIn(text: string): ResultToken | null {
    const hexadecimal = wholeHex.exec(text) ?? leadingHex.exec(text);
    const found = hexadecimal ?? wholeBare.exec(text);
    if (!found) {
        return null;
    }
    const [, before, written] = found;
    const code = hexadecimal ? parseInt(written, 16) : bareCode(written);
    return code === null ? null : { code, start: before.length, end: before.length + written.length };
}

const shapes = new RegExp(
    [
        /(?<![\p{L}\p{N}])(?<code>0x[0-9a-f]{8})(?![\p{L}\p{N}])/,
        /(?<![\p{L}\p{N}-])(?<guid>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![\p{L}\p{N}-])/,
        /(?<![\p{L}\p{N}])(?<iso>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2}))(?![\p{L}\p{N}])/,
        // Written by KMS and the rules engine, without a time zone.
        /(?<![\p{L}\p{N}/])(?<local>\d{4}\/\d{2}\/\d{2}[ :]\d{2}:\d{2}(?::\d{2})?)(?![\p{L}\p{N}:/])/,
        /(?<=^|[\s,;=()"'<>])(?<name>(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+\p{L}{2,63})(?=$|[\s,;()"'<>]|\.(?:$|\s))/
    ]
        .map(shape => shape.source)
        .join('|'),
    'giu'
);

/** File names that the service writes, which contain a dot as well. */
const fileEnding = /\.(?:dll|exe|sys|mui|xml|xrm-ms|log|dat|txt|vbs|ps1)$/i;

/** Whether a match is a whole string or a list element, not a word of a sentence. */
function standsAlone(text: string, start: number, end: number): boolean {
    const before = text.slice(Math.max(0, start - 8), start).replace(/ +$/, '');
    const after = text.slice(end, end + 8).replace(/^ +/, '');
    return (before === '' || /[,;=\t\r\n]$/.test(before)) && (after === '' || /^[,;\t\r\n]/.test(after));
}

function validDate(written: string): boolean {
    const [, month, day, hour, minute] = written.split(/[^\d]/).map(Number);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59;
}

function recognised(text: string, match: RegExpExecArray): Found | null {
    const { code, guid, iso, local, name } = match.groups ?? {};
    if (code) {
        return { kind: 'code', code: parseInt(code, 16), known: isKnownCode(parseInt(code, 16)) };
    }
    if (guid) {
        return { kind: 'guid', guid: guid.toLowerCase() };
    }
    if (iso) {
        return Number.isNaN(Date.parse(iso)) ? null : { kind: 'date', utc: new Date(iso).toISOString() };
    }
    if (local) {
        return validDate(local) ? { kind: 'date', utc: null } : null;
    }
    // Two words with a dot between them may be the end of one sentence and the start of the next.
    const isName = !fileEnding.test(name) && name.length <= 253 && (name.split('.').length > 2 || standsAlone(text, match.index, match.index + name.length));
    return isName ? { kind: 'name', name } : null;
}

const labelBefore = /([A-Za-z][A-Za-z0-9_-]{0,39}) ?= ?[[{("']?$/;

function place(text: string, start: number, end: number): Place {
    return { start, end, written: text.slice(start, end), label: labelBefore.exec(text.slice(Math.max(0, start - 48), start))?.[1] ?? null };
}

/**
 * Splits a string into adjacent tokens; concatenated, they are the string again.
 * @param result position of the string's result code, if it has one
 */
export function tokensOf(text: string, result: ResultToken | null = null): readonly EventToken[] {
    const tokens: EventToken[] = [];
    let end = 0;
    const fill = (to: number): void => {
        if (to > end) {
            tokens.push({ kind: 'text', start: end, end: to, written: text.slice(end, to), label: null });
        }
    };
    const add = (start: number, to: number, found: Found): void => {
        fill(start);
        tokens.push({ ...place(text, start, to), ...found });
        end = to;
    };
    if (result) {
        add(result.start, result.end, { kind: 'code', code: result.code, known: result.code === 0 || isKnownCode(result.code) });
    }
    const search = new RegExp(shapes);
    search.lastIndex = end;
    for (let match = search.exec(text); match; match = search.exec(text)) {
        const found = recognised(text, match);
        if (found) {
            add(match.index, match.index + match[0].length, found);
        }
    }
    fill(text.length);
    return tokens;
}
