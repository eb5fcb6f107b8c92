/** Builds a usage report page by page while events are read. Memory grows with the number of guests, not of events. */
import { eventResult, EventOutcome } from './decode-event';
import { EventBatch, EventFacts, LogFacts } from '../facts/event-facts';
import { hostEventId } from './event-meanings';
import { EventReader, ReadingEnd } from './event-reader';
import { HostFacts } from '../facts/facts';
import { JudgedGuest } from '../guests/guest-filter';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, idOf, keyOf, PlacedGuest } from '../facts/guest-key';
import { EventSubject, GuestIndex, indexGuests, joinEvent, JoinWay, joinWays } from './join-events';
import { maxBuckets } from './outcome-chart';
import { UsageEntry, UsageReport } from './usage-report';
import { usageUnknowns } from './usage-unknowns';

/** A guest on its host. */
export type ReportGuest = JudgedGuest & PlacedGuest;

export interface UsageContext {
    readonly host: HostFacts | null;
    readonly guests: readonly ReportGuest[];
    /** ISO 8601 in UTC; null for everything. */
    readonly from: string | null;
    /** Start of the reading, ISO 8601 in UTC. */
    readonly until: string;
}

/** More names than this can't be guests of one host; they are texts that change with each request. */
export const maxClaims = 1000;
const maxCodes = 20;
/** More hours than a chart's days have. */
const maxHours = 24 * maxBuckets;
const hourMs = 3_600_000;

type Counts = Record<EventOutcome, number>;

/** The counts of one entry. */
class Tally {
    public requests = 0;
    public readonly outcomes: Counts = { success: 0, failure: 0, unknown: 0 };
    public readonly codes = new Map<number | null, number>();
    public otherCodes = 0;
    public readonly ways = new Set<JoinWay>();
    private first = Infinity;
    private last = -Infinity;

    constructor(public readonly subject: EventSubject) {}

    public add(event: EventFacts, subject: EventSubject): void {
        const { code, outcome } = eventResult(event);
        this.requests++;
        this.outcomes[outcome]++;
        if (code === null || this.codes.has(code) || this.codes.size < maxCodes) {
            this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
        } else {
            this.otherCodes++;
        }
        if (subject.kind === 'guest' || subject.kind === 'ambiguous') {
            this.ways.add(subject.by);
        }
        const time = event.timeCreated === null ? NaN : Date.parse(event.timeCreated);
        if (!Number.isNaN(time)) {
            this.first = Math.min(this.first, time);
            this.last = Math.max(this.last, time);
        }
    }

    public get times(): { readonly first: string | null; readonly last: string | null } {
        const text = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null);
        return { first: text(this.first), last: text(this.last) };
    }
}

const entryKinds: ReadonlyArray<UsageEntry['kind']> = ['guest', 'ambiguous', 'claim', 'unnamed'];
/** Compares independently of the browser's language, so that the same report has the same order everywhere. */
const label = ({ name, says, vmId }: UsageEntry): string => (name ?? says?.text ?? vmId ?? '').toLowerCase();
const byKindAndName = (left: UsageEntry, right: UsageEntry): number =>
    entryKinds.indexOf(left.kind) - entryKinds.indexOf(right.kind) || (label(left) < label(right) ? -1 : label(left) > label(right) ? 1 : 0);

export class UsageAccumulator implements EventReader<UsageReport> {
    private readonly index: GuestIndex;
    private readonly guests: ReadonlyMap<GuestKey, ReportGuest>;
    private readonly tallies = new Map<string, Tally>();
    private claims = 0;
    /** Requests with a name beyond the limit, counted with those without a name. */
    private notListed = 0;
    private problems = 0;
    /** By log name: its latest facts, and its number of requests. */
    private readonly logs = new Map<string, LogFacts>();
    private readonly requestsByLog = new Map<string, number>();
    /** By hour since 1970. */
    private readonly hours = new Map<number, Counts>();

    constructor(private readonly context: UsageContext) {
        this.guests = new Map(context.guests.map(one => [keyOf(one), one]));
        this.index = indexGuests(
            context.guests.map(({ hostName, guest }) => ({ hostName, vmId: guest.vmId, name: guest.name, fqdn: identifyGuest(guest, null).reportedName }))
        );
    }

    public take({ logs, events, problems }: EventBatch): void {
        this.problems += problems.length;
        logs.filter(log => log.source === 'host').forEach(log => this.logs.set(log.logName ?? '', log));
        // Skip the guest's own event, which records the same request again.
        for (const event of events.filter(one => one.source === 'host' && eventResult(one).meaning?.id === hostEventId)) {
            const subject = joinEvent(event, this.index);
            this.tallyOf(subject).add(event, subject);
            this.addToHour(event);
            const log = event.logName ?? '';
            this.requestsByLog.set(log, (this.requestsByLog.get(log) ?? 0) + 1);
        }
    }

