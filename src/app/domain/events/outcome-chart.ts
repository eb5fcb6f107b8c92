/** Counts activation requests over time by result, for a small chart. */
import { EventOutcome, eventOutcomes } from './decode-event';

export type ChartUnit = 'hour' | 'day';

const hourMs = 3_600_000;
const unitMs: Readonly<Record<ChartUnit, number>> = { hour: hourMs, day: 24 * hourMs };

/**
 * Minutes that local time is ahead of UTC at a moment (milliseconds since 1970). For the browser's time zone: `time => -new Date(time).getTimezoneOffset()`;
 * for UTC: `() => 0`.
 */
export type ZoneOffset = (time: number) => number;

export interface OutcomeBucket {
    /** Start of the hour or local day, in milliseconds since 1970. */
    readonly start: number;
    readonly counts: Readonly<Record<EventOutcome, number>>;
}

export interface OutcomeChart {
    readonly unit: ChartUnit;
    /** Without gaps, oldest first; the first and the last bucket contain the start and the end of the range. */
    readonly buckets: readonly OutcomeBucket[];
    /** Number of events without a bucket: outside the range, or without a time. */
    readonly outside: number;
    /** Days and hours are those of UTC, not of the browser's zone. */
    readonly utc?: boolean;
}

export interface ChartRange {
    /** Milliseconds since 1970, both inclusive. */
    readonly from: number;
    readonly to: number;
    readonly unit: ChartUnit;
}

/** More columns would be too narrow to tell apart; the oldest are omitted. */
export const maxBuckets = 400;

/**
 * Days are local days, of which one has 23 hours in spring and one 25 in autumn. Hours are elapsed hours, so the hour that autumn repeats has two buckets. In
 * time zones with half-hour offsets they start at the full local hour.
 */
function bucketOf(time: number, unit: ChartUnit, offset: ZoneOffset): number {
    const minutes = unit === 'day' ? offset(time) : offset(time) % 60;
    return Math.floor((time + minutes * 60_000) / unitMs[unit]);
}

function startOf(bucket: number, unit: ChartUnit, offset: ZoneOffset): number {
    const shift = (time: number): number => (unit === 'day' ? offset(time) : offset(time) % 60) * 60_000;
    const wall = bucket * unitMs[unit];
    const start = wall - shift(wall - shift(wall));
    // Where daylight saving time starts at midnight, the day starts an hour later.
    return bucketOf(start, unit, offset) < bucket ? start + hourMs : start;
}

/** What the buckets hold together. */
export function sumOf(buckets: readonly OutcomeBucket[]): Record<EventOutcome, number> {
    const sums: Record<EventOutcome, number> = { success: 0, failure: 0, unknown: 0 };
    buckets.forEach(({ counts }) => eventOutcomes.forEach(outcome => (sums[outcome] += counts[outcome])));
    return sums;
}

/** The top of an axis that holds the highest bucket: twice 1, 2 or 5 or a multiple of them by ten, so that the middle is a whole number, too. */
export function axisTop(buckets: readonly OutcomeBucket[]): number {
    const highest = Math.max(1, ...buckets.map(({ counts }) => counts.success + counts.failure + counts.unknown));
    for (let ten = 1; ; ten *= 10) {
        const step = [1, 2, 5].find(one => 2 * one * ten >= highest);
        if (step !== undefined) {
            return 2 * step * ten;
        }
    }
}

/**
 * The unit for a period of some days.
 * @param days null for all events
 */
export function chartUnit(days: number | null): ChartUnit {
    return days !== null && days <= 2 ? 'hour' : 'day';
}

/**
 * @param events times in milliseconds since 1970, in any order; null for an event without a time. With a count, one stands for so many.
 */
export function outcomeChart(
    events: Iterable<{ readonly time: number | null; readonly outcome: EventOutcome; readonly count?: number }>,
    { from, to, unit }: ChartRange,
    offset: ZoneOffset
): OutcomeChart {
    const last = bucketOf(to, unit, offset);
    const first = Math.max(bucketOf(from, unit, offset), last - maxBuckets + 1);
    const counts = Array.from({ length: Math.max(0, last - first + 1) }, (): Record<EventOutcome, number> => ({ success: 0, failure: 0, unknown: 0 }));
    let outside = 0;
    for (const { time, outcome, count = 1 } of events) {
        const bucket = time === null || time < from || time > to ? -1 : bucketOf(time, unit, offset) - first;
        if (counts[bucket]) {
            counts[bucket][outcome] += count;
        } else {
            outside += count;
        }
    }
    return { unit, outside, buckets: counts.map((one, index) => ({ start: startOf(first + index, unit, offset), counts: one })) };
}
