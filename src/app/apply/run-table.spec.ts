/** The table of a run: however many guests there are, it draws few; time goes on while somebody is at work, and for nobody else. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { NgZone } from '@angular/core';
import { ComponentFixture, fakeAsync, TestBed, tick } from '@angular/core/testing';
import { importApplyRow } from '../data/import/import-apply-row';
import { ApplyLedger, LedgerGuest, progressOf, ledgerVersion } from '../domain/apply/apply-ledger';
import { applyState, countStates, failureOf } from '../domain/apply/apply-states';
import { recordedRow } from '../domain/apply/recorded-row';
import { RunView } from '../state/apply/apply.store';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { avmaStrings } from '../shared/texts';
import { elapsedText } from './run-row';
import { RunTableComponent } from './run-table.component';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });
const license = { licenseDescription: 'x', partialProductKey: 'WMBMW', licenseStatus: 1 };

function guest(n: number, change: Partial<LedgerGuest> = {}): LedgerGuest {
    return {
        vmId: id(n),
        name: `G${n}`,
        hostName: 'HV01',
        accountName: 'ann',
        channel: 'direct',
        keyLastFive: 'WMBMW',
        fromClass: null,
        toClass: 'avma',
        skip: null,
        command: 'queued',
        attempt: 0,
        sentAt: null,
        rows: [],
        reading: null,
        hostFailure: null,
        ...change
    };
}

function ended(n: number, outcome: 'activated' | 'failed', error: object | null = null): LedgerGuest {
    const end = importApplyRow({
        runId: 'r',
        seq: 1,
        vmId: id(n),
        attempt: 1,
        step: 'end',
        outcome,
        after: outcome === 'activated' ? license : null,
        error,
        elapsedMs: 65_000
    });
    return guest(n, { command: 'ended', attempt: 1, sentAt: new Date(0).toISOString(), rows: [recordedRow(end)] });
}

function viewOf(guests: readonly LedgerGuest[], messages: RunView['messages'] = new Map()): RunView {
    const ledger: ApplyLedger = {
        version: ledgerVersion,
        runId: 'r',
        hostName: 'HV01',
        mode: 'installAndActivate',
        startedAt: new Date(0).toISOString(),
        endedAt: null,
        keys: guests.map(guestKey),
        guests
    };
    const stated = guests.map(one => ({ guest: one, state: applyState(progressOf(one, ledger.mode)), failure: failureOf(progressOf(one, ledger.mode)) }));
    return { ledger, phase: 'working', guests: stated, messages, counts: countStates(stated), held: 0 };
}

describe('the table of a run', () => {
    let fixture: ComponentFixture<RunTableComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const names = (): Array<string | null> => [...page().querySelectorAll('tr[data-guest]')].map(one => one.getAttribute('data-guest'));
    const row = (name: string): HTMLElement | null => page().querySelector(`tr[data-guest="${name}"]`);
    const time = (name: string): string => row(name)?.querySelector('.avma-run-time')?.textContent?.trim() ?? 'no row';

    beforeEach(async () => {
        await TestBed.configureTestingModule({ declarations: [RunTableComponent, CopyButtonComponent] }).compileComponents();
        fixture = TestBed.createComponent(RunTableComponent);
    });

    function show(guests: readonly LedgerGuest[]): void {
        fixture.componentRef.setInput('view', viewOf(guests));
        fixture.detectChanges();
    }

    const press = (selector: string): void => {
        page().querySelector<HTMLButtonElement>(selector)?.click();
        fixture.detectChanges();
    };

    it('draws a bounded part of a thousand guests, those first that need somebody, and more when asked', () => {
        const all = Array.from({ length: 1000 }, (_, n) =>
            n % 10 === 9 ? ended(n, 'failed', { code: 'noAnswer' }) : n % 10 === 8 ? guest(n) : ended(n, 'activated')
        );
        show(all);
        expect(names().length).toBe(150);
        expect(names()[0]).toBe('G9');
        expect([...page().querySelectorAll('tbody')].map(one => one.dataset['group'])).toEqual(['open', 'pending', 'good']);
        const headings = [...page().querySelectorAll('.avma-run-heading')].map(one => one.textContent?.trim());
        expect(headings.map(text => text?.replace(/\D/g, ''))).toEqual(['100', '100', '800']);
        press('[data-group=good] .avma-run-more button');
        expect(names().length).toBe(250);
        expect(names().length).toBe(new Set(names()).size);
        press('[data-group=open] .avma-run-more button');
        expect([names().length, page().querySelector('[data-group=open] .avma-run-more')]).toEqual([300, null]);
    });

    it('shows the guests in one state, and says so when the last of them has left it', () => {
        show([ended(1, 'failed', { code: 'noAnswer' }), guest(2), ended(3, 'activated')]);
        expect([...page().querySelectorAll('[data-show]')].map(one => one.textContent?.trim())).toEqual(['All (3)', 'Failed (1)', 'Waiting (1)', 'Done (1)']);
        press('[data-show=failed]');
        expect(names()).toEqual(['G1']);
        expect(page().querySelector('[aria-pressed=true]')?.getAttribute('data-show')).toBe('failed');
        show([ended(1, 'activated'), guest(2), ended(3, 'activated')]);
        expect([names(), page().textContent?.includes(avmaStrings().Apply.noneInState)]).toEqual([[], true]);
        press('[data-show=all]');
        expect(names().length).toBe(3);
    });

    it('says of a guest to which nothing was sent that it was not started, and of one that is tried again that it waits', () => {
        show([guest(1), guest(2, { attempt: 1 }), guest(3, { command: 'held' })]);
        const { ApplyStates, Apply } = avmaStrings();
        const state = (name: string): string => row(name)?.textContent ?? '';
        expect(['G1', 'G3'].every(name => state(name).includes(Apply.notStarted))).toBeTrue();
        expect([state('G2').includes(Apply.notStarted), state('G2').includes(ApplyStates.waiting)]).toEqual([false, true]);
    });

    it('lets time go on for a guest at work once a second, and checks nothing else for it', fakeAsync(() => {
        const sent = (n: number): LedgerGuest => guest(n, { command: 'running', attempt: 1, sentAt: new Date(Date.now() - 4000).toISOString() });
        show([sent(1), ended(2, 'activated'), guest(3)]);
        const zone = TestBed.inject(NgZone);
        let checked = 0;
        const subscription = zone.onMicrotaskEmpty.subscribe(() => checked++);
        expect([time('G1'), time('G2'), time('G3')]).toEqual(['4 s', '1 min 5 s', '']);
        tick(3000);
        expect([time('G1'), time('G2'), checked]).toEqual(['7 s', '1 min 5 s', 0]);
        // Nobody reads it out each second.
        expect(row('G1')?.querySelector('.avma-run-time')?.closest('[aria-live], [role=status], [role=alert]')).toBeNull();
        show([ended(1, 'activated'), ended(2, 'activated'), guest(3)]);
        tick(3000);
        expect(time('G1')).toBe('1 min 5 s');
        subscription.unsubscribe();
        // A clock that went on would fail this spec at its end.
    }));

    it('stops its clock when it goes', fakeAsync(() => {
        show([guest(1, { command: 'running', attempt: 1, sentAt: new Date().toISOString() })]);
        tick(1000);
        fixture.destroy();
        expect(time('G1')).toBe('1 s');
    }));

    it('says how reading a guest stands that nobody knows, and why it was not read', () => {
        const lost = guest(1, { command: 'lost', attempt: 1, sentAt: new Date(0).toISOString() });
        show([lost]);
        fixture.componentRef.setInput('jobs', new Map([[key(1), { kind: 'working' }]]));
        fixture.detectChanges();
        expect(row('G1')?.textContent).toContain(avmaStrings().LookInside.working);
        fixture.componentRef.setInput('jobs', new Map([[key(1), { kind: 'timedOut' }]]));
        fixture.detectChanges();
        expect(row('G1')?.textContent).toContain(avmaStrings().InsideFailures.timedOut.fix);
    });

    it('names the planned key by its last five, and nothing where none was decided', () => {
        show([guest(1, { keyLastFive: 'DV9BG' }), guest(2, { keyLastFive: null })]);
        expect(['G1', 'G2'].map(name => row(name)?.querySelector('.avma-run-key')?.textContent)).toEqual(['DV9BG', '']);
    });

    it('opens a guest and looks a code up, but opens no guest of another host', () => {
        const opened: string[] = [];
        const looked: string[] = [];
        fixture.componentInstance.openGuest.subscribe(vmId => opened.push(vmId));
        fixture.componentInstance.lookUp.subscribe(code => looked.push(code));
        show([ended(1, 'failed', { code: 'licensingError', hresult: 0xc004e016 | 0 })]);
        press('.avma-run-name button');
        press('.avma-run-row-actions > button');
        expect([opened, looked]).toEqual([[key(1)], ['0xC004E016']]);
        fixture.componentRef.setInput('here', false);
        fixture.detectChanges();
        expect([page().querySelector('.avma-run-name button'), row('G1')?.querySelector('.avma-run-name')?.textContent?.trim()]).toEqual([null, 'G1']);
    });

    it('draws the row of a guest whose state changes, and no other', () => {
        const before = viewOf([1, 2, 3].map(n => guest(n, { command: 'running', attempt: 1 })));
        fixture.componentRef.setInput('view', before);
        fixture.detectChanges();
        const observer = new MutationObserver(() => undefined);
        observer.observe(page(), { subtree: true, childList: true, characterData: true, attributes: true });
        const checking = importApplyRow({ runId: 'r', seq: 1, vmId: id(2), attempt: 1, step: 'check' });
        const [, changed] = viewOf([1, 2].map(n => guest(n, { command: 'running', attempt: 1, rows: [recordedRow(checking)] }))).guests;
        fixture.componentRef.setInput('view', { ...before, guests: before.guests.map((one, index) => (index === 1 ? changed : one)) });
        fixture.detectChanges();
        const drawn = observer
            .takeRecords()
            .map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('tr')?.getAttribute('data-guest'));
        observer.disconnect();
        expect([...new Set(drawn.filter(name => name !== undefined))]).toEqual(['G2']);
    });

    it('shows what a guest wrote about its failure, and nothing else of it', () => {
        const message = '<b>it</b> failed {0}';
        const messages = new Map([1, 2].map(n => [key(n), message]));
        fixture.componentRef.setInput('view', viewOf([ended(1, 'failed', { code: 'licensingError', hresult: 5 }), ended(2, 'activated')], messages));
        fixture.detectChanges();
        expect(row('G1')?.querySelector('.avma-run-message q')?.textContent).toBe(message);
        expect(row('G2')?.querySelector('.avma-run-message')).toBeNull();
    });

    it('copies the record of a guest, without its words', async () => {
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        const words = 'words of the guest';
        const failed = ended(1, 'failed', { code: 'noAnswer', id: words, reason: words, message: words });
        fixture.componentRef.setInput('view', viewOf([{ ...failed, hostFailure: 'unreachable' }], new Map([[key(1), words]])));
        fixture.detectChanges();
        press('avma-copy-button button');
        await fixture.whenStable();
        expect(copied[0]).not.toContain(words);
        const details = JSON.parse(copied[0]) as Record<string, unknown>;
        expect([details['guest'], details['state'], details['code'], details['hostFailure'], (details['rows'] as unknown[]).length]).toEqual([
            'G1',
            'failed',
            'noAnswer',
            'unreachable',
            1
        ]);
    });
});

describe('elapsedText', () => {
    it('is in seconds, then in minutes, and never less than nothing', () => {
        expect([-500, 0, 1499, 59_400, 60_000, 3_725_000].map(time => elapsedText(time, avmaStrings()))).toEqual([
            '0 s',
            '0 s',
            '1 s',
            '59 s',
            '1 min 0 s',
            '62 min 5 s'
        ]);
    });
});
