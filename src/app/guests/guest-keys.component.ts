import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { KeyTarget } from '../domain/apply/key-offers';
import { AssessedGuest } from '../state/guests/guest-judge';
import { avmaStrings } from '../shared/texts';
import { GuestKeysView, toGuestKeys } from './guest-keys-view';

/** The keys that one guest can get, and why it cannot get the others. */
@Component({
    selector: 'avma-guest-keys',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div *ngIf="view.offered.length > 0" class="avma-guest-keys">
            <button
                *ngFor="let keyTarget of view.offered"
                type="button"
                class="sme-button-auto-width"
                [attr.data-keyTarget]="keyTarget"
                (click)="choose.emit(keyTarget)"
            >
                {{ strings.GuestKeys[keyTarget] }}
            </button>
        </div>
        <p *ngFor="let reason of view.refused" class="sme-scheme-secondary-text">{{ reason }}</p>`
})
export class GuestKeysComponent {
    @Output() public readonly choose = new EventEmitter<KeyTarget>();
    public readonly strings = avmaStrings();
    public view: GuestKeysView = { offered: [], refused: [] };

    @Input() public set assessed(assessed: AssessedGuest) {
        this.view = toGuestKeys(assessed, this.strings);
    }
}
