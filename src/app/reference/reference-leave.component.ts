import { ChangeDetectionStrategy, Component } from '@angular/core';
import { KmsClientKey, kmsClientKeyOf } from '../domain/versions/kms-client-keys';
import { avmaStrings } from '../shared/texts';
import { PickedGuest } from './guest-picker.component';

/** How a guest of a version and an edition leaves AVMA. */
@Component({
    selector: 'avma-reference-leave',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.leaveText }}</p>
        <avma-guest-picker (picked)="show($event)"></avma-guest-picker>
        <avma-leave [kmsClientKey]="key"></avma-leave>`
})
export class ReferenceLeaveComponent {
    public readonly strings = avmaStrings();
    public key: KmsClientKey | null = null;

    public show({ version, edition }: PickedGuest): void {
        this.key = kmsClientKeyOf(version.build, edition, !version.longTerm);
    }
}
