/** The usage report: which guests requested activation from a host in a period, how often, and with which results. Also formats it as CSV. */
import { Evidence, Verdict } from '../judgement/assessment';
import { CsvValue, toCsv } from '../text/csv';
import { EventOutcome, eventOutcomes } from './decode-event';
import { writtenCode } from '../errors/error-codes';
import { LogFacts } from '../facts/event-facts';
import { HostFacts } from '../facts/facts';
import { idOf } from '../facts/guest-key';
import { EventClaim, JoinWay } from './join-events';
import { chartUnit, OutcomeChart, outcomeChart } from './outcome-chart';
import { UsageUnknown } from './usage-unknowns';

/** The license that was read inside a guest. */
interface VerifiedState {
    /** By the host's clock. */
    readonly readAt: string | null;
    /** SoftwareLicensingProduct.LicenseStatus: 1 licensed */
    readonly licenseStatus: number | null;
}

interface UsageCode {
    /** Unsigned 32 bit; null for requests whose code can't be decoded. */
    readonly code: number | null;
    readonly count: number;
}

/** The requests of one guest, or of one name in events that matches no guest. */
export interface UsageEntry {
    /** `claim`: an event's text that matches no current guest. `unnamed`: events without a name, and names beyond the limit. */
    readonly kind: 'guest' | 'ambiguous' | 'claim' | 'unnamed';
    /** Set for guests only. */
    readonly vmId: string | null;
    readonly name: string | null;
    /** The full name that the guest reports. */
    readonly fqdn: string | null;
    /** Set for claims and for ambiguous entries. */
    readonly says: EventClaim | null;
    /** Keys of the matching guests, if there are several. */
    readonly candidates: readonly string[];
    /** How its events were assigned, most reliable first. */
    readonly joinedBy: readonly JoinWay[];
    readonly requests: number;
    readonly outcomes: Readonly<Record<EventOutcome, number>>;
    /** Most frequent first. */
    readonly codes: readonly UsageCode[];
    /** Requests with codes beyond the list's limit. */
    readonly otherCodes: number;
    /** ISO 8601 in UTC; null if no event has a time. */
    readonly first: string | null;
    readonly last: string | null;
    /** As Microsoft writes it, such as "2022"; null if unknown. */
    readonly version: string | null;
    readonly edition: string | null;
    /** The guest's current verdict. */
    readonly verdict: Verdict | null;
    /** What the verdict is based on. */
    readonly evidence: Evidence | null;
    /** Null unless the verdict is based on a reading inside the guest. */
    readonly verified: VerifiedState | null;
}

export interface UsageReport {
    readonly host: HostFacts | null;
    /** ISO 8601 in UTC; null for everything in the logs. */
    readonly from: string | null;
    readonly until: string;
    /** Current guests, then ambiguous entries, then guests that no longer exist, then the rest. */
    readonly entries: readonly UsageEntry[];
    readonly requests: number;
    readonly outcomes: Readonly<Record<EventOutcome, number>>;
    /** Hours with requests, oldest first: the start of each, in milliseconds since 1970. Not those of requests without a time. */
    readonly hours: ReadonlyArray<{ readonly time: number; readonly counts: Readonly<Record<EventOutcome, number>> }>;
    /** The logs' facts as last read; they limit how complete the report can be. */
    readonly logs: readonly LogFacts[];
    readonly unknowns: readonly UsageUnknown[];
}

/** The number of guests that requested activation. Doesn't count the entry without names, whose number of guests is unknown. */
export function guestsThatRequested({ entries }: UsageReport): number {
    return entries.filter(({ kind }) => kind !== 'unnamed').length;
}

const dayMs = 86_400_000;

