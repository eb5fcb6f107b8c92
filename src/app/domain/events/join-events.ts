/**
 * Finds the guest that an event is about. Guests report their own names, so the result says how it was found. Nothing is guessed, and no event is dropped.
 */
import { decodeStrings, eventResult } from './decode-event';
import { EventFacts } from '../facts/event-facts';
import { hostEventId } from './event-meanings';
import { EventToken } from './event-tokens';
import { GuestKey, guestKey, GuestPlace } from '../facts/guest-key';
import { sameMachine } from '../facts/node-names';

export const joinWays = ['id', 'fqdn', 'name'] as const;
/**
 * `id`: the machine's id. `fqdn`: the full name that the guest reports, unverified. `name`: the machine's name on the host, or the first part of the reported
 * name.
 */
export type JoinWay = (typeof joinWays)[number];

/** The values that identify a guest in an event. */
export interface KnownGuest extends GuestPlace {
    /** The machine's name on the host; not unique. */
    readonly name: string | null;
    /** FullyQualifiedDomainName from Data Exchange. */
    readonly fqdn: string | null;
}

/** What an event contains about its guest. `text`: a single word that could be a name; Microsoft doesn't document it. */
export interface EventClaim {
    readonly kind: 'id' | 'name' | 'text';
    readonly text: string;
}

export type EventSubject =
    /** The event is about the computer that wrote it: related events, and all others that no guest's request causes. */
    | { readonly kind: 'self' }
    | { readonly kind: 'guest'; readonly key: GuestKey; readonly by: JoinWay }
    /** Several guests match, so the event is assigned to none. */
    | { readonly kind: 'ambiguous'; readonly by: JoinWay; readonly says: string; readonly keys: readonly GuestKey[] }
    /** No current guest matches; `says` is null if the event names nobody. */
    | { readonly kind: 'unassigned'; readonly says: EventClaim | null };

/** Guests by identifying values; built once for many events. */
export interface GuestIndex {
    readonly byId: ReadonlyMap<string, readonly GuestKey[]>;
    readonly byFqdn: ReadonlyMap<string, readonly GuestKey[]>;
    readonly byName: ReadonlyMap<string, readonly GuestKey[]>;
    /** Names of guests that don't report a full name, so that a full name in an event can match them too. */
    readonly byNameOnly: ReadonlyMap<string, readonly GuestKey[]>;
    /** The name of each guest's host. */
    readonly hostNames: ReadonlyMap<GuestKey, string>;
}

const same = (name: string): string => name.trim().toLowerCase();
const firstLabel = (name: string): string => same(name).split('.')[0];

export function indexGuests(guests: Iterable<KnownGuest>): GuestIndex {
    const index = {
        byId: new Map<string, GuestKey[]>(),
        byFqdn: new Map<string, GuestKey[]>(),
        byName: new Map<string, GuestKey[]>(),
        byNameOnly: new Map<string, GuestKey[]>(),
        hostNames: new Map<GuestKey, string>()
    };
    const add = (map: Map<string, GuestKey[]>, value: string, key: GuestKey): void => {
        const known = map.get(value) ?? [];
        if (value !== '' && !known.includes(key)) {
            map.set(value, [...known, key]);
        }
    };
    for (const guest of guests) {
        const { hostName, vmId, name, fqdn } = guest;
        const key = guestKey(guest);
        index.hostNames.set(key, hostName);
        add(index.byId, same(vmId), key);
        if (name !== null) {
            add(index.byName, same(name), key);
        }
        if (fqdn !== null && same(fqdn) !== '') {
            add(index.byFqdn, same(fqdn), key);
            add(index.byName, firstLabel(fqdn), key);
        } else if (name !== null) {
            add(index.byNameOnly, same(name), key);
        }
    }
    return index;
}

interface Said {
    readonly ids: readonly string[];
    readonly names: readonly string[];
    /** Strings of a single word with the form of a computer name. */
    readonly words: readonly string[];
    /** Whole strings and list elements, which may be a machine's name. */
    readonly texts: readonly string[];
}

const namesIn = (tokens: readonly EventToken[]): string[] => tokens.flatMap(token => (token.kind === 'name' ? [token.name] : []));

/** The event's content without its result. Skips the name of the event's own computer, which isn't a guest. */
function saidBy(event: EventFacts): Said {
    const hasResult = eventResult(event).code !== null;
    const strings = decodeStrings(event).filter((_, index) => index > 0 || !hasResult);
    const tokens = strings.flatMap(one => one.tokens);
    const own = event.machineName === null ? null : firstLabel(event.machineName);
    const others = (names: readonly string[]): string[] => names.filter(name => same(name) !== '' && firstLabel(name) !== own);
    return {
        ids: tokens.flatMap(token => (token.kind === 'guid' ? [token.guid] : [])),
        names: others(namesIn(tokens)),
        words: others(strings.map(({ raw }) => raw.trim())).filter(text => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,62}$/u.test(text)),
        texts: others(strings.flatMap(({ raw }) => [raw, ...(raw.length <= longestList ? raw.split(/[,;=\t\r\n]+/) : [])]))
    };
}

/** A longer string is a report of the service, not a guest's name. */
const longestList = 2000;

function claimOf({ ids, names, words }: Said): EventClaim | null {
    const [kind, text] = ids.length > 0 ? (['id', ids[0]] as const) : names.length > 0 ? (['name', names[0]] as const) : (['text', words[0]] as const);
    return text === undefined ? null : { kind, text };
}

/** The guest that matches the values, or `ambiguous` if several do; null if none does. */
function found(said: readonly string[], by: JoinWay, find: (value: string) => readonly GuestKey[]): EventSubject | null {
    const fits = said.map(value => ({ value, keys: find(value) })).filter(one => one.keys.length > 0);
    const keys = [...new Set(fits.flatMap(one => one.keys))];
    if (keys.length === 0) {
        return null;
    }
    return keys.length === 1 ? { kind: 'guest', key: keys[0], by } : { kind: 'ambiguous', by, says: fits[0].value.trim(), keys };
}

/** Guests with an id. If there are several, the host that wrote the event tells them apart. */
function withId(id: string, machineName: string | null, { byId, hostNames }: GuestIndex): readonly GuestKey[] {
    const keys = byId.get(same(id)) ?? [];
    const here = keys.length > 1 && machineName !== null ? keys.filter(key => sameMachine(hostNames.get(key) ?? '', machineName)) : [];
    return here.length > 0 ? here : keys;
}

/**
 * The guest of an event: by id, otherwise by full name, otherwise by name, case-insensitively. On the host, only 12310 is about a guest. An event that was read
 * inside a guest has the id that was entered.
 */
export function joinEvent(event: EventFacts, index: GuestIndex): EventSubject {
    if (event.vmId !== null) {
        return found([event.vmId], 'id', id => withId(id, null, index)) ?? { kind: 'unassigned', says: { kind: 'id', text: event.vmId } };
    }
    if (eventResult(event).meaning?.id !== hostEventId) {
        return { kind: 'self' };
    }
    const said = saidBy(event);
    const { ids, names, texts } = said;
    return (
        found(ids, 'id', id => withId(id, event.machineName, index)) ??
        found([...names, ...texts], 'fqdn', name => index.byFqdn.get(same(name)) ?? []) ??
        found(texts, 'name', text => index.byName.get(same(text)) ?? []) ??
        found(names, 'name', name => index.byNameOnly.get(firstLabel(name)) ?? []) ?? { kind: 'unassigned', says: claimOf(said) }
    );
}
