import { ChangeDetectorRef, ContentChild, Directive, OnDestroy, OnInit } from '@angular/core';
import { DataTableComponent, DataTableSortMode, MasterViewComponent } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { avmaStrings } from './texts';

/** The frame that all tables of the SDK share: rows by their id, and above them how many the table shows, with its own search. */
@Directive({ selector: 'sme-master-view[avmaTableFrame]' })
export class TableFrameDirective implements OnInit, OnDestroy {
    /** Static, so that the table has its settings before its first items. */
    @ContentChild(DataTableComponent, { static: true }) public table!: DataTableComponent;
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly frame: MasterViewComponent,
        private readonly changes: ChangeDetectorRef
    ) {}

    public ngOnInit(): void {
        const { frame, table } = this;
        frame.showFilter = false;
        // The SDK announces the button for columns as its button for filters.
        frame.getFilterAriaLabel = () => avmaStrings().Guests.columns;
        table.enableDefaultTooltips = true;
        table.defaultSortMode = DataTableSortMode.Ascend;
        table.getItemIdentityFunction = ({ id }: { readonly id: string }) => id;
        this.subscriptions.add(
            table.renderedItemsChange.subscribe(() => {
                // Each redraw of the table comes here, and each timer checks the whole page once more.
                if (table.filteredItems.length !== frame.total) {
                    // The table redraws within change detection, where the page must not change.
                    setTimeout(() => {
                        frame.total = table.filteredItems.length;
                        this.changes.markForCheck();
                    });
                }
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }
}
