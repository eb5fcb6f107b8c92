/** Events in words. */
import { eventResult } from '../domain/events/decode-event';
import { errorCode } from '../domain/errors/error-codes';
import { EventFacts } from '../domain/facts/event-facts';
import { officialTextName } from './error-texts';
import { AvmaStrings, codeText } from './texts';

/** What an id is about, in words. */
export function meaningText(event: EventFacts, strings: AvmaStrings): string {
    const { meaning } = eventResult(event);
    const texts: Readonly<Record<string, string | undefined>> = strings.Events.meanings;
    return (meaning && texts[`e${meaning.id}`]) ?? strings.History.unknownEvent;
}

/** How an event ended, in words. Of an event that can be ignored, that is said in place of a failure. */
export function outcomeText(event: EventFacts, strings: AvmaStrings): string {
    const { meaning, code, outcome } = eventResult(event);
    return meaning?.ignorable && code !== null && code !== 0 ? strings.Events.canBeIgnored : strings.Events.outcomes[outcome];
}

/** Microsoft's answer to whether an event can be ignored; empty for the events that nobody asks it about. */
export function ignorableText(event: EventFacts, strings: AvmaStrings): string {
    const { meaning } = eventResult(event);
    const texts: Readonly<Record<string, string | undefined>> = strings.Events.ignorable;
    return (meaning && texts[`e${meaning.id}`]) ?? '';
}

/** A result code with its name where it has one. */
export function resultText(code: number | null): string {
    if (code === null) {
        return '';
    }
    const symbol = errorCode(code)?.symbol;
    return symbol ? `${codeText(code)} ${symbol}` : codeText(code);
}

/** What a result code means, then the code with its name: people read words first. The code alone where Microsoft publishes no text for it. */
export function resultInWords(code: number | null, { Errors }: AvmaStrings): string {
    if (code === null) {
        return '';
    }
    const official: Readonly<Record<string, string | undefined>> = Errors;
    const text = official[officialTextName(code)];
    return text ? `${text} (${resultText(code)})` : resultText(code);
}
