import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { StatusIcon } from './verdict-status';

/** A verdict in a cell of a table: icon, word, headline. */
@Component({
    selector: 'avma-verdict-cell',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<span *ngIf="cell as shown" class="avma-cell">
        <sme-status-icon class="avma-cell-icon" [status]="shown.icon" size="16px"></sme-status-icon>
        <span class="sme-arrange-ellipsis"
            ><strong>{{ shown.label }}</strong
            ><ng-container *ngIf="shown.headline"> – {{ shown.headline }}</ng-container></span
        >
    </span>`
})
export class VerdictCellComponent {
    @Input() public cell: { readonly icon: StatusIcon; readonly label: string; readonly headline: string } | null = null;
}
