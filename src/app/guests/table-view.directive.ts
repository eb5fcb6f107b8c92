import {
    AfterContentInit,
    AfterViewInit,
    ContentChildren,
    Directive,
    EventEmitter,
    HostBinding,
    Input,
    OnChanges,
    OnDestroy,
    Output,
    QueryList,
    SimpleChanges
} from '@angular/core';
import { DataTableColumnComponent, DataTableColumnPickerExtension, DataTableComponent, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { FieldOrder } from './field-order';
import { GuestColumn, guestColumns } from './guest-columns';
import { TableSort } from './guests-view';

/** How far columns shrink before the table scrolls sideways. */
const leastPart = 0.8;
/** Width of the check boxes, in pixels. */
const boxWidth = 48;

/** Order and columns of the SDK's table as inputs and outputs, which it does not have itself. */
@Directive({ selector: 'sme-data-table[avmaColumns]' })
export class TableViewDirective implements AfterContentInit, AfterViewInit, OnChanges, OnDestroy {
    @Input() public avmaColumns: readonly GuestColumn[] = [];
    /** Field of the column that rows are grouped by; empty for none. */
    @Input() public avmaGroup = '';
    @Input() public avmaSort: TableSort | null = null;
    @Output() public readonly avmaSortChange = new EventEmitter<TableSort>();
    @ContentChildren(DataTableColumnComponent) public columns?: QueryList<DataTableColumnComponent>;
    /** What the chosen columns need at least: the SDK's table would squeeze any number of them into the width that there is. */
    @HostBinding('style.--avma-table-width') public leastWidth = '0';
    private readonly order = new FieldOrder();
    /** As the template gives them; the SDK changes them when a column is dragged. */
    private readonly widths = new Map<string, number>();
    private drawn = false;
    private readonly subscriptions = new Subscription();

    constructor(private readonly table: DataTableComponent) {}

    /** Before the table's own first look at its columns. */
    public ngAfterContentInit(): void {
        this.columns?.forEach(column => {
            this.widths.set(column.field, parseInt(column.width, 10));
            column.hidden = !this.avmaColumns.some(one => one === column.field);
            if (column.sortable === 'true') {
                column.sortable = 'custom';
                column.compareFunction = this.order.compare;
            }
        });
        this.measure();
    }

    public ngAfterViewInit(): void {
        this.drawn = true;
        if (this.avmaGroup !== '') {
            // The table takes its first look at its columns a tick later.
            setTimeout(() => this.arrange());
        }
        this.subscriptions.add(this.table.renderedItemsChange.subscribe(() => this.emitSort()));
    }

    public ngOnChanges(changes: SimpleChanges): void {
        if (this.drawn && (changes['avmaColumns'] || changes['avmaGroup'])) {
            this.measure();
            this.arrange();
        }
        if (this.drawn && changes['avmaSort']) {
            this.applySort();
        }
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    private measure(): void {
        const width = this.avmaColumns.reduce((sum, column) => sum + (this.widths.get(column) ?? 0), 0);
        this.leastWidth = `${boxWidth + Math.round(leastPart * width)}px`;
    }

    private arrange(): void {
        const chooseColumnData: string[] = [...this.avmaColumns];
        if (this.avmaGroup !== '') {
            chooseColumnData.push(this.avmaGroup);
        }
        new DataTableColumnPickerExtension(this.table).applyColumnPickerChange({ chooseColumnData, groupByColumnData: this.avmaGroup });
    }

    /** An order that the table does not have yet, such as a saved one. */
    private applySort(): void {
        const column = this.columns?.find(one => one.field === this.avmaSort?.column);
        const mode = this.avmaSort?.descending ? DataTableSortMode.Descend : DataTableSortMode.Ascend;
        if (column && column.sortMode !== mode) {
            // A click turns an ascending column round, and makes any other ascending.
            column.sortMode = mode === DataTableSortMode.Descend ? DataTableSortMode.Ascend : DataTableSortMode.None;
            setTimeout(() => this.table.clickColumn(column));
        }
    }

    private emitSort(): void {
        const sorted = this.columns?.find(column => column.sortMode !== DataTableSortMode.None);
        const column = guestColumns.find(one => one === sorted?.field);
        const descending = sorted?.sortMode === DataTableSortMode.Descend;
        if (column && (column !== this.avmaSort?.column || descending !== this.avmaSort.descending)) {
            this.avmaSort = { column, descending };
            this.avmaSortChange.emit(this.avmaSort);
        }
    }
}
