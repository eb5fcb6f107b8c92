/** Readings of guests that have moved, or that were read under another name of their host. */
import { GuestFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey, hostOfKey, idOf } from '../../domain/facts/guest-key';
import { InsideReading } from '../inside/look-inside.store';

/** A host whose guests were read. */
interface ReadHost {
    readonly hostName: string;
    readonly guests: readonly GuestFacts[];
}

const firstLabel = (hostName: string): string => hostName.toLowerCase().split('.')[0];

/**
 * The readings, and those of guests that are on another of these hosts by now. A reading goes along only if its own host was read as well, and if a single
 * host has a guest with this id: otherwise it could be a copy that nobody has read.
 */
export function carryReadings(hosts: readonly ReadHost[], readings: ReadonlyMap<GuestKey, InsideReading>): ReadonlyMap<GuestKey, InsideReading> {
    if (readings.size === 0) {
        return readings;
    }
    const places = new Map<string, GuestKey[]>();
    for (const { hostName, guests } of hosts) {
        for (const { vmId } of guests) {
            const key = guestKey({ hostName, vmId });
            places.set(idOf(key), [...(places.get(idOf(key)) ?? []), key]);
        }
    }
    const names = new Set(hosts.map(({ hostName }) => firstLabel(hostName)));
    const carried = new Map(readings);
    // The newest last, so that it wins.
    const byAge = [...readings].sort(([, one], [, other]) => one.readAt - other.readAt);
    for (const [key, reading] of byAge) {
        const [place, ...others] = places.get(idOf(key)) ?? [];
        if (place && others.length === 0 && !readings.has(place) && names.has(firstLabel(hostOfKey(key)))) {
            carried.set(place, reading);
        }
    }
    return carried;
}
