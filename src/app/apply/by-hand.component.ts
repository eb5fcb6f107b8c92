import { ChangeDetectionStrategy, Component, Input, OnChanges } from '@angular/core';
import { ApplyItem } from '../domain/apply/apply-plan';
import { handScript } from '../domain/apply/by-hand';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { saveFile } from '../shared/save-file';
import { avmaStrings, fillText } from '../shared/texts';

/** The steps of a plan as a script for guests that nobody can enter from their host: of one guest, or one for all of them. */
@Component({
    selector: 'avma-by-hand',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<details *ngIf="items.length > 0" [open]="open">
        <summary tabindex="0">{{ title }}</summary>
        <p>{{ strings.ByHand.text }}</p>
        <div class="avma-choice">
            <ng-container *ngIf="items.length > 1">
                <label for="avma-by-hand">{{ strings.ByHand.guest }}</label>
                <select id="avma-by-hand" name="byHand" class="avma-select" [ngModel]="chosen" (ngModelChange)="choose($event)">
                    <option value="">{{ all }}</option>
                    <option *ngFor="let item of items; trackBy: byId" [value]="keyOf(item)">{{ nameOf(item) }}</option>
                </select>
            </ng-container>
            <button type="button" class="sme-button-auto-width" (click)="save()">{{ strings.ByHand.save }}</button>
            <avma-copy-button [text]="script" [caption]="strings.ByHand.copy" [what]="guestName"></avma-copy-button>
        </div>
    </details>`
})
export class ByHandComponent implements OnChanges {
    /** Planned with `byHand`. */
    @Input() public items: readonly ApplyItem[] = [];
    /** It is the only way. */
    @Input() public open = false;
    /** The hosts of guests, as `hostsToName` gives them. */
    @Input() public hostNames: ReadonlyMap<GuestKey, string> = new Map();
    public readonly strings = avmaStrings();
    /** The guest whose script it is; empty for all. */
    public chosen: GuestKey | '' = '';
    public title = '';
    /** All guests, in words. */
    public all = '';
    /** Whose script it is, in words. */
    public guestName = '';

    public ngOnChanges(): void {
        this.title = fillText(this.strings.ByHand.title, { count: this.items.length });
        this.all = fillText(this.strings.ByHand.all, { count: this.items.length });
        this.choose(this.items.some(item => guestKey(item) === this.chosen) ? this.chosen : '');
    }

    public readonly keyOf = guestKey;
    public readonly byId = (_: number, item: ApplyItem): string => guestKey(item);

    /** Published keys only, or a place for one's own. */
    public readonly script = (): string => handScript(this.items.filter(item => this.chosen === '' || guestKey(item) === this.chosen));

    public choose(chosen: GuestKey | ''): void {
        this.chosen = chosen;
        const [one] = this.items.length === 1 ? this.items : this.items.filter(item => guestKey(item) === chosen);
        this.guestName = one ? this.nameOf(one) : this.all;
    }

    /** A guest's name, with its host where that is worth saying. */
    public nameOf(item: ApplyItem): string {
        const host = this.hostNames.get(guestKey(item));
        return host ? `${item.name} (${host})` : item.name;
    }

    public save(): void {
        saveFile('avma-by-hand.ps1', 'text/plain', this.script());
    }
}