    public result(end: ReadingEnd): UsageReport {
        const entries = [...this.tallies.values()].map(tally => this.entryOf(tally)).sort(byKindAndName);
        const outcomes: Counts = { success: 0, failure: 0, unknown: 0 };
        for (const entry of entries) {
            outcomes.success += entry.outcomes.success;
            outcomes.failure += entry.outcomes.failure;
            outcomes.unknown += entry.outcomes.unknown;
        }
        const { host, from, until } = this.context;
        const requestsOf = (...kinds: ReadonlyArray<UsageEntry['kind']>): number =>
            entries.filter(one => kinds.includes(one.kind)).reduce((sum, one) => sum + one.requests, 0);
        const unknowns = usageUnknowns({
            host,
            from,
            end,
            logs: [...this.logs].map(([name, log]) => ({ log, requests: this.requestsByLog.get(name) ?? 0 })),
            problems: this.problems,
            codesNotDecodable: entries.reduce((sum, one) => sum + (one.codes.find(({ code }) => code === null)?.count ?? 0), 0),
            unassigned: requestsOf('claim', 'unnamed'),
            ambiguous: requestsOf('ambiguous'),
            namesNotListed: this.notListed,
            nameLimit: maxClaims,
            guestsNotRead: entries.filter(one => one.kind === 'guest' && one.verified === null).length
        });
        const hours = [...this.hours].sort(([left], [right]) => left - right).map(([hour, counts]) => ({ time: hour * hourMs, counts }));
        return { host, from, until, entries, requests: requestsOf(...entryKinds), outcomes, hours, logs: [...this.logs.values()], unknowns };
    }

    /** Newest come first: of a very long log, the oldest hours are left out. */
    private addToHour(event: EventFacts): void {
        const hour = Math.floor(Date.parse(event.timeCreated ?? '') / hourMs);
        const known = this.hours.get(hour);
        if (known || (!Number.isNaN(hour) && this.hours.size < maxHours)) {
            const counts = known ?? { success: 0, failure: 0, unknown: 0 };
            counts[eventResult(event).outcome]++;
            this.hours.set(hour, counts);
        }
    }

    private tallyOf(subject: EventSubject): Tally {
        const key = tallyKey(subject);
        const known = this.tallies.get(key);
        if (known) {
            return known;
        }
        if (key.startsWith('claim ') && this.claims >= maxClaims) {
            this.notListed++;
            return this.tallyOf({ kind: 'unassigned', says: null });
        }
        this.claims += key.startsWith('claim ') ? 1 : 0;
        const tally = new Tally(subject);
        this.tallies.set(key, tally);
        return tally;
    }

    private entryOf(tally: Tally): UsageEntry {
        const { subject } = tally;
        const judged = subject.kind === 'guest' ? (this.guests.get(subject.key) ?? null) : null;
        const inside = judged?.activation && judged.activation.error === null ? judged.activation : null;
        const identity = judged && identifyGuest(judged.guest, inside);
        const says = subject.kind === 'unassigned' ? subject.says : subject.kind === 'ambiguous' ? ({ kind: 'name', text: subject.says } as const) : null;
        return {
            kind: subject.kind === 'guest' || subject.kind === 'ambiguous' ? subject.kind : says ? 'claim' : 'unnamed',
            vmId: subject.kind === 'guest' ? idOf(subject.key) : null,
            name: judged?.guest.name ?? null,
            fqdn: identity?.reportedName ?? null,
            says,
            candidates: subject.kind === 'ambiguous' ? subject.keys : [],
            joinedBy: joinWays.filter(way => tally.ways.has(way)),
            requests: tally.requests,
            outcomes: { ...tally.outcomes },
            codes: [...tally.codes].map(([code, count]) => ({ code, count })).sort((left, right) => right.count - left.count),
            otherCodes: tally.otherCodes,
            ...tally.times,
            version: identity?.version?.name ?? null,
            edition: identity?.edition?.name ?? null,
            verdict: judged?.assessment.verdict ?? null,
            evidence: judged?.assessment.evidence ?? null,
            // The log can have shown something else since, and an activation ends with its term.
            verified: inside && judged?.assessment.evidence === 'verified' ? { readAt: inside.collectedAt, licenseStatus: inside.licenseStatus } : null
        };
    }
}

function tallyKey(subject: EventSubject): string {
    switch (subject.kind) {
        case 'guest':
            return `guest ${subject.key}`;
        case 'ambiguous':
            return `ambiguous ${[...subject.keys].sort().join(' ')}`;
        case 'unassigned':
            return subject.says === null ? 'unnamed' : `claim ${subject.says.text.toLowerCase()}`;
        case 'self':
            return 'unnamed';
    }
}
