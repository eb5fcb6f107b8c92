import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { dataExchangeFailure, DataExchangeFailureCode, dataExchangeFailureCodes } from '../domain/inside/data-exchange-failures';
import { DataExchangeState, DataExchangeStore } from '../state/guests/data-exchange.store';
import { avmaStrings, fillText } from '../shared/texts';

interface FailureGroup {
    readonly code: DataExchangeFailureCode;
    readonly names: readonly string[];
}

/** How changing Data Exchange went: what was changed, what was not and why, and the way back. */
@Component({
    selector: 'avma-data-exchange-run',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content *ngIf="view.wish" class="avma-run">
        <div class="avma-run-line">
            <span role="status">{{ text }}</span>
            <ng-container *ngIf="!view.running">
                <button *ngIf="done > 0" type="button" class="sme-button-auto-width" (click)="store.undo()">{{ strings.DataExchange.undo }}</button>
                <button type="button" class="sme-button-auto-width" (click)="store.dismiss()">{{ strings.LookInside.dismiss }}</button>
            </ng-container>
        </div>
        <ng-container *ngIf="view.failure as failure">
            <p>{{ strings.Failures[failure.code].text }}</p>
            <p class="avma-fix">{{ strings.Failures[failure.code].fix }}</p>
            <pre *ngIf="failure.raw" class="avma-raw-item" tabindex="0">{{ failure.raw }}</pre>
        </ng-container>
        <details *ngFor="let group of groups" class="avma-run-group" [attr.data-code]="group.code">
            <summary tabindex="0">{{ strings.DataExchangeFailures[group.code].title }} ({{ group.names.length }})</summary>
            <p class="avma-fix">
                <strong>{{ strings.Details.fix }}:</strong> {{ strings.DataExchangeFailures[group.code].fix }}
            </p>
            <ul class="avma-warnings">
                <li *ngFor="let name of group.names">{{ name }}</li>
            </ul>
        </details>
    </avma-content>`
})
export class DataExchangeRunComponent {
    @Input() public names: ReadonlyMap<string, string> = new Map();
    public readonly strings = avmaStrings();
    public view: DataExchangeState = { running: false, wish: null, outcomes: [], failure: null };
    public done = 0;
    public text = '';
    public groups: readonly FailureGroup[] = [];

    constructor(public readonly store: DataExchangeStore) {}

    @Input() public set state(state: DataExchangeState) {
        this.view = state;
        const count = (outcome: string): number => state.outcomes.filter(one => one.outcome === outcome).length;
        this.done = count('done');
        this.groups = dataExchangeFailureCodes
            .map(code => ({
                code,
                // The return value says more than a code where Hyper-V has refused.
                names: state.outcomes
                    .filter(one => dataExchangeFailure(one) === code)
                    .map(one => `${this.names.get(one.vmId) ?? one.vmId}${one.returnValue ? ` (${one.returnValue})` : ''}`)
            }))
            .filter(group => group.names.length > 0);
        const texts = this.strings.DataExchange;
        const failed = this.groups.reduce((sum, group) => sum + group.names.length, 0);
        this.text = state.failure
            ? this.strings.Failures[state.failure.code].title
            : state.running
              ? fillText(texts.running, { count: state.wish?.vmIds.length ?? 0 })
              : fillText(texts.finished, { done: this.done, already: count('already'), failed });
    }
}
