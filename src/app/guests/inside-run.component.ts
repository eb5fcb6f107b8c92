import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { insideFailureCodes, InsideFailureCode } from '../domain/inside/inside-failures';
import { GuestJobs } from '../state/inside/guest-readings';
import { insideFailure } from '../state/inside/inside-failure';
import { avmaStrings, fillText } from '../shared/texts';
import { InsideTaskTexts } from './inside-task';

interface FailedGuest {
    readonly id: string;
    readonly name: string;
    readonly raw: string;
}

interface FailureGroup {
    readonly code: InsideFailureCode;
    readonly guests: readonly FailedGuest[];
}

/** How far a run inside guests has come, and afterwards who was not read, and why. */
@Component({
    selector: 'avma-inside-run',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content *ngIf="total > 0" class="avma-run">
        <div class="avma-run-line">
            <ng-container *ngIf="running">
                <progress [max]="total" [value]="done" [attr.aria-label]="texts.action"></progress>
                <span>{{ progress }}</span>
                <button type="button" class="sme-button-auto-width" (click)="stop.emit()">{{ strings.LookInside.stop }}</button>
            </ng-container>
            <span role="status">{{ running ? '' : finished }}</span>
            <ng-container *ngIf="!running">
                <button *ngIf="groups.length > 0" type="button" class="sme-button-auto-width" (click)="retry.emit(failedIds)">
                    {{ strings.LookInside.retry }}
                </button>
                <button type="button" class="sme-button-auto-width" (click)="dismiss.emit()">{{ strings.LookInside.dismiss }}</button>
            </ng-container>
        </div>
        <avma-session-shortages [shortages]="shortages" (resumeHost)="resumeHost.emit($event)" (stopHost)="stopHost.emit($event)"></avma-session-shortages>
        <details *ngFor="let group of groups; trackBy: byCode" class="avma-run-group" [attr.data-code]="group.code">
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
    </avma-content>`
})
export class InsideRunComponent {
    /** Names of guests by id, for those that are still there. */
    @Input() public names: ReadonlyMap<string, string> = new Map();
    /** The ids of the guests that were not read. */
    @Output() public readonly retry = new EventEmitter<readonly string[]>();
    @Output() public readonly stop = new EventEmitter<void>();
    /** The name of a host that is to be asked for sessions again. */
    @Output() public readonly resumeHost = new EventEmitter<string>();
    @Output() public readonly stopHost = new EventEmitter<string>();
    @Output() public readonly dismiss = new EventEmitter<void>();
    /** What is read, in words. */
    @Input() public texts: InsideTaskTexts = avmaStrings().LookInside;
    public readonly strings = avmaStrings();
    public total = 0;
    public done = 0;
    public running = false;
    public shortages: GuestJobs['shortages'] = [];
    public groups: readonly FailureGroup[] = [];
    public failedIds: readonly string[] = [];

    @Input() public set state(state: GuestJobs) {
        const jobs = [...state.jobs];
        this.total = jobs.length;
        this.done = jobs.filter(([, { kind }]) => kind !== 'waiting' && kind !== 'working').length;
        this.running = state.running;
        this.shortages = state.shortages;
        const failed = jobs.flatMap(([id, job]) => {
            const failure = insideFailure(job);
            return failure ? [{ id, ...failure, name: this.names.get(id) ?? id }] : [];
        });
        this.failedIds = failed.map(one => one.id);
        this.groups = insideFailureCodes.map(code => ({ code, guests: failed.filter(one => one.code === code) })).filter(group => group.guests.length > 0);
    }

    public get progress(): string {
        return fillText(this.texts.running, { done: this.done, total: this.total });
    }

    public get finished(): string {
        const failed = this.failedIds.length;
        return fillText(this.texts.finished, { read: this.total - failed, total: this.total, failed });
    }

    public readonly byCode = (_: number, group: FailureGroup): string => group.code;
    public readonly byId = (_: number, guest: FailedGuest): string => guest.id;
}
