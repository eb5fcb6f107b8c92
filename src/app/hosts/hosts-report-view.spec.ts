/** The report over the logs of many hosts: a row for each, and what came of it. */
import { UsageReport } from '../domain/events/usage-report';
import { HostUsage } from '../state/events/hosts-report.store';
import { AvmaStrings, avmaStrings, countText, fillText } from '../shared/texts';
import { HostsReportView, remarkOf, toView } from './hosts-report-view';

const report = {
    requests: 1234,
    outcomes: { success: 1000, failure: 200, unknown: 34 },
    entries: [{ kind: 'guest' }, { kind: 'name' }, { kind: 'unnamed' }],
    unknowns: [{ code: 'logDenied', data: { log: 'Application' } }]
} as unknown as UsageReport;
const usage = (change: Partial<HostUsage> = {}): HostUsage => ({ hostName: 'hv01', state: 'done', events: 5, report: null, failure: null, ...change });

describe('the report over many hosts', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (hosts: readonly HostUsage[], running = false): HostsReportView => toView({ running, hosts }, '7');

    it('shows nothing before the first report', () => {
        expect(view([])).toEqual({ period: '7', running: false, finished: false, summary: '', rows: [] });
    });

    it('says how many hosts are counted, and can be saved once none is read and one has a report', () => {
        const both = [usage({ report }), usage({ hostName: 'hv02' })];
        const shown = view(both);
        expect(shown.summary).toBe(fillText(strings.HostsReport.summary, { count: 1, total: 2 }));
        expect([shown.finished, shown.running]).toEqual([true, false]);
        expect([view(both, true).finished, view(both, true).running]).toEqual([false, true]);
        expect(view([usage()]).finished).toBeFalse();
    });

    it('has the counts of each host, and none where there is no report', () => {
        const [counted, open] = view([usage({ report }), usage({ hostName: 'hv02', state: 'reading' })]).rows;
        const { hostName, state, requests, success, failure, unknown, guests } = counted;
        expect([hostName, state, requests, success, failure, unknown, guests]).toEqual(['hv01', 'done', countText(1234), countText(1000), '200', '34', '2']);
        expect([open.hostName, open.state, open.requests, open.success, open.failure, open.unknown, open.guests]).toEqual([
            'hv02',
            'reading',
            '',
            '',
            '',
            '',
            ''
        ]);
    });

    it('says what came of a host: how far it is, why it failed, or what its report cannot know', () => {
        const { HostsReport, Failures, Events } = strings;
        expect(remarkOf(usage({ state: 'reading' }), strings)).toBe(fillText(HostsReport.states.reading, { count: 5 }));
        const failed = usage({ state: 'failed', failure: { code: 'unreachable', raw: '' }, report });
        expect(remarkOf(failed, strings)).toBe(`${fillText(HostsReport.states.failed, { count: 5 })} ${Failures.unreachable.title}`);
        const [{ code, data }] = report.unknowns;
        expect(remarkOf(usage({ report }), strings)).toBe(`${fillText(HostsReport.states.done, { count: 5 })} ${fillText(Events.unknowns[code], data)}`);
    });
});
