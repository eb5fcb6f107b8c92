import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { avmaStrings } from '../shared/texts';
import { FilterChip, filterChips } from './guest-filter-text';

/** Says what keeps guests out of the table; each filter, and all of them, can be cleared here. */
@Component({
    selector: 'avma-filter-chips',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div *ngIf="chips.length > 0" class="avma-filter-chips" role="group" [attr.aria-label]="strings.Guests.filters">
        <span *ngIf="saved">{{ strings.Guests.myView }}</span>
        <button
            *ngFor="let chip of chips; trackBy: byField"
            type="button"
            class="avma-chip"
            [attr.aria-label]="chip.remove"
            (click)="filterChange.emit(chip.without)"
        >
            {{ chip.label }} <span class="sme-icon sme-icon-cancel avma-icon" aria-hidden="true"></span>
        </button>
        <button type="button" class="sme-button-trigger sme-button-auto-width" (click)="filterChange.emit(none)">{{ strings.Guests.clearFilter }}</button>
    </div>`
})
export class FilterChipsComponent {
    /** It is the filter of the saved view, which the page opens with. */
    @Input() public saved = false;
    @Output() public readonly filterChange = new EventEmitter<GuestFilter>();
    public readonly strings = avmaStrings();
    public readonly none = noFilter;
    public chips: readonly FilterChip[] = [];

    @Input() public set filter(filter: GuestFilter) {
        this.chips = filterChips(filter, this.strings);
    }

    public readonly byField = (_: number, chip: FilterChip): string => chip.field;
}
