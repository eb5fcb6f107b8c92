/** Selects the account for each guest. */
import { GuestFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, keyOf, PlacedGuest } from '../facts/guest-key';

/** All guests, those of one domain, or selected ones. The narrowest scope that contains a guest wins. */
export type AccountScope =
    { readonly kind: 'all' } | { readonly kind: 'domain'; readonly domain: string } | { readonly kind: 'guests'; readonly keys: readonly GuestKey[] };

const narrowest: ReadonlyArray<AccountScope['kind']> = ['guests', 'domain', 'all'];

/** The domain that a guest reports, in lower case; empty for a workgroup and if nothing is reported. */
export function claimedDomain(guest: GuestFacts): string {
    const name = identifyGuest(guest, null).reportedName ?? '';
    const dot = name.indexOf('.');
    return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function holds(scope: AccountScope, placed: PlacedGuest): boolean {
    switch (scope.kind) {
        case 'all':
            return true;
        case 'domain':
            return claimedDomain(placed.guest) === scope.domain.toLowerCase();
        default:
            return scope.keys.includes(keyOf(placed));
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

/** The reported domains with their numbers of guests, most guests first. The empty domain stands for workgroups and guests that report nothing. */
export function claimedDomains(guests: readonly GuestFacts[]): ReadonlyArray<{ readonly domain: string; readonly count: number }> {
    const counts = new Map<string, number>();
    for (const guest of guests) {
        const domain = claimedDomain(guest);
        counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
    return [...counts].map(([domain, count]) => ({ domain, count })).sort((a, b) => b.count - a.count || (a.domain < b.domain ? -1 : 1));
}
