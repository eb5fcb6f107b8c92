/** Selects the account for each guest: by what the administrator named, never by what a guest reports. */
import { GuestFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, keyOf, PlacedGuest } from '../facts/guest-key';

/** All selected guests, those of one host, or those that were ticked by name. The narrowest scope that contains a guest wins. */
export type AccountScope =
    { readonly kind: 'all' } | { readonly kind: 'host'; readonly hostName: string } | { readonly kind: 'guests'; readonly keys: ReadonlySet<GuestKey> };

const narrowest: ReadonlyArray<AccountScope['kind']> = ['guests', 'host', 'all'];

/** The domain that a guest reports, in lower case; empty for a workgroup and if nothing is reported. For display and warnings: a guest can report any domain. */
export function claimedDomain(guest: GuestFacts): string {
    const name = identifyGuest(guest, null).reportedName ?? '';
    const dot = name.indexOf('.');
    return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function holds(scope: AccountScope, placed: PlacedGuest): boolean {
    switch (scope.kind) {
        case 'all':
            return true;
        case 'host':
            return placed.hostName.toLowerCase() === scope.hostName.toLowerCase();
        default:
            return scope.keys.has(keyOf(placed));
    }
}

/** The account for a guest; null if no scope contains it. Of two accounts with the same kind of scope, the first wins. */
export function accountFor<T extends { readonly scope: AccountScope }>(placed: PlacedGuest, accounts: readonly T[]): T | null {
    for (const kind of narrowest) {
        const found = accounts.find(account => account.scope.kind === kind && holds(account.scope, placed));
        if (found) {
            return found;
        }
    }
    return null;
}
