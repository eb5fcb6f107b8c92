import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { statusIconClass, StatusIcon } from './verdict-status';

/** A verdict in a cell of a table: icon, word, headline. The SDK's status icon is three components more for each row. */
@Component({
    selector: 'avma-verdict-cell',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<span *ngIf="cell as shown" class="avma-cell">
        <span [className]="'avma-cell-icon ' + iconClass" aria-hidden="true"></span>
        <span class="sme-arrange-ellipsis"
            ><strong>{{ shown.label }}</strong
            ><ng-container *ngIf="shown.headline"> – {{ shown.headline }}</ng-container></span
        >
    </span>`
})
export class VerdictCellComponent {
    @Input() public cell: { readonly icon: StatusIcon; readonly label: string; readonly headline: string } | null = null;

    public get iconClass(): string {
        return this.cell ? statusIconClass(this.cell.icon) : '';
    }
}
