import { Verdict } from './assessment';

/** How a guest's verdict would change on another host. */
export type Change = 'better' | 'worse' | 'same';

/** Rank of a verdict: 2 activated or ready to be, 1 ready after a conversion, 0 not possible or unknown. */
const standing: Readonly<Record<Verdict, number>> = {
    activated: 2,
    keyInstalled: 2,
    otherKey: 2,
    eligible: 2,
    needsConversion: 1,
    notEligible: 0,
    unknown: 0,
    notApplicable: 0
};

/** Compares a guest's verdicts on two hosts. Ignores which key it has today, because that doesn't depend on the host. */
export function compareVerdicts(today: Verdict, there: Verdict): Change {
    const difference = standing[there] - standing[today];
    return difference === 0 ? 'same' : difference > 0 ? 'better' : 'worse';
}
