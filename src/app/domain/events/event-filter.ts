/** Filters of the timeline, and their form in the page address. */
import { EventOutcome, eventOutcomes, eventResult } from './decode-event';
import { writtenCode } from '../errors/error-codes';
import { EventFacts } from '../facts/event-facts';
import { folded, foldedWords } from '../text/folded-text';
import { keySeparator } from '../facts/guest-key';
import { EventSubject } from './join-events';

/** Period in days; `all` means everything in the logs. */
export const eventPeriods = ['1', '7', '30', '90', 'all'] as const;
export type EventPeriod = (typeof eventPeriods)[number];

export const standardPeriod: EventPeriod = '30';

const dayMs = 86_400_000;

/**
 * Start of a period in milliseconds since 1970; null for everything.
 * @param now milliseconds since 1970
 */
export function periodStart(period: EventPeriod, now: number): number | null {
    return period === 'all' ? null : now - Number(period) * dayMs;
}

/** Values in place of a guest's id: events about the computer that wrote them, and events that match no guest. */
const subjectGroups = ['self', 'unassigned'] as const;

/** An event passes if it meets all criteria; a null criterion is ignored. */
export interface EventFilter {
    /** A machine's id in lower case, or one of `subjectGroups`. */
    readonly guest: string | null;
    readonly outcome: EventOutcome | null;
    /** The event id. */
    readonly id: number | null;
    readonly period: EventPeriod;
    /** Words that must all occur, in any order. */
    readonly text: string | null;
}

export const noEventFilter: EventFilter = { guest: null, outcome: null, id: null, period: standardPeriod, text: null };

/** The values that filters compare. Computed once for each event, so that filtering while somebody types only compares. */
export interface EventFilterFacts {
    /** As in `EventFilter`; contains every guest of an ambiguous event. */
    readonly guests: readonly string[];
    readonly outcome: EventOutcome;
    readonly id: number;
    /** Milliseconds since 1970; null for an event without a time. */
    readonly time: number | null;
    /** All searchable text, folded. */
    readonly text: string;
}

function guestsOf(subject: EventSubject): readonly string[] {
    switch (subject.kind) {
        case 'self':
            return ['self'];
        case 'guest':
            return [subject.key];
        case 'ambiguous':
            return ['unassigned', ...subject.keys];
        case 'unassigned':
            return ['unassigned'];
    }
}

/** @param words other words that the timeline shows for the event, such as its guest's name */
export function eventFilterFacts(event: EventFacts, subject: EventSubject, words: string): EventFilterFacts {
    const { outcome, code } = eventResult(event);
    const searched = [String(event.id), code === null ? '' : writtenCode(code), event.machineName ?? '', ...event.data, event.message ?? '', words];
    return {
        guests: guestsOf(subject),
        outcome,
        id: event.id,
        time: event.timeCreated === null ? null : Date.parse(event.timeCreated),
        // Search words contain no line end, so no word matches across two fields.
        text: folded(searched.join('\n'))
    };
}

/** An id alone, as in older links, means every guest that has it. */
function isMeant(guest: string, wanted: string): boolean {
    return guest === wanted || guest.startsWith(`${wanted}${keySeparator}`);
}

/**
 * Compiles a filter into a test for many events. An event without a time passes every period.
 * @param now milliseconds since 1970
 */
export function eventFilterTest(filter: EventFilter, now: number): (facts: EventFilterFacts) => boolean {
    const words = foldedWords(filter.text);
    const start = periodStart(filter.period, now);
    return facts =>
        (filter.guest === null || facts.guests.some(guest => isMeant(guest, filter.guest ?? ''))) &&
        (filter.outcome === null || facts.outcome === filter.outcome) &&
        (filter.id === null || facts.id === filter.id) &&
        (start === null || facts.time === null || facts.time >= start) &&
        words.every(word => facts.text.includes(word));
}

/** Longer than any real search; cuts addresses that were crafted to be long. */
const longestText = 200;

/** Query parameters of an address; `null` removes one. */
export type EventFilterParams = Readonly<Record<'search' | 'guest' | 'outcome' | 'event' | 'period', string | null>>;

export function eventFilterToParams({ text, guest, outcome, id, period }: EventFilter): EventFilterParams {
    return {
        search: text === null || text.trim() === '' ? null : text.slice(0, longestText),
        guest,
        outcome,
        event: id === null ? null : String(id),
        period: period === standardPeriod ? null : period
    };
}

const guestForm = new RegExp(`^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:${keySeparator}[^\\s${keySeparator}]{1,255})?$`);

function guestFrom(value: string | null): string | null {
    const guest = value?.toLowerCase() ?? '';
    return guestForm.test(guest) || subjectGroups.some(group => group === guest) ? guest : null;
}

/**
 * Parses query parameters; ignores unknown values.
 * @param params Angular's ParamMap, or URLSearchParams
 */
export function eventFilterFromParams(params: { get(name: string): string | null }): EventFilter {
    const text = params.get('search')?.slice(0, longestText) ?? '';
    const id = params.get('event') ?? '';
    return {
        text: text.trim() === '' ? null : text,
        guest: guestFrom(params.get('guest')),
        outcome: eventOutcomes.find(one => one === params.get('outcome')) ?? null,
        // Event ids have 16 bits.
        id: /^\d{1,5}$/.test(id) && Number(id) <= 0xffff ? Number(id) : null,
        period: eventPeriods.find(one => one === params.get('period')) ?? standardPeriod
    };
}
