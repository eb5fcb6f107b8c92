/** The accounts of a form, as they are being typed, and what each can be for. */
import { AccountScope } from '../domain/inside/account-scopes';
import { GuestKey, PlacedGuest } from '../domain/facts/guest-key';
import { GuestAccount } from '../domain/inside/guest-target';
import { claimedGroups, TickGuest, toTickGuests } from './guest-ticks';
import { avmaStrings, fillText, listText } from './texts';

export interface AccountEntry {
    user: string;
    password: string;
    /** `all`, a host after `host:`, or ticked guests: `named`, and out of those that report a domain after `domain:`. */
    scope: string;
    /** For a scope with ticks: the guests that get the account. */
    ticked: ReadonlySet<GuestKey>;
    /** Use it again later. */
    keep: boolean;
    /** The account of an earlier use. Only its guests are asked for. */
    readonly kept: GuestAccount | null;
    /** Why it is offered: the guests that rejected an account, one sentence for each account. */
    readonly reasons: readonly string[];
}

export interface ScopeChoice {
    readonly value: string;
    readonly label: string;
}

/** The guests to tick, by scope. */
export type ScopeLists = ReadonlyMap<string, readonly TickGuest[]>;

const hostPrefix = 'host:';
const domainPrefix = 'domain:';
/** At most this many reported domains are offered: a guest can report any name. */
const maximumGroups = 20;

export const newAccount = (): AccountEntry => ({ user: '', password: '', scope: 'all', ticked: new Set(), keep: false, kept: null, reasons: [] });

/** Who gets an account that is used again is ticked at each use. */
const keptAccount = (kept: GuestAccount): AccountEntry => ({ ...newAccount(), ...kept, scope: 'named', keep: true, kept });

/** So many of the guests that rejected an account are named. */
const maximumNamed = 5;

/**
 * The accounts that a form begins with: those that are used again, or an empty one, and an empty one for the guests that rejected an account. Where all guests
 * did, that one is for all.
 * @param rejectedUser the account that a guest rejected; null for none
 */
export function firstAccounts(guests: readonly TickGuest[], kept: readonly GuestAccount[], rejectedUser: (guest: GuestKey) => string | null): AccountEntry[] {
    const rejecting = new Map<string, TickGuest[]>();
    for (const guest of guests) {
        const user = rejectedUser(guest.key);
        if (user !== null) {
            rejecting.set(user, [...(rejecting.get(user) ?? []), guest]);
        }
    }
    const ticked = new Set([...rejecting.values()].flat().map(({ key }) => key));
    const again = kept.map(keptAccount);
    const forAll = ticked.size === guests.length && again.length === 0;
    const offered: AccountEntry = { ...newAccount(), reasons: [...rejecting].map(one => rejectionText(...one)), ...(forAll ? {} : { scope: 'named', ticked }) };
    const first = again.length > 0 || forAll ? again : [newAccount()];
    return ticked.size > 0 || first.length === 0 ? [...first, offered] : first;
}

function rejectionText(user: string, guests: readonly TickGuest[]): string {
    const { LookInside } = avmaStrings();
    const named = guests.slice(0, maximumNamed).map(({ name }) => name);
    const more = guests.length - named.length;
    const names = listText(more > 0 ? [...named, fillText(LookInside.rejectedMore, { count: more })] : named);
    return fillText(LookInside.rejected, { count: guests.length, guests: names, user });
}

/** Whether a scope lists guests to tick. */
export const needsTicks = (scope: string): boolean => scope === 'named' || isClaimed(scope);

/** Whether a scope lists guests because of what they report. */
export const isClaimed = (scope: string): boolean => scope.startsWith(domainPrefix);

/** All guests by name, and those of each reported domain if there are several. */
export function toScopeLists(guests: readonly PlacedGuest[]): ScopeLists {
    const named = toTickGuests(guests);
    const groups = [...claimedGroups(named)];
    return new Map([
        ['named', named],
        ...(groups.length > 1 ? groups.slice(0, maximumGroups).map(([domain, group]) => [`${domainPrefix}${domain}`, group] as const) : [])
    ]);
}

/** What an account can be for: all guests, those of one host if there are several, and guests to tick. */
export function toScopeChoices(guests: readonly PlacedGuest[], lists: ScopeLists): readonly ScopeChoice[] {
    const { LookInside } = avmaStrings();
    const hosts = new Map<string, number>();
    guests.forEach(({ hostName }) => hosts.set(hostName, (hosts.get(hostName) ?? 0) + 1));
    return [
        { value: 'all', label: LookInside.scopeAll },
        ...(hosts.size > 1
            ? [...hosts].map(([host, count]) => ({ value: `${hostPrefix}${host}`, label: fillText(LookInside.scopeHost, { host, count }) }))
            : []),
        { value: 'named', label: LookInside.scopeNamed },
        ...[...lists]
            .filter(([value]) => isClaimed(value))
            .map(([value, { length }]) => {
                const domain = value.slice(domainPrefix.length);
                return { value, label: fillText(domain === '' ? LookInside.scopeNoDomain : LookInside.scopeDomain, { domain, count: length }) };
            })
    ];
}

export function toScope({ scope, ticked }: AccountEntry): AccountScope {
    if (scope === 'all') {
        return { kind: 'all' };
    }
    return scope.startsWith(hostPrefix) ? { kind: 'host', hostName: scope.slice(hostPrefix.length) } : { kind: 'guests', keys: ticked };
}

/** Sets of keys are compared as objects: each tick makes another. */
export function sameScope(one: AccountScope, other: AccountScope): boolean {
    switch (one.kind) {
        case 'host':
            return other.kind === 'host' && one.hostName === other.hostName;
        case 'guests':
            return other.kind === 'guests' && one.keys === other.keys;
        default:
            return other.kind === 'all';
    }
}
