/** The chart on the page of the usage report: a drawing without script, told apart in black and white too. */
import { EventOutcome, eventOutcomes } from '../domain/events/decode-event';
import { axisTop, OutcomeBucket, OutcomeChart, sumOf } from '../domain/events/outcome-chart';
import { AvmaStrings, countText, fillText, momentText } from '../shared/texts';

const height = 100;
const column = 10;

/** @param escaped makes text safe in HTML */
export function reportChart({ buckets, unit, utc }: OutcomeChart, { Events, History }: AvmaStrings, escaped: (text: string) => string): string {
    const top = axisTop(buckets);
    const sums = sumOf(buckets);
    const named = (outcome: EventOutcome): string => `${Events.outcomes[outcome]} ${countText(sums[outcome])}`;
    const moment = ({ start }: OutcomeBucket): string => momentText(start, unit, utc);
    const [from, to] = [moment(buckets[0]), moment(buckets[buckets.length - 1])];
    const summary = fillText(History.chartSummary, { from, to, counts: eventOutcomes.map(named).join(', ') });
    const bars = buckets.flatMap(({ counts }, index) => {
        let foot = height;
        return eventOutcomes.map(outcome => {
            const size = (height * counts[outcome]) / top;
            foot -= size;
            return size > 0 ? `<rect class="${outcome}" x="${index * column + 1}" y="${foot}" width="${column - 2}" height="${size}"/>` : '';
        });
    });
    return `<figure>
<figcaption><span>${escaped(History.chartTitles[unit])}</span>${eventOutcomes.map(one => `<span><i class="${one}"></i>${escaped(named(one))}</span>`).join('')}</figcaption>
<div class="plot"><div class="axis" aria-hidden="true"><span>${countText(top)}</span><span>${countText(top / 2)}</span><span>0</span></div>
<svg role="img" aria-label="${escaped(summary)}" viewBox="0 0 ${buckets.length * column} ${height}" preserveAspectRatio="none">${bars.join('')}</svg>
<div class="times"><span>${escaped(from)}</span><span>${escaped(to)}</span></div></div>
</figure>`;
}
