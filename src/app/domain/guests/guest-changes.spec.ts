import { GuestKey, guestKey, keyOf } from '../facts/guest-key';
import { importGuestRow } from '../../data/import/import-guest-row';
import { Assessment, Verdict } from '../judgement/assessment';
import { changeOf, compareReadings, noChanges, ReadGuest, Reading } from './guest-changes';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });

function read(n: number, name = `vm${n}`, verdict: Verdict = 'eligible', enabledState: number | null = 2): ReadGuest {
    const assessment: Assessment = {
        vmId: id(n),
        verdict,
        evidence: 'reported',
        loggedAt: null,
        loggedBy: null,
        verifiedAt: null,
        reasons: [],
        notes: [],
        keyLastFive: null
    };
    return { guest: importGuestRow({ vmId: id(n), name, enabledState }), assessment };
}

const reading = (...guests: readonly ReadGuest[]): Reading => new Map(guests.map(one => [keyOf({ hostName: 'HV01', guest: one.guest }), one]));

describe('the changes between two readings', () => {
    it('say of each guest the greatest change', () => {
        expect(changeOf(undefined, read(1))).toBe('new');
        expect(changeOf(read(1), read(1, 'other', 'unknown', 3))).toBe('verdict');
        expect(changeOf(read(1), read(1, 'other', 'eligible', 3))).toBe('state');
        expect(changeOf(read(1), read(1, 'other'))).toBe('name');
        expect(changeOf(read(1), read(1))).toBeNull();
    });

    it('tell unknown from known', () => {
        expect(changeOf(read(1, 'vm1', 'eligible', null), read(1))).toBe('state');
    });

    it('name what changed, and what is gone, and nothing else', () => {
        const { changed, gone } = compareReadings(reading(read(1), read(2), read(3)), reading(read(2), read(4), read(3, 'vm3', 'unknown')));
        expect([...changed]).toEqual([
            [key(4), 'new'],
            [key(3), 'verdict']
        ]);
        expect(gone).toEqual([key(1)]);
    });

    it('find nothing at the first look, and between equal readings', () => {
        expect(compareReadings(null, reading(read(1)))).toEqual(noChanges);
        expect(compareReadings(reading(), reading(read(1))).changed.get(key(1))).toBe('new');
        expect(compareReadings(reading(read(1)), reading(read(1)))).toEqual({ changed: new Map(), gone: [] });
    });
});
