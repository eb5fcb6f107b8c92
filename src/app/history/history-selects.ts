/** The lists that the timeline is filtered with, out of what there is. */
import { eventOutcomes } from '../domain/events/decode-event';
import { EventFilter, eventPeriods } from '../domain/events/event-filter';
import { GuestKey } from '../domain/facts/guest-key';
import { AvmaStrings, compareNames } from '../shared/texts';
import { HistoryRow } from './history-row';

export type SelectField = 'period' | 'guest' | 'outcome' | 'id';

export interface HistorySelect {
    readonly field: SelectField;
    readonly label: string;
    readonly value: string;
    readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>;
}

/** @param nameOf the name of a guest that is there; null where it is not */
export function historySelects(
    filter: EventFilter,
    rows: readonly HistoryRow[],
    nameOf: (key: GuestKey) => string | null,
    strings: AvmaStrings
): readonly HistorySelect[] {
    const { History, Events } = strings;
    const guestNames: Readonly<Record<string, string>> = { self: History.subjects.self, unassigned: History.unassigned };
    const guests = new Set(rows.flatMap(row => row.filter.guests));
    const ids = new Map(rows.map(row => [String(row.id), row.what]));
    // What the address asks for stays visible, also where no event has it.
    if (filter.guest !== null) {
        guests.add(filter.guest);
    }
    if (filter.id !== null && !ids.has(String(filter.id))) {
        ids.set(String(filter.id), String(filter.id));
    }
    const all = { value: '', label: History.all };
    return [
        { field: 'period', label: History.period, value: filter.period, options: eventPeriods.map(value => ({ value, label: History.periods[`d${value}`] })) },
        {
            field: 'guest',
            label: History.guest,
            value: filter.guest ?? '',
            options: [
                all,
                ...[...guests]
                    .map(value => ({ value, label: guestNames[value] ?? nameOf(value as GuestKey) ?? value }))
                    .sort((a, b) => compareNames(a.label, b.label))
            ]
        },
        {
            field: 'outcome',
            label: History.outcome,
            value: filter.outcome ?? '',
            options: [all, ...eventOutcomes.map(value => ({ value, label: Events.outcomes[value] }))]
        },
        {
            field: 'id',
            label: History.what,
            value: filter.id === null ? '' : String(filter.id),
            options: [all, ...[...ids].sort(([a], [b]) => Number(a) - Number(b)).map(([value, label]) => ({ value, label }))]
        }
    ];
}
