/** The chart of outcomes as it is drawn: its columns, their patterns, and what it says to somebody who doesn't see them. */
import { TestBed } from '@angular/core/testing';
import { Rendered } from '../../testing/rendered';
import { EventOutcome } from '../domain/events/decode-event';
import { OutcomeChart } from '../domain/events/outcome-chart';
import { AvmaStrings, avmaStrings, countText, fillText, momentText } from '../shared/texts';
import { OutcomeChartComponent } from './outcome-chart.component';

const start = Date.parse('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;
const counts = (success: number, failure: number, unknown: number): Record<EventOutcome, number> => ({ success, failure, unknown });
const chart: OutcomeChart = {
    unit: 'day',
    buckets: [
        { start, counts: counts(3, 1, 0) },
        { start: start + dayMs, counts: counts(0, 0, 0) },
        { start: start + 2 * dayMs, counts: counts(1200, 0, 400) }
    ],
    outside: 5
};

describe('the chart of outcomes', () => {
    let strings: AvmaStrings;
    let page: Rendered;

    beforeEach(() => (strings = avmaStrings()));

    async function show(given: OutcomeChart): Promise<void> {
        TestBed.configureTestingModule({ declarations: [OutcomeChartComponent] });
        const fixture = TestBed.createComponent(OutcomeChartComponent);
        fixture.componentRef.setInput('chart', given);
        page = new Rendered(fixture);
        await page.draw();
    }

    const all = <T extends Element>(selector: string): T[] => [...page.element.querySelectorAll<T>(selector)];
    const texts = (success: number, failure: number, unknown: number): string => {
        const { outcomes } = strings.Events;
        return `${outcomes.success} ${countText(success)}, ${outcomes.failure} ${countText(failure)}, ${outcomes.unknown} ${countText(unknown)}`;
    };
    const moment = (days: number): string => momentText(start + days * dayMs, 'day');

    it('has a column for each day, as high as it had events', async () => {
        await show(chart);
        expect(all('.avma-chart-bar').map(one => one.getAttribute('title'))).toEqual([
            `${moment(0)}: ${texts(3, 1, 0)}`,
            `${moment(1)}: ${texts(0, 0, 0)}`,
            `${moment(2)}: ${texts(1200, 0, 400)}`
        ]);
        const parts = (column: number): unknown[] =>
            all<HTMLElement>(`.avma-chart-bar:nth-child(${column}) > span`).map(one => [one.className, Number.parseFloat(one.style.height)]);
        expect(parts(1)).toEqual([
            ['avma-chart-part avma-chart-success', 0.15],
            ['avma-chart-part avma-chart-failure', 0.05]
        ]);
        expect(parts(2)).toEqual([]);
        expect(parts(3)).toEqual([
            ['avma-chart-part avma-chart-success', 60],
            ['avma-chart-part avma-chart-unknown', 20]
        ]);
    });

    it('says below it from when to when, and how many there were of each', async () => {
        await show(chart);
        const { outcomes } = strings.Events;
        expect(page.texts('.avma-chart-times > span')).toEqual([moment(0), moment(2)]);
        expect(page.texts('.avma-chart-legend > span')).toEqual([
            strings.History.chartTitles.day,
            `${outcomes.success} (${countText(1203)})`,
            `${outcomes.failure} (${countText(1)})`,
            `${outcomes.unknown} (${countText(400)})`
        ]);
        expect(all('.avma-chart-legend > span > span').map(one => one.className)).toEqual(
            ['success', 'failure', 'unknown'].map(one => `avma-chart-key avma-chart-${one}`)
        );
        const summary = fillText(strings.History.chartSummary, { from: moment(0), to: moment(2), counts: texts(1203, 1, 400) });
        expect(all('[role=img]').map(one => one.getAttribute('aria-label'))).toEqual([summary]);
    });

    it('has an axis with whole numbers, that reaches as high as the highest column', async () => {
        for (const [highest, ticks] of [
            [0, ['2', '1', '0']],
            [3, ['4', '2', '0']],
            [7, ['10', '5', '0']],
            [11, ['20', '10', '0']],
            [1600, [2000, 1000, 0].map(countText)]
        ] as const) {
            await show({ ...chart, buckets: [{ start, counts: counts(highest, 0, 0) }] });
            expect(page.texts('.avma-chart-axis > span')).toEqual([...ticks]);
            TestBed.resetTestingModule();
        }
    });

    it('names hours by their time', async () => {
        await show({ ...chart, unit: 'hour' });
        expect(page.texts('.avma-chart-times > span')[0]).toBe(momentText(start, 'hour'));
        expect(page.text('figcaption > span')).toBe(strings.History.chartTitles.hour);
    });

    it('is not there where there is nothing to show', async () => {
        await show({ ...chart, buckets: [] });
        expect(page.has('figure')).toBeFalse();
    });
});
