import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { FilterFacts, filterChoices, GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { avmaStrings, fillText } from '../shared/texts';
import { FilterField, fieldText, filterFields, valueText } from './guest-filter-text';

interface FilterSelect {
    readonly field: FilterField;
    readonly label: string;
    readonly any: string;
    readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>;
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
        return filterFields(choices.host.length, this.filter).map(field => {
            const found: ReadonlyArray<{ readonly value: string; readonly count: number }> = choices[field];
            const chosen = this.filter[field];
            // What the address asks for stays visible, also where no guest has it any more.
            const shown = chosen === null || found.some(one => one.value === chosen) ? found : [...found, { value: chosen, count: 0 }];
            return {
                field,
                label: fieldText(field, this.strings),
                any: fillText(Guests.all, { count: this.guests.length }),
                options: shown.map(({ value, count }) => ({
                    value,
                    label: fillText(Guests.option, { verdict: valueText(field, value, this.strings), count })
                }))
            };
        });
    }
}
