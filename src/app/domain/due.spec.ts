import { isReadLongAgo, isSoonDue } from './due';
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
