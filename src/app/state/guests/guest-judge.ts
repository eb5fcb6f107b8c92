import { assess } from '../../domain/judgement/assess';
import { Assessment } from '../../domain/judgement/assessment';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { licenseClass } from '../../domain/versions/license-class';
import { staleItemsNote } from '../../domain/guests/stale-items';
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
}

/** Assesses a guest, and adds the note that needs earlier readings. */
function judge(host: HostFacts, guest: GuestFacts, reading: InsideReading | null): Assessment {
    const assessment = assess(host, guest, reading?.facts);
    const stale = reading && staleItemsNote(reading.hadAvma, licenseClass(reading.facts), guest);
    return stale ? { ...assessment, notes: [...assessment.notes, stale] } : assessment;
}

/** Assesses guests. The same facts return the same object, so that nothing is assessed or drawn again. */
export class GuestJudge {
    private readonly known = new WeakMap<GuestFacts, AssessedGuest>();

    public assess(hostName: string, host: HostFacts, guests: readonly GuestFacts[], readings: ReadonlyMap<GuestKey, InsideReading>): AssessedGuest[] {
        return guests.map(guest => {
            const inside = readings.size === 0 ? null : (readings.get(guestKey({ hostName, vmId: guest.vmId })) ?? null);
            const before = this.known.get(guest);
            if (before?.inside === inside && before.host === host) {
                return before;
            }
            const assessed = { hostName, host, guest, inside, assessment: judge(host, guest, inside) };
            this.known.set(guest, assessed);
            return assessed;
        });
    }
}
