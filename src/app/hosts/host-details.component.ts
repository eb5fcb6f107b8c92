import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { takesAccounts } from '../domain/apply/key-offers';
import { hostAnswer } from '../domain/judgement/host-checks';
import { hostReasons } from '../domain/judgement/host-reasons';
import { avmaStrings, dateText, Explanation, fillText, reasonText } from '../shared/texts';
import { HostRow } from './host-row';

/** One of many hosts: what it needs, or why it could not be read. */
@Component({
    selector: 'avma-host-details',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content class="avma-details" *ngIf="row as host">
        <section *ngIf="host.reading.failure as failure" class="avma-reason" role="alert">
            <strong>{{ strings.Failures[failure.code].title }}</strong>
            <div>{{ strings.Failures[failure.code].text }}</div>
            <div class="avma-fix">
                <strong>{{ strings.Details.fix }}:</strong> {{ strings.Failures[failure.code].fix }}
            </div>
            <button *ngIf="host.denied" type="button" class="sme-button-auto-width" (click)="signIn.emit()">{{ strings.Hosts.signIn }}</button>
            <button type="button" class="sme-button-auto-width" (click)="retry.emit()">{{ strings.Hosts.retry }}</button>
            <details *ngIf="failure.raw" class="avma-raw">
                <summary tabindex="0">{{ strings.Common.rawDetails }}</summary>
                <pre tabindex="0">{{ failure.raw }}</pre>
                <avma-copy-button [text]="failure.raw" [what]="host.name"></avma-copy-button>
            </details>
        </section>
        <section *ngIf="host.reading.facts as facts">
            <p *ngIf="host.activateText" class="avma-lead">
                <button type="button" class="sme-button-primary sme-button-auto-width" (click)="activate.emit()">{{ host.activateText }}</button>
            </p>
            <p *ngIf="readAt" class="avma-lead sme-scheme-secondary-text">{{ readAt }}</p>
            <div *ngIf="restricted" class="avma-reason">
                <strong>{{ strings.Overview.restrictedTitle }}</strong>
                <div class="avma-restricted">{{ restricted }}</div>
                <div class="avma-fix">{{ strings.Overview.restrictedFix }}</div>
            </div>
            <avma-explanation *ngFor="let reason of unknown" [explanation]="reason"></avma-explanation>
            <avma-host-checks [facts]="facts"></avma-host-checks>
        </section>
        <section *ngIf="host.reading.problems.length > 0">
            <strong>{{ strings.Hosts.problems }}</strong>
            <ul class="avma-warnings">
                <li *ngFor="let problem of host.reading.problems">{{ problem }}</li>
            </ul>
        </section>
    </avma-content>`
})
export class HostDetailsComponent {
    @Output() public readonly retry = new EventEmitter<void>();
    /** Another account is to be given for the host. */
    @Output() public readonly signIn = new EventEmitter<void>();
    /** Its guests that can be activated are to be planned. */
    @Output() public readonly activate = new EventEmitter<void>();
    public readonly strings = avmaStrings();
    public host: HostRow | null = null;
    public readAt = '';
    /** That the host takes no accounts of guests, in words; empty where it does. */
    public restricted = '';
    /** Why it is unknown whether the host activates guests, and what to do. */
    public unknown: readonly Explanation[] = [];

    public get row(): HostRow | null {
        return this.host;
    }

    @Input() public set row(row: HostRow | null) {
        this.host = row;
        const facts = row?.reading.facts ?? null;
        this.restricted = facts && !takesAccounts(facts) ? fillText(this.strings.Overview.restrictedText, { languageMode: facts.languageMode }) : '';
        const reasons = facts && hostAnswer(facts) === 'unknown' ? hostReasons(facts) : [];
        this.unknown = reasons.map(reason => reasonText(reason, ''));
        this.readAt = facts?.collectedAt ? fillText(this.strings.Common.readAt, { time: dateText(facts.collectedAt) }) : '';
    }
}
