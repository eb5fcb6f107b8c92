import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { stepsForInsideFailure } from '../domain/advice/commands';
import { InsideFailureCode } from '../domain/inside/inside-failures';
import { avmaStrings, stepText, StepText } from '../shared/texts';

/** Why a guest was not read inside: what it means, what to do, and what to type. */
@Component({
    selector: 'avma-inside-failure-text',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="code as shown">
        <div>{{ strings.InsideFailures[shown].text }}</div>
        <div class="avma-fix">
            <strong>{{ strings.Details.fix }}:</strong> {{ strings.InsideFailures[shown].fix }}
        </div>
        <avma-command-steps *ngIf="steps.length > 0" [steps]="steps"></avma-command-steps>
    </ng-container>`
})
export class InsideFailureTextComponent {
    public readonly strings = avmaStrings();
    public code: InsideFailureCode | null = null;
    public steps: readonly StepText[] = [];

    @Input() public set of(code: InsideFailureCode) {
        this.code = code;
        this.steps = stepsForInsideFailure(code).map(stepText);
    }
}
