/** Who enters which guest: accounts by their scopes or by a list, and the names that were confirmed for WinRM. */
import { AccountList } from './account-list';
import { accountFor, AccountScope } from './account-scopes';
import { GuestFacts } from '../facts/facts';
import { GuestAccount, isOwnAccount } from './guest-target';

export interface GuestAccess {
    /** The same object for every guest that it is for: a run proves it once. */
    readonly account: GuestAccount;
    /** The confirmed name for WinRM; null where none was given. */
    readonly address: string | null;
}

/** By the guest's id; a guest without an account is not in it. */
export type GuestAccesses = ReadonlyMap<string, GuestAccess>;

export interface ScopedAccount extends GuestAccount {
    readonly scope: AccountScope;
}

function confirmed(addresses: ReadonlyMap<string, string>, vmId: string): string | null {
    const address = addresses.get(vmId)?.trim() ?? '';
    return address === '' ? null : address;
}

/** @param addresses confirmed names by the id of the guest */
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

/** Lines with the same account share it; the accounts of guests themselves are told apart. */
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
