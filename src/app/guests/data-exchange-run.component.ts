import { ChangeDetectionStrategy, Component, Input, OnChanges } from '@angular/core';
import { GuestKey } from '../domain/facts/guest-key';
import { DataExchangeState, DataExchangeStore } from '../state/guests/data-exchange.store';
import { avmaStrings } from '../shared/texts';
import { DataExchangeView, toDataExchangeView } from './data-exchange-view';

/** How changing Data Exchange went: what was changed, what was not and why, and the way back. */
@Component({
    selector: 'avma-data-exchange-run',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view as run">
        <avma-content *ngIf="run.shown" class="avma-run">
            <div class="avma-run-line">
                <span role="status">{{ run.text }}</span>
                <ng-container *ngIf="!run.running">
                    <button *ngIf="run.canUndo" type="button" class="sme-button-auto-width" (click)="store.undo()">{{ strings.DataExchange.undo }}</button>
                    <button type="button" class="sme-button-auto-width" (click)="store.dismiss()">{{ strings.LookInside.dismiss }}</button>
                </ng-container>
            </div>
            <ng-container *ngIf="run.failure as failure">
                <p>{{ strings.Failures[failure.code].text }}</p>
                <p class="avma-fix">{{ strings.Failures[failure.code].fix }}</p>
                <pre *ngIf="failure.raw" class="avma-raw-item" tabindex="0">{{ failure.raw }}</pre>
            </ng-container>
            <details *ngFor="let group of run.groups; trackBy: byCode" class="avma-run-group" [attr.data-code]="group.code">
                <summary tabindex="0">{{ strings.DataExchangeFailures[group.code].title }} ({{ group.names.length }})</summary>
                <p class="avma-fix">
                    <strong>{{ strings.Details.fix }}:</strong> {{ strings.DataExchangeFailures[group.code].fix }}
                </p>
                <ul class="avma-warnings">
                    <li *ngFor="let name of group.names">{{ name }}</li>
                </ul>
            </details>
        </avma-content>
    </ng-container>`
})
export class DataExchangeRunComponent implements OnChanges {
    @Input() public state: DataExchangeState | null = null;
    /** Names of guests. */
    @Input() public names: ReadonlyMap<GuestKey, string> = new Map();
    public readonly strings = avmaStrings();
    public view: DataExchangeView | null = null;

    constructor(public readonly store: DataExchangeStore) {}

    public readonly byCode = (_: number, { code }: DataExchangeView['groups'][number]): string => code;

    public ngOnChanges(): void {
        this.view = this.state && toDataExchangeView(this.state, this.names, this.strings);
    }
}
