/** Finds the newest request for activation of each guest in the logs of its host and of the other nodes of its cluster. */
import { applicationLog, EventBatch, EventFacts, sppProvider } from '../facts/event-facts';
import { GuestFacts, HostFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, guestKey, hostOfKey, idOf } from '../facts/guest-key';
import { LoggedRequest } from '../facts/logged-request';
import { sameMachine } from '../facts/node-names';
import { requestCounts } from '../judgement/logged';
import { eventResult } from './decode-event';
import { hostEventId } from './event-meanings';
import { GuestIndex, indexGuests, joinEvent } from './join-events';

/** One host with its guests, and what was read from its log. */
export interface LoggedHost {
    /** The name that was used to reach the host. */
    readonly hostName: string;
    readonly facts: HostFacts;
    readonly guests: readonly GuestFacts[];
    readonly events: readonly EventFacts[];
}

/** A guest with its host, for judging events. */
interface PlacedFacts {
    readonly host: HostFacts;
    readonly guest: GuestFacts;
}

/** The full name that a guest reports; null for a bare name, which other machines may have, too. */
export const fullName = (guest: GuestFacts): string | null => {
    const name = identifyGuest(guest, null).reportedName;
    return name?.includes('.') ? name : null;
};

/** Events as far back as all logs were read: what is older may have been followed by a request that wasn't read. */
export function countedEvents({ logs, events }: EventBatch): readonly EventFacts[] {
    const cut = new Set(logs.filter(({ error }) => error?.code === 'cutOff').map(({ logName }) => logName));
    const oldest = new Map<string | null, number>();
    for (const { logName, timeCreated } of events) {
        if (cut.has(logName) && timeCreated !== null) {
            oldest.set(logName, Math.min(oldest.get(logName) ?? Infinity, Date.parse(timeCreated)));
        }
    }
    const since = Math.max(-Infinity, ...oldest.values());
    return events.filter(({ timeCreated }) => timeCreated !== null && Date.parse(timeCreated) >= since);
}

/** The guest that a request identifies well enough to prove something, and how. */
function provenGuest(event: EventFacts, log: LoggedHost, index: GuestIndex): (Pick<LoggedRequest, 'by' | 'otherHost'> & { key: GuestKey }) | null {
    const subject = joinEvent(event, index);
    if (subject.kind !== 'guest' || subject.by === 'name') {
        return null;
    }
    const { key, by } = subject;
    if (hostOfKey(key) === log.hostName.toLowerCase()) {
        return { key, by, otherHost: null };
    }
    // Guests move between the nodes of a cluster, and only an id that a single guest has follows them.
    const alone = index.byId.get(idOf(key))?.length === 1;
    return by === 'id' && alone ? { key, by, otherHost: log.facts.computerName ?? log.hostName } : null;
}

/**
 * The newest request of each guest that counts.
 * @param hosts a single host, or nodes of one cluster
 */
export function newestRequests(hosts: readonly LoggedHost[]): ReadonlyMap<GuestKey, LoggedRequest> {
    const placed = new Map<GuestKey, PlacedFacts>();
    const known = hosts.flatMap(({ hostName, facts, guests }) =>
        guests.map(guest => {
            placed.set(guestKey({ hostName, vmId: guest.vmId }), { host: facts, guest });
            return { hostName, vmId: guest.vmId, name: guest.name, fqdn: fullName(guest) };
        })
    );
    const index = indexGuests(known);
    const newest = new Map<GuestKey, LoggedRequest>();
    for (const log of hosts) {
        for (const event of log.events) {
            const { meaning, code } = eventResult(event);
            // What is in a guest's own log is the guest's word.
            const isRequest = meaning?.id === hostEventId && event.source === 'host' && event.vmId === null;
            const proven = isRequest && event.timeCreated !== null && code !== null ? provenGuest(event, log, index) : null;
            const of = proven && placed.get(proven.key);
            if (!of || event.timeCreated === null || code === null) {
                continue;
            }
            const request = { at: event.timeCreated, code, by: proven.by, otherHost: proven.otherHost };
            const before = newest.get(proven.key);
            if (requestCounts(of.host, of.guest, request) && !(before && Date.parse(before.at) >= Date.parse(request.at))) {
                newest.set(proven.key, request);
            }
        }
    }
    return newest;
}

/** Requests as events of the log that they were found in, each with its guest's id, for an export that gives the same verdicts. */
export function requestEvents(requests: ReadonlyMap<GuestKey, LoggedRequest>, host: HostFacts): EventFacts[] {
    return [...requests].map(([key, { at, code, otherHost }]) => ({
        collectedAt: host.collectedAt,
        source: 'host',
        machineName: otherHost ?? host.fqdn ?? host.computerName,
        vmId: null,
        logName: applicationLog,
        providerName: sppProvider,
        id: hostEventId,
        recordId: null,
        level: null,
        timeCreated: at,
        data: [`0x${code.toString(16).toUpperCase().padStart(8, '0')}`, idOf(key)],
        message: null
    }));
}

/** Whether a name that an event claims is the host's. Computers of two domains may have the same first label. */
function isOwnName({ computerName, fqdn }: HostFacts, machineName: string): boolean {
    if (fqdn?.includes('.') && machineName.includes('.')) {
        return fqdn.toLowerCase() === machineName.trim().toLowerCase();
    }
    const own = fqdn ?? computerName;
    return own === null || sameMachine(own, machineName);
}

/**
 * Divides events of which only the computer's name is known: those of the host, and those of the other nodes of its cluster. Events of any other computer
 * prove nothing.
 */
export function logsByName(facts: HostFacts, guests: readonly GuestFacts[], events: readonly EventFacts[]): LoggedHost[] {
    const hostName = facts.computerName ?? '';
    const ofHost = (event: EventFacts): boolean => event.machineName === null || isOwnName(facts, event.machineName);
    const others = facts.clusterNodeNames
        .filter(name => !sameMachine(name, hostName))
        .map(name => ({
            hostName: name,
            facts: { ...facts, computerName: name },
            guests: [],
            events: events.filter(event => !ofHost(event) && sameMachine(event.machineName ?? '', name))
        }));
    return [{ hostName, facts, guests, events: events.filter(ofHost) }, ...others];
}
