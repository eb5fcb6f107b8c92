/** The timeline of a guest as it is drawn: places in percent of the width, and all of it in words. */
import { AvmaStrings, dateText, fillText, listText, momentText } from '../shared/texts';
import { GuestTimeline, TimelineKind, timelineKinds } from './guest-timeline';

export interface TimelineView {
    readonly marks: ReadonlyArray<{ readonly key: string; readonly kind: TimelineKind; readonly x: string; readonly path: string; readonly title: string }>;
    readonly lapses: ReadonlyArray<{ readonly from: string; readonly to: string }>;
    readonly now: string;
    readonly legend: ReadonlyArray<{ readonly kind: TimelineKind | 'lapse'; readonly path: string; readonly text: string }>;
    readonly from: string;
    readonly to: string;
    /** All of the picture in words. */
    readonly summary: string;
}

/** Told apart by shape, not by color alone. Around the origin, ten pixels wide. */
const paths: Readonly<Record<TimelineKind, string>> = {
    success: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z',
    failure: 'M-5-5L5 5M5-5L-5 5',
    unknown: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
    key: 'M0-6L6 5L-6 5Z',
    read: 'M-4-4H4V4H-4Z',
    due: 'M0-6L6 0L0 6L-6 0Z'
};
const lapsePath = 'M-6 0H6';

export function kindText(kind: TimelineKind, { Events, GuestTimeline: texts }: AvmaStrings): string {
    return kind === 'key' || kind === 'read' || kind === 'due' ? texts.kinds[kind] : Events.outcomes[kind];
}

const timeText = (time: number): string => dateText(new Date(time).toISOString());

export function toTimelineView(timeline: GuestTimeline, strings: AvmaStrings): TimelineView {
    const { from, to, now, marks, lapses } = timeline;
    const texts = strings.GuestTimeline;
    const place = (time: number): string => `${Math.round((1000 * (time - from)) / (to - from)) / 10}%`;
    const legend: Array<TimelineView['legend'][number]> = timelineKinds.flatMap(kind => {
        const ofKind = marks.filter(mark => mark.kind === kind);
        const text = kind === 'due' ? timeText(ofKind[0]?.at ?? now) : ofKind.length;
        return ofKind.length === 0 ? [] : [{ kind, path: paths[kind], text: fillText(texts.legend, { kind: kindText(kind, strings), value: text }) }];
    });
    if (lapses.length > 0) {
        legend.push({ kind: 'lapse', path: lapsePath, text: fillText(texts.legend, { kind: texts.lapse, value: lapses.length }) });
    }
    const last = [...marks].reverse().find(({ kind }) => kind === 'success');
    const renewed = last ? [fillText(texts.last, { time: timeText(last.at) })] : [];
    const [fromText, toText] = [momentText(from, 'day'), momentText(to, 'day')];
    return {
        marks: marks.map(({ at, kind }, index) => ({
            key: `${at} ${index}`,
            kind,
            x: place(at),
            path: paths[kind],
            title: fillText(texts.mark, { what: kindText(kind, strings), time: timeText(at) })
        })),
        lapses: lapses.map(lapse => ({ from: place(lapse.from), to: place(lapse.to) })),
        now: place(now),
        legend,
        from: fromText,
        to: toText,
        summary: fillText(texts.summary, { from: fromText, to: toText, parts: listText([...renewed, ...legend.map(({ text }) => text)]) })
    };
}
