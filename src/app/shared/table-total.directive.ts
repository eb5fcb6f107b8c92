import { Directive, EventEmitter, OnDestroy, OnInit, Output } from '@angular/core';
import { DataTableComponent } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';

/** How many rows the SDK's table has, with its search, as an output, which it does not have itself. */
@Directive({ selector: 'sme-data-table[avmaTotal]' })
export class TableTotalDirective implements OnInit, OnDestroy {
    @Output() public readonly avmaTotal = new EventEmitter<number>();
    private total: number | null = null;
    private readonly subscriptions = new Subscription();

    constructor(private readonly table: DataTableComponent) {}

    public ngOnInit(): void {
        this.subscriptions.add(
            this.table.renderedItemsChange.subscribe(() => {
                // Each redraw of the table comes here, and each timer checks the whole page once more.
                if (this.table.filteredItems.length !== this.total) {
                    // The table redraws within change detection, where the page must not change.
                    setTimeout(() => this.update());
                }
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    private update(): void {
        this.total = this.table.filteredItems.length;
        this.avmaTotal.emit(this.total);
    }
}
