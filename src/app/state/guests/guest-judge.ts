import { assess } from '../../domain/judgement/assess';
import { Assessment, Note } from '../../domain/judgement/assessment';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { twinsOf } from '../../domain/facts/twins';
import { licenseClass } from '../../domain/versions/license-class';
import { staleItemsNote } from '../../domain/guests/stale-items';
import { carryReadings } from './carried-readings';
import { InsideReading } from '../inside/look-inside.store';

export interface AssessedGuest {
    /** The name that was used to reach the guest's host. */
    readonly hostName: string;
    /** The host that the assessment is for. */
    readonly host: HostFacts;
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** The reading inside with its time; null if the guest wasn't read. */
    readonly inside: InsideReading | null;
    /** Other hosts on which a running guest has this id; absent if there are none. */
    readonly twins?: readonly string[];
}

/** Assesses a guest, and adds the notes that need earlier readings or other hosts. */
function judge(host: HostFacts, guest: GuestFacts, reading: InsideReading | null, twins: readonly string[]): Assessment {
    const assessment = assess(host, guest, reading?.facts);
    const stale = reading && staleItemsNote(reading.hadAvma, licenseClass(reading.facts), guest);
    const more: Note[] = stale ? [stale] : [];
    if (twins.length > 0) {
        more.push({ code: 'sameId', data: { guestName: guest.name ?? guest.vmId, otherHosts: twins.join(', ') } });
    }
    return more.length > 0 ? { ...assessment, notes: [...assessment.notes, ...more] } : assessment;
}

/** A host and its guests as they were read; without facts, nothing can be said of its guests. */
interface ReadHost {
    readonly hostName: string;
    readonly facts: HostFacts | null;
    readonly guests: readonly GuestFacts[];
}

/** Assesses guests. The same facts return the same object, so that nothing is assessed or drawn again. */
export class GuestJudge {
    private readonly known = new WeakMap<GuestFacts, AssessedGuest>();

    /** @param twins as `twinsOf` returns it; omitted for the guests of one host */
    public assess(
        hostName: string,
        host: HostFacts,
        guests: readonly GuestFacts[],
        readings: ReadonlyMap<GuestKey, InsideReading>,
        twins: ReadonlyMap<GuestKey, readonly string[]> = new Map()
    ): AssessedGuest[] {
        return guests.map(guest => {
            const key = readings.size > 0 || twins.size > 0 ? guestKey({ hostName, vmId: guest.vmId }) : null;
            const inside = (key && readings.get(key)) ?? null;
            const others = (key && twins.get(key)) ?? [];
            const before = this.known.get(guest);
            if (before?.inside === inside && before.host === host && (before.twins ?? []).join() === others.join()) {
                return before;
            }
            const assessed = {
                hostName,
                host,
                guest,
                inside,
                assessment: judge(host, guest, inside, others),
                ...(others.length > 0 ? { twins: others } : {})
            };
            this.known.set(guest, assessed);
            return assessed;
        });
    }

    /** The guests of each host, in the order of the hosts: readings go along with guests that have moved, and guests that share their id are marked. */
    public assessHosts(hosts: readonly ReadHost[], readings: ReadonlyMap<GuestKey, InsideReading>): AssessedGuest[][] {
        const carried = carryReadings(
            hosts.filter(({ facts }) => facts !== null),
            readings
        );
        const twins = twinsOf(hosts.flatMap(({ hostName, guests }) => guests.map(guest => ({ hostName, guest }))));
        return hosts.map(({ hostName, facts, guests }) => (facts ? this.assess(hostName, facts, guests, carried, twins) : []));
    }
}
