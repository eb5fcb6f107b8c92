/** Assigns accounts to guests, by scope or by list, together with the names confirmed for WinRM. */
import { AccountList } from './account-list';
import { accountFor, AccountScope } from './account-scopes';
import { GuestKey, keyOf, PlacedGuest } from '../facts/guest-key';
import { identifyGuest } from '../facts/guest-identity';
import { GuestAccount, isOwnAccount } from './guest-target';

interface GuestAccess {
    /** The same object for all guests that share the account, so that a run verifies it once. */
    readonly account: GuestAccount;
    /** The confirmed name for WinRM; null if none was entered. */
    readonly address: string | null;
    /** Whether the administrator has confirmed that the machine at exactly this address may get an own product key; absent if not. */
    readonly takesOwnKey?: true;
    /** As in `GuestJob`. */
    readonly productType: number | null;
}

/** Contains only guests with an account. */
export type GuestAccesses = ReadonlyMap<GuestKey, GuestAccess>;

/** @param names the addresses that were confirmed for an own product key. One that was changed since is not confirmed any more. */
export function withOwnKeyNames(access: GuestAccesses, names: ReadonlyMap<GuestKey, string>): GuestAccesses {
    const entries = [...access].map(([key, entry]): readonly [GuestKey, GuestAccess] => {
        const isConfirmed = entry.address !== null && entry.address === names.get(key);
        return [key, isConfirmed ? { ...entry, takesOwnKey: true } : entry];
    });
    return new Map(entries);
}

export interface ScopedAccount extends GuestAccount {
    readonly scope: AccountScope;
    /** The same account of an earlier use, whose guests get that object; null if it is new. */
    readonly kept: GuestAccount | null;
}

const known = new WeakMap<readonly PlacedGuest[], ReadonlyMap<GuestKey, number | null>>();

/** What the guests report of themselves, found out once for a list of guests: a form asks after each typed letter. */
function productTypesOf(guests: readonly PlacedGuest[]): ReadonlyMap<GuestKey, number | null> {
    const types = known.get(guests) ?? new Map(guests.map(one => [keyOf(one), identifyGuest(one.guest, null).productType]));
    known.set(guests, types);
    return types;
}

function confirmed(addresses: ReadonlyMap<GuestKey, string>, key: GuestKey): string | null {
    const address = addresses.get(key)?.trim() ?? '';
    return address === '' ? null : address;
}

/** @param addresses confirmed names */
export function accessByScope(guests: readonly PlacedGuest[], accounts: readonly ScopedAccount[], addresses: ReadonlyMap<GuestKey, string>): GuestAccesses {
    const shared = new Map(accounts.map(account => [account, account.kept ?? { user: account.user.trim(), password: account.password }]));
    const productTypes = productTypesOf(guests);
    const usable = accounts.filter(account => account.user.trim() !== '' && account.password !== '');
    return new Map(
        guests.flatMap(guest => {
            const found = accountFor(guest, usable);
            const account = found && shared.get(found);
            const key = keyOf(guest);
            return account ? [[key, { account, address: confirmed(addresses, key), productType: productTypes.get(key) ?? null }] as const] : [];
        })
    );
}

/** Guests whose lines have the same account share one object. Accounts of the guests themselves stay separate, even with the same name and password. */
export function accessByList(list: AccountList, guests: readonly PlacedGuest[], addresses: ReadonlyMap<GuestKey, string>): GuestAccesses {
    const productTypes = productTypesOf(guests);
    const shared = new Map<string, GuestAccount>();
    return new Map(
        list.accounts.map(({ key, user, password }) => {
            const same = isOwnAccount(user) ? key : `${user.toLowerCase()}\0${password}`;
            const account = shared.get(same) ?? { user, password };
            shared.set(same, account);
            return [key, { account, address: confirmed(addresses, key), productType: productTypes.get(key) ?? null }];
        })
    );
}
