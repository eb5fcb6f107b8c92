/** Parts of a text whose numbers look like result codes but aren't results of this Windows: products without a key in event 1003, and shutdown reasons. */
import { isKnownCode } from './error-codes';

interface TextPart {
    readonly start: number;
    /** Exclusive */
    readonly end: number;
}

/**
 * A row of event 1003: "5: <SkuId>, 1, 0 [(0 [0xC004F014, 0, 0], ...". As recorded logs show (tests/fixtures/recorded/spp-events), the second number is 1 for
 * the product whose key is installed; all others answer 0xC004F014, no key. The first code in brackets is that product's result.
 */
const rowHead = /(?<!\w)\d{1,4}:\s+[^\s,[\]]{1,64},\s+\d+,\s+([01])\s+\[\(/g;
/** Longer than any recorded row. */
const longestRow = 4000;

/** Microsoft Office 2010 and later, which write rows of the same form. */
const officeIds = /(?:59a52881|0ff1ce15)-a989-479d-af46-f275c6370663/i;
const applicationId = /(?:55c92734-d682-4d71-983e-d6ec3f16059f|(?:59a52881|0ff1ce15)-a989-479d-af46-f275c6370663)/gi;

/** The position after the bracket that closes the one at `start`, or after the longest row. */
function rowEnd(text: string, start: number): number {
    const limit = Math.min(text.length, start + longestRow);
    let depth = 0;
    for (let at = start; at < limit; at++) {
        depth += text[at] === '[' ? 1 : text[at] === ']' ? -1 : 0;
        if (depth === 0) {
            return at + 1;
        }
    }
    return limit;
}

function otherProducts(text: string): readonly TextPart[] {
    const applications = [...text.matchAll(applicationId)];
    let application = 0;
    let ofOffice = false;
    return [...text.matchAll(rowHead)].flatMap(row => {
        const start = row.index ?? 0;
        for (; application < applications.length && (applications[application].index ?? 0) < start; application++) {
            ofOffice = officeIds.test(applications[application][0]);
        }
        const end = rowEnd(text, start + row[0].length - 2);
        const result = /\[0x([0-9a-f]{8})/i.exec(text.slice(start, end))?.[1] ?? '00000000';
        const isFailure = row[1] === '1' && !ofOffice && !/^0+$/.test(result);
        return isFailure ? [] : [{ start, end }];
    });
}

/** What event 1074 has in any language: its number, or the program that shut Windows down with the computer in parentheses. */
const shutdownMark = /(?<![\w.])1074(?![\w.])|\.exe \([^()\n]{1,64}\)/i;
/** Flags, a major reason from 0 to 7, and a minor reason: https://learn.microsoft.com/windows/win32/shutdown/system-shutdown-reason-codes */
const isShutdownReason = (code: number): boolean => ((code >>> 16) & 0xff) <= 7 && (code & 0xff00) === 0;

/** Tells numbers of a text that aren't result codes, whatever they look like. Positions must be given in ascending order. */
export function otherNumbers(text: string): (start: number, code: number) => boolean {
    const parts = otherProducts(text);
    const shutdown = text.search(shutdownMark);
    let next = 0;
    return (start, code) => {
        while (next < parts.length && parts[next].end <= start) {
            next++;
        }
        const ofOtherProduct = next < parts.length && parts[next].start <= start;
        return ofOtherProduct || (shutdown >= 0 && start > shutdown && !isKnownCode(code) && isShutdownReason(code));
    };
}
