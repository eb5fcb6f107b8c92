import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { ExportContent } from '../domain/facts/export-case';
import { avmaStrings } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';

export interface ExportDialogOptions {
    /** Guests that the host pushed something to. */
    readonly names: readonly string[];
}

export interface ExportDialogResult {
    /** Null if nothing is to be saved. */
    readonly content: ExportContent | null;
}

/** Asks whether a file with names shall also contain what the host pushed to guests, which may be secrets. */
@Component({
    selector: 'avma-export-dialog',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view$ | async as view"
        ><sme-dialog #dialog dialogMode="pane" [closeButton]="true" [ariaLabel]="strings.Export.names">
            <sme-dialog-header
                ><h2 id="sme-dialog-title">{{ strings.Export.names }}</h2></sme-dialog-header
            >
            <sme-dialog-content>
                <p>{{ strings.Export.hostText }}</p>
                <ul class="avma-warnings">
                    <li *ngFor="let name of view.names">{{ name }}</li>
                </ul>
                <p class="avma-check avma-check-line">
                    <input id="avma-export-host-values" type="checkbox" [(ngModel)]="everything" />
                    <label for="avma-export-host-values">{{ strings.Export.hostValues }}</label>
                </p>
            </sme-dialog-content>
            <sme-dialog-footer>
                <button type="button" class="sme-button-primary" (click)="hide({ content: everything ? 'everything' : 'names' })">
                    {{ strings.Export.save }}
                </button>
                <button type="button" (click)="closeRequested()">{{ strings.LookInside.cancel }}</button>
            </sme-dialog-footer>
        </sme-dialog></ng-container
    >`
})
export class ExportDialogComponent extends ToolDialog<ExportDialogOptions, ExportDialogResult> {
    public static readonly id = 'avma-export';
    public readonly strings = avmaStrings();
    public readonly view$ = new BehaviorSubject<ExportDialogOptions>({ names: [] });
    public everything = false;

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = ExportDialogComponent.id;
    }

    public override show(options: ExportDialogOptions): ReturnType<ToolDialog<ExportDialogOptions, ExportDialogResult>['show']> {
        // Ticked for one file, never for the next.
        this.everything = false;
        this.view$.next(options);
        return super.show(options);
    }

    protected get canceled(): ExportDialogResult {
        return { content: null };
    }
}
