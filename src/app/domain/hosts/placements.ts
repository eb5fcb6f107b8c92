/** Joins the cluster's resources with the guests of its nodes. */
import { ClusterGuestFacts, HostFacts } from '../facts/facts';
import { GuestKey, keyOf, PlacedGuest } from '../facts/guest-key';
import { sameMachine } from '../facts/node-names';

interface GuestOfNode extends PlacedGuest {
    readonly host: HostFacts;
}

const nodeOf = ({ host, hostName }: GuestOfNode): string => host.computerName ?? hostName;

/**
 * What the cluster says of each guest. Of several guests with one id, such as a virtual machine and its restored copy, only the one on the node that the
 * cluster names is clustered; none of them if the cluster doesn't name a node.
 */
export function placementsOf(guests: readonly GuestOfNode[], resources: readonly ClusterGuestFacts[]): ReadonlyMap<GuestKey, ClusterGuestFacts> {
    const byId = new Map<string, GuestOfNode[]>();
    for (const one of guests) {
        const id = one.guest.vmId.toLowerCase();
        byId.set(id, [...(byId.get(id) ?? []), one]);
    }
    const placed = new Map<GuestKey, ClusterGuestFacts>();
    for (const resource of resources) {
        const alike = byId.get(resource.vmId?.toLowerCase() ?? '') ?? [];
        const { ownerNode } = resource;
        // A guest alone with its id may have moved between the two readings.
        const [meant] = alike.length > 1 ? alike.filter(one => ownerNode !== null && sameMachine(nodeOf(one), ownerNode)) : alike;
        if (meant) {
            placed.set(keyOf(meant), resource);
        }
    }
    return placed;
}
