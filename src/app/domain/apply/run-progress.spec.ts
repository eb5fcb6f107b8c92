/** A run's outcomes count every guest once, and the time that is left follows from those that have ended. */
import { ApplyLedger, LedgerGuest } from './apply-ledger';
import { ApplyState, applyStates, CommandState, countStates, StatedGuest } from './apply-states';
import { runOutcomes, timeLeftMs } from './run-progress';

const countsOf = (...states: readonly ApplyState[]): ReturnType<typeof countStates> =>
    countStates(states.map((state): StatedGuest => ({ state, failure: null })));

describe('the outcomes of a run', () => {
    it('count every guest once, whatever its state', () => {
        for (const mode of ['install', 'installAndActivate'] as const) {
            const outcomes = runOutcomes(countsOf(...applyStates), mode);
            expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(applyStates.length);
            expect(new Set(outcomes.map(({ id }) => id)).size).toBe(outcomes.length);
        }
    });

    it('begin with what is done, then what needs attention, then what is still to do', () => {
        const counts = countsOf('cancelled', 'waiting', 'connecting', 'activating', 'failed', 'done', 'done', 'alreadyRight');
        expect(runOutcomes(counts, 'installAndActivate').map(({ id, kind, count }) => `${id} ${kind} ${count}`)).toEqual([
            'done good 2',
            'alreadyRight good 1',
            'failed open 1',
            'atWork working 2',
            'waiting pending 1',
            'cancelled none 1'
        ]);
        expect(runOutcomes(countsOf(), 'check')).toEqual([]);
    });

    it('call an installed key what was requested only where nothing more was', () => {
        const installed = countsOf('installed');
        expect(runOutcomes(installed, 'install')).toEqual([{ id: 'installed', kind: 'good', count: 1 }]);
        expect(runOutcomes(installed, 'installAndActivate')).toEqual([{ id: 'notActivated', kind: 'open', count: 1 }]);
    });
});

describe('the time that a run still takes', () => {
    const start = Date.UTC(2026, 0, 1);
    const guest = (command: CommandState, sent: boolean): LedgerGuest => ({ command, sentAt: sent ? new Date(start).toISOString() : null }) as LedgerGuest;
    const ledger = (guests: readonly LedgerGuest[]): ApplyLedger => ({ guests }) as ApplyLedger;
    const ended = (count: number): LedgerGuest[] => Array.from({ length: count }, () => guest('ended', true));

    it('follows from how fast guests have ended', () => {
        const guests = [...ended(4), guest('timedOut', true), guest('running', true), guest('queued', false)];
        expect(timeLeftMs(ledger(guests), start + 50_000)).toBe(20_000);
    });

    it('is unknown until three guests have ended, and once none is left', () => {
        expect(timeLeftMs(ledger([...ended(2), guest('queued', false)]), start + 1000)).toBeNull();
        expect(timeLeftMs(ledger([...ended(3), guest('queued', false)]), start + 3000)).toBe(1000);
        expect(timeLeftMs(ledger([...ended(3), guest('held', false), guest('stopped', false)]), start + 3000)).toBeNull();
    });

    it('counts nobody who was never sent, and is never less than nothing', () => {
        const refused = Array.from({ length: 3 }, () => guest('accountRefused', false));
        expect(timeLeftMs(ledger([...refused, guest('queued', false)]), start)).toBeNull();
        expect(timeLeftMs(ledger([...ended(3), guest('queued', false)]), start - 5000)).toBe(0);
    });
});
