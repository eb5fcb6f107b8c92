/** Everything that the page *History* shows, from what the stores know and what was chosen. */
import { guestKey } from '../domain/facts/guest-key';
import { importHostRow } from '../data/import/import-host-row';
import { eventPeriods, noEventFilter } from '../domain/events/event-filter';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { EventFacts, LogFacts, sppProvider } from '../domain/facts/event-facts';
import { EventsState } from '../state/events/events.store';
import { JoinedEvents } from '../state/events/joined-events';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import {
    historyFromParams,
    HistoryAddress,
    HistoryChoice,
    HistoryRows,
    HistoryState,
    historyToParams,
    HistoryView,
    idsOf,
    initialChoice,
    toView
} from './history-view';

const dayMs = 86_400_000;
const requestedAt = Date.parse('2026-11-20T12:00:00Z');
const before = (days: number): string => new Date(requestedAt - days * dayMs).toISOString();

function event(recordId: number, change: Partial<EventFacts> = {}): EventFacts {
    return {
        collectedAt: null,
        source: 'host',
        machineName: 'HV01',
        vmId: null,
        logName: 'Application',
        providerName: sppProvider,
        id: 12310,
        recordId,
        level: 4,
        timeCreated: before(recordId),
        data: ['0xC004FD02'],
        message: null,
        ...change
    };
}

const log: LogFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    exists: true,
    enabled: true,
    sizeBytes: 1000,
    maximumBytes: 1000,
    recordCount: 5,
    oldestRecordTime: before(100),
    error: null
};
const denied = { code: 'accessDenied', hresult: null, id: null, reason: null, message: 'Zugriff verweigert' };
const failed = { code: 'unreachable', raw: 'HRESULT 0x80131500' } as const;

/** Success, failure, and one that nothing is known of. */
const three = [event(1, { data: ['0x00000000'] }), event(2), event(3, { data: [] })];
const read: EventsState = {
    period: '30',
    ids: avmaEventIds,
    requestedAt,
    startTime: before(30),
    loading: null,
    events: three,
    logs: [log],
    problems: [],
    failure: null,
    more: false,
    released: 0,
    cutLogs: []
};
const joined: JoinedEvents = {
    events: read,
    ofGuests: [],
    guests: null,
    nameOf: key => (key === guestKey({ hostName: 'HV01', vmId: 'id-1' }) ? 'APP01' : null),
    subjectOf: ({ recordId }) => (recordId === 1 ? { kind: 'guest', key: guestKey({ hostName: 'HV01', vmId: 'id-1' }), by: 'id' } : { kind: 'self' })
};
const state: HistoryState = { joined, host: { loading: false, facts: null, failure: null }, hostName: 'hv01', answeringName: 'HV01', isCluster: false };

