import { Verdict } from './assessment';

/** What another host makes of a guest. */
export type Change = 'better' | 'worse' | 'same';

/** Where a verdict stands: 2 activated or to be activated as it is, 1 after a conversion, 0 not or not known. */
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

/** Compares what can become of a guest on two hosts; how its key stands today is no difference between hosts. */
export function compareVerdicts(today: Verdict, there: Verdict): Change {
    const difference = standing[there] - standing[today];
    return difference === 0 ? 'same' : difference > 0 ? 'better' : 'worse';
}
