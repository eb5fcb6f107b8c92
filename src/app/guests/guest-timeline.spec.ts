/** What the timeline of a guest shows, where it stands, and what it says in words. */
import { importActivationRow } from '../data/import/import-activation-row';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { ActivationFacts } from '../domain/facts/facts';
import { grantMs } from '../domain/judgement/logged';
import { avmaStrings, dateText, fillText } from '../shared/texts';
import { GuestTimeline, guestTimeline } from './guest-timeline';
import { toTimelineView } from './guest-timeline-view';

const dayMs = 24 * 60 * 60_000;
const now = Date.UTC(2026, 2, 31, 12);
const ago = (days: number): number => now - days * dayMs;
const iso = (time: number): string => new Date(time).toISOString();
const failed = '0xC004FD02';

function event(days: number, change: Partial<EventFacts> = {}): EventFacts {
    const from = { collectedAt: null, source: 'host', machineName: null, vmId: null, logName: 'Application', providerName: sppProvider } as const;
    return { ...from, id: 12310, recordId: days, level: 4, timeCreated: iso(ago(days)), data: ['0x0'], message: null, ...change };
}

const reading = (days: number, minutes: number, activatedDays: number | null = null): ActivationFacts =>
    importActivationRow({
        vmId: '00000000-0000-0000-0000-000000000001',
        collectedAt: iso(ago(days)),
        gracePeriodMinutes: minutes,
        avmaLastActivation: activatedDays === null ? null : iso(ago(activatedDays))
    });

const timeline = (events: readonly EventFacts[], inside: ActivationFacts | null = null): GuestTimeline | null =>
    guestTimeline({ events, reading: inside, now });
const marksOf = (of: GuestTimeline | null): unknown[] => (of?.marks ?? []).map(({ kind, at }) => [kind, Math.round((now - at) / dayMs)]);
const lapsesOf = (of: GuestTimeline | null): unknown[] =>
    (of?.lapses ?? []).map(({ from, to }) => [Math.round((now - from) / dayMs), Math.round((now - to) / dayMs)]);

describe('the timeline of a guest', () => {
    it('has nothing to draw without events and readings, or without the time of the host', () => {
        expect([timeline([]), timeline([event(1, { timeCreated: null })]), timeline([event(1, { id: 1003 })])]).toEqual([null, null, null]);
        expect(guestTimeline({ events: [event(1)], reading: null, now: NaN })).toBeNull();
    });

    it('marks requests by their outcome, keys, and when the next renewal is due', () => {
        const events = [event(1), event(3, { data: [failed] }), event(4, { data: ['text'] }), event(8), event(9, { id: 1016, source: 'guest' })];
        expect(marksOf(timeline(events))).toEqual([
            ['key', 9],
            ['success', 8],
            ['unknown', 4],
            ['failure', 3],
            ['success', 1],
            ['due', -7]
        ]);
        expect(lapsesOf(timeline(events))).toEqual([]);
    });

    it("shows a request once, also where the guest's own log has its answer", () => {
        const answer = (minutes: number): EventFacts => event(1, { id: 12309, source: 'guest', timeCreated: iso(ago(1) + minutes * 60_000) });
        expect(marksOf(timeline([event(1), answer(5)])).length).toBe(2);
        expect(marksOf(timeline([event(1), answer(6)])).length).toBe(3);
        expect(marksOf(timeline([answer(0)]))).toEqual([
            ['success', 1],
            ['due', -7]
        ]);
    });

    it('marks where no renewal was seen: between successes, and until now', () => {
        const found = timeline([event(30), event(14), event(13, { data: [failed] })]);
        expect(lapsesOf(found)).toEqual([
            [22, 14],
            [6, 0]
        ]);
        expect(marksOf(found).some(mark => String(mark).startsWith('due'))).toBeFalse();
        const onTime = [event(16), event(8)];
        expect(lapsesOf(timeline(onTime))).toEqual([]);
        expect(grantMs).toBe(8 * dayMs);
    });

    it('shows a reading with the activation and the term that it found', () => {
        const found = timeline([], reading(1, 3 * 24 * 60, 5));
        expect(marksOf(found)).toEqual([
            ['success', 5],
            ['read', 1],
            ['due', -2]
        ]);
        // The log has that activation already.
        expect(marksOf(timeline([event(5)], reading(1, 3 * 24 * 60, 5))).length).toBe(3);
        // A later success has begun another term.
        const renewed = timeline([event(0)], reading(1, 3 * 24 * 60, 5));
        expect(marksOf(renewed)[3]).toEqual(['due', -8]);
        // The term has ended.
        expect(lapsesOf(timeline([event(5)], reading(4, 24 * 60)))).toEqual([[3, 0]]);
    });

    it('goes back thirty days at least, and to the first event', () => {
        const first = timeline([event(2)]);
        expect([first?.from, first?.to, first?.now]).toEqual([ago(30), ago(-6), now]);
        expect(timeline([event(80)])?.from).toBe(ago(80));
    });

    it('is drawn in percent of the width, and told apart by shape', () => {
        const found = timeline([event(30), event(10, { data: [failed] }), event(3, { id: 1016 })], null);
        const view = found && toTimelineView(found, avmaStrings());
        expect(view?.marks.map(({ kind, x }) => [kind, x])).toEqual([
            ['success', '0%'],
            ['failure', '66.7%'],
            ['key', '90%']
        ]);
        expect([view?.lapses, view?.now]).toEqual([[{ from: '26.7%', to: '100%' }], '100%']);
        expect(new Set(view?.legend.map(({ path }) => path)).size).toBe(4);
    });

    it('is said in words, too', () => {
        const { Events, GuestTimeline: texts } = avmaStrings();
        const found = timeline([event(1), event(8)], reading(2, 0));
        const view = found && toTimelineView(found, avmaStrings());
        const legend = (kind: string, value: string | number): string => fillText(texts.legend, { kind, value });
        const due = dateText(iso(ago(1) + grantMs));
        expect(view?.legend.map(({ text }) => text)).toEqual([legend(Events.outcomes.success, 2), legend(texts.kinds.read, 1), legend(texts.kinds.due, due)]);
        expect(view?.summary).toContain(fillText(texts.last, { time: dateText(iso(ago(1))) }));
        expect(view?.summary).toContain(due);
        expect(view?.marks[0].title).toBe(fillText(texts.mark, { what: Events.outcomes.success, time: dateText(iso(ago(8))) }));
    });
});
