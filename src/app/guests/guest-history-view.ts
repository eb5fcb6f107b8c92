/** What the details of one guest say of its events. */
import { eventResult } from '../domain/events/decode-event';
import { EventFacts } from '../domain/facts/event-facts';
import { GuestKey } from '../domain/facts/guest-key';
import { GuestEventsReading } from '../state/events/guest-events.store';
import { JoinedEvents } from '../state/events/joined-events';
import { meaningText, outcomeText, resultText } from '../shared/event-texts';
import { AvmaStrings, dateText, fillText } from '../shared/texts';

export interface EventLine {
    readonly key: string;
    readonly time: string;
    readonly what: string;
    readonly outcome: string;
}

export interface GuestHistoryView {
    /** Events are being read, and none is there yet. */
    readonly busy: boolean;
    readonly lines: readonly EventLine[];
    /** When the guest's own log was read, or that it was not. */
    readonly ownLog: string;
}

/** More than these belong to the timeline. */
const maximumLines = 8;

function toLine(event: EventFacts, strings: AvmaStrings): EventLine {
    const { code } = eventResult(event);
    return {
        key: `${event.source} ${event.logName} ${event.recordId}`,
        time: dateText(event.timeCreated),
        what: `${event.id} ${meaningText(event, strings)}`,
        outcome: [outcomeText(event, strings), resultText(code)].filter(one => one !== '').join(' ')
    };
}

/** @param own what was read in the guest's own log; null where nobody has */
export function toGuestHistory(
    key: GuestKey,
    { events, subjectOf }: Pick<JoinedEvents, 'events' | 'subjectOf'>,
    own: GuestEventsReading | null,
    strings: AvmaStrings
): GuestHistoryView {
    const ofHost = events.events.filter(event => {
        const subject = subjectOf(event);
        return subject.kind === 'guest' && subject.key === key;
    });
    const newestFirst = (a: EventFacts, b: EventFacts): number => Date.parse(b.timeCreated ?? '') - Date.parse(a.timeCreated ?? '');
    const all = [...ofHost, ...(own?.facts.events ?? [])].sort(newestFirst);
    return {
        busy: events.loading !== null && events.events.length === 0,
        lines: all.slice(0, maximumLines).map(event => toLine(event, strings)),
        ownLog: own
            ? fillText(strings.GuestLogs.readAt, { count: own.facts.events.length, time: dateText(new Date(own.readAt).toISOString()) })
            : strings.GuestLogs.notRead
    };
}
