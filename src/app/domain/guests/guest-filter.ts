/** What the guests' table can be filtered by, and how a filter is written into an address. */
import { Assessment, ReasonCode, reasonCodes, Verdict, verdicts } from '../judgement/assessment';
import { serverVersions } from '../versions/builds';
import { ActivationFacts, GuestFacts } from '../facts/facts';
import { folded, foldedWords } from '../text/folded-text';
import { GuestIdentity, identifyGuest, itemValue } from '../facts/guest-identity';

/** Msvm_ComputerSystem.EnabledState as people speak of it. */
export const guestStates = ['running', 'off', 'starting', 'stopping', 'saved', 'paused', 'other', 'unknown'] as const;
export type GuestState = (typeof guestStates)[number];

export const evidences = ['reported', 'verified'] as const;
export type Evidence = Assessment['evidence'];

/**
 * Kinds of operating system: the key families, newest first, then the versions that have none, then everything that is no Windows Server of
 * the table, then those of which nothing is known right now.
 */
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

/** `null` lets everything pass. */
export interface GuestFilter {
    /** Words that all have to occur, in any order. */
    readonly text: string | null;
    readonly verdict: Verdict | null;
    /** Any of an assessment's reasons, not only the one that decides. */
    readonly reason: ReasonCode | null;
    /** One of `osKinds`. */
    readonly os: string | null;
    readonly evidence: Evidence | null;
    readonly state: GuestState | null;
}

export const noFilter: GuestFilter = { text: null, verdict: null, reason: null, os: null, evidence: null, state: null };

/** A guest with its judgement, as the stores keep it. */
export interface JudgedGuest {
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** What was read inside it, where somebody looked. */
    readonly activation?: ActivationFacts | null;
}

/** What a filter looks at. Made once a guest and kept, so that a step of typing compares and computes nothing. */
export interface FilterFacts {
    readonly verdict: Verdict;
    readonly reasons: readonly ReasonCode[];
    readonly os: string;
    readonly evidence: Evidence;
    readonly state: GuestState;
    /** Everything that can be searched, folded. */
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
    // Clients share builds with servers.
    if (windows === false || productType === 1 || edition?.kind === 'client' || !version) {
        return 'other';
    }
    return version.family ?? version.name;
}

/** The addresses that a guest reports of itself, IPv4 first; none while what it reported may be old. Claims, as all of Data Exchange. */
export function reportedAddresses(guest: GuestFacts): readonly string[] {
    if (identifyGuest(guest, null).silence !== null) {
        return [];
    }
    const lists = ['NetworkAddressIPv4', 'NetworkAddressIPv6'].map(name => itemValue(guest.intrinsic, name) ?? '');
    return lists.flatMap(list => list.split(/[;\s]+/)).filter(address => address !== '');
}

/** @param words the verdict, and whatever else the table shows of a guest in words */
export function filterFacts({ guest, assessment, activation }: JudgedGuest, words: string): FilterFacts {
    const inside = activation && activation.error === null ? activation : null;
    const identity = identifyGuest(guest, inside);
    const searched = [guest.name ?? guest.vmId, identity.reportedName, ...reportedAddresses(guest), identity.osName, words];
    return {
        verdict: assessment.verdict,
        reasons: assessment.reasons.map(reason => reason.code),
        os: osKind(identity),
        evidence: assessment.evidence,
        state: guestState(guest.enabledState),
        // No word of a search contains a line end, so none is found across two fields.
        text: folded(searched.filter(part => part !== null).join('\n'))
    };
}

/** The test that a filter stands for, to be used on many guests. */
export function filterTest(filter: GuestFilter): (facts: FilterFacts) => boolean {
    const words = foldedWords(filter.text);
    return facts =>
        (filter.verdict === null || facts.verdict === filter.verdict) &&
        (filter.reason === null || facts.reasons.includes(filter.reason)) &&
        (filter.os === null || facts.os === filter.os) &&
        (filter.evidence === null || facts.evidence === filter.evidence) &&
        (filter.state === null || facts.state === filter.state) &&
        words.every(word => facts.text.includes(word));
}

export function matchesFilter(facts: FilterFacts, filter: GuestFilter): boolean {
    return filterTest(filter)(facts);
}

/** Nobody types more; an address that carries more was made to be long. */
const longestText = 200;

/** Query parameters of an address; `null` takes one away. */
export type FilterParams = Readonly<Record<'search' | 'verdict' | 'reason' | 'os' | 'evidence' | 'state', string | null>>;

export function filterToParams(filter: GuestFilter): FilterParams {
    const { text, verdict, reason, os, evidence, state } = filter;
    return { search: text === null || text.trim() === '' ? null : text.slice(0, longestText), verdict, reason, os, evidence, state };
}

/** Reads query parameters, whatever stands in them: what no table knows is no filter. @param params Angular's ParamMap, or URLSearchParams */
export function filterFromParams(params: { get(name: string): string | null }): GuestFilter {
    const oneOf = <T extends string>(name: keyof FilterParams, known: readonly T[]): T | null => known.find(one => one === params.get(name)) ?? null;
    const text = params.get('search')?.slice(0, longestText) ?? '';
    return {
        text: text.trim() === '' ? null : text,
        verdict: oneOf('verdict', verdicts),
        reason: oneOf('reason', reasonCodes),
        os: oneOf('os', osKinds),
        evidence: oneOf('evidence', evidences),
        state: oneOf('state', guestStates)
    };
}

/** A value that occurs, and in how many guests. */
export interface FilterChoice<T extends string> {
    readonly value: T;
    readonly count: number;
}

export interface FilterChoices {
    readonly verdict: ReadonlyArray<FilterChoice<Verdict>>;
    readonly reason: ReadonlyArray<FilterChoice<ReasonCode>>;
    readonly os: ReadonlyArray<FilterChoice<string>>;
    readonly evidence: ReadonlyArray<FilterChoice<Evidence>>;
    readonly state: ReadonlyArray<FilterChoice<GuestState>>;
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

/** What can be chosen: the values that occur, in the order of their tables, so that a list does not jump while guests arrive. */
export function filterChoices(list: readonly FilterFacts[]): FilterChoices {
    return {
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
