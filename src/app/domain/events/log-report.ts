/** What a log's row means for what can be said about a period. */
import { LogFacts } from '../facts/event-facts';

/**
 * `ok`: it covers the period and has events of ours. `noMatch`: it covers the period, and nothing of ours is in it. `overwritten`: its oldest
 * record is later than the period's begin, and it is full. `startsLater`: the same, and it is not full: it was cleared, or is young.
 * `notEntered`: the guest whose log it is could not be entered.
 */
export const logStates = ['ok', 'empty', 'missing', 'denied', 'failed', 'disabled', 'noMatch', 'overwritten', 'startsLater', 'notEntered'] as const;
export type LogState = (typeof logStates)[number];

export interface LogReport {
    readonly log: LogFacts;
    readonly state: LogState;
    /** Whether the log reaches back to the period's begin; null where that is not known, or where no begin was asked for. */
    readonly coversPeriod: boolean | null;
}

/** A full log replaces its oldest records, so its size stays at its maximum; files grow in steps, so that it may be a little below. */
const nearlyFull = 0.9;

function isFull({ sizeBytes, maximumBytes }: LogFacts): boolean {
    return sizeBytes !== null && maximumBytes !== null && maximumBytes > 0 && sizeBytes >= nearlyFull * maximumBytes;
}

function coverage({ oldestRecordTime }: LogFacts, startTime: string | null): boolean | null {
    return startTime === null || oldestRecordTime === null ? null : Date.parse(oldestRecordTime) <= Date.parse(startTime);
}

function stateOf(log: LogFacts, ours: number, covers: boolean | null): LogState {
    if (log.error) {
        return log.logName === null ? 'notEntered' : log.error.code === 'accessDenied' ? 'denied' : 'failed';
    }
    if (log.exists !== true) {
        return log.exists === false ? 'missing' : 'failed';
    }
    if (log.enabled === false) {
        return 'disabled';
    }
    if (log.recordCount === 0 && ours === 0) {
        return 'empty';
    }
    if (covers === false) {
        return isFull(log) ? 'overwritten' : 'startsLater';
    }
    return ours === 0 ? 'noMatch' : 'ok';
}

/**
 * @param ours how many events were found in this log
 * @param startTime the begin of the period that was asked for, ISO 8601; null for everything
 */
export function logReport(log: LogFacts, ours: number, startTime: string | null): LogReport {
    const coversPeriod = coverage(log, startTime);
    return { log, state: stateOf(log, ours, coversPeriod), coversPeriod };
}
