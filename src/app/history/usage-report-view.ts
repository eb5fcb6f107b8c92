/** What the dialog shows that counts a whole period of one host's log. */
import { HostFailure } from '../data/host-failure';
import { EventPeriod } from '../domain/events/event-filter';
import { guestsThatRequested, UsageReport } from '../domain/events/usage-report';
import { FailureView, failureView } from '../shared/host-failure-text';
import { avmaStrings, countText, fillText } from '../shared/texts';

/** How far counting has come. */
export interface UsageReportState {
    readonly period: EventPeriod;
    readonly running: boolean;
    /** How many events were read; null before the first. */
    readonly events: number | null;
    readonly failure: HostFailure | null;
    /** Null until the whole period was read. */
    readonly report: UsageReport | null;
}

export interface UsageReportView {
    readonly periodText: string;
    readonly running: boolean;
    readonly progress: string;
    readonly failure: FailureView | null;
    readonly report: UsageReport | null;
    /** How many requests there were, and how they ended; empty without a report, like the two below. */
    readonly requestsText: string;
    readonly guestsText: string;
    /** What the report can't know of this period. */
    readonly unknowns: readonly string[];
}

export function toView({ period, running, events, failure, report }: UsageReportState): UsageReportView {
    const { History, UsageReport, Events } = avmaStrings();
    return {
        periodText: History.periods[`d${period}`],
        running,
        progress: events === null ? '' : fillText(UsageReport.progress, { count: events }),
        failure: failureView(failure),
        report,
        requestsText: report ? fillText(UsageReport.requestsText, { count: report.requests, ...report.outcomes }) : '',
        guestsText: report ? countText(guestsThatRequested(report)) : '',
        unknowns: (report?.unknowns ?? []).map(({ code, data }) => fillText(Events.unknowns[code], data))
    };
}
