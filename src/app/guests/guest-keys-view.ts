/** The keys that one guest can get, and why it cannot get the others. */
import { canActivateNow } from '../domain/apply/activatable';
import { KeyOffer, keyOffers, KeyTarget } from '../domain/apply/key-offers';
import { AssessedGuest } from '../state/guests/guest-judge';
import { skipText } from '../shared/skip-text';
import { AvmaStrings, fillText } from '../shared/texts';

export interface GuestKeysView {
    readonly offered: readonly KeyTarget[];
    /** A sentence for each key that is not offered; one alone where the same forbids all of them. */
    readonly refused: readonly string[];
}

function reasonOf({ refusal }: KeyOffer, vmId: string, strings: AvmaStrings): string {
    return refusal === null ? '' : refusal === 'noAvmaKey' ? strings.GuestKeys.noAvmaKey : skipText(refusal, vmId, strings).title;
}

export function toGuestKeys(assessed: AssessedGuest, strings: AvmaStrings): GuestKeysView {
    const { GuestKeys } = strings;
    const offers = keyOffers(assessed);
    // Where the details begin with that very button, it isn't shown again.
    const shown = canActivateNow(assessed) ? offers.filter(({ keyTarget }) => keyTarget !== 'avma') : offers;
    const offered = shown.filter(({ refusal }) => refusal === null).map(({ keyTarget }) => keyTarget);
    const reasons = shown
        .filter(({ refusal }) => refusal !== null)
        .map(offer => ({ action: GuestKeys[offer.keyTarget], reason: reasonOf(offer, assessed.guest.vmId, strings) }));
    const same = offered.length === 0 && new Set(reasons.map(({ reason }) => reason)).size === 1;
    return {
        offered,
        refused: same
            ? [fillText(GuestKeys.none, { reason: reasons[0].reason })]
            : reasons.map(({ action, reason }) => fillText(GuestKeys.refused, { action, reason }))
    };
}
