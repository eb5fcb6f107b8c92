/** Lists the ways to change one guest's key, each with the reason if it isn't possible. */
import { planGuest } from './apply-plan';
import { ApplySkip, ApplyTarget, PlannableGuest } from './apply-target';
import { HostFacts } from '../facts/facts';
import { licenseClass } from '../versions/license-class';

/** `avma`: the AVMA key. `back`: the KMS client key of its version and edition. `own`: an own key, which replaces the AVMA key. */
export const keyTargets = ['avma', 'back', 'own'] as const;
export type KeyTarget = (typeof keyTargets)[number];

export interface KeyOffer {
    readonly keyTarget: KeyTarget;
    /** Why this doesn't apply to the guest; null if it is offered. `noAvmaKey`: the guest has another key, so there is no AVMA key to replace. */
    readonly refusal: ApplySkip | 'noAvmaKey' | null;
}

/** The target of a choice before a key is typed. */
export function targetOf(keyTarget: KeyTarget): ApplyTarget {
    return keyTarget === 'own' ? { kind: 'own', lastFive: '' } : { kind: keyTarget };
}

/** For a guest that is off, offers everything that its last report allows, because a run can wait for it. */
export function keyOffers(one: PlannableGuest): readonly KeyOffer[] {
    const reading = one.inside?.facts.error === null ? one.inside.facts : null;
    return keyTargets.map(keyTarget => {
        if (keyTarget === 'own' && reading && licenseClass(reading) !== 'avma') {
            return { keyTarget, refusal: 'noAvmaKey' };
        }
        // The KMS client key that is already there is no way back, even if nothing has activated it yet.
        const mode = keyTarget === 'back' ? 'install' : 'installAndActivate';
        const planned = planGuest(one, { mode, target: targetOf(keyTarget) });
        return { keyTarget, refusal: planned.action === 'skipped' ? planned.skip : null };
    });
}

/** Whether a host can encrypt accounts, which entering its guests requires. True if its language mode is unknown, so that the run tries. */
export function takesAccounts({ languageMode }: HostFacts): boolean {
    return languageMode === null || languageMode === 'FullLanguage';
}
