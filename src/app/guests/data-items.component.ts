import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { avmaStrings, fillText } from '../shared/texts';
import { ItemPool } from './guest-details-view';

/** A guest's Data Exchange items. What the host pushed may be a secret: each value is shown only after it was asked for, and is hidden again with the guest. */
@Component({
    selector: 'avma-data-items',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngFor="let pool of pools; trackBy: byTitle">
        <h4 class="sme-font-h4">{{ pool.title }}</h4>
        <p *ngIf="pool.items.length === 0" class="sme-scheme-secondary-text">{{ strings.Details.noItems }}</p>
        <p *ngIf="pool.hidden && pool.items.length > 0" class="sme-scheme-secondary-text">{{ strings.Details.hiddenText }}</p>
        <table *ngIf="pool.items.length > 0" class="avma-items">
            <thead>
                <tr>
                    <th scope="col">{{ strings.Details.itemName }}</th>
                    <th scope="col">{{ strings.Details.itemValue }}</th>
                </tr>
            </thead>
            <tbody>
                <tr *ngFor="let item of pool.items; let index = index; trackBy: byIndex">
                    <td>{{ item.name }}</td>
                    <td>
                        <ng-container *ngIf="!pool.hidden || isShown(pool, index)">{{ item.data }}</ng-container>
                        <span *ngIf="pool.hidden && !isShown(pool, index)" class="sme-scheme-secondary-text">{{ strings.Details.hidden }}</span>
                        <button
                            *ngIf="pool.hidden"
                            type="button"
                            class="sme-button-trigger sme-button-auto-width"
                            [attr.aria-label]="label(pool, index)"
                            (click)="toggle(pool, index)"
                        >
                            {{ isShown(pool, index) ? strings.Details.hide : strings.Details.show }}
                        </button>
                    </td>
                </tr>
            </tbody>
        </table>
    </ng-container>`
})
export class DataItemsComponent {
    @Input() public pools: readonly ItemPool[] = [];
    public readonly strings = avmaStrings();
    /** What was asked for, with the value that was there: another value under the same name is another secret. */
    private shown: ReadonlySet<string> = new Set();
    private shownOf = '';

    /** Whose items they are. */
    @Input() public set vmId(vmId: string) {
        if (vmId !== this.shownOf) {
            this.shownOf = vmId;
            this.shown = new Set();
        }
    }

    public readonly byTitle = (_: number, { title }: ItemPool): string => title;
    /** The same line for the same place, so that focus stays on its button while the list is read again. */
    public readonly byIndex = (index: number): number => index;

    public isShown(pool: ItemPool, index: number): boolean {
        return this.shown.has(this.keyOf(pool, index));
    }

    public label(pool: ItemPool, index: number): string {
        const text = this.isShown(pool, index) ? this.strings.Details.hideItem : this.strings.Details.showItem;
        return fillText(text, { name: pool.items[index].name });
    }

    public toggle(pool: ItemPool, index: number): void {
        const key = this.keyOf(pool, index);
        const others = [...this.shown].filter(one => one !== key);
        this.shown = new Set(this.isShown(pool, index) ? others : [...others, key]);
    }

    private keyOf(pool: ItemPool, index: number): string {
        const { name, data } = pool.items[index];
        return JSON.stringify([pool.title, index, name, data]);
    }
}
