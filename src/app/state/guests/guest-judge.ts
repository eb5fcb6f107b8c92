import { assess } from '../../domain/judgement/assess';
import { Assessment, Note } from '../../domain/judgement/assessment';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { LoggedRequest } from '../../domain/facts/logged-request';
import { twinsOf } from '../../domain/facts/twins';
import { licenseClass } from '../../domain/versions/license-class';
import { staleItemsNote } from '../../domain/guests/stale-items';
import { carryReadings } from './carried-readings';
import { InsideReading } from '../inside/look-inside.store';

const minuteMs = 60 * 1000;

export interface AssessedGuest {
    /** The name that was used to reach the guest's host. */
    readonly hostName: string;
    /** The host that the assessment is for; where a request or a reading was judged, with the time when its log or its guests were read last. */
    readonly host: HostFacts;
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** The reading inside with its time; null if the guest wasn't read. */
    readonly inside: InsideReading | null;
    /** Other hosts on which a running guest has this id; absent if there are none. */
    readonly twins?: readonly string[];
}

/** The newest requests in the hosts' logs, and when each host's log was read, by host name and that host's clock. */
export interface KnownRequests {
    readonly requests: ReadonlyMap<GuestKey, LoggedRequest>;
    readonly readAt: ReadonlyMap<string, string | null>;
}

/** What is known of guests beside their own rows. */
export interface KnownOfGuests {
    /** Readings inside. */
    readonly readings: ReadonlyMap<GuestKey, InsideReading>;
    readonly logs: KnownRequests;
}

/** A host and its guests as they were read; without facts, nothing can be said of its guests. */
interface ReadHost {
    readonly hostName: string;
    readonly facts: HostFacts | null;
    readonly guests: readonly GuestFacts[];
}

/** All that one guest is judged by. */
interface Evidence {
    readonly host: HostFacts;
    readonly inside: InsideReading | null;
    readonly request: LoggedRequest | null;
    readonly twins: readonly string[];
}

/** Assesses a guest, and adds the notes that need earlier readings or other hosts. */
function judge(guest: GuestFacts, { host, inside, request, twins }: Evidence): Assessment {
    const assessment = assess(host, guest, inside?.facts, request);
    const stale = inside && staleItemsNote(inside.hadAvma, licenseClass(inside.facts), guest);
    const more: Note[] = stale ? [stale] : [];
    if (twins.length > 0) {
        more.push({ code: 'sameId', data: { guestName: guest.name ?? guest.vmId, otherHosts: twins.join(', ') } });
    }
    return more.length > 0 ? { ...assessment, notes: [...assessment.notes, ...more] } : assessment;
}

/** Requests are made anew whenever a log is read. */
function sameRequest(one: LoggedRequest | null, other: LoggedRequest | null): boolean {
    return one === other || (one?.at === other?.at && one?.code === other?.code && one?.by === other?.by && one?.otherHost === other?.otherHost);
}

function sameEvidence(one: Evidence, other: Evidence): boolean {
    return one.host === other.host && one.inside === other.inside && sameRequest(one.request, other.request) && one.twins.join() === other.twins.join();
}

/** Assesses guests. The same facts return the same object, so that nothing is assessed or drawn again. */
export class GuestJudge {
    private readonly known = new WeakMap<GuestFacts, { readonly evidence: Evidence; readonly assessed: AssessedGuest }>();
    private readonly later = new WeakMap<HostFacts, HostFacts>();

    /** @param twins as `twinsOf` returns it; omitted for the guests of one host */
    public assess(
        hostName: string,
        host: HostFacts,
        guests: readonly GuestFacts[],
        { readings, logs }: KnownOfGuests,
        twins: ReadonlyMap<GuestKey, readonly string[]> = new Map()
    ): AssessedGuest[] {
        const readLast = this.whenReadLast(host, logs.readAt.get(hostName) ?? null, guests[0]?.collectedAt ?? null);
        const isAnythingKnown = readings.size + logs.requests.size + twins.size > 0;
        return guests.map(guest => {
            const key = isAnythingKnown ? guestKey({ hostName, vmId: guest.vmId }) : null;
            const inside = (key && readings.get(key)) ?? null;
            const request = (key && logs.requests.get(key)) ?? null;
            const evidence = { host: request || inside ? readLast : host, inside, request, twins: (key && twins.get(key)) ?? [] };
            const before = this.known.get(guest);
            if (before && sameEvidence(before.evidence, evidence)) {
                return before.assessed;
            }
            const assessed = {
                hostName,
                host: evidence.host,
                guest,
                inside,
                assessment: judge(guest, evidence),
                ...(evidence.twins.length > 0 ? { twins: evidence.twins } : {})
            };
            this.known.set(guest, { evidence, assessed });
            return assessed;
        });
    }

    /** The host at the time when its log or its guests were read, if that was later: ages count to it. Guests are read every few seconds, and ages have minutes. */
    private whenReadLast(host: HostFacts, logReadAt: string | null, guestsReadAt: string | null): HostFacts {
        const since = Date.parse(host.collectedAt ?? '');
        const inMinutes = Math.floor((Date.parse(guestsReadAt ?? '') - since) / minuteMs) * minuteMs + since;
        // NaN, of a time that isn't known, is later than none.
        const latest = [since, Date.parse(logReadAt ?? ''), inMinutes].reduce((one, other) => (other > one ? other : one), -Infinity);
        if (latest === -Infinity || latest <= since) {
            return host;
        }
        const collectedAt = new Date(latest).toISOString();
        const before = this.later.get(host);
        const later = before?.collectedAt === collectedAt ? before : { ...host, collectedAt };
        this.later.set(host, later);
        return later;
    }

    /** The guests of each host, in the order of the hosts: readings go along with guests that have moved, and guests that share their id are marked. */
    public assessHosts(hosts: readonly ReadHost[], { readings, logs }: KnownOfGuests): AssessedGuest[][] {
        const carried = carryReadings(
            hosts.filter(({ facts }) => facts !== null),
            readings
        );
        const twins = twinsOf(hosts.flatMap(({ hostName, guests }) => guests.map(guest => ({ hostName, guest }))));
        return hosts.map(({ hostName, facts, guests }) => (facts ? this.assess(hostName, facts, guests, { readings: carried, logs }, twins) : []));
    }
}
