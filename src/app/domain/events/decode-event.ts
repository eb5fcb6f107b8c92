/**
 * Decodes an event as far as its data allow, without exceptions. Never parses localized text: recognizes codes, ids and dates by their shape, and leaves
 * everything else unchanged and undocumented.
 */
import { ActivationNotificationId, activationNotifications, isKnownCode } from '../errors/error-codes';
import { EventFacts, sppProvider } from '../facts/event-facts';
import { eventMeaning, EventMeaning, guestEventId } from './event-meanings';
import { EventToken, ResultToken, resultIn, tokensOf } from './event-tokens';

export const eventOutcomes = ['success', 'failure', 'unknown'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

/** One of an event's strings, as given and as adjacent tokens. */
export interface DecodedString {
    readonly raw: string;
    readonly tokens: readonly EventToken[];
}

/** The part of a decoded event that lists, filters, charts and reports need for every event. */
export interface EventResult {
    /** Null if no table contains the id, or if another provider wrote the event. */
    readonly meaning: EventMeaning | null;
    /** The result code, unsigned 32 bit; null if the first string isn't known to contain one, or has another form. */
    readonly code: number | null;
    /** Whether any table contains the code; 0 is S_OK. */
    readonly known: boolean;
    readonly outcome: EventOutcome;
}

export interface DecodedEvent extends EventResult {
    /** 12309 only: `success` if the code is S_OK. Microsoft documents no codes for the other notifications, so null means "not documented". */
    readonly notification: ActivationNotificationId | null;
    /** 12309 only: the notification whose wording matches the code's text. Inferred, documented nowhere; null if none matches. */
    readonly likelyNotification: ActivationNotificationId | null;
    /** One for each of the event's strings, in order. */
    readonly strings: readonly DecodedString[];
}

/** Ids belong to their provider: the Hyper-V hypervisor also writes events 12309 and 12310. */
function meaningOf(event: EventFacts): EventMeaning | null {
    return event.providerName?.toLowerCase() === sppProvider.toLowerCase() ? eventMeaning(event.id) : null;
}

/**
 * 0 is success, and a code with an HRESULT's severity bit is a failure, unless the event can be ignored; Microsoft doesn't document what other codes mean for
 * an activation.
 */
function outcomeOf(meaning: EventMeaning | null, code: number | null): EventOutcome {
    const failed = code !== null && code >= 0x80000000 && !meaning?.ignorable;
    return code === 0 ? 'success' : failed ? 'failure' : 'unknown';
}

const resultToken = (event: EventFacts, meaning: EventMeaning | null): ResultToken | null =>
    meaning?.resultFirst && event.data.length > 0 ? resultIn(event.data[0]) : null;

function resultOf(meaning: EventMeaning | null, place: ResultToken | null): EventResult {
    const code = place?.code ?? null;
    return { meaning, code, known: code === 0 || (code !== null && isKnownCode(code)), outcome: outcomeOf(meaning, code) };
}

/** Decodes only the result, which is fast enough for every event of a long list. */
export function eventResult(event: EventFacts): EventResult {
    const meaning = meaningOf(event);
    return resultOf(meaning, resultToken(event, meaning));
}

/** The strings of an event with their tokens. */
export function decodeStrings(event: EventFacts): readonly DecodedString[] {
    const place = resultToken(event, meaningOf(event));
    return event.data.map((raw, index) => ({ raw, tokens: tokensOf(raw, index === 0 ? place : null) }));
}

/** Decodes an event completely. */
export function decodeEvent(event: EventFacts): DecodedEvent {
    const result = eventResult(event);
    const isGuestEvent = result.meaning?.id === guestEventId;
    const fitting = isGuestEvent && result.code !== null ? activationNotifications.find(one => one.codes.includes(result.code ?? -1)) : undefined;
    return {
        ...result,
        notification: isGuestEvent && result.outcome === 'success' ? 'success' : null,
        likelyNotification: fitting?.id ?? null,
        strings: decodeStrings(event)
    };
}
