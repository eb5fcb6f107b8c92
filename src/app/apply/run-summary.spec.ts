/** What a run says of its guests: what happened to them, and never more. */
import { ApplyMode } from '../domain/facts/apply-facts';
import { ApplyState, applyStates, countStates, RunPhase, StatedGuest, stateProperties } from '../domain/apply/apply-states';
import { RunView } from '../state/apply/apply.store';
import { AvmaStrings, avmaStrings, dateText } from '../shared/texts';
import { runNotice, runSummary } from './run-summary';

describe('a run in words', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const stated = (state: ApplyState): StatedGuest => ({
        state,
        failure: stateProperties[state].kind === 'open' ? { group: 'inside', code: 'noAnswer', hresult: null } : null
    });
    const startedAt = '2026-01-02T10:00:00Z';

    function viewOf(phase: RunPhase, states: Partial<Record<ApplyState, number>>, mode: ApplyMode = 'installAndActivate'): RunView {
        const guests = applyStates.flatMap(state => Array.from({ length: states[state] ?? 0 }, () => stated(state)));
        const ledger = { mode, hostName: 'HV01', startedAt, guests: [] };
        return { phase, counts: countStates(guests), ledger, guests: [] } as unknown as RunView;
    }

    it('says how it stands, by what has happened to its guests', () => {
        const rest = `Install and activate on HV01, started ${dateText(startedAt)}.`;
        expect(runSummary(viewOf('working', { done: 2, installing: 1, waiting: 9 }), strings)).toBe(`Running: 2 activated, 1 in progress, 9 waiting. ${rest}`);
        expect(runSummary(viewOf('ended', { done: 9, failed: 3 }), strings)).toBe(`Ended: 9 activated, 3 failed. ${rest}`);
    });

    it('calls a run stopped once guests were never sent, and stopping while others are still at work', () => {
        expect(runSummary(viewOf('ended', { done: 21, cancelled: 79 }), strings)).toMatch(/^Stopped: 21 activated, 79 not started\./);
        expect(runSummary(viewOf('working', { connecting: 1, cancelled: 3 }), strings)).toMatch(/^Stopping: 1 in progress, 3 not started\./);
        expect(runSummary(viewOf('interrupted', { unknown: 1, cancelled: 3 }), strings)).toMatch(/^Interrupted: /);
    });

    it('has a notice whose title says what happened to guests, and that nothing did', () => {
        const title = (states: Partial<Record<ApplyState, number>>, mode?: ApplyMode): string => runNotice(viewOf('ended', states, mode), strings).title;
        expect(title({ done: 1, failed: 3 })).toBe('1 guest activated on HV01');
        expect(title({ done: 12 })).toBe('12 guests activated on HV01');
        expect(title({ failed: 12 })).toBe('No guest activated on HV01');
        expect(title({ cancelled: 2, skipped: 1 })).toBe('No guest activated on HV01');
        expect(title({ installed: 3 }, 'install')).toBe('Keys installed in 3 guests on HV01');
        expect(title({ installed: 1 })).toBe('Key installed but not activated in 1 guest on HV01');
        expect(title({ checked: 4 }, 'check')).toBe('4 guests checked on HV01');
        expect(title({ alreadyRight: 2, unknown: 1 })).toBe('2 guests on HV01 were activated before');
        // Whatever happened, a run without a key says nothing of keys.
        expect([title({ failed: 1 }), title({ checked: 1 }, 'check')].join(' ')).not.toMatch(/key/i);
    });

    it('has a notice that leads to the page where something is left to do', () => {
        expect(runNotice(viewOf('ended', { done: 2 }), strings).text).toBe('Ended: 2 activated.');
        expect(runNotice(viewOf('ended', { done: 2, failed: 1 }), strings).text).toBe(`Ended: 2 activated, 1 failed. ${strings.Apply.notifyOpen}`);
        expect(runNotice(viewOf('ended', { cancelled: 2 }), strings).text).toContain(strings.Apply.notifyOpen);
    });
});
