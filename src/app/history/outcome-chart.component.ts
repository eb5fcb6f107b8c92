import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { EventOutcome, eventOutcomes } from '../domain/events/decode-event';
import { axisTop, OutcomeBucket, OutcomeChart, sumOf } from '../domain/events/outcome-chart';
import { avmaStrings, countText, fillText, momentText } from '../shared/texts';

interface Bar {
    readonly start: number;
    /** What pointing at it says. */
    readonly title: string;
    /** Heights in percent of the chart, from the bottom. */
    readonly parts: ReadonlyArray<{ readonly outcome: EventOutcome; readonly height: number }>;
}

/** How many events there were over time, and how they ended. Told by patterns too, not by colour alone. */
@Component({
    selector: 'avma-outcome-chart',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<figure class="avma-chart" *ngIf="bars.length > 0">
        <figcaption class="avma-chart-legend sme-scheme-secondary-text">
            <span>{{ title }}</span>
            <span *ngFor="let one of legend"><span [className]="'avma-chart-key avma-chart-' + one.outcome" aria-hidden="true"></span> {{ one.text }}</span>
        </figcaption>
        <div class="avma-chart-plot">
            <div class="avma-chart-axis sme-scheme-secondary-text" aria-hidden="true">
                <span *ngFor="let tick of ticks">{{ tick }}</span>
            </div>
            <div class="avma-chart-bars" role="img" [attr.aria-label]="summary">
                <span *ngFor="let bar of bars; trackBy: byStart" class="avma-chart-bar" [attr.title]="bar.title">
                    <span *ngFor="let part of bar.parts" [className]="'avma-chart-part avma-chart-' + part.outcome" [style.height.%]="part.height"></span>
                </span>
            </div>
            <div class="avma-chart-times sme-scheme-secondary-text">
                <span>{{ from }}</span>
                <span>{{ to }}</span>
            </div>
        </div>
    </figure>`
})
export class OutcomeChartComponent {
    public bars: readonly Bar[] = [];
    public legend: ReadonlyArray<{ readonly outcome: EventOutcome; readonly text: string }> = [];
    public title = '';
    public summary = '';
    /** What stands beside the top, the middle and the foot of the chart. */
    public ticks: readonly string[] = [];
    public from = '';
    public to = '';
    private readonly strings = avmaStrings();

    public readonly byStart = (_: number, bar: Bar): number => bar.start;

    @Input() public set chart({ buckets, unit, utc }: OutcomeChart) {
        const top = axisTop(buckets);
        const moment = (bucket: OutcomeBucket | undefined): string => (bucket ? momentText(bucket.start, unit, utc) : '');
        this.bars = buckets.map(bucket => ({
            start: bucket.start,
            title: `${moment(bucket)}: ${this.countsText(bucket.counts)}`,
            parts: eventOutcomes.filter(outcome => bucket.counts[outcome] > 0).map(outcome => ({ outcome, height: (100 * bucket.counts[outcome]) / top }))
        }));
        const sums = sumOf(buckets);
        this.legend = eventOutcomes.map(outcome => ({ outcome, text: `${this.strings.Events.outcomes[outcome]} (${countText(sums[outcome])})` }));
        this.title = this.strings.History.chartTitles[unit];
        this.ticks = [top, top / 2, 0].map(countText);
        this.from = moment(buckets[0]);
        this.to = moment(buckets[buckets.length - 1]);
        this.summary = fillText(this.strings.History.chartSummary, { from: this.from, to: this.to, counts: this.countsText(sums) });
    }

    private countsText(counts: Readonly<Record<EventOutcome, number>>): string {
        return eventOutcomes.map(outcome => `${this.strings.Events.outcomes[outcome]} ${countText(counts[outcome])}`).join(', ');
    }
}
