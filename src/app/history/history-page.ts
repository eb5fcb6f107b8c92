/** What stands in place of the timeline, and what is said above it, by the states of the logs. */
import { applicationLog } from '../domain/facts/event-facts';
import { logReport, LogReport } from '../domain/events/log-report';
import { EventsState } from '../state/events/events.store';
import { hostFailureText } from '../shared/host-failure-text';
import { AvmaStrings, dateText, filled } from '../shared/texts';

/** A whole page without events. */
export interface HistoryPage {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly fix: string;
    /** Microsoft's page about it. */
    readonly link?: string | null;
    readonly raw: string;
    readonly action: string;
}

export interface LogWarning {
    readonly title: string;
    readonly text: string;
    readonly fix: string;
}

export function logReports({ logs, events, startTime }: EventsState): readonly LogReport[] {
    return logs.map(log => logReport(log, events.filter(({ logName }) => logName === log.logName).length, startTime));
}

function explained({ log, state }: LogReport, strings: AvmaStrings): LogWarning {
    const data = { log: log.logName, since: log.oldestRecordTime === null ? null : dateText(log.oldestRecordTime), count: log.recordCount };
    return filled(strings.Events.logStates[state], data);
}

/** @returns null where there are events, or nothing was read yet */
export function historyPage(state: EventsState, reports: readonly LogReport[], strings: AvmaStrings): HistoryPage | null {
    if (state.events.length > 0 || state.period === null) {
        return null;
    }
    if (state.failure) {
        return { icon: 'errorBadge', ...hostFailureText(state.failure.code), raw: state.failure.raw, action: strings.Common.retry };
    }
    const report = reports.find(({ log }) => log.logName === applicationLog);
    if (!report) {
        return null;
    }
    const raw = report.log.error ? JSON.stringify(report.log.error, null, 2) : '';
    const icon = report.state === 'denied' ? 'lock' : report.log.error ? 'errorBadge' : 'history';
    return { icon, ...explained(report, strings), raw, action: strings.Common.refresh };
}

const silent: readonly string[] = ['ok', 'noMatch', 'empty', 'missing'];

/** What bounds what the events that are there can say. Of the second log only what kept it from being read. */
export function logWarnings(state: EventsState, reports: readonly LogReport[], strings: AvmaStrings): readonly LogWarning[] {
    const warnings = reports
        .filter(report =>
            report.log.logName === applicationLog ? report.state !== 'ok' && report.state !== 'noMatch' : !silent.includes(report.state) && report.log.error
        )
        .map(report => explained(report, strings));
    if (state.failure) {
        const { title, text, fix } = strings.Failures[state.failure.code];
        warnings.push({ title, text, fix });
    }
    return warnings;
}
