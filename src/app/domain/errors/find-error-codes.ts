/** Finds result codes in any text: slmgr's output in any language, DISM's, an event, a retyped screenshot, a forum post. */
import { codesInRuns, codesWithSpaces, plainText, shortNumbers } from './code-notations';
import { isKnownCode } from './error-codes';
import { otherNumbers } from './other-numbers';

export interface FoundCode {
    /** Unsigned 32 bit */
    readonly code: number;
    /** As written in the text. */
    readonly written: string;
    /** Whether any of our tables contains the code. */
    readonly known: boolean;
}

/**
 * The result codes in a text, in order of appearance, without duplicates. Accepts any text, in linear time. Skips 0x00000000, which is no error, and numbers
 * that only look like a code. Includes unknown codes if they are written like a code.
 */
export function findErrorCodes(text: string): readonly FoundCode[] {
    const plain = plainText(text);
    const isOther = otherNumbers(plain);
    const found = new Map<number, FoundCode>();
    const places = [...codesInRuns(plain), ...codesWithSpaces(plain), ...shortNumbers(plain)].sort((left, right) => left.start - right.start);
    for (const { code, start, end } of places) {
        if (code !== 0 && !found.has(code) && !isOther(start, code)) {
            found.set(code, { code, written: text.slice(start, end), known: isKnownCode(code) });
        }
    }
    return [...found.values()];
}
