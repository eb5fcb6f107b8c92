/** What can be done about a run, and when. */
import { guestKey } from '../domain/facts/guest-key';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ApplyLedger, LedgerGuest, progressOf, ledgerVersion } from '../domain/apply/apply-ledger';
import { applyState, CommandState, countStates, failureOf, RunPhase } from '../domain/apply/apply-states';
import { RunView } from '../state/apply/apply.store';
import { avmaStrings } from '../shared/texts';
import { RunPanelComponent } from './run-panel.component';

function viewOf(phase: RunPhase, ...commands: readonly CommandState[]): RunView {
    const guests = commands.map((command, n): LedgerGuest => {
        const sent = command !== 'held' && command !== 'queued';
        const fields = { accountName: null, channel: null, keyLastFive: null, fromClass: null, toClass: null, skip: null, reading: null, hostFailure: null };
        return { vmId: `id-${n}`, name: `G${n}`, hostName: 'HV01', ...fields, command, attempt: sent ? 1 : 0, sentAt: null, rows: [] };
    });
    const head = {
        version: ledgerVersion,
        runId: 'r',
        hostName: 'HV01',
        mode: 'installAndActivate',
        startedAt: '2026-01-02T10:00:00Z',
        endedAt: null
    } as const;
    const ledger: ApplyLedger = { ...head, keys: guests.map(guestKey), guests };
    const stated = guests.map(guest => ({ guest, state: applyState(progressOf(guest, ledger.mode)), failure: failureOf(progressOf(guest, ledger.mode)) }));
    return { ledger, phase, guests: stated, messages: new Map(), counts: countStates(stated), held: commands.filter(one => one === 'held').length };
}

describe('the panel of a run', () => {
    const texts = avmaStrings;
    const words = (): Record<'stop' | 'retry' | 'dismiss' | 'read', string> => ({
        ...texts().LookInside,
        read: texts().Apply.readUnknown.replace('{count}', '1')
    });

    beforeEach(() => TestBed.configureTestingModule({ declarations: [RunPanelComponent], schemas: [NO_ERRORS_SCHEMA] }).compileComponents());

    /** The buttons that are there, without those that save, which always are. */
    function buttons(view: RunView, inputs: Partial<RunPanelComponent>): string[] {
        const fixture = TestBed.createComponent(RunPanelComponent);
        Object.entries({ view, ...inputs }).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
        fixture.detectChanges();
        const all = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].map(one => one.textContent?.trim() ?? '');
        return all.filter(text => text !== texts().Apply.saveCsv && text !== texts().Apply.saveJson);
    }

    it('stops a run that works, and waits for guests that are off until somebody has had enough', () => {
        const { stop } = words();
        expect(buttons(viewOf('working', 'running', 'queued'), { current: true, busy: true })).toEqual([stop]);
        expect(buttons(viewOf('working', 'running', 'held'), { current: true, busy: true })).toEqual([texts().Apply.stopWaiting, stop]);
        expect(buttons(viewOf('waiting', 'held'), { current: true })).toEqual([texts().Apply.stopWaiting, stop]);
    });

    it('reads and tries again what nobody knows, unless guests are being entered', () => {
        const { read, retry, dismiss } = words();
        expect(buttons(viewOf('ended', 'timedOut'), { current: true })).toEqual([read, retry, dismiss]);
        expect(buttons(viewOf('ended', 'timedOut'), { current: true, busy: true })).toEqual([retry, dismiss]);
        expect(buttons(viewOf('interrupted', 'lost'), {})).toEqual([read, retry, texts().Apply.delete]);
    });

    it('leaves runs of other hosts and of other tabs to them', () => {
        expect(buttons(viewOf('interrupted', 'lost'), { here: false })).toEqual([texts().Apply.delete]);
        expect(buttons(viewOf('working', 'timedOut', 'held'), { elsewhere: true })).toEqual([]);
    });
});