/** Requests over the report's period, by days or hours of UTC; null without requests that have a time. */
export function usageChart({ from, until, hours }: Pick<UsageReport, 'from' | 'until' | 'hours'>): OutcomeChart | null {
    if (hours.length === 0) {
        return null;
    }
    const begin = from === null ? hours[0].time : Date.parse(from);
    // Requests that were made while the log was read.
    const end = Math.max(Date.parse(until), hours[hours.length - 1].time);
    const counted = hours.flatMap(({ time, counts }) => eventOutcomes.map(outcome => ({ time: Math.max(time, begin), outcome, count: counts[outcome] })));
    return { ...outcomeChart(counted, { from: begin, to: end, unit: chartUnit((end - begin) / dayMs) }, () => 0), utc: true };
}

/** The columns of the table, in the order of the file. */
export const usageColumns = [
    'guest',
    'vmId',
    'fullName',
    'assignedBy',
    'requests',
    'success',
    'failure',
    'unknown',
    'codes',
    'first',
    'last',
    'version',
    'edition',
    'licenseStatus',
    'readAt'
] as const;
export type UsageColumn = (typeof usageColumns)[number];

/** An entry as cells: times as ISO 8601 in UTC, codes with their counts like `0xC004FD02 (3)`. Numbers are WMI's; names are the guest's own text. */
export function usageCells(entry: UsageEntry): Readonly<Record<UsageColumn, CsvValue>> {
    const codes = entry.codes.map(({ code, count }) => `${code === null ? '?' : writtenCode(code)} (${count})`);
    return {
        guest: entry.name ?? entry.says?.text ?? null,
        vmId: entry.vmId ?? (entry.candidates.length > 0 ? [...new Set(entry.candidates.map(idOf))].join(' ') : null),
        fullName: entry.fqdn,
        assignedBy: entry.kind === 'guest' ? entry.joinedBy.join(' ') : entry.kind,
        requests: entry.requests,
        ...entry.outcomes,
        codes: [...codes, ...(entry.otherCodes > 0 ? [`+ (${entry.otherCodes})`] : [])].join(' '),
        first: entry.first,
        last: entry.last,
        version: entry.version,
        edition: entry.edition,
        licenseStatus: entry.verified?.licenseStatus ?? null,
        readAt: entry.verified?.readAt ?? null
    };
}

/** The state of counting one of several hosts. `notRead`: skipped, because the host itself couldn't be read; `failed`: its log couldn't be read. */
export const hostUsageStates = ['waiting', 'reading', 'done', 'failed', 'notRead', 'withoutHyperV', 'cancelled'] as const;
export type HostUsageState = (typeof hostUsageStates)[number];

/** One host in a report about several. */
export interface UsageOfHost {
    readonly hostName: string;
    /** Null if the report couldn't be created. */
    readonly report: UsageReport | null;
    /** Why there is no report, or the report's limitations, in words; empty if there is nothing to add. */
    readonly remark: string;
}

/**
 * The tables of several hosts as one file. A host without requests, or one that couldn't be read, has a row that says so.
 * @param titles the column titles in the reader's language
 */
export function usageOfHostsCsv(hosts: readonly UsageOfHost[], titles: Readonly<Record<UsageColumn | 'host' | 'remark', string>>): string {
    const rows = hosts.flatMap(({ hostName, report, remark }): CsvValue[][] => {
        const entries = (report?.entries ?? []).map(usageCells);
        const requests = report === null ? null : 0;
        const none = usageColumns.map(column => (column === 'requests' ? requests : null));
        const lines = entries.length === 0 ? [none] : entries.map(cells => usageColumns.map(column => cells[column]));
        return lines.map(line => [hostName, ...line, remark]);
    });
    return toCsv([titles.host, ...usageColumns.map(column => titles[column]), titles.remark], rows);
}

/**
 * The report's table as a file, without its limitations.
 * @param titles the column titles in the reader's language
 */
export function usageCsv({ entries }: UsageReport, titles: Readonly<Record<UsageColumn, string>>): string {
    return toCsv(
        usageColumns.map(column => titles[column]),
        entries.map(entry => {
            const cells = usageCells(entry);
            return usageColumns.map(column => cells[column]);
        })
    );
}
