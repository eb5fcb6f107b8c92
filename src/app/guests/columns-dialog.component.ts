import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
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
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<sme-dialog #dialog dialogMode="pane" [closeButton]="true" [ariaLabel]="strings.Guests.columns">
        <sme-dialog-header
            ><h2 id="sme-dialog-title">{{ strings.Guests.columns }}</h2></sme-dialog-header
        >
        <sme-dialog-content>
            <ul *ngIf="chosen$ | async as chosen" class="avma-columns">
                <li *ngFor="let column of all" class="avma-check">
                    <input
                        type="checkbox"
                        [id]="'column-' + column"
                        [disabled]="column === 'name'"
                        [ngModel]="chosen.has(column)"
                        (ngModelChange)="choose(column, $event)"
                    />
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
    /** The columns that are ticked. */
    public readonly chosen$ = new BehaviorSubject<ReadonlySet<GuestColumn>>(new Set());

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = ColumnsDialogComponent.id;
    }

    public override show(options: ColumnsDialogOptions): ReturnType<ToolDialog<ColumnsDialogOptions, ColumnsDialogResult>['show']> {
        this.chosen$.next(new Set(options.columns));
        return super.show(options);
    }

    public choose(column: GuestColumn, shown: boolean): void {
        const others = [...this.chosen$.value].filter(one => one !== column);
        this.chosen$.next(new Set(shown ? [...others, column] : others));
    }

    public apply(): void {
        this.hide({ columns: guestColumns.filter(column => this.chosen$.value.has(column)) });
    }

    protected get canceled(): ColumnsDialogResult {
        return { columns: null };
    }
}
