/** Derives what a log can show about a period from the log's row. */
import { LogFacts } from '../facts/event-facts';

/**
 * `ok`: covers the period and contains our events. `noMatch`: covers the period, but contains none of our events. `overwritten`: full, and its oldest record
 * is later than the start of the period. `startsLater`: the same but not full, so it was cleared or is new. `notEntered`: its guest couldn't be entered.
 */
export const logStates = ['ok', 'empty', 'missing', 'denied', 'failed', 'disabled', 'noMatch', 'overwritten', 'startsLater', 'notEntered'] as const;
export type LogState = (typeof logStates)[number];

export interface LogReport {
    readonly log: LogFacts;
    readonly state: LogState;
    /** Whether the log reaches back to the start of the period; null if unknown or if no start was given. */
    readonly coversPeriod: boolean | null;
}

/** A full log replaces its oldest records, so its size stays at the maximum. Files grow in steps, so the size may stay slightly below it. */
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
 * @param ours number of our events in this log
 * @param startTime start of the period, ISO 8601; null for everything
 */
export function logReport(log: LogFacts, ours: number, startTime: string | null): LogReport {
    const coversPeriod = coverage(log, startTime);
    return { log, state: stateOf(log, ours, coversPeriod), coversPeriod };
}
