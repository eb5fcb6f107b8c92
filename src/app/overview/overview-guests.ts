/** The guests on the overview: how many there are of each result, and which of them need attention. */
import { Assessment, NoteCode, ReasonCode, Verdict } from '../domain/judgement/assessment';
import { countActivated, countByVerdict } from '../domain/judgement/count-by-verdict';
import { isReadLongAgo, isSoonDue } from '../domain/facts/due';
import { createdOn } from '../domain/guests/guest-filter';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, dateText, fillText, partsText } from '../shared/texts';

/** One result with its guests: a part of the bar, and a link to them. */
export interface BarPart {
    readonly verdict: Verdict;
    readonly count: number;
    /** The count, the result, and how it is known. */
    readonly text: string;
    /** What the result means. */
    readonly meaning: string;
}

/** Parameters of the guests' page. */
export type GuestsQuery = Readonly<Record<string, string>>;

/** Guests that need attention. */
export interface GuestFinding {
    readonly id: string;
    /** `news` is worth a look, and says nothing of activation. */
    readonly level: 'warning' | 'info' | 'news';
    readonly text: string;
    /** Shows exactly these guests. */
    readonly query: GuestsQuery;
}

/** Nobody has looked inside, and the host's log says nothing either. */
const isUnchecked = ({ verdict, evidence }: Assessment): boolean => verdict === 'eligible' && evidence === 'reported';

/** The results that occur, in their order. @param pending a host's log isn't read yet, so that nothing is known to be unchecked */
export function toBar(assessed: readonly AssessedGuest[], pending: boolean, strings: AvmaStrings): BarPart[] {
    const { Evidence, Overview, Verdicts, VerdictTexts } = strings;
    const assessments = assessed.map(one => one.assessment);
    const unchecked = pending ? 0 : assessments.filter(isUnchecked).length;
    const known: Readonly<Partial<Record<Verdict, readonly string[]>>> = {
        activated: countActivated(assessments).map(([evidence, count]) => fillText(Evidence.counts[evidence], { count })),
        eligible: unchecked > 0 ? [fillText(Overview.notChecked, { count: unchecked })] : []
    };
    return [...countByVerdict(assessments)]
        .filter(([, count]) => count > 0)
        .map(([verdict, count]) => {
            const how = known[verdict] ?? [];
            const text = how.length > 0 ? Overview.partKnown : Overview.part;
            return {
                verdict,
                count,
                text: fillText(text, { count, result: Verdicts[verdict], how: partsText(how) }),
                meaning: VerdictTexts[verdict]
            };
        });
}

/**
 * What needs attention, the most urgent first.
 * @param since the time of the visit before, ISO 8601; null for the first one
 * @param now milliseconds since 1970
 */
export function toFindings(assessed: readonly AssessedGuest[], since: string | null, now: number, { Overview }: AvmaStrings): GuestFinding[] {
    const count = (test: (one: AssessedGuest) => boolean): number => assessed.filter(test).length;
    const has = (code: ReasonCode) => (one: AssessedGuest) => one.assessment.reasons.some(reason => reason.code === code);
    const noted = (code: NoteCode) => (one: AssessedGuest) => one.assessment.notes.some(note => note.code === code);
    const is = (verdict: Verdict) => (one: AssessedGuest) => one.assessment.verdict === verdict;
    const failing = has('requestFailed');
    const isVerified = ({ assessment: { evidence } }: AssessedGuest): boolean => evidence === 'verified';
    const withKey = count(one => is('keyInstalled')(one) && !failing(one)) > 0 ? count(is('keyInstalled')) : 0;
    const terms: GuestsQuery = { sort: 'expires', evidence: 'verified' };
    const sinceMs = Date.parse(since ?? '');
    const found: ReadonlyArray<readonly [keyof AvmaStrings['Overview']['findings'], GuestFinding['level'], number, GuestsQuery]> = [
        ['failing', 'warning', count(failing), { reason: 'requestFailed' }],
        ['keyInstalled', 'warning', withKey, { verdict: 'keyInstalled' }],
        ['overdue', 'warning', count(noted('grantExpired')), { note: 'grantExpired' }],
        ['soonDue', 'warning', count(({ inside }) => inside !== null && isSoonDue(inside.facts, inside.readAt, now)), terms],
        ['otherKey', 'info', count(is('otherKey')), { verdict: 'otherKey' }],
        ['notActivated', 'info', count(one => is('eligible')(one) && isVerified(one)), { verdict: 'eligible', evidence: 'verified' }],
        ['notChecked', 'info', count(one => isUnchecked(one.assessment)), { verdict: 'eligible', evidence: 'reported' }],
        ['needsConversion', 'info', count(is('needsConversion')), { verdict: 'needsConversion' }],
        ['unknown', 'info', count(is('unknown')), { verdict: 'unknown' }],
        ['readLongAgo', 'news', count(({ inside }) => inside !== null && isReadLongAgo(inside.readAt, now)), terms],
        ['created', 'news', count(({ guest }) => createdOn(guest) >= sinceMs), { since: since ?? '' }]
    ];
    return found
        .filter(([, , number]) => number > 0)
        .map(([id, level, number, query]) => ({ id, level, query, text: fillText(Overview.findings[id], { count: number, time: dateText(since) }) }));
}
