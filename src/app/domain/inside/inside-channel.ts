/** Selects the way into a guest from its host, or returns why there is none. */
import { newestBuildWithoutDirect } from '../versions/builds';
import { GuestFacts, HostFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, guestKey, PlacedGuest } from '../facts/guest-key';

/**
 * Why a guest can't be read inside, or needn't be. `sameIdChosen`: another guest of the choice has its id. `sameIdOverNetwork`: another running guest has its
 * id, and the id is all that tells over the network which guest answers.
 */
export const insideObstacles = ['notRunning', 'notWindows', 'clientEdition', 'shielded', 'sameIdChosen', 'sameIdOverNetwork'] as const;
export type InsideObstacle = (typeof insideObstacles)[number];

export type InsideWay =
    /** PowerShell Direct: over VMBus, by the machine's id. */
    | { readonly channel: 'direct' }
    /** WinRM: PowerShell Direct doesn't support Windows Server 2012 R2, neither as the host nor as the guest. */
    | { readonly channel: 'winrm' }
    | { readonly channel: null; readonly obstacle: InsideObstacle };

const runningState = 2;
const workstation = 1;

/** Returns a way also for a guest of unknown kind: the reading inside then finds out. */
export function insideWay(host: HostFacts, guest: GuestFacts): InsideWay {
    const identity = identifyGuest(guest, null);
    if (guest.enabledState !== null && guest.enabledState !== runningState) {
        return { channel: null, obstacle: 'notRunning' };
    }
    if (identity.windows === false) {
        return { channel: null, obstacle: 'notWindows' };
    }
    if (identity.productType === workstation || identity.edition?.kind === 'client') {
        return { channel: null, obstacle: 'clientEdition' };
    }
    if (guest.shielded) {
        return { channel: null, obstacle: 'shielded' };
    }
    const old = (build: number | null, newest: number): boolean => build !== null && build <= newest;
    const { host: newestHost, guest: newestGuest } = newestBuildWithoutDirect;
    return old(host.buildNumber, newestHost) || old(identity.build, newestGuest) ? { channel: 'winrm' } : { channel: 'direct' };
}

/** A guest that may be entered from its host. */
export interface ReachableGuest extends PlacedGuest {
    readonly host: HostFacts;
    /** Other hosts on which a running guest has this id; absent if there are none. */
    readonly twins?: readonly string[];
}

/**
 * The way into a guest of a choice. Guests that share an id are entered only where the choice and the way tell them apart.
 * @param chosen all guests of the choice
 * @param overNetwork uses WinRM even if PowerShell Direct is possible
 */
export function wayInto({ host, guest, twins = [] }: ReachableGuest, chosen: ReadonlySet<GuestKey>, overNetwork: boolean): InsideWay {
    const way = insideWay(host, guest);
    if (way.channel === null) {
        return way;
    }
    if (twins.some(twin => chosen.has(guestKey({ hostName: twin, vmId: guest.vmId })))) {
        return { channel: null, obstacle: 'sameIdChosen' };
    }
    const channel = overNetwork ? 'winrm' : way.channel;
    return channel === 'winrm' && twins.length > 0 ? { channel: null, obstacle: 'sameIdOverNetwork' } : { channel };
}
