/** How a guest can be entered from its host, or why not. */
import { oldestBuild } from '../versions/builds';
import { GuestFacts, HostFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';

/** Why nobody can or need look inside a guest. */
export const insideObstacles = ['notRunning', 'notWindows', 'clientEdition', 'shielded'] as const;
export type InsideObstacle = (typeof insideObstacles)[number];

export type InsideWay =
    /** PowerShell Direct: over the virtual machine bus, by the machine's id. */
    | { readonly channel: 'direct' }
    /** WinRM: there is no PowerShell Direct with Windows Server 2012 R2 on either side. */
    | { readonly channel: 'winrm' }
    | { readonly channel: null; readonly obstacle: InsideObstacle };

const runningState = 2;
const workstation = 1;

/** A guest whose kind is not known can be tried: what it is, is then read inside. */
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
    const old = (build: number | null): boolean => build !== null && build <= oldestBuild;
    return old(host.buildNumber) || old(identity.build) ? { channel: 'winrm' } : { channel: 'direct' };
}
