import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { avmaStrings } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';
import { columnTitles, GuestColumn, guestColumns } from './guest-columns';

export interface ColumnsDialogOptions {
    readonly columns: readonly GuestColumn[];
}

/** Null where nothing was chosen. */
export interface ColumnsDialogResult {
    readonly columns: readonly GuestColumn[] | null;
}

/** Which columns the table has. The shell's own column picker does not answer in every gateway. */
@Component({
    selector: 'avma-columns-dialog',
    template: `<sme-dialog #dialog dialogMode="pane" [closeButton]="true" [ariaLabel]="strings.Guests.columns">
        <sme-dialog-header
            ><h2 id="sme-dialog-title">{{ strings.Guests.columns }}</h2></sme-dialog-header
        >
        <sme-dialog-content>
            <ul class="avma-columns">
                <li *ngFor="let column of all" class="avma-check">
                    <input type="checkbox" [id]="'column-' + column" [disabled]="column === 'name'" [(ngModel)]="chosen[column]" />
                    <label [attr.for]="'column-' + column">{{ titles[column] }}</label>
                </li>
            </ul>
        </sme-dialog-content>
        <sme-dialog-footer>
            <button type="button" class="sme-button-primary" (click)="apply()">{{ strings.Guests.applyColumns }}</button>
            <button type="button" (click)="closeRequested()">{{ strings.LookInside.cancel }}</button>
        </sme-dialog-footer>
    </sme-dialog>`
})
export class ColumnsDialogComponent extends ToolDialog<ColumnsDialogOptions, ColumnsDialogResult> {
    public static readonly id = 'avma-columns';
    public readonly strings = avmaStrings();
    public readonly all = guestColumns;
    public readonly titles = columnTitles(this.strings);
    public chosen: Partial<Record<GuestColumn, boolean>> = {};

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = ColumnsDialogComponent.id;
    }

    public override show(options: ColumnsDialogOptions): ReturnType<ToolDialog<ColumnsDialogOptions, ColumnsDialogResult>['show']> {
        this.chosen = Object.fromEntries(options.columns.map(column => [column, true]));
        return super.show(options);
    }

    public apply(): void {
        this.hide({ columns: guestColumns.filter(column => this.chosen[column]) });
    }

    protected get canceled(): ColumnsDialogResult {
        return { columns: null };
    }
}
