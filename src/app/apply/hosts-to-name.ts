import { AssessedGuest } from '../state/guests/guest-judge';

/**
 * The host of each guest, by the guest's id and under the name that the table of guests gives it. Empty where all are of one host, which goes without
 * saying; of several, two guests may have one name.
 */
export function hostsToName(guests: readonly AssessedGuest[]): ReadonlyMap<string, string> {
    const named = new Map(guests.map(({ hostName, host, guest }) => [guest.vmId, host.computerName ?? hostName]));
    return new Set(named.values()).size > 1 ? named : new Map<string, string>();
}
