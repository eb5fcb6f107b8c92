import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { avmaStrings, StepText } from './texts';

/** Commands to type, step by step, each with what it is for, where it goes, and a button that copies it. */
@Component({
    selector: 'avma-command-steps',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ol class="avma-steps">
            <li *ngFor="let step of steps">
                <div>{{ step.purpose }}</div>
                <div *ngIf="step.ownKey">{{ strings.Commands.ownKey }}</div>
                <div class="sme-scheme-secondary-text">{{ step.place }}</div>
                <ng-container *ngTemplateOutlet="command; context: { lines: step.lines, what: step.purpose }"></ng-container>
            </li>
        </ol>
        <details *ngIf="cim.length > 0">
            <summary tabindex="0">{{ strings.Commands.withoutSlmgr }}</summary>
            <p>{{ strings.Commands.withoutSlmgrText }}</p>
            <ol class="avma-steps">
                <li *ngFor="let step of cim">
                    <div>{{ step.purpose }}</div>
                    <ng-container *ngTemplateOutlet="command; context: { lines: step.withoutSlmgr, what: step.purpose }"></ng-container>
                </li>
            </ol>
        </details>
        <ng-template #command let-lines="lines" let-what="what">
            <div class="avma-command">
                <code
                    ><span *ngFor="let line of lines" class="avma-line">{{ line }}</span></code
                >
                <avma-copy-button [text]="lines.join('\\r\\n')" [what]="what"></avma-copy-button>
            </div>
        </ng-template>`
})
export class CommandStepsComponent {
    public readonly strings = avmaStrings();
    public steps: readonly StepText[] = [];
    /** Those that use slmgr, which may be missing. */
    public cim: readonly StepText[] = [];

    @Input('steps') public set given(steps: readonly StepText[]) {
        this.steps = steps;
        this.cim = steps.filter(({ withoutSlmgr }) => withoutSlmgr.length > 0);
    }
}
