import { assess } from '../../domain/judgement/assess';
import { Assessment } from '../../domain/judgement/assessment';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { licenseClass } from '../../domain/versions/license-class';
import { staleItemsNote } from '../../domain/guests/stale-items';
import { InsideReading } from '../inside/look-inside.store';

export interface AssessedGuest {
    /** The name by which the guest's host was asked. */
    readonly hostName: string;
    /** The host that it was judged on. */
    readonly host: HostFacts;
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** What was read inside, and when; null where nobody has looked. */
    readonly inside: InsideReading | null;
}

/** The judgement about a guest, and what only somebody can know who has looked inside more than once. */
function judge(host: HostFacts, guest: GuestFacts, reading: InsideReading | null): Assessment {
    const assessment = assess(host, guest, reading?.facts);
    const stale = reading && staleItemsNote(reading.hadAvma, licenseClass(reading.facts), guest);
    return stale ? { ...assessment, notes: [...assessment.notes, stale] } : assessment;
}

/** Judges guests; the same facts give the same object, so that nothing is judged or drawn twice. */
export class GuestJudge {
    private readonly known = new WeakMap<GuestFacts, AssessedGuest>();

    public assess(hostName: string, host: HostFacts, guests: readonly GuestFacts[], readings: ReadonlyMap<string, InsideReading>): AssessedGuest[] {
        return guests.map(guest => {
            const inside = readings.get(guest.vmId) ?? null;
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
