/** Predicts what moving a guest to another host does to its activation. Applies the same rules to the other host as to its own. */
import { assess } from '../judgement/assess';
import { Assessment, Reason, Verdict } from '../judgement/assessment';
import { termEnd } from '../facts/due';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { licenseClass, licensed } from '../versions/license-class';

/**
 * `keeps` and `loses` apply only to guests that are known to be activated by AVMA. For other guests, whose activation is unknown, the outcome only says
 * whether the other host could activate them.
 */
export const moveOutcomes = ['loses', 'cannotActivate', 'unknown', 'afterConversion', 'keeps', 'canActivate', 'notConcerned'] as const;
export type MoveOutcome = (typeof moveOutcomes)[number];

export interface MoveVerdict {
    readonly outcome: MoveOutcome;
    /** Why the other host doesn't activate the guest; empty if it does or if that is unknown. */
    readonly reasons: readonly Reason[];
    /** End of the guest's current term, in UTC; null if it wasn't read or has none. Only set for `loses`. */
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

/** Removes the installed key, so that only the limits of host and guest remain. Keeps an evaluation's license, which may be the only sign of it. */
function withoutLicense(activation: ActivationFacts): ActivationFacts {
    return licenseClass(activation) === 'evaluation'
        ? activation
        : { ...activation, licenseDescription: null, productKeyChannel: null, partialProductKey: null, licenseStatus: null };
}

function isActivatedByAvma(activation: ActivationFacts): boolean {
    return activation.error === null && activation.licenseStatus === licensed && licenseClass(activation) === 'avma';
}

/** End of the term that the guest was read with, ISO 8601; null if it wasn't read as activated, or if the host's log shows a later activation. */
export function knownEnd({ evidence }: Pick<Assessment, 'evidence'>, activation: ActivationFacts | null): string | null {
    return evidence === 'verified' && activation && isActivatedByAvma(activation) ? termEnd(activation) : null;
}

/**
 * Judges a guest's move to another host.
 * @param there the other host; null if it wasn't read
 * @param activation the reading inside the guest; null if it wasn't read
 * @param today the verdict about the guest on its own host, and what that is based on
 */
export function judgeMove(
    there: HostFacts | null,
    guest: GuestFacts,
    activation: ActivationFacts | null,
    today: Pick<Assessment, 'verdict' | 'evidence'>
): MoveVerdict {
    if (!there) {
        return { outcome: 'unknown', reasons: [], until: null };
    }
    const { verdict, reasons } = assess(there, guest, activation && activation.error === null ? withoutLicense(activation) : null);
    const outcome = ofVerdict[verdict];
    if (today.verdict !== 'activated') {
        return { outcome, reasons, until: null };
    }
    if (outcome === 'cannotActivate') {
        return { outcome: 'loses', reasons, until: knownEnd(today, activation) };
    }
    return { outcome: outcome === 'canActivate' ? 'keeps' : outcome, reasons, until: null };
}
