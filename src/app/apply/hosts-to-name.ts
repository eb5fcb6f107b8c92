import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { AssessedGuest } from '../state/guests/guest-judge';

/**
 * The host of each guest, under the name that the table of guests gives it. Empty where all are of one host, which goes without
 * saying; of several, two guests may have one name.
 */
export function hostsToName(guests: readonly AssessedGuest[]): ReadonlyMap<GuestKey, string> {
    const named = new Map(guests.map(one => [keyOf(one), one.host.computerName ?? one.hostName]));
    return new Set(named.values()).size > 1 ? named : new Map<GuestKey, string>();
}
