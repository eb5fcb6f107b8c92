/** Which guest an event is about. A guest's names are its own claim, so it is said how an event was joined; nothing is guessed and nothing dropped. */
import { decodeStrings, eventResult } from './decode-event';
import { EventFacts } from '../facts/event-facts';
import { hostEventId } from './event-meanings';
import { EventToken } from './event-tokens';

export const joinWays = ['id', 'fqdn', 'name'] as const;
/** `id`: the machine's own. `fqdn`: what the guest reports as its full name, a claim. `name`: the machine's name on the host, or the claim's first part. */
export type JoinWay = (typeof joinWays)[number];

/** What a guest can be recognised by. */
export interface KnownGuest {
    readonly vmId: string;
    /** The machine's name on the host; not unique. */
    readonly name: string | null;
    /** FullyQualifiedDomainName of Data Exchange. */
    readonly fqdn: string | null;
}

/** What an event says of whom it is about. `text`: a single word in the place of a name, of which nothing is documented. */
export interface EventClaim {
    readonly kind: 'id' | 'name' | 'text';
    readonly text: string;
}

export type EventSubject =
    /** The machine that wrote it: neighbours, and everything else that no request of a guest causes. */
    | { readonly kind: 'self' }
    | { readonly kind: 'guest'; readonly vmId: string; readonly by: JoinWay }
    /** What the event says fits several guests: it is none's. */
    | { readonly kind: 'ambiguous'; readonly by: JoinWay; readonly says: string; readonly vmIds: readonly string[] }
    /** No guest that is there now; `says` is null where the event names nobody. */
    | { readonly kind: 'unassigned'; readonly says: EventClaim | null };

/** Guests by what they can be recognised by; made once for many events. */
export interface GuestIndex {
    readonly byId: ReadonlyMap<string, readonly string[]>;
    readonly byFqdn: ReadonlyMap<string, readonly string[]>;
    readonly byName: ReadonlyMap<string, readonly string[]>;
    /** Names of guests that report no full name, to which a full name in an event does not contradict. */
    readonly byNameOnly: ReadonlyMap<string, readonly string[]>;
}

const same = (name: string): string => name.trim().toLowerCase();
const firstLabel = (name: string): string => same(name).split('.')[0];

export function indexGuests(guests: Iterable<KnownGuest>): GuestIndex {
    const index = {
        byId: new Map<string, string[]>(),
        byFqdn: new Map<string, string[]>(),
        byName: new Map<string, string[]>(),
        byNameOnly: new Map<string, string[]>()
    };
    const add = (map: Map<string, string[]>, key: string, vmId: string): void => {
        const known = map.get(key) ?? [];
        if (key !== '' && !known.includes(vmId)) {
            map.set(key, [...known, vmId]);
        }
    };
    for (const { vmId, name, fqdn } of guests) {
        add(index.byId, same(vmId), vmId);
        if (name !== null) {
            add(index.byName, same(name), vmId);
        }
        if (fqdn !== null && same(fqdn) !== '') {
            add(index.byFqdn, same(fqdn), vmId);
            add(index.byName, firstLabel(fqdn), vmId);
        } else if (name !== null) {
            add(index.byNameOnly, same(name), vmId);
        }
    }
    return index;
}

interface Said {
    readonly ids: readonly string[];
    readonly names: readonly string[];
    /** Strings of a single word in the form of a computer's name. */
    readonly words: readonly string[];
    /** Whole strings and pieces of lists, which a machine's name may be. */
    readonly texts: readonly string[];
}

const namesIn = (tokens: readonly EventToken[]): string[] => tokens.flatMap(token => (token.kind === 'name' ? [token.name] : []));

/** What an event says besides its result. Its own computer's name is no guest's. */
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

/** Nobody names a guest in a longer string than this; the longer ones are reports of the service. */
const longestList = 2000;

function claimOf({ ids, names, words }: Said): EventClaim | null {
    const [kind, text] = ids.length > 0 ? (['id', ids[0]] as const) : names.length > 0 ? (['name', names[0]] as const) : (['text', words[0]] as const);
    return text === undefined ? null : { kind, text };
}

/** Of the guests that fit, whichever the index gives for what was said; several are ambiguous. */
function found(said: readonly string[], by: JoinWay, find: (value: string) => readonly string[]): EventSubject | null {
    const fits = said.map(value => ({ value, vmIds: find(value) })).filter(one => one.vmIds.length > 0);
    const vmIds = [...new Set(fits.flatMap(one => one.vmIds))];
    if (vmIds.length === 0) {
        return null;
    }
    return vmIds.length === 1 ? { kind: 'guest', vmId: vmIds[0], by } : { kind: 'ambiguous', by, says: fits[0].value.trim(), vmIds };
}

/**
 * The guest that an event is about: by id, else by full name, else by name, without regard to letter case. An event read inside a guest is that
 * guest's. Of the host's events only 12310 is about a guest.
 */
export function joinEvent(event: EventFacts, index: GuestIndex): EventSubject {
    if (event.vmId !== null) {
        return { kind: 'guest', vmId: event.vmId, by: 'id' };
    }
    if (eventResult(event).meaning?.id !== hostEventId) {
        return { kind: 'self' };
    }
    const said = saidBy(event);
    const { ids, names, texts } = said;
    return (
        found(ids, 'id', id => index.byId.get(id) ?? []) ??
        found([...names, ...texts], 'fqdn', name => index.byFqdn.get(same(name)) ?? []) ??
        found(texts, 'name', text => index.byName.get(same(text)) ?? []) ??
        found(names, 'name', name => index.byNameOnly.get(firstLabel(name)) ?? []) ?? { kind: 'unassigned', says: claimOf(said) }
    );
}
