import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { avmaStrings, fillText } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';

export interface DataExchangeDialogOptions {
    readonly enable: boolean;
    readonly names: readonly string[];
}

export interface DataExchangeDialogResult {
    readonly confirmed: boolean;
}

/** Says what will be changed, and where, before it is. */
@Component({
    selector: 'avma-data-exchange-dialog',
    template: `<sme-dialog #dialog dialogMode="pane" [closeButton]="true" [ariaLabel]="title">
        <sme-dialog-header
            ><h2 id="sme-dialog-title">{{ title }}</h2></sme-dialog-header
        >
        <sme-dialog-content>
            <p>{{ enable ? strings.DataExchange.textEnable : strings.DataExchange.textDisable }}</p>
            <ul class="avma-warnings">
                <li *ngFor="let name of names">{{ name }}</li>
            </ul>
        </sme-dialog-content>
        <sme-dialog-footer>
            <button type="button" class="sme-button-primary" (click)="hide({ confirmed: true })">{{ action }}</button>
            <button type="button" (click)="closeRequested()">{{ strings.LookInside.cancel }}</button>
        </sme-dialog-footer>
    </sme-dialog>`
})
export class DataExchangeDialogComponent extends ToolDialog<DataExchangeDialogOptions, DataExchangeDialogResult> {
    public static readonly id = 'avma-data-exchange';
    public readonly strings = avmaStrings();
    public enable = true;
    public names: readonly string[] = [];
    public title = '';

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = DataExchangeDialogComponent.id;
    }

    public get action(): string {
        return this.enable ? this.strings.DataExchange.enable : this.strings.DataExchange.disable;
    }

    public override show(options: DataExchangeDialogOptions): ReturnType<ToolDialog<DataExchangeDialogOptions, DataExchangeDialogResult>['show']> {
        this.enable = options.enable;
        this.names = options.names;
        const texts = this.strings.DataExchange;
        this.title = fillText(options.enable ? texts.titleEnable : texts.titleDisable, { count: options.names.length });
        return super.show(options);
    }

    protected get canceled(): DataExchangeDialogResult {
        return { confirmed: false };
    }
}
