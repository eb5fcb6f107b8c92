/** Filters of the guests' table, and their form in the page address. */
import { Assessment, Evidence, evidences, NoteCode, noteCodes, ReasonCode, reasonCodes, Verdict, verdicts } from '../judgement/assessment';
import { serverVersions } from '../versions/builds';
import { ActivationFacts, GuestFacts } from '../facts/facts';
import { folded, foldedWords } from '../text/folded-text';
import { GuestIdentity, identifyGuest, itemValue } from '../facts/guest-identity';
import { sameMachine } from '../facts/node-names';

/** Msvm_ComputerSystem.EnabledState in everyday terms. */
const guestStates = ['running', 'off', 'starting', 'stopping', 'saved', 'paused', 'other', 'unknown'] as const;
export type GuestState = (typeof guestStates)[number];

/** Operating system choices: key families, newest first; versions without AVMA keys; other systems; unknown. */
export const osKinds: readonly string[] = [
    ...serverVersions
        .filter(version => version.longTerm)
        .map(version => version.name)
        .reverse(),
    ...serverVersions
        .filter(version => version.family === null)
        .map(version => version.name)
        .reverse(),
    'other',
    'unknown'
];

/** A guest passes if it meets all criteria; a null criterion is ignored. */
export interface GuestFilter {
    /** Words that must all occur, in any order. */
    readonly text: string | null;
    readonly verdict: Verdict | null;
    /** Any reason of the assessment, not only the deciding one. */
    readonly reason: ReasonCode | null;
    /** One of `osKinds`. */
    readonly os: string | null;
    readonly evidence: Evidence | null;
    readonly state: GuestState | null;
    /** Any note of the assessment. */
    readonly note: NoteCode | null;
    /** Guests that were created at this time or later, ISO 8601 in UTC. */
    readonly since: string | null;
    /** Computer name of the host that the guest is on. */
    readonly host: string | null;
}

export const noFilter: GuestFilter = {
    text: null,
    verdict: null,
    reason: null,
    os: null,
    evidence: null,
    state: null,
    note: null,
    since: null,
    host: null
};

/** A guest with its assessment, as the stores hold it. */
export interface JudgedGuest {
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** The reading inside the guest, if there is one. */
    readonly activation?: ActivationFacts | null;
}

/** The values that filters compare. Computed once for each guest, so that filtering while somebody types only compares. */
export interface FilterFacts {
    readonly verdict: Verdict;
    readonly reasons: readonly ReasonCode[];
    readonly os: string;
    readonly evidence: Evidence;
    readonly state: GuestState;
    readonly notes: readonly NoteCode[];
    /** Milliseconds since 1970; NaN if unknown. */
    readonly createdOn: number;
    readonly host: string;
    /** All searchable text, folded. */
    readonly text: string;
}

export function guestState(enabledState: number | null): GuestState {
    switch (enabledState) {
        case null:
            return 'unknown';
        case 2:
            return 'running';
        case 3:
            return 'off';
        case 4:
            return 'stopping';
        case 6:
            return 'saved';
        case 9:
        case 32768:
            return 'paused';
        case 10:
            return 'starting';
        default:
            return 'other';
    }
}

function osKind({ windows, build, productType, version, edition }: GuestIdentity): string {
    if (windows === null && build === null) {
        return 'unknown';
    }
    // Client versions share build numbers with servers.
    if (windows === false || productType === 1 || edition?.kind === 'client' || !version) {
        return 'other';
    }
    return version.family ?? version.name;
}

/** The addresses that a guest reports, IPv4 first; empty if the report may be old. Unverified, like all of Data Exchange. */
export function reportedAddresses(guest: GuestFacts): readonly string[] {
    if (identifyGuest(guest, null).silence !== null) {
        return [];
    }
    const lists = ['NetworkAddressIPv4', 'NetworkAddressIPv6'].map(name => itemValue(guest.intrinsic, name) ?? '');
    return lists.flatMap(list => list.split(/[;\s]+/)).filter(address => address !== '');
}

/** When the guest was created, in milliseconds since 1970; NaN if unknown, which is at no time or later. */
export function createdOn(guest: GuestFacts): number {
    return Date.parse(guest.createdOn ?? '');
}

/**
 * @param words the verdict and the other words that the table shows for the guest
 * @param host its computer name
 */
