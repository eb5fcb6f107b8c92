import { Note } from '../judgement/assessment';
import { GuestFacts } from '../facts/facts';
import { LicenseClass } from '../versions/license-class';

/**
 * The note that the guest's Data Exchange items may be out of date, only if the tool itself read a change away from an AVMA key. "KVP data should be removed
 * if the AVMA key is replaced with another product key" (the AVMA page).
 * @param hadAvma whether an AVMA key was read inside this guest before
 * @param now the key class of the latest reading
 */
export function staleItemsNote(hadAvma: boolean, now: LicenseClass, guest: GuestFacts): Note | null {
    const left = hadAvma && now !== 'avma' && now !== 'unreadable';
    return left && guest.guest.length > 0 ? { code: 'staleGuestItems', data: { guestName: guest.name, itemCount: guest.guest.length } } : null;
}
