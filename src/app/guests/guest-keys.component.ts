import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { KeyOffer, keyOffers, KeyWish } from '../domain/apply/key-offers';
import { AssessedGuest } from '../state/guests/guest-judge';
import { skipText } from '../shared/skip-text';
import { avmaStrings, fillText } from '../shared/texts';

/** The keys that one guest can get, and why it cannot get the others. */
@Component({
    selector: 'avma-guest-keys',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div *ngIf="offered.length > 0" class="avma-guest-keys">
            <button *ngFor="let wish of offered" type="button" class="sme-button-auto-width" [attr.data-wish]="wish" (click)="choose.emit(wish)">
                {{ strings.GuestKeys[wish] }}
            </button>
        </div>
        <p *ngFor="let reason of refused" class="sme-scheme-secondary-text">{{ reason }}</p>`
})
export class GuestKeysComponent {
    @Output() public readonly choose = new EventEmitter<KeyWish>();
    public readonly strings = avmaStrings();
    public offered: readonly KeyWish[] = [];
    public refused: readonly string[] = [];

    @Input() public set assessed(assessed: AssessedGuest) {
        const offers = keyOffers(assessed);
        this.offered = offers.filter(({ refusal }) => refusal === null).map(({ wish }) => wish);
        const reasons = offers
            .filter(({ refusal }) => refusal !== null)
            .map(offer => ({ action: this.strings.GuestKeys[offer.wish], reason: this.reasonOf(offer, assessed.guest.vmId) }));
        // What forbids everything is said once.
        const one = this.offered.length === 0 && new Set(reasons.map(({ reason }) => reason)).size === 1;
        this.refused = one
            ? [fillText(this.strings.GuestKeys.none, { reason: reasons[0].reason })]
            : reasons.map(({ action, reason }) => fillText(this.strings.GuestKeys.refused, { action, reason }));
    }

    private reasonOf({ refusal }: KeyOffer, vmId: string): string {
        return refusal === null ? '' : refusal === 'noAvmaKey' ? this.strings.GuestKeys.noAvmaKey : skipText(refusal, vmId, this.strings).title;
    }
}
