/** Running guests of several hosts that share one id, such as a virtual machine and its restored copy. */
import { GuestFacts } from './facts';
import { GuestKey, keyOf, PlacedGuest } from './guest-key';

const runningState = 2;

/** A guest of unknown state may run. */
const mayRun = ({ enabledState }: GuestFacts): boolean => enabledState === null || enabledState === runningState;

/** The other hosts on which a running guest has the same id. Contains only running guests that share theirs. */
export function twinsOf(guests: readonly PlacedGuest[]): ReadonlyMap<GuestKey, readonly string[]> {
    const byId = new Map<string, PlacedGuest[]>();
    for (const one of guests.filter(({ guest }) => mayRun(guest))) {
        const id = one.guest.vmId.toLowerCase();
        const others = byId.get(id);
        if (others) {
            others.push(one);
        } else {
            byId.set(id, [one]);
        }
    }
    const shared = [...byId.values()].filter(alike => alike.length > 1);
    return new Map(shared.flatMap(alike => alike.map(one => [keyOf(one), alike.filter(other => other !== one).map(({ hostName }) => hostName)] as const)));
}
