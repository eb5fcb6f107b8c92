/** Assigns accounts to guests, by scope or by list, together with the names confirmed for WinRM. */
import { AccountList } from './account-list';
import { accountFor, AccountScope } from './account-scopes';
import { GuestFacts } from '../facts/facts';
import { GuestAccount, isOwnAccount } from './guest-target';

interface GuestAccess {
    /** The same object for all guests that share the account, so that a run verifies it once. */
    readonly account: GuestAccount;
    /** The confirmed name for WinRM; null if none was entered. */
    readonly address: string | null;
}

/** By guest id; contains only guests with an account. */
export type GuestAccesses = ReadonlyMap<string, GuestAccess>;

export interface ScopedAccount extends GuestAccount {
    readonly scope: AccountScope;
}

function confirmed(addresses: ReadonlyMap<string, string>, vmId: string): string | null {
    const address = addresses.get(vmId)?.trim() ?? '';
    return address === '' ? null : address;
}

/** @param addresses confirmed names by guest id */
export function accessByScope(guests: readonly GuestFacts[], accounts: readonly ScopedAccount[], addresses: ReadonlyMap<string, string>): GuestAccesses {
    const shared = new Map(accounts.map(account => [account, { user: account.user.trim(), password: account.password }]));
    const usable = accounts.filter(account => account.user.trim() !== '' && account.password !== '');
    return new Map(
        guests.flatMap(guest => {
            const found = accountFor(guest, usable);
            const account = found && shared.get(found);
            return account ? [[guest.vmId, { account, address: confirmed(addresses, guest.vmId) }] as const] : [];
        })
    );
}

/** Guests whose lines have the same account share one object. Accounts of the guests themselves stay separate, even with the same name and password. */
export function accessByList(list: AccountList, addresses: ReadonlyMap<string, string>): GuestAccesses {
    const shared = new Map<string, GuestAccount>();
    return new Map(
        list.accounts.map(({ vmId, user, password }) => {
            const same = isOwnAccount(user) ? vmId : `${user.toLowerCase()}\0${password}`;
            const account = shared.get(same) ?? { user, password };
            shared.set(same, account);
            return [vmId, { account, address: confirmed(addresses, vmId) }];
        })
    );
}
