/** The filter of the guests in words: its fields, their values, and the chips that say what filters. */
import { noteCodes, reasonCodes } from '../domain/judgement/assessment';
import { FilterChoices, GuestFilter } from '../domain/guests/guest-filter';
import { AvmaStrings, dateText, fillText, reasonName } from '../shared/texts';

export type FilterField = keyof FilterChoices;
/** What only links choose. */
type LinkedField = 'note' | 'since';

/** In the order of the page. */
const fields: readonly FilterField[] = ['host', 'verdict', 'reason', 'os', 'evidence', 'state'];
const linkedFields: readonly LinkedField[] = ['note', 'since'];

/** The fields with a list: hosts only where there are several, or where one is chosen. */
export function filterFields(hosts: number, filter: GuestFilter): readonly FilterField[] {
    return hosts > 1 || filter.host !== null ? fields : fields.slice(1);
}

export function fieldText(field: FilterField | LinkedField, { Guests }: AvmaStrings): string {
    const labels: Readonly<Record<FilterField | LinkedField, string>> = {
        host: Guests.host,
        verdict: Guests.verdict,
        reason: Guests.reason,
        os: Guests.system,
        evidence: Guests.evidence,
        state: Guests.state,
        note: Guests.note,
        since: Guests.since
    };
    return labels[field];
}

/** A value of a filter, in the words of the table. */
export function valueText(field: FilterField | LinkedField, value: string, strings: AvmaStrings): string {
    const word = <T extends Readonly<Record<string, unknown>>>(texts: T): string | null => {
        const text = texts[value];
        return typeof text === 'string' ? text : null;
    };
    const reason = reasonCodes.find(code => code === value);
    const note = noteCodes.find(code => code === value);
    switch (field) {
        case 'verdict':
            return word(strings.Verdicts) ?? value;
        case 'reason':
            return reason ? reasonName(reason) : value;
        case 'os':
            return word(strings.OsKinds) ?? `Windows Server ${value}`;
        case 'evidence':
            return word(strings.Evidence) ?? value;
        case 'state':
            return value === 'unknown' ? strings.Common.unknown : value === 'other' ? strings.Guests.otherState : (word(strings.States) ?? value);
        case 'note':
            return note ? strings.Notes[note].title : value;
        case 'since':
            return dateText(value);
        default:
            return value;
    }
}

/** One thing that filters, and the filter without it. */
export interface FilterChip {
    readonly field: keyof GuestFilter;
    readonly label: string;
    readonly remove: string;
    readonly without: GuestFilter;
}

/** Everything that keeps guests out of the table, also where guests are left. */
export function filterChips(filter: GuestFilter, strings: AvmaStrings): FilterChip[] {
    const { Guests } = strings;
    const chip = (field: keyof GuestFilter, name: string, value: string): FilterChip => {
        const label = fillText(Guests.chip, { field: name, value });
        return { field, label, remove: fillText(Guests.removeChip, { filter: label }), without: { ...filter, [field]: null } };
    };
    const text = filter.text === null ? [] : [chip('text', Guests.search, filter.text)];
    return [...linkedFields, ...fields]
        .flatMap(field => {
            const value = filter[field];
            return value === null ? [] : [chip(field, fieldText(field, strings), valueText(field, value, strings))];
        })
        .concat(text);
}
