/** What can be done about a run, and when. */
import { guestKey } from '../domain/facts/guest-key';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ApplyLedger, LedgerGuest, progressOf, ledgerVersion } from '../domain/apply/apply-ledger';
import { applyState, CommandState, countStates, failureOf, RunPhase } from '../domain/apply/apply-states';
import { RunView } from '../state/apply/apply.store';
import { avmaStrings, fillText } from '../shared/texts';
import { notStarted, toRunPanel, triedBefore } from './run-panel';
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

/** One guest failed, and two were never sent. */
const neverSent = viewOf('ended', 'timedOut', 'stopped', 'stopped');
const unsent = neverSent.guests.map((one, n) => (n === 0 ? one : { ...one, guest: { ...one.guest, attempt: 0 }, state: 'cancelled' as const }));
const stoppedView: RunView = { ...neverSent, guests: unsent, counts: countStates(unsent) };

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

    it('continues with those that were never sent, and tries only the others again', () => {
        const { retry, dismiss } = words();
        const continues = 'Continue with 2 guests';
        const fixture = TestBed.createComponent(RunPanelComponent);
        fixture.componentRef.setInput('view', stoppedView);
        fixture.componentRef.setInput('current', true);
        fixture.detectChanges();
        const told: unknown[] = [];
        fixture.componentInstance.continueRun.subscribe(view => told.push(view));
        const found = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
        expect(found.map(one => one.textContent?.trim())).toEqual(jasmine.arrayContaining([continues, retry, dismiss]));
        found.find(one => one.textContent?.trim() === continues)?.click();
        expect(told).toEqual([stoppedView]);
        expect([notStarted(stoppedView).length, triedBefore(stoppedView).length]).toEqual([2, 1]);
    });

    it('shows guests by outcome in a bar, with words for each part, who is at work and how long the rest may take', () => {
        const view = viewOf('working', 'running', 'running', 'running', 'running', 'running', 'queued');
        const fixture = TestBed.createComponent(RunPanelComponent);
        fixture.componentRef.setInput('view', view);
        fixture.componentRef.setInput('current', true);
        fixture.detectChanges();
        const page = fixture.nativeElement as HTMLElement;
        expect([...page.querySelectorAll<HTMLElement>('.avma-bar > span')].map(one => [one.dataset['kind'], one.style.flexGrow])).toEqual([
            ['working', '5'],
            ['pending', '1']
        ]);
        expect([...page.querySelectorAll('.avma-bar-legend li')].map(one => one.textContent?.trim())).toEqual(['5 in progress', '1 waiting']);
        expect(page.querySelector('.avma-run-now')?.textContent).toBe(fillText(texts().Apply.atWorkMore, { names: 'G0, G1, G2, G3', count: 1 }));
        const place = { current: true, elsewhere: false, here: true, busy: true, questions: [], shortages: [] };
        const now = Date.UTC(2026, 0, 2, 10);
        const sentAt = new Date(now).toISOString();
        const commands: readonly CommandState[] = ['ended', 'ended', 'ended', 'queued'];
        const guests = commands.map(command => ({ ...view.ledger.guests[0], command, sentAt: command === 'queued' ? null : sentAt }));
        const timed: RunView = { ...view, ledger: { ...view.ledger, guests } };
        const left = (ms: number): string => toRunPanel(timed, place, now + ms, texts()).timeLeft;
        expect([left(30_000), left(180_001), left(600_000)]).toEqual(['Less than 1 minute left', 'About 2 minutes left', 'About 4 minutes left']);
        expect(toRunPanel({ ...timed, phase: 'ended' }, place, now + 600_000, texts()).timeLeft).toBe('');
        const questions = [{ user: 'ann', question: 'silent', guests: [], left: 2 } as const];
        expect(toRunPanel(timed, { ...place, questions }, now + 30_000, texts()).timeLeft).toBe('');
        const shortages = [{ hostName: 'HV01', granted: 1, pausedAfter: null, signIn: 'gateway' } as const];
        expect(toRunPanel(timed, { ...place, shortages }, now + 30_000, texts()).timeLeft).toBe('');
    });

    it('leaves runs of other hosts and of other tabs to them', () => {
        expect(buttons(viewOf('interrupted', 'lost'), { here: false })).toEqual([texts().Apply.delete]);
        expect(buttons(viewOf('working', 'timedOut', 'held'), { elsewhere: true })).toEqual([]);
    });
});
