/** How often activation was asked for over time, and how it ended: the numbers of a small chart. */
import { EventOutcome } from './decode-event';

export type ChartUnit = 'hour' | 'day';

const hourMs = 3_600_000;
const unitMs: Readonly<Record<ChartUnit, number>> = { hour: hourMs, day: 24 * hourMs };

/**
 * Minutes by which the clock on the wall is ahead of UTC at a moment (milliseconds since 1970). For the browser's zone:
 * `time => -new Date(time).getTimezoneOffset()`; for UTC: `() => 0`.
 */
export type ZoneOffset = (time: number) => number;

export interface OutcomeBucket {
    /** Milliseconds since 1970 at which the hour or the local day begins. */
    readonly start: number;
    readonly counts: Readonly<Record<EventOutcome, number>>;
}

export interface OutcomeChart {
    readonly unit: ChartUnit;
    /** Without a gap, oldest first; the first and the last hold the begin and the end of the range. */
    readonly buckets: readonly OutcomeBucket[];
    /** Events that are in no bucket: outside the range, or without a time. */
    readonly outside: number;
}

export interface ChartRange {
    /** Milliseconds since 1970, both included. */
    readonly from: number;
    readonly to: number;
    readonly unit: ChartUnit;
}

/** More columns than these nobody can tell apart; the oldest are left out. */
export const mostBuckets = 400;

/**
 * Days are those of the wall: one of them has 23 hours in spring and one 25 in autumn. Hours are hours that have passed, so that the one that
 * autumn repeats is there twice; in zones of half hours they begin at the wall's full hour.
 */
function bucketOf(time: number, unit: ChartUnit, offset: ZoneOffset): number {
    const minutes = unit === 'day' ? offset(time) : offset(time) % 60;
    return Math.floor((time + minutes * 60_000) / unitMs[unit]);
}

function startOf(bucket: number, unit: ChartUnit, offset: ZoneOffset): number {
    const shift = (time: number): number => (unit === 'day' ? offset(time) : offset(time) % 60) * 60_000;
    const wall = bucket * unitMs[unit];
    const start = wall - shift(wall - shift(wall));
    // Where the clock is put forward at midnight, the day begins an hour later.
    return bucketOf(start, unit, offset) < bucket ? start + hourMs : start;
}

/** The unit that shows a period of some days. @param days null for all of time */
export function chartUnit(days: number | null): ChartUnit {
    return days !== null && days <= 2 ? 'hour' : 'day';
}

/** @param events times in milliseconds since 1970, in any order; null where an event has none */
export function outcomeChart(
    events: Iterable<{ readonly time: number | null; readonly outcome: EventOutcome }>,
    { from, to, unit }: ChartRange,
    offset: ZoneOffset
): OutcomeChart {
    const last = bucketOf(to, unit, offset);
    const first = Math.max(bucketOf(from, unit, offset), last - mostBuckets + 1);
    const counts = Array.from({ length: Math.max(0, last - first + 1) }, (): Record<EventOutcome, number> => ({ success: 0, failure: 0, unknown: 0 }));
    let outside = 0;
    for (const { time, outcome } of events) {
        const bucket = time === null || time < from || time > to ? -1 : bucketOf(time, unit, offset) - first;
        if (counts[bucket]) {
            counts[bucket][outcome]++;
        } else {
            outside++;
        }
    }
    return { unit, outside, buckets: counts.map((one, index) => ({ start: startOf(first + index, unit, offset), counts: one })) };
}
