import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { SessionShortage } from '../domain/inside/session-shortage';
import { avmaStrings, fillText } from './texts';

/**
 * One line for each host that grants fewer sessions than a run wants, or waits for a sign-in; one that grants none for minutes, and one whose prompt was
 * canceled, asks what to do.
 */
@Component({
    selector: 'avma-session-shortages',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div
        *ngFor="let shortage of shortages; trackBy: byHost"
        class="avma-run-line avma-run-wait"
        [attr.data-host]="shortage.hostName"
        [attr.role]="asks(shortage) || shortage.signIn === 'gateway' ? 'alert' : 'status'"
    >
        <span>{{ text(shortage) }}</span>
        <ng-container *ngIf="asks(shortage)">
            <button type="button" class="sme-button-auto-width" (click)="resumeHost.emit(shortage.hostName)">
                {{ shortage.signIn === null ? strings.Sessions.resume : strings.Sessions.signIn }}
            </button>
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

    public text({ hostName, granted, pausedAfter, signIn }: SessionShortage): string {
        const { Sessions } = this.strings;
        const few = pausedAfter !== null ? Sessions.paused : granted === 0 ? Sessions.none : granted === 1 ? Sessions.one : Sessions.several;
        const waits = { host: Sessions.signInHost, gateway: Sessions.signInGateway, canceled: Sessions.signInCanceled };
        return fillText(signIn === null ? few : waits[signIn], { hostName, granted, minutes: pausedAfter });
    }

    /** Whether nothing goes on by itself. */
    public asks({ pausedAfter, signIn }: SessionShortage): boolean {
        return signIn === 'canceled' || (signIn === null && pausedAfter !== null);
    }

    public readonly byHost = (_: number, { hostName }: SessionShortage): string => hostName;
}
