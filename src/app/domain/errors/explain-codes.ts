/** Everything about the codes of a text, for the look-up on screen and for the command: what they are, why, whose word that is, and whether they matter. */
import { NoteCode, Particulars, ReasonCode } from '../judgement/assessment';
import { errorAdvice, ErrorAdvice } from './error-advice';
import { findErrorCodes, FoundCode } from './find-error-codes';

export interface ExplainedCode extends FoundCode {
    readonly advice: ErrorAdvice;
    /** Whether Microsoft says that the code can be ignored. The condition is in the first cause. */
    readonly ignorable: boolean;
}

export interface ExplainedCodes {
    /** In order of appearance. */
    readonly codes: readonly ExplainedCode[];
    /** The number of further codes. */
    readonly omitted: number;
}

/** Limits the codes to what a person would read. */
export const maxCodes = 20;

/** Events 8200 and 8208, by their ids or by the template of a genuine ticket: event-id-8208-8200-900.md, 01/15/2025. */
const genuineTicketEvent = /(?<![\w.])(?:8200|8208)(?![\w.])|99d92734-d682-4d71-983e-d6ec3f16059f/i;

function canBeIgnored({ causes }: ErrorAdvice, text: string): boolean {
    switch (causes[0]?.id) {
        case 'noFault':
        // event-id-12321-warning-token-based-activation-failed.md, 12/26/2023
        case 'tokenActivationUnused':
            return true;
        case 'genuineTicket':
            return genuineTicketEvent.test(text);
        default:
            return false;
    }
}

/**
 * Explains the codes of a text.
 * @param particulars known facts about guest and host
 * @param findings codes of the assessment's reasons and notes
 */
export function explainCodes(text: string, particulars: Particulars = {}, findings: ReadonlyArray<ReasonCode | NoteCode> = []): ExplainedCodes {
    const found = findErrorCodes(text);
    const explained = found.slice(0, maxCodes).map(one => {
        const advice = errorAdvice(one.code, particulars, findings);
        return { ...one, advice, ignorable: canBeIgnored(advice, text) };
    });
    return { codes: explained, omitted: found.length - explained.length };
}
