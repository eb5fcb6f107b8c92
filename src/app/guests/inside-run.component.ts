import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { GuestKey } from '../domain/facts/guest-key';
import { AccountDecision } from '../domain/sign-in/account-question';
import { GuestJobs } from '../state/inside/guest-readings';
import { avmaStrings } from '../shared/texts';
import { FailedGuest, InsideFailureGroup, InsideRunView, toInsideRunView } from './inside-run-view';
import { InsideTaskTexts } from './inside-task';

/** How far a run inside guests has come, and afterwards who was not read, and why. */
@Component({
    selector: 'avma-inside-run',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view as run">
        <avma-content *ngIf="run.total > 0" class="avma-run">
            <div class="avma-run-line">
                <ng-container *ngIf="run.running">
                    <progress [max]="run.total" [value]="run.done" [attr.aria-label]="texts.action"></progress>
                    <span>{{ run.text }}</span>
                    <button type="button" class="sme-button-auto-width" (click)="stop.emit()">{{ strings.LookInside.stop }}</button>
                </ng-container>
                <span role="status">{{ run.running ? '' : run.text }}</span>
                <ng-container *ngIf="!run.running">
                    <button *ngIf="run.groups.length > 0" type="button" class="sme-button-auto-width" (click)="retry.emit(run.failedIds)">
                        {{ strings.LookInside.retry }}
                    </button>
                    <button type="button" class="sme-button-auto-width" (click)="dismiss.emit()">{{ strings.LookInside.dismiss }}</button>
                </ng-container>
            </div>
            <avma-account-questions [questions]="run.questions" [names]="names" (decide)="decide.emit($event)"></avma-account-questions>
            <avma-session-shortages
                [shortages]="run.shortages"
                (resumeHost)="resumeHost.emit($event)"
                (stopHost)="stopHost.emit($event)"
            ></avma-session-shortages>
            <details *ngFor="let group of run.groups; trackBy: byCode" class="avma-run-group" [attr.data-code]="group.code">
                <summary tabindex="0">{{ strings.InsideFailures[group.code].title }} ({{ group.guests.length }})</summary>
                <avma-inside-failure-text [of]="group.code"></avma-inside-failure-text>
                <ul class="avma-warnings">
                    <li *ngFor="let guest of group.guests; trackBy: byId">
                        {{ guest.name }}
                        <details *ngIf="guest.raw" class="avma-raw">
                            <summary tabindex="0">{{ strings.Common.rawDetails }}</summary>
                            <pre tabindex="0">{{ guest.raw }}</pre>
                            <avma-copy-button [text]="guest.raw" [what]="guest.name"></avma-copy-button>
                        </details>
                    </li>
                </ul>
            </details>
        </avma-content>
    </ng-container>`
})
export class InsideRunComponent implements OnChanges {
    @Input() public state: GuestJobs | null = null;
    /** Names of guests, for those that are still there. */
    @Input() public names: ReadonlyMap<GuestKey, string> = new Map();
    /** What is read, in words. */
    @Input() public texts: InsideTaskTexts = avmaStrings().LookInside;
    /** The guests that were not read. */
    @Output() public readonly retry = new EventEmitter<readonly GuestKey[]>();
    @Output() public readonly stop = new EventEmitter<void>();
    /** The name of a host that is to be asked for sessions again. */
    @Output() public readonly resumeHost = new EventEmitter<string>();
    @Output() public readonly stopHost = new EventEmitter<string>();
    /** What somebody decided about an account that the run has paused. */
    @Output() public readonly decide = new EventEmitter<AccountDecision>();
    @Output() public readonly dismiss = new EventEmitter<void>();
    public readonly strings = avmaStrings();
    public view: InsideRunView | null = null;

    public ngOnChanges(): void {
        this.view = this.state && toInsideRunView(this.state, this.names, this.texts);
    }

    public readonly byCode = (_: number, group: InsideFailureGroup): string => group.code;
    public readonly byId = (_: number, guest: FailedGuest): string => guest.id;
}
