/**
 * What an event says, as far as its data allow. Pure and total. Nothing is read out of localized text: codes, ids and dates are told by their
 * shape, and whatever has none stays as it is and is not documented.
 */
import { ActivationNotificationId, activationNotifications, isKnownCode } from '../errors/error-codes';
import { EventFacts, sppProvider } from '../facts/event-facts';
import { eventMeaning, EventMeaning, guestEventId } from './event-meanings';
import { EventToken, ResultPlace, resultIn, tokensOf } from './event-tokens';

export const eventOutcomes = ['success', 'failure', 'unknown'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

/** One of an event's strings: as given, and in pieces without a gap. */
export interface DecodedString {
    readonly raw: string;
    readonly tokens: readonly EventToken[];
}

/** The part of a reading that lists, filters, charts and reports need of every event. */
export interface EventResult {
    /** Null where no table has the id, or where the id is another provider's. */
    readonly meaning: EventMeaning | null;
    /** The result code, unsigned 32 bit; null where none is told by its place and shape. */
    readonly code: number | null;
    /** Whether any table knows the code; 0 is S_OK. */
    readonly known: boolean;
    readonly outcome: EventOutcome;
}

export interface DecodedEvent extends EventResult {
    /** 12309 only: success where the code is S_OK. Microsoft ties no other notification to a code: null is "not documented". */
    readonly notification: ActivationNotificationId | null;
    /** 12309 only: the notification whose wording fits the code's own text, by inference and documented nowhere; null where none fits. */
    readonly likelyNotification: ActivationNotificationId | null;
    /** One for each of the event's strings, in order. */
    readonly strings: readonly DecodedString[];
}

/** Ids are the provider's own: Hyper-V's hypervisor writes a 12309 and a 12310 of its own. */
function meaningOf(event: EventFacts): EventMeaning | null {
    return event.providerName?.toLowerCase() === sppProvider.toLowerCase() ? eventMeaning(event.id) : null;
}

/** 0 is success, and a code with the severity bit of an HRESULT a failure; what another code says about an activation is not documented. */
function outcomeOf(code: number | null): EventOutcome {
    return code === 0 ? 'success' : code !== null && code >= 0x80000000 ? 'failure' : 'unknown';
}

const resultPlace = (event: EventFacts, meaning: EventMeaning | null): ResultPlace | null =>
    meaning?.resultFirst && event.data.length > 0 ? resultIn(event.data[0]) : null;

function resultOf(meaning: EventMeaning | null, place: ResultPlace | null): EventResult {
    const code = place?.code ?? null;
    return { meaning, code, known: code === 0 || (code !== null && isKnownCode(code)), outcome: outcomeOf(code) };
}

/** The result alone: cheap enough for every event of a long list. */
export function eventResult(event: EventFacts): EventResult {
    const meaning = meaningOf(event);
    return resultOf(meaning, resultPlace(event, meaning));
}

/** The strings of an event in pieces. */
export function decodeStrings(event: EventFacts): readonly DecodedString[] {
    const place = resultPlace(event, meaningOf(event));
    return event.data.map((raw, index) => ({ raw, tokens: tokensOf(raw, index === 0 ? place : null) }));
}

/** Everything that can be told of an event. */
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
