import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { kmsClientSteps, ownKeySteps } from '../domain/advice/commands';
import { KmsClientKey } from '../domain/versions/kms-client-keys';
import { pages } from '../domain/advice/links';
import { avmaStrings, stepText, StepText } from './texts';

/** How a guest leaves AVMA: for KMS with its public key, for MAK, retail or OEM with a key of its own; and what becomes of its Data Exchange items. */
@Component({
    selector: 'avma-leave',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Leave.after }}</p>
        <p class="avma-fix">
            <strong>{{ strings.Leave.kms }}</strong>
        </p>
        <p>{{ kms.length > 0 ? strings.Leave.kmsText : strings.Leave.kmsNone }}</p>
        <avma-command-steps *ngIf="kms.length > 0" [steps]="kms"></avma-command-steps>
        <p class="avma-fix">
            <strong>{{ strings.Leave.own }}</strong>
        </p>
        <p>{{ strings.Leave.ownText }}</p>
        <avma-command-steps [steps]="own"></avma-command-steps>
        <p class="avma-fix">
            <strong>{{ strings.Leave.items }}</strong>
        </p>
        <p>{{ strings.Leave.itemsText }}</p>
        <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>`
})
export class LeaveAvmaComponent {
    public readonly strings = avmaStrings();
    public readonly own: readonly StepText[] = ownKeySteps().map(stepText);
    public readonly page = pages.conversion;
    public kms: readonly StepText[] = [];

    /** The KMS client key of the guest's version and edition; null where none is published. */
    @Input() public set kmsClientKey(key: KmsClientKey | null) {
        this.kms = kmsClientSteps(key).map(stepText);
    }
}
