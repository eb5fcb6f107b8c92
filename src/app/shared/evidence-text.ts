/** How the tool found out about a guest, in words. */
import { Assessment, Evidence } from '../domain/judgement/assessment';
import { countActivated } from '../domain/judgement/count-by-verdict';
import { agoText, AvmaStrings, countText, dateText, fillText, partsText } from './texts';

export interface EvidenceText {
    readonly kind: Evidence;
    readonly label: string;
    /** What it means, and the exact time of the request or the reading. */
    readonly tip: string;
}

const minuteMs = 60 * 1000;

/** The age of a request or a reading when the host was read. Both times are those of the host's clock, since the browser's may differ. */
function ageOf(at: string, collectedAt: string | null): string {
    return agoText(Math.max(0, Math.floor((Date.parse(collectedAt ?? at) - Date.parse(at)) / minuteMs)));
}

/** @param collectedAt when the host was read, by its own clock */
export function evidenceText({ evidence, loggedAt, loggedBy, verifiedAt }: Assessment, collectedAt: string | null, strings: AvmaStrings): EvidenceText {
    const { Evidence: texts } = strings;
    const at = loggedAt ?? verifiedAt;
    if (at === null) {
        return { kind: evidence, label: texts[evidence], tip: evidence === 'verified' ? texts.verifiedText : texts.reportedText };
    }
    const [label, tip] =
        evidence === 'verified'
            ? [texts.verifiedAge, texts.verifiedText]
            : loggedBy === 'fqdn'
              ? [texts.loggedByName, texts.loggedByNameText]
              : [texts.loggedAge, texts.loggedText];
    return { kind: evidence, label: fillText(label, { age: ageOf(at, collectedAt) }), tip: `${tip} ${dateText(at)}` };
}

/** A guest's verdict; for an activation also how it is known, and since when. */
export function verdictText({ verdict, loggedAt, verifiedAt }: Assessment, collectedAt: string | null, strings: AvmaStrings): string {
    const at = loggedAt ?? verifiedAt;
    return verdict === 'activated' && at !== null
        ? fillText(loggedAt !== null ? strings.Evidence.loggedActivated : strings.Evidence.verifiedActivated, { age: ageOf(at, collectedAt) })
        : strings.Verdicts[verdict];
}

/** How many guests are activated, and how that is known of how many, such as "14 (9 verified, 5 host log)". */
export function activatedText(activated: ReturnType<typeof countActivated>, { Evidence }: AvmaStrings): string {
    const count = activated.reduce((sum, [, one]) => sum + one, 0);
    const evidence = partsText(activated.map(([kind, one]) => fillText(Evidence.counts[kind], { count: one })));
    return count === 0 ? countText(0) : fillText(Evidence.activatedBy, { count: countText(count), evidence });
}
