/** The report of one host's log: how far counting is, and what was counted. */
import { UsageEntry, UsageReport } from '../domain/events/usage-report';
import { hostFailureText } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { toView, UsageReportState, UsageReportView } from './usage-report-view';

const entry = (change: Partial<UsageEntry>): UsageEntry => ({
    kind: 'guest',
    vmId: 'id-1',
    name: null,
    fqdn: null,
    says: null,
    candidates: [],
    joinedBy: ['id'],
    requests: 617,
    outcomes: { success: 500, failure: 100, unknown: 17 },
    codes: [],
    otherCodes: 0,
    first: null,
    last: '2026-11-02T10:00:00Z',
    version: null,
    edition: null,
    verdict: 'activated',
    evidence: 'logged',
    verified: null,
    ...change
});
const report = {
    requests: 1234,
    outcomes: { success: 1000, failure: 200, unknown: 34 },
    from: '2026-11-01T00:00:00Z',
    until: '2026-11-08T00:00:00Z',
    entries: [entry({ name: 'APP01' }), entry({ kind: 'unnamed', verdict: null, evidence: null, last: null })],
    hours: [{ time: Date.parse('2026-11-02T10:00:00Z'), counts: { success: 1000, failure: 200, unknown: 34 } }],
    unknowns: [{ code: 'logDenied', data: { log: 'Application' } }]
} as unknown as UsageReport;

describe('the report of one host', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<UsageReportState> = {}): UsageReportView =>
        toView({ period: '7', running: false, events: null, failure: null, report: null, ...change });

    it('begins with the period and nothing else', () => {
        expect(view()).toEqual({
            period: '7',
            running: false,
            progress: '',
            failure: null,
            report: null,
            requestsText: '',
            guestsText: '',
            chart: null,
            lines: [],
            moreText: '',
            unknowns: []
        });
    });

    it('says how many events were read, also where there are none', () => {
        const { progress } = strings.UsageReport;
        expect([view({ events: 1234, running: true }).progress, view({ events: 0 }).progress]).toEqual([
            fillText(progress, { count: 1234 }),
            fillText(progress, { count: 0 })
        ]);
        expect(view({ running: true }).running).toBeTrue();
    });

    it('says why it failed', () => {
        expect(view({ failure: { code: 'unreachable', raw: 'x' } }).failure).toEqual({ ...hostFailureText('unreachable'), raw: 'x' });
    });

    it('says what was counted, and what that cannot tell', () => {
        const made = view({ report });
        expect(made.report).toBe(report);
        expect(made.requestsText).toBe(fillText(strings.UsageReport.requestsText, { count: 1234, success: 1000, failure: 200, unknown: 34 }));
        expect(made.guestsText).toBe('1');
        const [{ code, data }] = report.unknowns;
        expect(made.unknowns).toEqual([fillText(strings.Events.unknowns[code], data)]);
    });

    it('has a line for each guest, and a chart of the days of UTC', () => {
        const { lines, chart, moreText } = view({ report });
        const counts = { requests: '617', success: '500', failure: '100', unknown: '17' };
        expect(lines).toEqual([
            { ...counts, name: 'APP01', last: dateText('2026-11-02T10:00:00Z'), state: `${strings.Verdicts.activated} (${strings.Evidence.logged})` },
            { ...counts, name: strings.UsageReport.unnamed, last: '', state: '' }
        ]);
        expect(moreText).toBe('');
        expect([chart?.utc, chart?.unit, chart?.buckets.length, chart?.buckets[1].counts.success]).toEqual([true, 'day', 8, 1000]);
    });

    it('has 200 lines at most, and says how many more the files have', () => {
        const many = { ...report, entries: Array.from({ length: 205 }, () => entry({})) };
        const { lines, moreText } = view({ report: many });
        expect([lines.length, moreText]).toEqual([200, fillText(strings.UsageReport.more, { count: 5 })]);
    });
});
