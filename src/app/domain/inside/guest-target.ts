/** Who enters which guest, and how. */

/** An account for guests. It lives in memory for one run and is kept nowhere else. */
export interface GuestAccount {
    /** DOMAIN\user, user@domain, or .\user for an account of the guest itself. */
    readonly user: string;
    readonly password: string;
}

/** One guest, and the way into it. */
export interface GuestTarget {
    readonly vmId: string;
    /** `direct`: PowerShell Direct by id. `winrm`: from the host over the network. */
    readonly channel: 'direct' | 'winrm';
    /** WinRM only: the name that the administrator has confirmed. Never what a guest claims. */
    readonly address: string | null;
}

/** A guest that is to be entered, and by which account. */
export interface GuestJob {
    readonly target: GuestTarget;
    /** The same object for every guest that it is for. */
    readonly account: GuestAccount;
}

/** Whether an account is the guest's own, so that a refusal there locks no other guest's: `.\name`, or a name without a domain. */
export function isOwnAccount(user: string): boolean {
    const name = user.trim();
    return name.startsWith('.\\') || !/[\\@]/.test(name);
}
