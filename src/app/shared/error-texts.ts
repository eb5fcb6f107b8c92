/** A result code in words: its official text, and its causes with this case's own facts in them. */
import { Particulars } from '../domain/judgement/assessment';
import { CauseStanding, ErrorAdvice } from '../domain/errors/error-advice';
import { ErrorCauseId } from '../domain/errors/error-causes';
import { ActivationNotificationId } from '../domain/errors/error-codes';
import { avmaStrings, caseValues, codeText, ExplainedText, fillText } from './texts';

interface CauseText extends ExplainedText {
    readonly id: ErrorCauseId;
    readonly standing: CauseStanding;
    /** What is known of it in this case; empty where nothing is. */
    readonly here: string;
}

export interface ErrorText {
    /** In the form 0xC004FD02. */
    readonly code: string;
    readonly symbol: string | null;
    /** The text that Microsoft publishes; null where the resources have none. */
    readonly official: string | null;
    readonly causes: readonly CauseText[];
}

/** The name of a code's official text in the resources: a name begins with a letter. */
export function officialTextName(code: number): string {
    return `x${codeText(code).slice(2)}`;
}

/** A sentence about facts, or nothing where not one of them is known. */
function factsText(template: string, data: Particulars): string {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const silent = names.length > 0 && names.every(name => data[name] === null || data[name] === undefined);
    return silent ? '' : fillText(template, caseValues(data));
}

export function errorTexts(advice: ErrorAdvice, particulars: Particulars = {}): ErrorText {
    const strings = avmaStrings();
    const official: Readonly<Record<string, string | undefined>> = strings.Errors;
    return {
        code: codeText(advice.code),
        symbol: advice.symbol,
        official: official[officialTextName(advice.code)] ?? null,
        causes: advice.causes.map(({ id, standing }) => {
            const { title, text, here, fix } = strings.Causes[id];
            return { id, standing, title, text, here: factsText(here, particulars), fix };
        })
    };
}

/** A notification of event 12309 in words. */
export function notificationText(id: ActivationNotificationId): ExplainedText {
    return avmaStrings().Notifications[id];
}
