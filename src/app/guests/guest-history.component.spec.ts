/** What a guest's details draw of its events, and what is read for it. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { BehaviorSubject } from 'rxjs';
import { importHostRow } from '../data/import/import-host-row';
import { EventPeriod, standardPeriod } from '../domain/events/event-filter';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { EventsStore } from '../state/events/events.store';
import { GuestEventsReading, GuestEventsStore } from '../state/events/guest-events.store';
import { JoinedEvents, JoinedEventsStore } from '../state/events/joined-events';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { SymbolComponent } from '../shared/symbol.component';
import { GuestHistoryComponent } from './guest-history.component';
import { GuestTimelineComponent } from './guest-timeline.component';
import { toGuestHistory } from './guest-history-view';

type Joined = Pick<JoinedEvents, 'events' | 'guests' | 'subjectOf'>;

const time = '2026-03-01T10:01:00Z';

const key = (vmId: string): GuestKey => guestKey({ hostName: 'HV01', vmId });

function event(recordId: number, vmId: string, change: Partial<EventFacts> = {}): EventFacts {
    const from = { collectedAt: null, source: 'host', machineName: null, vmId, logName: 'Application', providerName: sppProvider } as const;
    return { ...from, id: 12310, recordId, level: 4, timeCreated: time, data: ['0x0'], message: null, ...change };
}

function joined(events: readonly EventFacts[], loading: 'newest' | null = null): Joined {
    const subjectOf: JoinedEvents['subjectOf'] = one => ({ kind: 'guest', key: key(one.vmId ?? ''), by: 'id' });
    return { events: { events, loading } as unknown as JoinedEvents['events'], guests: null, subjectOf };
}

describe('GuestHistoryComponent', () => {
    let fixture: ComponentFixture<GuestHistoryComponent>;
    let strings: AvmaStrings;
    let ofHost: BehaviorSubject<Joined>;
    let ofGuests: BehaviorSubject<{ readonly readings: ReadonlyMap<string, GuestEventsReading> }>;
    let loaded: EventPeriod[];
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');

    beforeEach(() => {
        strings = avmaStrings();
        ofHost = new BehaviorSubject<Joined>(joined([]));
        ofGuests = new BehaviorSubject<{ readonly readings: ReadonlyMap<string, GuestEventsReading> }>({ readings: new Map() });
        loaded = [];
    });

    /** @param period what has been read already */
    async function show(vmId: string, period: EventPeriod | null = null): Promise<void> {
        const events = { current: { period }, load: (one: EventPeriod) => loaded.push(one) };
        await TestBed.configureTestingModule({
            declarations: [GuestHistoryComponent, GuestTimelineComponent, SymbolComponent],
            providers: [
                { provide: EventsStore, useValue: events },
                { provide: JoinedEventsStore, useValue: { state: ofHost } },
                { provide: GuestEventsStore, useValue: { state: ofGuests } }
            ]
        }).compileComponents();
        fixture = TestBed.createComponent(GuestHistoryComponent);
        fixture.componentRef.setInput('guest', key(vmId));
        fixture.detectChanges();
    }

    it("reads the host's log where nobody has, and leaves what was read alone", async () => {
        await show('a');
        expect(loaded).toEqual([standardPeriod]);
        TestBed.resetTestingModule();
        await show('a', '7');
        expect(loaded).toEqual([standardPeriod]);
    });

    it('has a line for each event of this guest, and follows what comes and who is shown', async () => {
        const other = event(2, 'b', { id: 12309, data: ['0xC004F012'], timeCreated: '2026-03-01T11:00:00Z' });
        ofHost.next(joined([event(1, 'a'), other]));
        await show('a');
        const { History, Events } = strings;
        expect([texts('h3'), texts('th')]).toEqual([[History.tab], [History.time, History.what, History.outcome]]);
        const [when, what, outcome, ...rest] = texts('td');
        expect([when, rest]).toEqual([dateText(time), []]);
        expect(what).toMatch(/^12310 \S/);
        expect(outcome).toContain(Events.outcomes.success);
        fixture.componentRef.setInput('guest', key('b'));
        fixture.detectChanges();
        const [line] = toGuestHistory(key('b'), ofHost.value, null, strings).lines;
        expect(texts('td')).toEqual([line.time, line.what, line.outcome]);
        ofHost.next(joined([event(3, 'b'), other, event(4, 'b')]));
        fixture.detectChanges();
        expect(texts('tbody tr').length).toBe(3);
    });

    it('says that it reads, and that there is nothing', async () => {
        ofHost.next(joined([], 'newest'));
        await show('a');
        expect(texts('p.sme-scheme-secondary-text')).toEqual([strings.History.loading, strings.GuestLogs.notRead]);
        ofHost.next(joined([event(1, 'b')]));
        fixture.detectChanges();
        expect([texts('p.sme-scheme-secondary-text'), texts('table')]).toEqual([[strings.History.noneOfGuest, strings.GuestLogs.notRead], []]);
    });

    it("adds the guest's own log where it was read, and says when that was", async () => {
        const reading = { facts: { events: [event(7, 'a', { source: 'guest' })] }, readAt: Date.parse(time) } as unknown as GuestEventsReading;
        ofGuests.next({ readings: new Map([[key('a'), reading]]) });
        await show('a');
        expect(texts('tbody tr').length).toBe(1);
        const readAt = fillText(strings.GuestLogs.readAt, { count: 1, time: dateText(new Date(time).toISOString()) });
        expect(texts('p.sme-scheme-secondary-text')).toEqual([readAt]);
        fixture.componentRef.setInput('guest', key('b'));
        fixture.detectChanges();
        expect(texts('p.sme-scheme-secondary-text')).toEqual([strings.History.noneOfGuest, strings.GuestLogs.notRead]);
    });

    it('draws a timeline with its words, and lists what it shows beside events', async () => {
        const host = importHostRow({ collectedAt: '2026-03-20T10:00:00Z', computerName: 'HV01' });
        const one = { hostName: 'HV01', host, guest: { vmId: 'a' }, inside: null } as unknown as AssessedGuest;
        ofHost.next({ ...joined([event(1, 'a'), event(2, 'a', { data: ['0xC004FD02'], timeCreated: '2026-03-02T10:01:00Z' })]), guests: [one] });
        await show('a');
        const view = toGuestHistory(key('a'), ofHost.value, null, strings);
        expect(page().querySelector('svg[role=img]')?.getAttribute('aria-label')).toBe(view.timeline?.summary as string);
        expect([...page().querySelectorAll('.avma-timeline-place')].map(mark => mark.getAttribute('x'))).toEqual(
            (view.timeline?.marks ?? []).map(({ x }) => x)
        );
        expect(page().querySelectorAll('.avma-timeline > svg > .avma-timeline-lapse').length).toBe(1);
        expect(view.lines.map(({ what }) => what)[0]).toBe(strings.GuestTimeline.lapse);
        // A long symbol may break after its underscores, and is copied as it is.
        const outcome = page().querySelectorAll('tbody tr')[1].querySelectorAll('td')[2];
        expect([outcome.textContent, outcome.querySelectorAll('wbr').length > 3]).toEqual([view.lines[1].outcome, true]);
        expect(view.lines[1].outcome).toContain('_');
        fixture.componentRef.setInput('guest', key('b'));
        fixture.detectChanges();
        expect(page().querySelector('svg')).toBeNull();
    });

    it('leads to all events of the guest', async () => {
        await show('a');
        const asked: string[] = [];
        fixture.componentInstance.openHistory.subscribe(id => asked.push(id));
        expect(texts('button')).toEqual([strings.History.allOfGuest]);
        page().querySelector('button')?.click();
        expect(asked).toEqual([key('a')]);
    });
});
