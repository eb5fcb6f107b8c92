/** What the dialog shows that counts one period of the logs of many hosts. */
import { EventPeriod } from '../domain/events/event-filter';
import { guestsThatRequested, UsageReport } from '../domain/events/usage-report';
import { HostsReportState, HostUsage } from '../state/events/hosts-report.store';
import { AvmaStrings, avmaStrings, countText, fillText } from '../shared/texts';

/** A host as the table shows it; counts are empty until its log has been read. */
export interface ReportRow {
    readonly hostName: string;
    readonly state: HostUsage['state'];
    readonly text: string;
    readonly requests: string;
    readonly success: string;
    readonly failure: string;
    readonly unknown: string;
    readonly guests: string;
}

export interface HostsReportView {
    readonly period: EventPeriod;
    readonly running: boolean;
    /** There is a report to save. */
    readonly finished: boolean;
    /** How many hosts have been counted; empty before the first report. */
    readonly summary: string;
    readonly rows: readonly ReportRow[];
}

export function toView({ running, hosts }: HostsReportState, period: EventPeriod): HostsReportView {
    const strings = avmaStrings();
    const count = hosts.filter(({ report }) => report !== null).length;
    return {
        period,
        running,
        finished: !running && count > 0,
        summary: hosts.length === 0 ? '' : fillText(strings.HostsReport.summary, { count, total: hosts.length }),
        rows: hosts.map(host => toRow(host, strings))
    };
}

function toRow(host: HostUsage, strings: AvmaStrings): ReportRow {
    const { hostName, state, report } = host;
    const count = (value: (report: UsageReport) => number): string => (report ? countText(value(report)) : '');
    return {
        hostName,
        state,
        text: remarkOf(host, strings),
        requests: count(({ requests }) => requests),
        success: count(({ outcomes }) => outcomes.success),
        failure: count(({ outcomes }) => outcomes.failure),
        unknown: count(({ outcomes }) => outcomes.unknown),
        guests: count(guestsThatRequested)
    };
}

/** What came of it, with what the report of the host cannot know. */
export function remarkOf({ state, events, failure, report }: HostUsage, { HostsReport, Failures, Events }: AvmaStrings): string {
    const text = fillText(HostsReport.states[state], { count: events });
    const details = failure ? [Failures[failure.code].title] : (report?.unknowns ?? []).map(({ code, data }) => fillText(Events.unknowns[code], data));
    return [text, ...details].join(' ');
}
