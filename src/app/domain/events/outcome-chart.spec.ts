/** Buckets over time: no gaps, no duplicates, and days in local time. */
import { EventOutcome } from './decode-event';
import { chartUnit, ChartUnit, maxBuckets, OutcomeChart, outcomeChart, ZoneOffset } from './outcome-chart';

const at = (text: string): number => Date.parse(text);
const utc: ZoneOffset = () => 0;
/** Berlin in 2026: daylight saving time from March 29 01:00 to October 25 01:00, both UTC. */
const berlin: ZoneOffset = time => (time >= at('2026-03-29T01:00:00Z') && time < at('2026-10-25T01:00:00Z') ? 120 : 60);
const india: ZoneOffset = () => 330;
/** A time zone where daylight saving time starts at midnight, so that the day starts at one o'clock. */
const santiago: ZoneOffset = time => (time >= at('2026-09-06T04:00:00Z') ? -180 : -240);

function chart(times: ReadonlyArray<string | null>, from: string, to: string, unit: ChartUnit, offset: ZoneOffset): OutcomeChart {
    const outcomes: readonly EventOutcome[] = ['success', 'failure', 'unknown'];
    const events = times.map((time, index) => ({ time: time === null ? null : at(time), outcome: outcomes[index % 3] }));
    return outcomeChart(events, { from: at(from), to: at(to), unit }, offset);
}
const starts = ({ buckets }: OutcomeChart): string[] => buckets.map(bucket => new Date(bucket.start).toISOString().slice(0, 16));
const totals = ({ buckets }: OutcomeChart): number[] => buckets.map(({ counts }) => counts.success + counts.failure + counts.unknown);

describe('the chart of outcomes', () => {
    it('counts each event once by its outcome, and says how many it cannot show', () => {
        const times = ['2026-11-24T00:00:00Z', '2026-11-24T23:59:59.999Z', '2026-11-26T00:00:00Z', '2026-11-23T23:59:59Z', '2026-11-26T12:00:01Z', null];
        const made = chart(times, '2026-11-24T00:00:00Z', '2026-11-26T12:00:00Z', 'day', utc);
        expect(made.buckets.map(bucket => bucket.counts)).toEqual([
            { success: 1, failure: 1, unknown: 0 },
            { success: 0, failure: 0, unknown: 0 },
            { success: 0, failure: 0, unknown: 1 }
        ]);
        expect(made.outside).toBe(3);
    });

    it('puts an event into the day of the wall', () => {
        const times = ['2026-11-24T22:59:00Z', '2026-11-24T23:00:00Z'];
        expect(totals(chart(times, '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z', 'day', utc))).toEqual([2, 0]);
        const local = chart(times, '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z', 'day', berlin);
        expect([totals(local), starts(local)]).toEqual([
            [1, 1],
            ['2026-11-23T23:00', '2026-11-24T23:00']
        ]);
    });

    it('has days of 25 and 23 hours where the clock is changed', () => {
        const autumn = chart([], '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', 'day', berlin);
        expect(starts(autumn)).toEqual(['2026-10-23T22:00', '2026-10-24T22:00', '2026-10-25T23:00']);
        const spring = chart([], '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 'day', berlin);
        expect(starts(spring)).toEqual(['2026-03-27T23:00', '2026-03-28T23:00', '2026-03-29T22:00']);
        expect(starts(chart([], '2026-09-05T12:00:00Z', '2026-09-07T12:00:00Z', 'day', santiago))).toEqual([
            '2026-09-05T04:00',
            '2026-09-06T04:00',
            '2026-09-07T03:00'
        ]);
    });

    it('has hours that have passed, the repeated one twice', () => {
        const times = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
        const made = chart(times, '2026-10-25T00:00:00Z', '2026-10-25T02:10:00Z', 'hour', berlin);
        expect([totals(made), starts(made)]).toEqual([
            [1, 1, 0],
            ['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']
        ]);
        expect(starts(chart([], '2026-11-25T00:00:00Z', '2026-11-25T00:40:00Z', 'hour', india))).toEqual(['2026-11-24T23:30', '2026-11-25T00:30']);
    });

    it('leaves out the oldest where they are too many, and counts them', () => {
        const made = chart(['1990-01-01T00:00:00Z', '2026-11-25T00:00:00Z'], '1970-01-01T00:00:00Z', '2026-11-25T00:00:00Z', 'day', utc);
        expect([made.buckets.length, made.outside, totals(made)[maxBuckets - 1]]).toEqual([maxBuckets, 1, 1]);
        expect(chart([], '2026-11-25T00:00:00Z', '2026-11-20T00:00:00Z', 'day', utc).buckets).toEqual([]);
    });

    it('shows hours of a day, and days of anything longer', () => expect([1, 7, null].map(chartUnit)).toEqual(['hour', 'day', 'day']));
});
