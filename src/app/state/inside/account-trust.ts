/** Decides which accounts may be sent to guests: each is verified on one guest before it is sent to others, and is dropped after its first rejection. */
import { GuestAccount, isOwnAccount } from '../../domain/inside/guest-target';

/**
 * What a rejection counts against. A domain account counts by name, whatever its password, because all its rejections lock the same account. A guest's own
 * account counts as it was entered.
 */
function lockedTogether(account: GuestAccount): string | GuestAccount {
    return isOwnAccount(account.user) ? account : account.user.trim().toLowerCase();
}

export class AccountTrust {
    private readonly proven = new Set<GuestAccount>();
    private readonly rejected = new Set<string | GuestAccount>();
    /** Number of guests that each account is being used in. */
    private readonly inUse = new Map<string | GuestAccount, number>();

    /** An account that isn't verified is tried on one guest at a time. */
    public mayGo(account: GuestAccount): boolean {
        return this.proven.has(account) || (this.inUse.get(lockedTogether(account)) ?? 0) === 0;
    }

    public isRejected(account: GuestAccount): boolean {
        return this.rejected.has(lockedTogether(account));
    }

    public enter(account: GuestAccount): void {
        this.count(account, 1);
    }

    public leave(account: GuestAccount): void {
        this.count(account, -1);
    }

    public prove(account: GuestAccount): void {
        if (!this.isRejected(account)) {
            this.proven.add(account);
        }
    }

    public reject(account: GuestAccount): void {
        this.rejected.add(lockedTogether(account));
    }

    private count(account: GuestAccount, change: number): void {
        const shared = lockedTogether(account);
        this.inUse.set(shared, (this.inUse.get(shared) ?? 0) + change);
    }
}
