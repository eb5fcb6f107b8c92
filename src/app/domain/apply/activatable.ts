/** Decides whether a guest belongs to *Activate N guests*: those that a run would act on at once, with nothing to confirm. */
import { PlannableGuest } from './apply-target';
import { takesAccounts, targetOf } from './key-offers';
import { planGuest } from './apply-plan';

/**
 * Whether a run could enter the guest now and give it its AVMA key. Guests that are off, that are known to be activated, or whose key or license needs a
 * confirmation don't count; they are planned from the guests' page.
 */
export function canActivateNow(one: PlannableGuest): boolean {
    // The host's log can show an activation that no reading has shown yet.
    if (!takesAccounts(one.host) || one.assessment.verdict === 'activated') {
        return false;
    }
    const planned = planGuest(one, { mode: 'installAndActivate', target: targetOf('avma') });
    return planned.action === 'apply' && planned.confirmation === null;
}
