/**
 * Stand-ins of the SDK's controls for specs of templates: they show what they are given, at once, and keep it to be looked at. The controls themselves lay
 * themselves out in timers of their own.
 */
import { Component, ContentChild, ContentChildren, EventEmitter, Input, Output, QueryList, TemplateRef } from '@angular/core';
import { ControlValueAccessor, NG_VALUE_ACCESSOR } from '@angular/forms';
import { Subject } from 'rxjs';

@Component({ selector: 'sme-data-table-column', template: '' })
export class ColumnStubComponent {
    @Input() public field = '';
    @Input() public header = '';
    @ContentChild(TemplateRef) public cell: TemplateRef<unknown> | null = null;
}

/** Shows all of its items, in their order. */
@Component({
    selector: 'sme-data-table',
    template: `<table>
        <tr>
            <th *ngFor="let column of columns" scope="col">{{ column.header }}</th>
        </tr>
        <tr *ngFor="let item of items" class="stub-row">
            <td *ngFor="let column of columns">
                <ng-container *ngIf="column.cell as cell; else text" [ngTemplateOutlet]="cell" [ngTemplateOutletContext]="{ $implicit: item }"></ng-container>
                <ng-template #text>{{ $any(item)[column.field] }}</ng-template>
            </td>
        </tr>
    </table>`
})
export class TableStubComponent {
    @Input() public items: readonly object[] = [];
    @Input() public selection: unknown = null;
    @Input() public globalFilter: unknown = null;
    @Input() public defaultSortColumn: unknown = null;
    @Input() public isBusy = false;
    @Input() public noRecordMessage = '';
    @Input() public tableAriaLabel = '';
    @Output() public readonly selectionChange = new EventEmitter<unknown>();
    @ContentChildren(ColumnStubComponent) public columns!: QueryList<ColumnStubComponent>;

    /** What the table shows with its search. */
    public get filteredItems(): readonly object[] {
        return this.items;
    }
}

@Component({
    selector: 'sme-form-field',
    template: '<ng-content></ng-content>',
    providers: [{ provide: NG_VALUE_ACCESSOR, useExisting: FieldStubComponent, multi: true }]
})
export class FieldStubComponent implements ControlValueAccessor {
    @Input() public label = '';
    @Input() public placeholder = '';

    public writeValue(): void {
        // Nobody looks at it.
    }

    public registerOnChange(): void {
        // Nobody types into it.
    }

    public registerOnTouched(): void {
        // Nobody touches it.
    }
}

/** Always shows its content; `visible` says whether somebody would see it. */
@Component({ selector: 'sme-dialog', template: '<ng-content></ng-content>' })
export class DialogStubComponent {
    @Input() public dialogMode = '';
    @Input() public closeButton = false;
    @Input() public ariaLabel = '';
    public readonly closeRequested = new Subject<unknown>();
    public visible = false;

    public show(): void {
        this.visible = true;
    }

    public hide(): void {
        this.visible = false;
    }
}
