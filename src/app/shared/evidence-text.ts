/** How the tool found out about a guest, in words. */
import { Assessment, Evidence } from '../domain/judgement/assessment';
import { AvmaStrings, dateText, durationText, fillText } from './texts';

export interface EvidenceText {
    readonly kind: Evidence;
    readonly label: string;
    /** What it means, and the exact time of a request in the host's log. */
    readonly tip: string;
}

const minuteMs = 60 * 1000;

/** The age of a request when its log was read. Both times are those of the host's clock, since the browser's may differ. */
function ageOf(loggedAt: string, collectedAt: string | null): string {
    return durationText(Math.max(0, Math.floor((Date.parse(collectedAt ?? loggedAt) - Date.parse(loggedAt)) / minuteMs)));
}

/** @param collectedAt when the host was read, by its own clock */
export function evidenceText({ evidence, loggedAt, loggedBy }: Assessment, collectedAt: string | null, strings: AvmaStrings): EvidenceText {
    const { Evidence: texts } = strings;
    if (loggedAt === null) {
        return { kind: evidence, label: texts[evidence], tip: evidence === 'verified' ? texts.verifiedText : texts.reportedText };
    }
    const byName = loggedBy === 'fqdn';
    return {
        kind: evidence,
        label: fillText(byName ? texts.loggedByName : texts.loggedAge, { age: ageOf(loggedAt, collectedAt) }),
        tip: `${byName ? texts.loggedByNameText : texts.loggedText} ${dateText(loggedAt)}`
    };
}

/** A guest's verdict, and for an activation that only the host's log shows, its source and age. */
export function verdictText({ verdict, loggedAt }: Assessment, collectedAt: string | null, strings: AvmaStrings): string {
    return verdict === 'activated' && loggedAt !== null
        ? fillText(strings.Evidence.loggedActivated, { age: ageOf(loggedAt, collectedAt) })
        : strings.Verdicts[verdict];
}
