/** What is shown in place of the timeline, and the warnings above it. */
import { EventFacts, LogFacts } from '../domain/facts/event-facts';
import { EventsState } from '../state/events/events.store';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { historyPage, HistoryPage, logReports, logWarnings } from './history-page';

const second = 'Microsoft-Windows-Security-SPP/Other';
const log = (change: Partial<LogFacts> = {}): LogFacts => ({
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
    oldestRecordTime: '2026-10-01T10:00:00Z',
    error: null,
    ...change
});
const denied = { code: 'accessDenied', hresult: null, id: null, reason: null, message: 'Zugriff verweigert' };
const state = (change: Partial<EventsState> = {}): EventsState =>
    ({ period: '30', startTime: '2026-11-01T10:00:00Z', events: [], logs: [log()], failure: null, ...change }) as Partial<EventsState> as EventsState;
const event = (logName = 'Application'): EventFacts => ({ id: 12310, logName }) as Partial<EventFacts> as EventFacts;

describe('the timeline without events', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const page = (change: Partial<EventsState> = {}): HistoryPage | null => historyPage(state(change), logReports(state(change)), strings);

    it('is a page only once something was read, and nothing was found', () => {
        expect(page({ period: null })).toBeNull();
        expect(page({ events: [event()] })).toBeNull();
        expect(page({ logs: [] })).toBeNull();
        expect(page()?.title).toBe(strings.Events.logStates.noMatch.title);
    });

    it('says what came of the host, with the raw failure and a button to retry', () => {
        const failed = page({ failure: { code: 'unreachable', raw: 'WinRM says no' } });
        expect(failed).toEqual(
            jasmine.objectContaining({
                icon: 'errorBadge',
                title: strings.Failures.unreachable.title,
                fix: strings.Failures.unreachable.fix,
                raw: 'WinRM says no',
                action: strings.Common.retry
            })
        );
    });

    it('says why the log says nothing, with its name, and the raw error where there is one', () => {
        const empty = page({ logs: [log({ recordCount: 0 })] });
        expect([empty?.icon, empty?.title, empty?.raw, empty?.action]).toEqual(['history', strings.Events.logStates.empty.title, '', strings.Common.refresh]);
        expect(empty?.text).toContain('Application');
        const locked = page({ logs: [log({ error: denied })] });
        expect([locked?.icon, locked?.title]).toEqual(['lock', strings.Events.logStates.denied.title]);
        expect(JSON.parse(locked?.raw ?? '')).toEqual(denied);
        expect(page({ logs: [log({ error: { ...denied, code: 'unclassified' } })] })?.icon).toBe('errorBadge');
    });

    it('speaks of the Application log alone', () => {
        expect(page({ logs: [log({ logName: second, error: denied }), log()] })?.title).toBe(strings.Events.logStates.noMatch.title);
    });
});

describe('warnings above the timeline', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const titles = (change: Partial<EventsState>): readonly string[] =>
        logWarnings(state(change), logReports(state(change)), strings).map(({ title }) => title);

    it('say what bounds the Application log, and nothing of one that covers the period', () => {
        const { logStates } = strings.Events;
        expect(titles({ events: [event()] })).toEqual([]);
        expect(titles({})).toEqual([]);
        expect(titles({ logs: [log({ enabled: false })] })).toEqual([logStates.disabled.title]);
        const late = { oldestRecordTime: '2026-11-20T10:00:00Z' };
        expect(titles({ logs: [log(late)] })).toEqual([logStates.overwritten.title]);
        expect(titles({ logs: [log({ ...late, sizeBytes: 10 })] })).toEqual([logStates.startsLater.title]);
    });

    it('say of other logs only what kept them from being read', () => {
        expect(titles({ logs: [log(), log({ logName: second, enabled: false })] })).toEqual([]);
        expect(titles({ logs: [log(), log({ logName: second, exists: false })] })).toEqual([]);
        expect(titles({ logs: [log(), log({ logName: second, error: denied })] })).toEqual([strings.Events.logStates.denied.title]);
    });

    it('add why the last reading failed', () => {
        expect(titles({ failure: { code: 'unreachable', raw: '' } })).toEqual([strings.Failures.unreachable.title]);
    });

    it('count the events of each log by themselves', () => {
        const reports = logReports(state({ events: [event(second)], logs: [log(), log({ logName: second })] }));
        expect(reports.map(one => one.state)).toEqual(['noMatch', 'ok']);
    });
});
