/** What a move to another host does to the activation of a guest. The other host is judged by the same rules as its own. */
import { assess } from '../judgement/assess';
import { Assessment, Reason, Verdict } from '../judgement/assessment';
import { termEnd } from '../facts/due';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { licensed } from '../judgement/host-reasons';
import { licenseClass } from '../versions/license-class';

/**
 * `keeps` and `loses` are said of guests that were read as activated by AVMA. Of all others nobody knows whether they are, so that it is only said
 * whether the other host could activate them.
 */
export const moveOutcomes = ['loses', 'cannotActivate', 'unknown', 'afterConversion', 'keeps', 'canActivate', 'notConcerned'] as const;
export type MoveOutcome = (typeof moveOutcomes)[number];

export interface MoveVerdict {
    readonly outcome: MoveOutcome;
    /** Why the other host does not activate it; empty where it does, and where nobody knows. */
    readonly reasons: readonly Reason[];
    /** When the term ends that the guest has now, in UTC; null where it was not read or has none. Only of guests that lose. */
    readonly until: string | null;
}

const ofVerdict: Readonly<Record<Verdict, MoveOutcome>> = {
    activated: 'canActivate',
    keyInstalled: 'canActivate',
    otherKey: 'canActivate',
    eligible: 'canActivate',
    needsConversion: 'afterConversion',
    notEligible: 'cannotActivate',
    notApplicable: 'notConcerned',
    unknown: 'unknown'
};

/** The guest as if its key were still to be chosen: what remains is what host and guest allow. An evaluation is known by its licence alone. */
function withoutLicence(activation: ActivationFacts): ActivationFacts {
    return licenseClass(activation) === 'evaluation'
        ? activation
        : { ...activation, licenseDescription: null, productKeyChannel: null, partialProductKey: null, licenseStatus: null };
}

export function isActivatedByAvma(activation: ActivationFacts | null): boolean {
    return activation !== null && activation.error === null && activation.licenseStatus === licensed && licenseClass(activation) === 'avma';
}

/**
 * What becomes of a guest on another host.
 * @param there the other host; null where it was not read
 * @param activation what was read inside the guest; null where nobody looked
 */
export function judgeMove(there: HostFacts | null, guest: GuestFacts, activation: ActivationFacts | null): MoveVerdict {
    if (!there) {
        return { outcome: 'unknown', reasons: [], until: null };
    }
    const { verdict, reasons }: Assessment = assess(there, guest, activation && activation.error === null ? withoutLicence(activation) : null);
    const outcome = ofVerdict[verdict];
    if (!activation || !isActivatedByAvma(activation)) {
        return { outcome, reasons, until: null };
    }
    if (outcome === 'cannotActivate') {
        return { outcome: 'loses', reasons, until: termEnd(activation) };
    }
    return { outcome: outcome === 'canActivate' ? 'keeps' : outcome, reasons, until: null };
}
