import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { avmaStrings } from './texts';

/** A whole page without rows: what it means, what to do, and the button for it. */
@Component({
    selector: 'avma-page-state',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content
        ><section class="avma-page-state" [attr.role]="raw ? 'alert' : 'status'">
            <span class="sme-icon sme-icon-size-xxl sme-icon-{{ icon }}" aria-hidden="true"></span>
            <h2 class="sme-font-h2">{{ title }}</h2>
            <p>{{ text }}</p>
            <p *ngIf="fix" class="avma-fix">{{ fix }}</p>
            <p *ngIf="link">
                <a class="avma-link" [href]="link" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
            </p>
            <p *ngIf="action" class="avma-page-state-actions">
                <button type="button" class="sme-button-primary sme-button-auto-width" (click)="run.emit()">{{ action }}</button>
                <button *ngIf="otherAction" type="button" class="sme-button-auto-width" (click)="runOther.emit()">{{ otherAction }}</button>
            </p>
            <details *ngIf="raw" class="avma-raw">
                <summary tabindex="0">{{ strings.Common.rawDetails }}</summary>
                <pre tabindex="0">{{ raw }}</pre>
                <avma-copy-button [text]="raw" [what]="strings.Common.rawDetails"></avma-copy-button>
            </details></section
    ></avma-content>`
})
export class PageStateComponent {
    @Input() public icon = 'info';
    @Input() public title = '';
    @Input() public text = '';
    @Input() public fix = '';
    /** Microsoft's page about it; none where it is empty. */
    @Input() public link: string | null = null;
    /** The button's text; no button where it is empty. */
    @Input() public action = '';
    /** The text of a second button; none where it is empty. */
    @Input() public otherAction = '';
    /** The failure as the host gave it, to be copied. */
    @Input() public raw = '';
    @Output() public readonly run = new EventEmitter<void>();
    @Output() public readonly runOther = new EventEmitter<void>();
    public readonly strings = avmaStrings();
}
