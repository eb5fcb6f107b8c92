import { Assessment, Verdict, verdicts } from './assessment';

/** The number of guests for each verdict, including zeros, in the order of `verdicts`. */
export function countByVerdict(assessments: Iterable<Assessment>): ReadonlyMap<Verdict, number> {
    const counts = new Map<Verdict, number>(verdicts.map(verdict => [verdict, 0]));
    for (const assessment of assessments) {
        counts.set(assessment.verdict, (counts.get(assessment.verdict) ?? 0) + 1);
    }
    return counts;
}