describe('what the page History shows', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (events: Partial<EventsState> = {}, choice: Partial<HistoryChoice> = {}, others: Partial<JoinedEvents> = {}): HistoryView =>
        toView({ ...state, joined: { ...joined, ...others, events: { ...read, ...events } } }, { ...initialChoice, ...choice });
    const filtered = (filter: Partial<HistoryAddress['filter']>, neighbours = false): Partial<HistoryChoice> => ({
        address: { filter: { ...noEventFilter, ...filter }, neighbours }
    });
    const records = ({ shownRows }: HistoryView): ReadonlyArray<number | null> => shownRows.map(row => row.event.recordId);

    it('has a row for each event, in their order, with the guest that it is about', () => {
        const shown = view();
        expect(records(shown)).toEqual([1, 2, 3]);
        expect(shown.rows).toEqual(shown.shownRows);
        expect(shown.shownRows.map(({ guest }) => guest)).toEqual(['APP01', strings.History.subjects.self, strings.History.subjects.self]);
    });

    it('adds what was read in the logs of guests, but neighbours only where they are wanted', () => {
        const ofGuests = [event(8, { vmId: 'id-1' }), event(9, { vmId: 'id-1', id: neighbourIds[0] })];
        expect(records(view({}, {}, { ofGuests }))).toEqual([1, 2, 3, 8]);
        expect(records(view({}, filtered({}, true), { ofGuests }))).toEqual([1, 2, 3, 8, 9]);
    });

    it('shows what passes the filter, and counts what it was of', () => {
        const shown = view({}, filtered({ outcome: 'success' }));
        expect([records(shown), shown.rows.length]).toEqual([[1], 3]);
        expect(shown.status).toBe(fillText(strings.History.count, { shown: 1, total: 3 }));
        expect(records(view({}, filtered({ guest: 'id-1' })))).toEqual([1]);
        expect(records(view({}, filtered({ text: 'app01' })))).toEqual([1]);
        expect(records(view({}, filtered({ id: 12309 })))).toEqual([]);
    });

    it('counts the period of the filter from when the log was read', () => {
        const old = { events: [...three, event(45)] };
        expect(records(view(old, filtered({ period: '90' })))).toEqual([1, 2, 3, 45]);
        expect(records(view(old, filtered({ period: '30' })))).toEqual([1, 2, 3]);
    });

    it('offers the lists of what there is, with what was chosen', () => {
        const [period, guest, outcome, id] = view({}, filtered({ outcome: 'failure' })).selects;
        expect([period.options.length, period.value, outcome.value]).toEqual([eventPeriods.length, '30', 'failure']);
        // Of all events, not only of those that are shown.
        expect(guest.options.map(({ label }) => label)).toContain('APP01');
        expect(id.options.map(({ value }) => value)).toEqual(['', '12310']);
    });

    describe('of its state', () => {
        it('is busy while pages are read, and has no page of its own then', () => {
            const begun = view({ loading: 'newest', events: [] });
            expect([begun.busy, begun.loading, begun.page]).toEqual([true, true, null]);
            const more = view({ loading: 'older' });
            expect([more.busy, more.loading]).toEqual([true, false]);
            expect([view().busy, view().loading]).toEqual([false, false]);
        });

        it('has a page in place of the timeline where there are no events', () => {
            expect(view({ events: [] }).page?.title).toBe(strings.Events.logStates.noMatch.title);
            expect(view({ events: [], failure: failed }).page?.raw).toBe(failed.raw);
            expect(view().page).toBeNull();
        });

        it('warns above the timeline, and not where its page says the same', () => {
            const shown = view({ logs: [{ ...log, error: denied }] });
            expect(shown.warnings.map(({ title }) => title)).toEqual([strings.Events.logStates.denied.title]);
            expect(view({ failure: failed }).warnings.map(({ title }) => title)).toEqual([strings.Failures.unreachable.title]);
            expect(view({ events: [], failure: failed }).warnings).toEqual([]);
            expect(view().warnings).toEqual([]);
        });

        it('can read older events where the log has some, and the newest where they were let go, once nothing is read', () => {
            expect([view().canReadOlder, view().canReadNewest]).toEqual([false, false]);
            expect([view({ more: true }).canReadOlder, view({ released: 1 }).canReadNewest]).toEqual([true, true]);
            expect([view({ more: true, loading: 'older' }).canReadOlder, view({ released: 5, loading: 'newest' }).canReadNewest]).toEqual([false, false]);
        });

        it('says how many events are read, held or let go; the count of the table says the rest', () => {
            const { History } = strings;
            expect(view({ loading: 'older', more: true }).status).toBe(fillText(History.reading, { count: 3 }));
            expect(view({ more: true }).status).toBe(fillText(History.held, { count: 3 }));
            const heldOlder = fillText(History.heldOlder, { count: 3, from: dateText(before(3)), until: dateText(before(1)) });
            expect(view({ more: true, released: 1 }).status).toBe(heldOlder);
            expect(view().status).toBe('');
            const none = fillText(History.count, { shown: 0, total: 3 });
            expect(view({ more: true, released: 5 }, filtered({ id: 12309 })).status).toBe(none);
        });

        it('counts rows that could not be understood, with the first', () => {
            expect(view({ problems: ['id: not a number', 'x'] }).problems).toBe(fillText(strings.History.problemRows, { count: 2, first: 'id: not a number' }));
            expect(view({ problems: ['x'] }).problems).toBe(fillText(strings.History.problemRows, { count: 1, first: 'x' }));
            expect(view().problems).toBe('');
        });
    });

    it('says of which node the log is where a cluster was opened and has answered', () => {
        const facts = importHostRow({ computerName: 'HV01', clusterName: 'CLU1' });
        const of = (change: Partial<HistoryState>): string => toView({ ...state, hostName: 'clu1.contoso.com', ...change }, initialChoice).ofNode;
        const host = { ...state.host, facts };
        expect(of({ host, isCluster: true })).toBe(fillText(strings.History.ofNode, { cluster: 'CLU1', hostName: 'HV01' }));
        const nameless = { ...host, facts: { ...facts, clusterName: null } };
        expect(of({ host: nameless, isCluster: true })).toBe(fillText(strings.History.ofNode, { cluster: 'clu1.contoso.com', hostName: 'HV01' }));
        expect([of({ host }), of({ isCluster: true })]).toEqual(['', '']);
    });

    describe('as a chart', () => {
        const chart = (events: Partial<EventsState>, choice: Partial<HistoryChoice> = {}): HistoryView['chart'] => view(events, choice).chart;
        const ends = (of: HistoryView['chart']): readonly number[] => [of?.buckets[0].start ?? 0, of?.buckets[of.buckets.length - 1].start ?? 0];

        it('goes from the begin of the period to when it was read, or to a newer event', () => {
            const month = chart({});
            const [first, last] = ends(month);
            expect(month?.unit).toBe('day');
            expect(requestedAt - 30 * dayMs - first).toBeGreaterThanOrEqual(0);
            expect(requestedAt - 30 * dayMs - first).toBeLessThan(dayMs);
            expect(requestedAt - last).toBeGreaterThanOrEqual(0);
            expect(requestedAt - last).toBeLessThan(dayMs);
            const [, later] = ends(chart({ events: [...three, event(4, { timeCreated: before(-2) })] }));
            expect(later - last).toBeGreaterThan(dayMs);
            expect(chart({ startTime: before(1) })?.unit).toBe('hour');
        });

        it('begins with the oldest event where everything is shown', () => {
            const [first] = ends(chart({ startTime: null, events: [event(50)] }, filtered({ period: 'all' })));
            expect(requestedAt - 50 * dayMs - first).toBeGreaterThanOrEqual(0);
            expect(requestedAt - 50 * dayMs - first).toBeLessThan(dayMs);
        });

        it('counts what is shown', () => {
            const total = (of: HistoryView['chart']): number => (of?.buckets ?? []).reduce((sum, { counts }) => sum + counts.success + counts.failure, 0);
            expect([total(chart({})), total(chart({}, filtered({ outcome: 'failure' })))]).toEqual([2, 1]);
            expect(chart({ requestedAt: null })).toBeNull();
        });
    });

    it('keeps the event that was selected while it is shown', () => {
        const [, second] = view().shownRows;
        const shown = view({}, { selected: second.key });
        expect(shown.selection).toBe(shown.shownRows[1]);
        expect(shown.selected).toEqual([shown.shownRows[1]]);
        const hidden = view({}, { ...filtered({ outcome: 'success' }), selected: second.key });
        expect([hidden.selection, hidden.selected]).toEqual([null, []]);
        expect(view().selection).toBeNull();
    });

    it('has what the events were joined with, for the report and the export', () => {
        const guests: JoinedEvents['guests'] = [];
        expect(view({}, {}, { guests }).joined.guests).toBe(guests);
    });

    it('makes no list anew while something is typed or selected, and no row while the guests are the same', () => {
        const rows = new HistoryRows();
        const show = (change: Partial<JoinedEvents> = {}, choice: Partial<HistoryChoice> = {}): HistoryView =>
            toView({ ...state, joined: { ...joined, ...change } }, { ...initialChoice, ...choice }, rows);
        const first = show();
        const typing = show({}, { typed: 'app', selected: first.rows[0].key, expanded: true });
        expect([typing.shownRows, typing.selects, typing.chart].map((one, index) => one === [first.shownRows, first.selects, first.chart][index])).toEqual([
            true,
            true,
            true
        ]);
        const again = show({ events: { ...read, events: [...three, event(4)] } });
        expect(again.rows[0]).toBe(first.rows[0]);
        expect(again.rows.length).toBe(4);
        const others = show({ subjectOf: () => ({ kind: 'self' }) });
        expect(others.rows[0].guest).toBe(strings.History.subjects.self);
        expect(show({}, filtered({ outcome: 'success' })).shownRows.length).toBe(1);
        expect(show({ ofGuests: [event(9, { vmId: 'id-1' })] }).rows.length).toBe(4);
    });
});

describe('the address of the history', () => {
    it('is that of AVMA in the usual period before anything was chosen', () => {
        expect(initialChoice).toEqual({ address: { filter: noEventFilter, neighbours: false }, typed: '', selected: null, expanded: false });
    });

    it('says which events are read', () => {
        expect(idsOf({ filter: noEventFilter, neighbours: false })).toEqual(avmaEventIds);
        expect(idsOf({ filter: noEventFilter, neighbours: true })).toEqual([...avmaEventIds, ...neighbourIds]);
    });

    it('comes back as it was written', () => {
        const address: HistoryAddress = { filter: { guest: 'self', outcome: 'failure', id: 12310, period: '7', text: 'a b' }, neighbours: true };
        const params = historyToParams(address);
        expect(historyFromParams({ get: name => params[name] ?? null })).toEqual(address);
        expect(historyFromParams({ get: () => null })).toEqual(initialChoice.address);
        expect(Object.values(historyToParams(initialChoice.address)).every(value => value === null)).toBeTrue();
    });
});
