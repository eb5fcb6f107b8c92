/** What can be done with the key of one guest, and why the rest cannot. */
import { planGuest } from './apply-plan';
import { ApplySkip, ApplyTarget, PlannableGuest } from './apply-target';
import { HostFacts } from '../facts/facts';
import { licenseClass } from '../versions/license-class';

/** The AVMA key; back to the KMS client key of its version and edition; or out of AVMA with a key of one's own. */
export const keyWishes = ['avma', 'back', 'own'] as const;
export type KeyWish = (typeof keyWishes)[number];

export interface KeyOffer {
    readonly wish: KeyWish;
    /** Why it makes no sense for this guest; null where it is offered. `noAvmaKey`: another key was read there, so that there is nothing to leave. */
    readonly refusal: ApplySkip | 'noAvmaKey' | null;
}

/** What a guest of a wish shall get, as long as nobody has typed in a key. */
export function targetOf(wish: KeyWish): ApplyTarget {
    return wish === 'own' ? { kind: 'own', lastFive: '' } : { kind: wish };
}

/** A guest that is off can be waited for, so that everything is offered which its last report allows. */
export function keyOffers(one: PlannableGuest): readonly KeyOffer[] {
    const reading = one.inside?.facts.error === null ? one.inside.facts : null;
    return keyWishes.map(wish => {
        if (wish === 'own' && reading && licenseClass(reading) !== 'avma') {
            return { wish, refusal: 'noAvmaKey' };
        }
        const planned = planGuest(one, { mode: 'installAndActivate', target: targetOf(wish) });
        return { wish, refusal: planned.action === 'skipped' ? planned.skip : null };
    });
}

/** Whether a host can be asked to encrypt accounts, so that its guests can be entered; where its language mode is not known it is tried. */
export function takesAccounts({ languageMode }: HostFacts): boolean {
    return languageMode === null || languageMode === 'FullLanguage';
}
