import { Note } from './assessment';
import { GuestFacts } from './facts';
import { LicenseClass } from './license-class';

/**
 * The note that Data Exchange items of the guest may be out of date: only where the tool itself saw the class change away from AVMA.
 * "KVP data should be removed if the AVMA key is replaced with another product key" (the AVMA page).
 */
export function staleItemsNote(before: LicenseClass, after: LicenseClass, guest: GuestFacts): Note | null {
    const left = before === 'avma' && after !== 'avma' && after !== 'unreadable';
    return left && guest.guest.length > 0 ? { code: 'staleGuestItems', data: { guestName: guest.name, itemCount: guest.guest.length } } : null;
}
