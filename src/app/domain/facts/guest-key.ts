/**
 * The identity of a guest: its host and its id. An id alone names no guest, because a restored copy or a replica on another host has the id of its original.
 */
import { GuestFacts } from './facts';

declare const brand: unique symbol;

/** A guest's identity as a key of maps, addresses and saved runs. Only `guestKey` makes it, so no id can stand in for it. */
export type GuestKey = string & { readonly [brand]: 'guest' };

/** Where a guest is. */
export interface GuestPlace {
    /** The name that is used to reach the guest's host. Compares case-insensitively. */
    readonly hostName: string;
    /** Msvm_ComputerSystem.Name. Compares case-insensitively. */
    readonly vmId: string;
}

/** A guest and its host. */
export interface PlacedGuest {
    readonly hostName: string;
    readonly guest: GuestFacts;
}

/** No id contains the separator, since it is a GUID. */
export const keySeparator = '@';

/** The only way to a guest's key: its id, then its host. */
export function guestKey({ hostName, vmId }: GuestPlace): GuestKey {
    return `${vmId.toLowerCase()}${keySeparator}${hostName.toLowerCase()}` as GuestKey;
}

/** The id in a key. */
export function idOf(key: string): string {
    return key.split(keySeparator)[0];
}

/** The host in a key, in lower case. */
export function hostOfKey(key: GuestKey): string {
    return key.slice(key.indexOf(keySeparator) + 1);
}

/** The key of a guest that was read on a host. */
export function keyOf({ hostName, guest }: PlacedGuest): GuestKey {
    return guestKey({ hostName, vmId: guest.vmId });
}
