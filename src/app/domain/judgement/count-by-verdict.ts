import { Assessment, Evidence, Verdict, verdicts } from './assessment';

/** The number of guests for each verdict, including zeros, in the order of `verdicts`. */
export function countByVerdict(assessments: Iterable<Assessment>): ReadonlyMap<Verdict, number> {
    const counts = new Map<Verdict, number>(verdicts.map(verdict => [verdict, 0]));
    for (const assessment of assessments) {
        counts.set(assessment.verdict, (counts.get(assessment.verdict) ?? 0) + 1);
    }
    return counts;
}

/** The number of activated guests for each evidence of it, the strongest first; without zeros. */
export function countActivated(assessments: ReadonlyArray<Pick<Assessment, 'verdict' | 'evidence'>>): ReadonlyArray<readonly [Evidence, number]> {
    const activated = assessments.filter(({ verdict }) => verdict === 'activated');
    const counts = (['verified', 'logged', 'reported'] as const).map(kind => [kind, activated.filter(({ evidence }) => evidence === kind).length] as const);
    return counts.filter(([, count]) => count > 0);
}
