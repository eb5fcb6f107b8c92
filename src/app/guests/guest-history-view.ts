/** What the details of one guest say of its events. */
import { eventResult } from '../domain/events/decode-event';
import { EventFacts } from '../domain/facts/event-facts';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { GuestEventsReading } from '../state/events/guest-events.store';
import { JoinedEvents } from '../state/events/joined-events';
import { meaningText, outcomeText, resultText } from '../shared/event-texts';
import { AvmaStrings, dateText, fillText } from '../shared/texts';
import { GuestTimeline, guestTimeline } from './guest-timeline';
import { kindText, TimelineView, toTimelineView } from './guest-timeline-view';

export interface EventLine {
    readonly key: string;
    readonly time: string;
    readonly what: string;
    readonly outcome: string;
}

export interface GuestHistoryView {
    /** Events are being read, and none is there yet. */
    readonly busy: boolean;
    /** Null where there is nothing to draw. */
    readonly timeline: TimelineView | null;
    readonly lines: readonly EventLine[];
    /** When the guest's own log was read, or that it was not. */
    readonly ownLog: string;
}

/** More than these belong to the timeline. */
const maximumLines = 8;

type TimedLine = EventLine & { readonly at: number };

function toLine(event: EventFacts, strings: AvmaStrings): TimedLine {
    const { code } = eventResult(event);
    return {
        key: `${event.source} ${event.logName} ${event.recordId}`,
        at: Date.parse(event.timeCreated ?? ''),
        time: dateText(event.timeCreated),
        what: `${event.id} ${meaningText(event, strings)}`,
        outcome: [outcomeText(event, strings), resultText(code)].filter(one => one !== '').join(' ')
    };
}

/** What the picture shows beside events. */
function otherLines({ marks, lapses }: GuestTimeline, strings: AvmaStrings): TimedLine[] {
    const line = (at: number, what: string, outcome = ''): TimedLine => {
        const time = dateText(new Date(at).toISOString());
        return { key: `${what} ${at}`, at, time, what, outcome };
    };
    const texts = strings.GuestTimeline;
    return [
        ...marks.filter(({ kind }) => kind === 'read' || kind === 'due').map(({ at, kind }) => line(at, kindText(kind, strings))),
        ...lapses.map(({ from, to }) => line(from, texts.lapse, fillText(texts.until, { time: dateText(new Date(to).toISOString()) })))
    ];
}

/** @param own what was read in the guest's own log; null where nobody has */
export function toGuestHistory(
    key: GuestKey,
    { events, guests, subjectOf }: Pick<JoinedEvents, 'events' | 'guests' | 'subjectOf'>,
    own: GuestEventsReading | null,
    strings: AvmaStrings
): GuestHistoryView {
    const ofHost = events.events.filter(event => {
        const subject = subjectOf(event);
        return subject.kind === 'guest' && subject.key === key;
    });
    const all = [...ofHost, ...(own?.facts.events ?? [])];
    const guest = guests?.find(one => keyOf(one) === key);
    const now = Date.parse(guest?.host.collectedAt ?? '');
    const timeline = guestTimeline({ events: all, reading: guest?.inside?.facts ?? null, now });
    const lines = [...all.map(event => toLine(event, strings)), ...(timeline ? otherLines(timeline, strings) : [])];
    return {
        busy: events.loading !== null && events.events.length === 0,
        timeline: timeline && toTimelineView(timeline, strings),
        lines: lines
            .sort((a, b) => b.at - a.at)
            .slice(0, maximumLines)
            .map(({ key: id, time, what, outcome }) => ({ key: id, time, what, outcome })),
        ownLog: own
            ? fillText(strings.GuestLogs.readAt, { count: own.facts.events.length, time: dateText(new Date(own.readAt).toISOString()) })
            : strings.GuestLogs.notRead
    };
}
