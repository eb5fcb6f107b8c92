/** What the dialog shows that counts a whole period of one host's log. */
import { HostFailure } from '../data/host-failure';
import { EventPeriod } from '../domain/events/event-filter';
import { OutcomeChart } from '../domain/events/outcome-chart';
import { guestsThatRequested, usageChart, UsageEntry, UsageReport } from '../domain/events/usage-report';
import { FailureView, failureView } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, countText, dateText, fillText } from '../shared/texts';
import { nameOf, stateText } from './report-entry';

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

/** A guest as the dialog's table shows it. */
interface UsageLine {
    readonly name: string;
    readonly requests: string;
    readonly success: string;
    readonly failure: string;
    readonly unknown: string;
    /** When it last requested activation, in the browser's zone. */
    readonly last: string;
    readonly state: string;
}

export interface UsageReportView {
    readonly period: EventPeriod;
    readonly running: boolean;
    readonly progress: string;
    readonly failure: FailureView | null;
    readonly report: UsageReport | null;
    /** How many requests there were, and how they ended; empty without a report, like the two below. */
    readonly requestsText: string;
    readonly guestsText: string;
    /** Requests over time; null without any. */
    readonly chart: OutcomeChart | null;
    readonly lines: readonly UsageLine[];
    /** How many guests the table leaves out; empty for none. */
    readonly moreText: string;
    /** What the report can't know of this period. */
    readonly unknowns: readonly string[];
}

/** The files have all. */
const maxLines = 200;

export function toView({ period, running, events, failure, report }: UsageReportState): UsageReportView {
    const strings = avmaStrings();
    const { UsageReport, Events } = strings;
    const entries = report?.entries ?? [];
    return {
        period,
        running,
        progress: events === null ? '' : fillText(UsageReport.progress, { count: events }),
        failure: failureView(failure),
        report,
        chart: report && usageChart(report),
        lines: entries.slice(0, maxLines).map(entry => toLine(entry, strings)),
        moreText: entries.length > maxLines ? fillText(UsageReport.more, { count: entries.length - maxLines }) : '',
        requestsText: report ? fillText(UsageReport.requestsText, { count: report.requests, ...report.outcomes }) : '',
        guestsText: report ? countText(guestsThatRequested(report)) : '',
        unknowns: (report?.unknowns ?? []).map(({ code, data }) => fillText(Events.unknowns[code], data))
    };
}

function toLine(entry: UsageEntry, strings: AvmaStrings): UsageLine {
    const { success, failure, unknown } = entry.outcomes;
    return {
        name: nameOf(entry, strings.UsageReport),
        requests: countText(entry.requests),
        success: countText(success),
        failure: countText(failure),
        unknown: countText(unknown),
        last: dateText(entry.last),
        state: stateText(entry, strings, dateText)
    };
}
