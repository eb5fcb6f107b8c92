import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { AdviceAction } from '../domain/advice/advice-actions';
import { KeyTarget } from '../domain/apply/key-offers';
import { AssessedGuest } from '../state/guests/guest-judge';
import { InsideFailure } from '../state/inside/inside-failure';
import { avmaStrings } from '../shared/texts';
import { GuestKey } from '../domain/facts/guest-key';
import { Advice, Fact, GuestDetailsView, toGuestDetails } from './guest-details-view';

/** Everything about one guest: why its verdict is what it is, its key, its machine, its Data Exchange items. */
@Component({ selector: 'avma-guest-details', templateUrl: './guest-details.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class GuestDetailsComponent {
    /** The guest's own Data Exchange items are to be chosen from. */
    @Output() public readonly removeItems = new EventEmitter<void>();
    /** A key for this guest is to be planned. */
    @Output() public readonly applyKey = new EventEmitter<KeyTarget>();
    /** The id of the guest whose events are asked for. */
    @Output() public readonly openHistory = new EventEmitter<GuestKey>();
    /** The user chose an action that the details advise. */
    @Output() public readonly act = new EventEmitter<AdviceAction>();
    /** Nothing is being read inside guests. */
    @Input() public canLook = true;
    public readonly readLicense: AdviceAction = 'readLicense';
    public readonly readLog: AdviceAction = 'readLog';
    public readonly strings = avmaStrings();
    public view: GuestDetailsView | null = null;
    public shown: AssessedGuest | null = null;

    /** Why looking inside failed last; null where it did not. */
    @Input() public failure: InsideFailure | null = null;

    @Input() public set assessed(value: AssessedGuest) {
        this.shown = value;
        this.view = toGuestDetails(value, Date.now(), this.strings);
    }

    /** The same place for the same reason or note, so that what is open stays open while the guest is read again. */
    public readonly byCode = (_: number, { code }: Advice): string => code;
    public readonly byLabel = (_: number, { label }: Fact): string => label;
}
