import { isReadLongAgo, isSoonDue, termEnd } from './due';
import { ActivationFacts } from './facts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;
const facts = (minutes: number | null, channel = 'VIRTUAL_MACHINE_ACTIVATION'): ActivationFacts =>
    ({
        licenseDescription: `Windows(R), ${channel} channel`,
        productKeyChannel: null,
        partialProductKey: null,
        gracePeriodMinutes: minutes
    }) as ActivationFacts;

describe('guests to look at again', () => {
    it('are those whose AVMA term ends within two days, counted from when it was read', () => {
        expect(isSoonDue(facts(2 * 24 * 60), 0, 0)).toBeTrue();
        expect(isSoonDue(facts(2 * 24 * 60 + 1), 0, 0)).toBeFalse();
        expect(isSoonDue(facts(7 * 24 * 60), 0, 5 * day)).toBeTrue();
        expect(isSoonDue(facts(7 * 24 * 60), 5 * day, 6 * day)).toBeFalse();
    });

    it('are not those without a term, nor with the term of another key', () => {
        expect(isSoonDue(facts(null), 0, 0)).toBeFalse();
        expect(isSoonDue(facts(0), 0, 0)).toBeFalse();
        expect(isSoonDue(facts(60, 'VOLUME_KMSCLIENT'), 0, 0)).toBeFalse();
    });

    it('are those read more than a day ago', () => {
        expect([isReadLongAgo(0, day), isReadLongAgo(0, day + 1)]).toEqual([false, true]);
    });
});

describe('termEnd', () => {
    const read = (minutes: number | null, collectedAt: string | null): ActivationFacts => ({ ...facts(minutes), collectedAt });

    it("is counted from when the host collected the row, by the host's clock", () => {
        expect(termEnd(read(1440, '2026-11-01T10:00:00Z'))).toBe('2026-11-02T10:00:00.000Z');
    });

    it('is null without a term, and where the host wrote no time', () => {
        expect([termEnd(read(0, '2026-11-01T10:00:00Z')), termEnd(read(null, '2026-11-01T10:00:00Z')), termEnd(read(1440, null))]).toEqual([null, null, null]);
    });
});
