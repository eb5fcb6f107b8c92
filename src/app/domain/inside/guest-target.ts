/** A guest to enter, the way into it, and the account. */
import { GuestPlace } from '../facts/guest-key';

/** An account for guests. Held in memory for one run, never saved. */
export interface GuestAccount {
    /** DOMAIN\user, user@domain, or .\user for a guest's own account. */
    readonly user: string;
    readonly password: string;
}

/** One guest and the way into it. */
export interface GuestTarget extends GuestPlace {
    /** `direct`: PowerShell Direct by id. `winrm`: from the host over the network. */
    readonly channel: 'direct' | 'winrm';
    /** WinRM only: the name that the administrator confirmed. Never a name that the guest reported. */
    readonly address: string | null;
}

/** A guest to enter, and the account to use. */
export interface GuestJob {
    readonly target: GuestTarget;
    /** The same object for all guests that share the account. */
    readonly account: GuestAccount;
    /** What the guest reports as Win32_OperatingSystem.ProductType, 1 to 3; null if unknown. */
    readonly productType: number | null;
}

/** Whether an account (`.\name`, or a name without a domain) belongs to the guest itself, so that a rejection there can't lock it for other guests. */
export function isOwnAccount(user: string): boolean {
    const name = user.trim();
    return name.startsWith('.\\') || !/[\\@]/.test(name);
}
