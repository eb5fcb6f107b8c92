/** The report of one host's log: how far counting is, and what was counted. */
import { UsageReport } from '../domain/events/usage-report';
import { hostFailureText } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { toView, UsageReportState, UsageReportView } from './usage-report-view';

const report = {
    requests: 1234,
    outcomes: { success: 1000, failure: 200, unknown: 34 },
    entries: [{ kind: 'guest' }, { kind: 'unnamed' }],
    unknowns: [{ code: 'logDenied', data: { log: 'Application' } }]
} as unknown as UsageReport;

describe('the report of one host', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<UsageReportState> = {}): UsageReportView =>
        toView({ period: '7', running: false, events: null, failure: null, report: null, ...change });

    it('begins with the period and nothing else', () => {
        expect(view()).toEqual({
            periodText: strings.History.periods.d7,
            running: false,
            progress: '',
            failure: null,
            report: null,
            requestsText: '',
            guestsText: '',
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
});
