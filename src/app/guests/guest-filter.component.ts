import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { FilterChoices, FilterFacts, filterChoices, filterTest, GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { noteCodes } from '../domain/judgement/assessment';
import { avmaStrings, AvmaStrings, dateText, fillText } from '../shared/texts';

type FilterField = keyof FilterChoices | LinkedField;
/** What only links choose. Its list is there as long as it is chosen. */
type LinkedField = 'note' | 'since';

interface FilterSelect {
    readonly field: FilterField;
    readonly label: string;
    readonly any: string;
    readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>;
}

const fields: ReadonlyArray<keyof FilterChoices> = ['verdict', 'reason', 'os', 'evidence', 'state'];
const linkedFields: readonly LinkedField[] = ['note', 'since'];

/** A value of a filter in words. */
function valueText(field: FilterField, value: string, strings: AvmaStrings): string {
    const word = <T extends Readonly<Record<string, unknown>>>(texts: T): string | null => {
        const text = texts[value];
        return typeof text === 'string' ? text : null;
    };
    switch (field) {
        case 'verdict':
            return word(strings.Verdicts) ?? value;
        case 'reason':
            return word(strings.ReasonNames) ?? value;
        case 'os':
            return word(strings.OsKinds) ?? `Windows Server ${value}`;
        case 'evidence':
            return word(strings.Evidence) ?? value;
        case 'note':
            return noteCodes.flatMap(code => (code === value ? [strings.Notes[code].title] : []))[0] ?? value;
        case 'since':
            return dateText(value);
        default:
            return value === 'unknown' ? strings.Common.unknown : value === 'other' ? strings.Guests.otherState : (word(strings.States) ?? value);
    }
}

/** Chooses what the table shows, out of what there is. */
@Component({
    selector: 'avma-guest-filter',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<span *ngFor="let select of selects; trackBy: byField" class="avma-filter">
        <label [attr.for]="'avma-' + select.field">{{ select.label }}</label>
        <select class="avma-select" [id]="'avma-' + select.field" [ngModel]="filter[select.field] ?? ''" (ngModelChange)="choose(select.field, $event)">
            <option value="">{{ select.any }}</option>
            <option *ngFor="let option of select.options; trackBy: byValue" [value]="option.value">{{ option.label }}</option>
        </select>
    </span>`
})
export class GuestFilterComponent {
    @Output() public readonly filterChange = new EventEmitter<GuestFilter>();
    public readonly strings = avmaStrings();
    public filter: GuestFilter = noFilter;
    public selects: readonly FilterSelect[] = [];
    private guests: readonly FilterFacts[] = [];

    @Input() public set value(filter: GuestFilter) {
        this.filter = filter;
        this.selects = this.toSelects();
    }

    @Input() public set facts(guests: readonly FilterFacts[]) {
        this.guests = guests;
        this.selects = this.toSelects();
    }

    public choose(field: FilterField, value: string): void {
        if (value !== (this.filter[field] ?? '')) {
            this.filterChange.emit({ ...this.filter, [field]: value === '' ? null : value });
        }
    }

    public readonly byField = (_: number, select: FilterSelect): string => select.field;
    public readonly byValue = (_: number, option: { readonly value: string }): string => option.value;

    private toSelects(): FilterSelect[] {
        const choices = filterChoices(this.guests);
        const { Guests } = this.strings;
        const labels = { verdict: Guests.verdict, reason: Guests.reason, os: Guests.system, evidence: Guests.evidence, state: Guests.state };
        const linked = linkedFields.flatMap(field => {
            const value = this.filter[field];
            return value === null ? [] : [this.toLinked(field, value)];
        });
        return [
            ...linked,
            ...fields.map(field => {
                const found: ReadonlyArray<{ readonly value: string; readonly count: number }> = choices[field];
                const chosen = this.filter[field];
                // What the address asks for stays visible, also where no guest has it any more.
                const shown = chosen === null || found.some(one => one.value === chosen) ? found : [...found, { value: chosen, count: 0 }];
                return {
                    field,
                    label: labels[field],
                    any: fillText(Guests.all, { count: this.guests.length }),
                    options: shown.map(({ value, count }) => ({
                        value,
                        label: fillText(Guests.option, { verdict: valueText(field, value, this.strings), count })
                    }))
                };
            })
        ];
    }

    private toLinked(field: LinkedField, value: string): FilterSelect {
        const { Guests } = this.strings;
        const count = this.guests.filter(filterTest({ ...noFilter, [field]: value })).length;
        return {
            field,
            label: field === 'note' ? Guests.note : Guests.since,
            any: fillText(Guests.all, { count: this.guests.length }),
            options: [{ value, label: fillText(Guests.option, { verdict: valueText(field, value, this.strings), count }) }]
        };
    }
}
