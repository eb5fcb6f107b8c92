import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';

export interface DataExchangeDialogOptions {
    readonly enable: boolean;
    readonly names: readonly string[];
}

export interface DataExchangeDialogResult {
    readonly confirmed: boolean;
}

export interface DataExchangeQuestion {
    readonly title: string;
    readonly text: string;
    readonly names: readonly string[];
    /** What the button says. */
    readonly action: string;
}

/** What is asked before Data Exchange is switched. */
export function toDataExchangeQuestion({ enable, names }: DataExchangeDialogOptions, { DataExchange: texts }: AvmaStrings): DataExchangeQuestion {
    return {
        title: fillText(enable ? texts.titleEnable : texts.titleDisable, { count: names.length }),
        text: enable ? texts.textEnable : texts.textDisable,
        names,
        action: enable ? texts.enable : texts.disable
    };
}

/** Says what will be changed, and where, before it is. */
@Component({
    selector: 'avma-data-exchange-dialog',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view$ | async as view"
        ><sme-dialog #dialog dialogMode="pane" [closeButton]="true" [ariaLabel]="view.title">
            <sme-dialog-header
                ><h2 id="sme-dialog-title">{{ view.title }}</h2></sme-dialog-header
            >
            <sme-dialog-content>
                <p>{{ view.text }}</p>
                <ul class="avma-warnings">
                    <li *ngFor="let name of view.names">{{ name }}</li>
                </ul>
            </sme-dialog-content>
            <sme-dialog-footer>
                <button type="button" class="sme-button-primary" (click)="hide({ confirmed: true })">{{ view.action }}</button>
                <button type="button" (click)="closeRequested()">{{ strings.LookInside.cancel }}</button>
            </sme-dialog-footer>
        </sme-dialog></ng-container
    >`
})
export class DataExchangeDialogComponent extends ToolDialog<DataExchangeDialogOptions, DataExchangeDialogResult> {
    public static readonly id = 'avma-data-exchange';
    public readonly strings = avmaStrings();
    public readonly view$ = new BehaviorSubject<DataExchangeQuestion>({ title: '', text: '', names: [], action: '' });

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = DataExchangeDialogComponent.id;
    }

    public override show(options: DataExchangeDialogOptions): ReturnType<ToolDialog<DataExchangeDialogOptions, DataExchangeDialogResult>['show']> {
        this.view$.next(toDataExchangeQuestion(options, this.strings));
        return super.show(options);
    }

    protected get canceled(): DataExchangeDialogResult {
        return { confirmed: false };
    }
}
