/** The guests that an administrator ticks by name for an account. */
import { claimedDomain } from '../domain/inside/account-scopes';
import { GuestKey, keyOf, PlacedGuest } from '../domain/facts/guest-key';
import { identifyGuest } from '../domain/facts/guest-identity';
import { compareNames } from './texts';

/** A guest to tick. Its host named it; what it reports is only shown. */
export interface TickGuest {
    readonly key: GuestKey;
    readonly name: string;
    /** Its host if there are several, otherwise empty. Several guests of one name have their id too. */
    readonly host: string;
    readonly reportedName: string | null;
    readonly claimedDomain: string;
}

export interface GuestTicksView {
    readonly rows: ReadonlyArray<{ readonly guest: TickGuest; readonly ticked: boolean }>;
    /** Guests that are shown and not ticked. */
    readonly unticked: readonly GuestKey[];
    /** Number of guests that match and aren't shown. */
    readonly others: number;
    /** Enough guests to search among them. */
    readonly searchable: boolean;
}

/** At most this many guests without a tick are shown. */
const maximumShown = 100;
/** More guests than this can be searched. */
const fewGuests = 10;

/** By name, then host. */
export function toTickGuests(guests: readonly PlacedGuest[]): readonly TickGuest[] {
    const several = new Set(guests.map(({ hostName }) => hostName.toLowerCase())).size > 1;
    const namesakes = new Map<string | null, number>();
    guests.forEach(({ guest: { name } }) => namesakes.set(name, (namesakes.get(name) ?? 0) + 1));
    return guests
        .map(placed => ({
            key: keyOf(placed),
            name: placed.guest.name ?? placed.guest.vmId,
            host: [...(several ? [placed.hostName] : []), ...((namesakes.get(placed.guest.name) ?? 0) > 1 ? [placed.guest.vmId] : [])].join(' '),
            reportedName: identifyGuest(placed.guest, null).reportedName,
            claimedDomain: claimedDomain(placed.guest)
        }))
        .sort((one, other) => compareNames(one.name, other.name) || compareNames(one.host, other.host));
}

/** The reported domains with their guests, most guests first. The empty domain stands for workgroups and guests that report nothing. */
export function claimedGroups(guests: readonly TickGuest[]): ReadonlyMap<string, readonly TickGuest[]> {
    const groups = new Map<string, TickGuest[]>();
    for (const guest of guests) {
        const group = groups.get(guest.claimedDomain);
        if (group) {
            group.push(guest);
        } else {
            groups.set(guest.claimedDomain, [guest]);
        }
    }
    return new Map([...groups].sort(([one, { length }], [other, others]) => others.length - length || (one < other ? -1 : 1)));
}

/**
 * Every ticked guest is shown, so that no tick is hidden.
 * @param find part of the name or host; never of what a guest reports, since all shown guests can be ticked at once
 */
export function toTicksView(guests: readonly TickGuest[], ticked: ReadonlySet<GuestKey>, find: string): GuestTicksView {
    const wanted = find.trim().toLowerCase();
    const rows: Array<GuestTicksView['rows'][number]> = [];
    const unticked: GuestKey[] = [];
    let others = 0;
    for (const guest of guests) {
        if (ticked.has(guest.key)) {
            rows.push({ guest, ticked: true });
        } else if (guest.name.toLowerCase().includes(wanted) || guest.host.toLowerCase().includes(wanted)) {
            if (unticked.length < maximumShown) {
                rows.push({ guest, ticked: false });
                unticked.push(guest.key);
            } else {
                others++;
            }
        }
    }
    return { rows, unticked, others, searchable: guests.length > fewGuests };
}
