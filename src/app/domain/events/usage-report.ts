/** Who asked for activation on a host in a period, how often, and how it ended: the report and its table as a file. */
import { Verdict } from '../judgement/assessment';
import { CsvValue, toCsv } from '../text/csv';
import { EventOutcome } from './decode-event';
import { writtenCode } from '../errors/error-codes';
import { LogFacts } from '../facts/event-facts';
import { HostFacts } from '../facts/facts';
import { EventClaim, JoinWay } from './join-events';
import { UsageUnknown } from './usage-unknowns';

/** What was read inside a guest. */
export interface VerifiedState {
    /** By the host's clock. */
    readonly readAt: string | null;
    /** SoftwareLicensingProduct.LicenseStatus: 1 licensed */
    readonly licenseStatus: number | null;
}

export interface UsageCode {
    /** Unsigned 32 bit; null for requests whose code cannot be told. */
    readonly code: number | null;
    readonly count: number;
}

/** The requests of one guest, or of what an event says where no guest is found. */
export interface UsageEntry {
    /** `claim`: a guest that is not there now, by what the events say. `unnamed`: events that name nobody, and names beyond the limit. */
    readonly kind: 'guest' | 'ambiguous' | 'claim' | 'unnamed';
    /** Of a guest only. */
    readonly vmId: string | null;
    readonly name: string | null;
    /** What the guest reports as its full name. */
    readonly fqdn: string | null;
    /** Of a claim, and of several guests that fit. */
    readonly says: EventClaim | null;
    /** The guests that fit, where they are several. */
    readonly candidates: readonly string[];
    /** How its events were joined, the firmest first. */
    readonly joinedBy: readonly JoinWay[];
    readonly requests: number;
    readonly outcomes: Readonly<Record<EventOutcome, number>>;
    /** The most frequent first. */
    readonly codes: readonly UsageCode[];
    /** Requests with further codes, which are too many to be listed. */
    readonly otherCodes: number;
    /** ISO 8601 in UTC; null where no event has a time. */
    readonly first: string | null;
    readonly last: string | null;
    /** As Microsoft writes it, such as "2022"; null where it is not known. */
    readonly version: string | null;
    readonly edition: string | null;
    /** What the tool concludes about it now. */
    readonly verdict: Verdict | null;
    /** Null where nobody has looked inside. */
    readonly verified: VerifiedState | null;
}

export interface UsageReport {
    readonly host: HostFacts | null;
    /** ISO 8601 in UTC; null for everything that the logs hold. */
    readonly from: string | null;
    readonly until: string;
    /** Guests that are there, then those of which several fit, then those that are gone, then the rest. */
    readonly entries: readonly UsageEntry[];
    readonly requests: number;
    readonly outcomes: Readonly<Record<EventOutcome, number>>;
    /** How much the report can be relied on: as the host gave it last. */
    readonly logs: readonly LogFacts[];
    readonly unknowns: readonly UsageUnknown[];
}

/** How many guests asked. Entries that name nobody are none that could be counted. */
export function guestsThatAsked({ entries }: UsageReport): number {
    return entries.filter(({ kind }) => kind !== 'unnamed').length;
}

/** The columns of the report's table, in the order in which a file has them. */
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

/** An entry as cells: times as ISO 8601 in UTC, codes with their counts as `0xC004FD02 (3)`. Numbers are WMI's, and words the guest's own. */
export function usageCells(entry: UsageEntry): Readonly<Record<UsageColumn, CsvValue>> {
    const codes = entry.codes.map(({ code, count }) => `${code === null ? '?' : writtenCode(code)} (${count})`);
    return {
        guest: entry.name ?? entry.says?.text ?? null,
        vmId: entry.vmId ?? (entry.candidates.length > 0 ? entry.candidates.join(' ') : null),
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

/** How far one of many hosts has been counted. `notRead`: not asked, since the host itself could not be read; `failed`: its log could not. */
export const hostUsageStates = ['waiting', 'reading', 'done', 'failed', 'notRead', 'withoutHyperV', 'cancelled'] as const;
export type HostUsageState = (typeof hostUsageStates)[number];

/** One of many hosts in a report over all of them. */
export interface UsageOfHost {
    readonly hostName: string;
    /** Null where it could not be made. */
    readonly report: UsageReport | null;
    /** Why not, or what it cannot know, in words; empty where there is nothing to say. */
    readonly remark: string;
}

/**
 * The tables of many hosts as one file. A host of which nobody asked, or that could not be asked, has a row that says so.
 * @param titles the head of each column, in the reader's language
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

/** The report's table as a file. What the report cannot know is no row of it. @param titles the head of each column, in the reader's language */
export function usageCsv({ entries }: UsageReport, titles: Readonly<Record<UsageColumn, string>>): string {
    return toCsv(
        usageColumns.map(column => titles[column]),
        entries.map(entry => {
            const cells = usageCells(entry);
            return usageColumns.map(column => cells[column]);
        })
    );
}
