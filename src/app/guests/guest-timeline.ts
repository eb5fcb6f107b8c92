/** One guest's activations over time: requests and how they ended, keys, readings, when the next renewal is due, and where none was seen. */
import { eventResult } from '../domain/events/decode-event';
import { guestEventId, hostEventId } from '../domain/events/event-meanings';
import { termEnd } from '../domain/facts/due';
import { EventFacts } from '../domain/facts/event-facts';
import { ActivationFacts } from '../domain/facts/facts';
import { grantMs } from '../domain/judgement/logged';

export const timelineKinds = ['success', 'failure', 'unknown', 'key', 'read', 'due'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Times are milliseconds since 1970. */
interface TimelineMark {
    readonly at: number;
    readonly kind: TimelineKind;
}

interface TimelineSpan {
    readonly from: number;
    readonly to: number;
}

export interface GuestTimeline extends TimelineSpan {
    readonly now: number;
    /** Oldest first. */
    readonly marks: readonly TimelineMark[];
    /** From when a renewal was due until one was seen. Another host may have renewed meanwhile, so that the guest needn't have been without activation. */
    readonly lapses: readonly TimelineSpan[];
}

export interface TimelineFacts {
    /** Events of this guest: those of the host's log, and of its own where that was read. */
    readonly events: readonly EventFacts[];
    /** The reading inside; null where there is none. */
    readonly reading: ActivationFacts | null;
    /** When the host was read, by its own clock. */
    readonly now: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The picture goes back at least as far. */
const shownMs = 30 * dayMs;
/** Request and answer are written by two machines, whose clocks differ. */
const sameMs = 5 * minuteMs;
/** "A product key was installed" (event-meanings). */
const keyEventId = 1016;

function eventMarks(events: readonly EventFacts[]): TimelineMark[] {
    const timed = events.map(event => ({ event, at: Date.parse(event.timeCreated ?? ''), ...eventResult(event) })).filter(({ at }) => !Number.isNaN(at));
    const requests = timed.filter(({ meaning }) => meaning?.id === hostEventId);
    // The guest's own log has the answer to a request that is in the host's log, too.
    const answers = timed.filter(({ meaning, at }) => meaning?.id === guestEventId && !requests.some(request => Math.abs(request.at - at) <= sameMs));
    const keys = timed.filter(({ meaning }) => meaning?.id === keyEventId);
    return [...[...requests, ...answers].map(({ at, outcome }) => ({ at, kind: outcome })), ...keys.map(({ at }) => ({ at, kind: 'key' as const }))];
}

function readingMarks(reading: ActivationFacts | null, seen: readonly TimelineMark[]): TimelineMark[] {
    const read = Date.parse(reading?.collectedAt ?? '');
    const activated = Date.parse(reading?.avmaLastActivation ?? '');
    const known = seen.some(({ kind, at }) => kind === 'success' && Math.abs(at - activated) <= sameMs);
    const marks: TimelineMark[] = [
        { at: read, kind: 'read' },
        { at: known ? NaN : activated, kind: 'success' }
    ];
    return marks.filter(({ at }) => !Number.isNaN(at));
}

/** Null where there is nothing to draw. */
export function guestTimeline({ events, reading, now }: TimelineFacts): GuestTimeline | null {
    const seen = eventMarks(events);
    const past = [...seen, ...readingMarks(reading, seen)].sort((a, b) => a.at - b.at);
    if (past.length === 0 || Number.isNaN(now)) {
        return null;
    }
    const successes = past.filter(({ kind }) => kind === 'success').map(({ at }) => at);
    const last = successes[successes.length - 1];
    const term = reading && Date.parse(reading.collectedAt ?? '') >= (last ?? NaN) ? Date.parse(termEnd(reading) ?? '') : NaN;
    // A term that was read is better than the one that a success usually has.
    const due = Number.isNaN(term) ? (last ?? NaN) + grantMs : term;
    const lapses = successes.map((at, index) => ({
        from: index + 1 < successes.length ? at + grantMs : due,
        to: successes[index + 1] ?? now
    }));
    const marks: TimelineMark[] = due > now ? [...past, { at: due, kind: 'due' }] : past;
    return {
        from: Math.min(past[0].at, now - shownMs),
        to: Math.max(now, marks[marks.length - 1].at),
        now,
        marks,
        lapses: lapses.filter(({ from, to }) => from < to)
    };
}