export function filterFacts({ guest, assessment, activation }: JudgedGuest, words: string, host: string): FilterFacts {
    const inside = activation && activation.error === null ? activation : null;
    const identity = identifyGuest(guest, inside);
    const searched = [guest.name ?? guest.vmId, identity.reportedName, ...reportedAddresses(guest), identity.osName, words];
    return {
        verdict: assessment.verdict,
        reasons: assessment.reasons.map(reason => reason.code),
        os: osKind(identity),
        evidence: assessment.evidence,
        state: guestState(guest.enabledState),
        notes: assessment.notes.map(note => note.code),
        createdOn: createdOn(guest),
        host,
        // Search words contain no line end, so no word matches across two fields.
        text: folded(searched.filter(part => part !== null).join('\n'))
    };
}

/** Compiles a filter into a test for many guests. */
export function filterTest(filter: GuestFilter): (facts: FilterFacts) => boolean {
    const words = foldedWords(filter.text);
    const since = filter.since === null ? null : Date.parse(filter.since);
    return facts =>
        (filter.verdict === null || facts.verdict === filter.verdict) &&
        (filter.reason === null || facts.reasons.includes(filter.reason)) &&
        (filter.os === null || facts.os === filter.os) &&
        (filter.evidence === null || facts.evidence === filter.evidence) &&
        (filter.state === null || facts.state === filter.state) &&
        (filter.note === null || facts.notes.includes(filter.note)) &&
        (since === null || facts.createdOn >= since) &&
        (filter.host === null || sameMachine(facts.host, filter.host)) &&
        words.every(word => facts.text.includes(word));
}

export function matchesFilter(facts: FilterFacts, filter: GuestFilter): boolean {
    return filterTest(filter)(facts);
}

/** Longer than any real search; cuts addresses that were crafted to be long. */
const longestText = 200;

/** Query parameters of an address; `null` removes one. */
export type FilterParams = Readonly<Record<'search' | 'verdict' | 'reason' | 'os' | 'evidence' | 'state' | 'note' | 'since' | 'host', string | null>>;

export function filterToParams(filter: GuestFilter): FilterParams {
    const { text, ...rest } = filter;
    return { search: text === null || text.trim() === '' ? null : text.slice(0, longestText), ...rest };
}

/** The time that an address has, written as ours; null for anything else. */
function timeOf(text: string | null): string | null {
    const time = Date.parse(text?.slice(0, longestText) ?? '');
    return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/**
 * Parses query parameters; ignores unknown values.
 * @param params Angular's ParamMap, or URLSearchParams
 */
export function filterFromParams(params: { get(name: string): string | null }): GuestFilter {
    const oneOf = <T extends string>(name: keyof FilterParams, known: readonly T[]): T | null => known.find(one => one === params.get(name)) ?? null;
    const text = params.get('search')?.slice(0, longestText) ?? '';
    return {
        text: text.trim() === '' ? null : text,
        verdict: oneOf('verdict', verdicts),
        reason: oneOf('reason', reasonCodes),
        os: oneOf('os', osKinds),
        evidence: oneOf('evidence', evidences),
        state: oneOf('state', guestStates),
        note: oneOf('note', noteCodes),
        since: timeOf(params.get('since')),
        host: params.get('host')?.slice(0, longestText) || null
    };
}

/** A value with the number of guests that have it. */
interface FilterChoice<T extends string> {
    readonly value: T;
    readonly count: number;
}

export interface FilterChoices {
    readonly verdict: ReadonlyArray<FilterChoice<Verdict>>;
    readonly reason: ReadonlyArray<FilterChoice<ReasonCode>>;
    readonly os: ReadonlyArray<FilterChoice<string>>;
    readonly evidence: ReadonlyArray<FilterChoice<Evidence>>;
    readonly state: ReadonlyArray<FilterChoice<GuestState>>;
    readonly host: ReadonlyArray<FilterChoice<string>>;
}

function choices<T extends string>(order: readonly T[], values: Iterable<T>): Array<FilterChoice<T>> {
    const counts = new Map<T, number>();
    for (const value of values) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return order.flatMap(value => {
        const count = counts.get(value);
        return count === undefined ? [] : [{ value, count }];
    });
}

/** The values that occur, in the order of their tables, so that lists keep their order while guests arrive. Hosts are in alphabetical order. */
export function filterChoices(list: readonly FilterFacts[]): FilterChoices {
    const hosts = list.map(facts => facts.host);
    return {
        host: choices([...new Set(hosts)].sort(), hosts),
        verdict: choices(
            verdicts,
            list.map(facts => facts.verdict)
        ),
        reason: choices(
            reasonCodes,
            list.flatMap(facts => [...new Set(facts.reasons)])
        ),
        os: choices(
            osKinds,
            list.map(facts => facts.os)
        ),
        evidence: choices(
            evidences,
            list.map(facts => facts.evidence)
        ),
        state: choices(
            guestStates,
            list.map(facts => facts.state)
        )
    };
}
