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
            <div class="avma-command">
                <code
                    ><span *ngFor="let line of step.lines" class="avma-line">{{ line }}</span></code
                >
                <avma-copy-button [text]="step.lines.join('\\r\\n')" [what]="step.purpose"></avma-copy-button>
            </div>
        </li>
    </ol>`
})
export class CommandStepsComponent {
    @Input() public steps: readonly StepText[] = [];
    public readonly strings = avmaStrings();
}
