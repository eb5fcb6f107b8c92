/** Warns about accounts that may reach guests of several tenants. */
import { GuestKey } from '../domain/facts/guest-key';
import { countedAccount } from '../domain/inside/counted-account';
import { isOwnAccount } from '../domain/inside/guest-target';
import { GuestAccesses } from '../domain/inside/guest-access';
import { AccountKeeper } from './account-keeper';
import { avmaStrings, clockText, fillText } from './texts';

/** At most this many domains are named: a guest can report any name. */
const maximumDomains = 3;
const maximumWarnings = 10;

/**
 * One warning for each account that goes to guests that report different domains; none reported counts as one. The same user and password are one account, however often
 * they were entered.
 */
export function domainWarnings(guests: ReadonlyArray<{ readonly key: GuestKey; readonly claimedDomain: string }>, access: GuestAccesses): readonly string[] {
    const { LookInside } = avmaStrings();
    const reached = new Map<string, { readonly user: string; readonly domains: Set<string> }>();
    for (const { key, claimedDomain } of guests) {
        const account = access.get(key)?.account;
        if (account) {
            const same = `${account.user.toLowerCase()}\0${account.password}`;
            const known = reached.get(same);
            if (known) {
                known.domains.add(claimedDomain);
            } else {
                reached.set(same, { user: account.user, domains: new Set([claimedDomain]) });
            }
        }
    }
    return [...reached.values()]
        .filter(({ domains }) => domains.size > 1)
        .slice(0, maximumWarnings)
        .map(({ user, domains }) => {
            const named = [...domains].filter(domain => domain !== '');
            const shown = [...named.slice(0, maximumDomains), ...(named.length > maximumDomains ? ['…'] : domains.has('') ? [LookInside.warningNoDomain] : [])];
            return fillText(LookInside.warningDomains, { account: user, domains: shown.join(', ') });
        });
}

/**
 * The accounts that a run would send to no guest now, since too many sign-ins failed, with what to say about each. An account of the guests themselves counts
 * only where it may be a domain account.
 * @param users as they were typed, even without a password
 */
export function usedUp(users: readonly string[], access: GuestAccesses, keeper: Pick<AccountKeeper, 'exhausted'>): ReadonlyMap<string, string> {
    const ends = keeper.exhausted();
    const texts = new Map<string, string>();
    const add = (user: string): void => {
        const until = ends.get(countedAccount(user, null).name);
        if (until !== undefined) {
            texts.set(user, fillText(avmaStrings().LookInside.usedUp, { user, time: clockText(until) }));
        }
    };
    if (ends.size > 0) {
        users.filter(user => !isOwnAccount(user)).forEach(add);
        access.forEach(({ account, productType }) => countedAccount(account.user, productType).kind === 'domain' && add(account.user));
    }
    return texts;
}
