import { ChangeDetectionStrategy, Component } from '@angular/core';
import { AvmaKey } from '../domain/versions/keys';
import { chooseKey } from '../domain/what-if/key-choice';
import { avmaStrings, Explanation, reasonText } from '../shared/texts';
import { PickedGuest } from './guest-picker.component';

/** The key of a version and an edition in every form that Windows Setup takes, or the reason why there is none. */
@Component({
    selector: 'avma-reference-answer-files',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.answerFilesText }}</p>
        <avma-guest-picker (picked)="show($event)"></avma-guest-picker>
        <avma-key-tools *ngIf="key" [key]="key"></avma-key-tools>
        <ng-container *ngIf="reason">
            <h3 class="sme-font-h3">{{ strings.Reference.noKeyTitle }}</h3>
            <avma-explanation [explanation]="reason"></avma-explanation>
        </ng-container>`
})
export class ReferenceAnswerFilesComponent {
    public readonly strings = avmaStrings();
    public key: AvmaKey | null = null;
    public reason: Explanation | null = null;

    public show({ version, edition }: PickedGuest): void {
        const choice = chooseKey(version, edition);
        this.key = choice.key;
        // There is no machine, so that nothing can be typed for it.
        this.reason = choice.reason && { ...reasonText(choice.reason, ''), steps: [] };
    }
}
