/** The limitations of a usage report, with reasons. */
import { applicationLog, LogFacts } from '../facts/event-facts';
import { ReadingEnd } from './event-reader';
import { HostFacts } from '../facts/facts';
import { logReport, LogState } from './log-report';

/** Limitations in display order. Each has a text with its values. */
export const usageUnknownCodes = [
    'incomplete',
    'logNotRead',
    'logDenied',
    'logFailed',
    'logMissing',
    'logDisabled',
    'logEmpty',
    'logOverwritten',
    'logStartsLater',
    'logBegins',
    'logCut',
    'rowsUnreadable',
    'otherNodes',
    'hostUnknown',
    'codesNotDecodable',
    'unassigned',
    'ambiguous',
    'namesNotListed',
    'guestsNotRead'
] as const;
type UsageUnknownCode = (typeof usageUnknownCodes)[number];

export interface UsageUnknown {
    readonly code: UsageUnknownCode;
    /** Names and quantities that its text needs. */
    readonly data: Readonly<Record<string, string | number | null>>;
}

const logUnknownOf: Readonly<Record<LogState, UsageUnknownCode | null>> = {
    ok: null,
    noMatch: null,
    empty: 'logEmpty',
    missing: 'logMissing',
    denied: 'logDenied',
    failed: 'logFailed',
    notEntered: 'logFailed',
    disabled: 'logDisabled',
    overwritten: 'logOverwritten',
    startsLater: 'logStartsLater'
};

/** The data that limitations are derived from. */
export interface UsageGrounds {
    readonly host: HostFacts | null;
    /** Start of the period, ISO 8601; null for everything. */
    readonly from: string | null;
    readonly end: ReadingEnd;
    readonly logs: ReadonlyArray<{ readonly log: LogFacts; readonly requests: number }>;
    /** Rows that couldn't be parsed. */
    readonly problems: number;
    /** Requests by what is unknown about them. */
    readonly codesNotDecodable: number;
    readonly unassigned: number;
    readonly ambiguous: number;
    readonly namesNotListed: number;
    readonly nameLimit: number;
    /** Guests that requested activation but weren't read inside. */
    readonly guestsNotRead: number;
}

/** For other logs than Application, reports only why they couldn't be read: Microsoft doesn't document requests in them. */
function logUnknowns({ logs, from }: UsageGrounds): UsageUnknown[] {
    const unknowns: UsageUnknown[] = [];
    for (const { log, requests } of logs) {
        const { state, coversPeriod } = logReport(log, requests, from);
        const data = { log: log.logName, since: log.oldestRecordTime, sizeBytes: log.sizeBytes, maximumBytes: log.maximumBytes };
        const code = logUnknownOf[state];
        if (code && (log.logName === applicationLog || code === 'logDenied' || code === 'logFailed')) {
            unknowns.push({ code, data });
        }
        // A log that is read completely, or that is disabled, says nothing about the time before its oldest record.
        const beginsLater = from === null ? log.oldestRecordTime !== null : state === 'disabled' && coversPeriod === false;
        if (log.logName === applicationLog && beginsLater) {
            unknowns.push({ code: 'logBegins', data });
        }
    }
    const read = logs.some(({ log }) => log.logName === applicationLog);
    return read ? unknowns : [{ code: 'logNotRead', data: { log: applicationLog } }, ...unknowns];
}

const shortName = (name: string): string => name.trim().split('.')[0].toLowerCase();

/** The other nodes of the host's cluster: a guest that was on one of them in the period sent its requests to that node. */
function otherNodes(host: HostFacts | null): readonly string[] {
    const own = [host?.computerName, host?.fqdn].flatMap(name => (name ? [shortName(name)] : []));
    return host?.clusterNodeNames.filter(name => !own.includes(shortName(name))) ?? [];
}

/** Sorted in the order of `usageUnknownCodes`. */
export function usageUnknowns(grounds: UsageGrounds): readonly UsageUnknown[] {
    const { host, end } = grounds;
    const others = otherNodes(host);
    const counted = (code: UsageUnknownCode, count: number, more: UsageUnknown['data'] = {}): UsageUnknown[] =>
        count > 0 ? [{ code, data: { count, ...more } }] : [];
    const unknowns: UsageUnknown[] = [
        ...(end.complete ? [] : [{ code: 'incomplete' as const, data: {} }]),
        ...logUnknowns(grounds),
        ...end.cutLogs.map((log): UsageUnknown => ({ code: 'logCut', data: { log } })),
        ...counted('rowsUnreadable', grounds.problems),
        ...counted('otherNodes', others.length, { cluster: host?.clusterName ?? null, nodes: others.join(', ') }),
        ...(host === null ? [{ code: 'hostUnknown' as const, data: {} }] : []),
        ...counted('codesNotDecodable', grounds.codesNotDecodable),
        ...counted('unassigned', grounds.unassigned),
        ...counted('ambiguous', grounds.ambiguous),
        ...counted('namesNotListed', grounds.namesNotListed, { limit: grounds.nameLimit }),
        ...counted('guestsNotRead', grounds.guestsNotRead)
    ];
    return unknowns.sort((left, right) => usageUnknownCodes.indexOf(left.code) - usageUnknownCodes.indexOf(right.code));
}
