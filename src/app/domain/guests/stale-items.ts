import { Note } from '../judgement/assessment';
import { GuestFacts } from '../facts/facts';
import { LicenseClass } from '../versions/license-class';

/**
 * The note that Data Exchange items of the guest may be out of date: only where the tool itself saw the class change away from AVMA.
 * "KVP data should be removed if the AVMA key is replaced with another product key" (the AVMA page).
 * @param hadAvma an AVMA key was read inside this guest before
 * @param now the class of its key as it was read last
 */
export function staleItemsNote(hadAvma: boolean, now: LicenseClass, guest: GuestFacts): Note | null {
    const left = hadAvma && now !== 'avma' && now !== 'unreadable';
    return left && guest.guest.length > 0 ? { code: 'staleGuestItems', data: { guestName: guest.name, itemCount: guest.guest.length } } : null;
}
