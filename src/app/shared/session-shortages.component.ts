import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { SessionShortage } from '../domain/inside/session-shortage';
import { avmaStrings, fillText } from './texts';

/** One line for each host that grants fewer sessions than a run wants; one that grants none for minutes asks what to do. */
@Component({
    selector: 'avma-session-shortages',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div
        *ngFor="let shortage of shortages; trackBy: byHost"
        class="avma-run-line avma-run-wait"
        [attr.data-host]="shortage.hostName"
        [attr.role]="shortage.pausedAfter === null ? 'status' : 'alert'"
    >
        <span>{{ text(shortage) }}</span>
        <ng-container *ngIf="shortage.pausedAfter !== null">
            <button type="button" class="sme-button-auto-width" (click)="resumeHost.emit(shortage.hostName)">{{ strings.Sessions.resume }}</button>
            <button type="button" class="sme-button-auto-width" (click)="stopHost.emit(shortage.hostName)">{{ strings.Sessions.stop }}</button>
        </ng-container>
    </div>`
})
export class SessionShortagesComponent {
    @Input() public shortages: readonly SessionShortage[] = [];
    /** The name of the host that is to be asked again. */
    @Output() public readonly resumeHost = new EventEmitter<string>();
    /** The name of the host that no more guests are entered on. */
    @Output() public readonly stopHost = new EventEmitter<string>();
    public readonly strings = avmaStrings();

    public text({ hostName, granted, pausedAfter }: SessionShortage): string {
        const { Sessions } = this.strings;
        const template = pausedAfter !== null ? Sessions.paused : granted === 0 ? Sessions.none : granted === 1 ? Sessions.one : Sessions.several;
        return fillText(template, { hostName, granted, minutes: pausedAfter });
    }

    public readonly byHost = (_: number, { hostName }: SessionShortage): string => hostName;
}
