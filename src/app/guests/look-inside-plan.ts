/** What the look-inside dialog works on: guests with a way into them, accounts with their scopes, and the jobs they make. */
import { GuestAccount, isOwnAccount } from '../domain/guest-target';
import { AccountList } from '../domain/account-list';
import { accountFor, AccountScope, claimedDomain } from '../domain/account-scopes';
import { identifyGuest } from '../domain/guest-identity';
import { InsideObstacle, insideWay } from '../domain/inside-channel';
import { GuestJob } from '../state/guest-run';
import { AssessedGuest } from '../state/guests.store';

export interface EnterableGuest {
    readonly assessed: AssessedGuest;
    readonly name: string;
    readonly channel: 'direct' | 'winrm';
    /** WinRM: what the guest says its name is. A suggestion, no address. */
    readonly claimedName: string | null;
}

export interface ExcludedGuest {
    readonly name: string;
    readonly obstacle: InsideObstacle;
}

export interface LookInsidePlan {
    readonly enterable: readonly EnterableGuest[];
    readonly excluded: readonly ExcludedGuest[];
}

/** One row of the accounts' form. */
export interface EnteredAccount extends GuestAccount {
    readonly scope: AccountScope;
}

/** @param overNetwork by WinRM also where PowerShell Direct would do */
export function planLookInside(guests: readonly AssessedGuest[], overNetwork = false): LookInsidePlan {
    const enterable: EnterableGuest[] = [];
    const excluded: ExcludedGuest[] = [];
    for (const assessed of guests) {
        const name = assessed.guest.name ?? assessed.guest.vmId;
        const way = insideWay(assessed.host, assessed.guest);
        if (way.channel === null) {
            excluded.push({ name, obstacle: way.obstacle });
        } else {
            const channel = overNetwork ? 'winrm' : way.channel;
            enterable.push({ assessed, name, channel, claimedName: channel === 'winrm' ? identifyGuest(assessed.guest, null).reportedName : null });
        }
    }
    return { enterable, excluded };
}

/** Over how many claimed domains an account reaches: one password for several of them is worth a warning. */
export function domainsOf(account: EnteredAccount, accounts: readonly EnteredAccount[], plan: LookInsidePlan): number {
    const own = plan.enterable.filter(one => accountFor(one.assessed.guest, accounts) === account);
    return new Set(own.map(one => claimedDomain(one.assessed.guest))).size;
}

function job(guest: EnterableGuest, account: GuestAccount, addresses: ReadonlyMap<string, string>): GuestJob[] {
    const { vmId } = guest.assessed.guest;
    if (guest.channel === 'direct') {
        return [{ target: { vmId, channel: 'direct', address: null }, account }];
    }
    const address = addresses.get(vmId)?.trim() ?? '';
    // A name that nobody has confirmed is nobody's: such a guest is left out.
    return address === '' ? [] : [{ target: { vmId, channel: 'winrm', address }, account }];
}

/** @param addresses confirmed names of guests over WinRM, by id */
export function jobsByScope(plan: LookInsidePlan, accounts: readonly EnteredAccount[], addresses: ReadonlyMap<string, string>): GuestJob[] {
    // The run knows an account by its object: one for all of its guests.
    const secrets = new Map(accounts.map(account => [account, { user: account.user.trim(), password: account.password }]));
    return plan.enterable.flatMap(guest => {
        const account = accountFor(guest.assessed.guest, accounts);
        const secret = account && secrets.get(account);
        return secret ? job(guest, secret, addresses) : [];
    });
}

/** Lines with the same account share it, so that it is proven once; the accounts of guests themselves are the run's to tell apart. */
export function jobsByList(plan: LookInsidePlan, list: AccountList, addresses: ReadonlyMap<string, string>): GuestJob[] {
    const accounts = new Map<string, GuestAccount>();
    return plan.enterable.flatMap(guest => {
        const listed = list.accounts.find(one => one.vmId === guest.assessed.guest.vmId);
        if (!listed) {
            return [];
        }
        const { user, password } = listed;
        const key = isOwnAccount(user) ? listed.vmId : `${user.toLowerCase()}\0${password}`;
        const account = accounts.get(key) ?? { user, password };
        accounts.set(key, account);
        return job(guest, account, addresses);
    });
}
