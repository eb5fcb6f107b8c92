/** The script must always end before the tool gives up on its guest. */
import { applySteps } from '../facts/apply-facts';
import { connectSeconds, limitedWait, stepLimitMs, stepLimits, waitSeconds } from './time-limits';

describe('time limits', () => {
    const settings = [waitSeconds.min, waitSeconds.default, waitSeconds.max];

    it('give each step the whole wait, and time for its own work on top', () => {
        for (const setting of settings) {
            const waits = applySteps.map(step => stepLimitMs(step, setting) - setting * 1000);
            expect(waits).toEqual([45_000, 60_000, 300_000, 120_000, 60_000, 0]);
        }
        expect(stepLimitMs('connect', waitSeconds.min)).toBeGreaterThan((waitSeconds.min + connectSeconds) * 1000);
    });

    it('start again with each later step, and with no step that comes again', () => {
        const limitOf = stepLimits(10);
        const rows = ['connect', 'check', 'connect', 'install', 'install', 'check', 'activate', 'readBack', 'end', 'end'] as const;
        expect(rows.map(step => limitOf({ step }))).toEqual([55_000, 70_000, null, 310_000, null, null, 130_000, 70_000, 10_000, null]);
        expect(stepLimits(10)({ step: 'end' })).toBe(10_000);
    });

    it('follow from a setting between 5 seconds and 10 minutes, whatever was typed', () => {
        const typed: readonly unknown[] = [60, '60', 59.6, 4, -1, 601, '', 'abc', NaN, null, undefined];
        expect(typed.map(value => limitedWait(value as number))).toEqual([60, 60, 60, 5, 5, 600, 5, 5, 5, 5, 5]);
    });
});
