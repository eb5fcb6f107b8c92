/** An event as the timeline shows it. */
import { eventResult, EventOutcome } from '../domain/events/decode-event';
import { EventFilterFacts, eventFilterFacts } from '../domain/events/event-filter';
import { EventFacts } from '../domain/facts/event-facts';
import { GuestKey, idOf } from '../domain/facts/guest-key';
import { EventSubject } from '../domain/events/join-events';
import { meaningText, outcomeText, resultInWords } from '../shared/event-texts';
import { AvmaStrings, dateText, fillText } from '../shared/texts';
import { statusIconClass } from '../shared/verdict-status';
import { outcomeIcons } from './outcome-icons';

export interface HistoryRow {
    /** Tells events apart: whose log, which log, which record. */
    readonly key: string;
    /** When it was written, ISO 8601 in UTC, for the order; empty where that is not known. */
    readonly time: string;
    /** The same in the browser's zone. */
    readonly timeText: string;
    /** The guest that it is about, or what it says of one. */
    readonly guest: string;
    readonly outcome: EventOutcome;
    readonly outcomeText: string;
    readonly outcomeIcon: string;
    /** What the result code means, then the code with its name; empty where none can be told. */
    readonly code: string;
    /** Id and meaning. */
    readonly what: string;
    readonly id: number;
    /** The computer that wrote it. */
    readonly computer: string;
    readonly filter: EventFilterFacts;
    readonly event: EventFacts;
    readonly subject: EventSubject;
}

/** Whom an event is about. @param nameOf the name of a guest that is there; null where it is not */
export function subjectText(subject: EventSubject, nameOf: (key: GuestKey) => string | null, strings: AvmaStrings): string {
    const { History } = strings;
    switch (subject.kind) {
        case 'self':
            return History.subjects.self;
        case 'guest':
            return nameOf(subject.key) ?? idOf(subject.key);
        case 'ambiguous':
            return fillText(History.subjects.ambiguous, { says: subject.says, count: subject.keys.length });
        case 'unassigned':
            return subject.says ? fillText(History.subjects.gone, { says: subject.says.text }) : History.subjects.unnamed;
    }
}

export function toHistoryRow(event: EventFacts, subject: EventSubject, nameOf: (key: GuestKey) => string | null, strings: AvmaStrings): HistoryRow {
    const { code, outcome } = eventResult(event);
    const guest = subjectText(subject, nameOf, strings);
    const what = `${event.id} ${meaningText(event, strings)}`;
    const ended = outcomeText(event, strings);
    const result = resultInWords(code, strings);
    return {
        key: [event.vmId !== null && subject.kind === 'guest' ? subject.key : '', event.logName ?? '', event.recordId ?? event.timeCreated ?? ''].join(' '),
        time: event.timeCreated ?? '',
        timeText: dateText(event.timeCreated),
        guest,
        outcome,
        outcomeText: ended,
        outcomeIcon: `avma-cell-icon ${statusIconClass(outcomeIcons[outcome])}`,
        code: result,
        what,
        id: event.id,
        computer: event.machineName ?? '',
        filter: eventFilterFacts(event, subject, [guest, what, ended, result].join('\n')),
        event,
        subject
    };
}
