/** The lists that filter the timeline offer what there is, and what the address asks for. */
import { eventOutcomes } from '../domain/events/decode-event';
import { EventFilter, eventPeriods, noEventFilter } from '../domain/events/event-filter';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { HistoryRow } from './history-row';
import { HistorySelect, historySelects, SelectField } from './history-selects';

const row = (id: number, ...guests: readonly string[]): HistoryRow =>
    ({ id, what: `${id} meaning`, filter: { guests } as Partial<HistoryRow['filter']> }) as Partial<HistoryRow> as HistoryRow;
const names: Readonly<Record<string, string>> = { a: 'VM10', b: 'vm9' };

describe('the lists that filter the timeline', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    function select(field: SelectField, change: Partial<EventFilter> = {}, rows: readonly HistoryRow[] = []): HistorySelect {
        const selects = historySelects({ ...noEventFilter, ...change }, rows, vmId => names[vmId] ?? null, strings);
        expect(selects.map(one => one.field)).toEqual(['period', 'guest', 'outcome', 'id']);
        return selects.find(one => one.field === field) as HistorySelect;
    }
    const labels = ({ options }: HistorySelect): readonly string[] => options.map(({ label }) => label);
    const values = ({ options }: HistorySelect): readonly string[] => options.map(({ value }) => value);

    it('offer each guest once, by its name in the order of names, and the groups in words', () => {
        const guests = select('guest', {}, [row(12310, 'a'), row(12310, 'b'), row(12310, 'a', 'unassigned'), row(8198, 'self'), row(12310, 'gone')]);
        const { all, subjects, unassigned } = strings.History;
        expect(labels(guests)[0]).toBe(all);
        expect([...labels(guests)].sort()).toEqual([all, 'VM10', 'vm9', 'gone', subjects.self, unassigned].sort());
        expect(labels(guests).indexOf('vm9')).toBeLessThan(labels(guests).indexOf('VM10'));
        expect(guests.options.find(({ label }) => label === 'VM10')?.value).toBe('a');
        expect(guests.value).toBe('');
    });

    it('offer each id once, by number, with its meaning', () => {
        const ids = select('id', {}, [row(12310), row(8198), row(12310)]);
        expect(values(ids)).toEqual(['', '8198', '12310']);
        expect(labels(ids)).toEqual([strings.History.all, '8198 meaning', '12310 meaning']);
    });

    it('keep what the address asks for, also where no event has it', () => {
        const guests = select('guest', { guest: 'b' });
        expect([guests.value, values(guests)]).toEqual(['b', ['', 'b']]);
        const ids = select('id', { id: 900 }, [row(12310)]);
        expect([ids.value, values(ids), labels(ids)[1]]).toEqual(['900', ['', '900', '12310'], '900']);
        expect(labels(select('id', { id: 12310 }, [row(12310)]))[1]).toBe('12310 meaning');
    });

    it('offer every period and every outcome, and all outcomes at first', () => {
        const periods = select('period');
        expect([periods.value, values(periods)]).toEqual([noEventFilter.period, [...eventPeriods]]);
        expect(labels(periods)).toEqual(eventPeriods.map(value => strings.History.periods[`d${value}`]));
        const outcomes = select('outcome', { outcome: 'failure' });
        expect([outcomes.value, values(outcomes)]).toEqual(['failure', ['', ...eventOutcomes]]);
        expect(labels(outcomes).slice(1)).toEqual(eventOutcomes.map(value => strings.Events.outcomes[value]));
        expect(select('outcome').value).toBe('');
    });
});
