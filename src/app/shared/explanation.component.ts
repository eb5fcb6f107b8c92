import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { avmaStrings, Explanation, fillText } from './texts';

/** A reason or a note: what it means here, what to do, what to type, and Microsoft's page. Buttons stand between. */
@Component({
    selector: 'avma-explanation',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div *ngIf="explanation as shown" class="avma-reason">
        <strong>{{ shown.title }}</strong>
        <div>{{ shown.text }}</div>
        <div *ngIf="shown.fix" class="avma-fix">
            <strong>{{ strings.Details.fix }}:</strong> {{ shown.fix }}
        </div>
        <ng-content></ng-content>
        <details *ngIf="shown.steps.length > 0">
            <summary tabindex="0">{{ stepsTitle }}</summary>
            <avma-command-steps [steps]="shown.steps"></avma-command-steps>
        </details>
        <a class="avma-link" [href]="shown.link" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
    </div>`
})
export class ExplanationComponent {
    @Input() public explanation: Explanation | null = null;
    public readonly strings = avmaStrings();

    public get stepsTitle(): string {
        return fillText(this.strings.Details.commandsCount, { count: this.explanation?.steps.length ?? 0 });
    }
}
