import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { ItemRemoval } from '../domain/facts/apply-facts';
import { insideFailureCode } from '../domain/inside/inside-failures';
import { AssessedGuest } from '../state/guests/guest-judge';
import { ItemRemovalState, ItemRemovalStore } from '../state/guests/item-removal.store';
import { AccountsDialog } from '../shared/accounts-dialog';
import { avmaStrings, fillText } from '../shared/texts';

export interface RemoveItemsDialogOptions {
    readonly guest: AssessedGuest;
}

export type RemoveItemsDialogResult = Readonly<Record<string, never>>;

interface ItemChoice {
    readonly name: string;
    readonly data: string;
    chosen: boolean;
}

/** Removes Data Exchange items that stayed in a guest after AVMA: chosen one by one, and only by the button. */
@Component({
    selector: 'avma-remove-items-dialog',
    template: `<sme-dialog #dialog dialogMode="wide-pane" [clickBackdrop]="false" [closeButton]="true" [ariaLabel]="title">
        <sme-dialog-header
            ><h2 id="sme-dialog-title">{{ title }}</h2></sme-dialog-header
        >
        <sme-dialog-content>
            <form *ngIf="open" id="avma-remove-items-form" autocomplete="off" (ngSubmit)="remove()">
                <p>{{ strings.RemoveItems.intro }}</p>
                <p *ngFor="let item of items; let index = index" class="avma-check avma-check-line">
                    <input type="checkbox" [id]="'avma-item-' + index" [name]="'item' + index" [(ngModel)]="item.chosen" />
                    <label [attr.for]="'avma-item-' + index"
                        ><strong>{{ item.name }}</strong> {{ item.data }}</label
                    >
                </p>
                <avma-accounts-form [form]="form"></avma-accounts-form>
                <div role="status">
                    <p *ngIf="state.running">{{ strings.RemoveItems.running }}</p>
                    <p *ngIf="state.timedOut">{{ strings.InsideFailures.timedOut.text }} {{ strings.RemoveItems.notKnown }}</p>
                    <ng-container *ngIf="state.failure as failed">
                        <p>{{ strings.Failures[failed.code].title }}. {{ strings.Failures[failed.code].fix }}</p>
                        <pre *ngIf="failed.raw" class="avma-raw-item" tabindex="0">{{ failed.raw }}</pre>
                    </ng-container>
                    <ul class="avma-warnings">
                        <li *ngFor="let removal of state.removals" [attr.data-outcome]="removal.outcome">
                            {{ removal.name }}: {{ strings.ItemRemovals[removal.outcome] }} {{ reason(removal) }}
                        </li>
                    </ul>
                </div>
            </form>
        </sme-dialog-content>
        <sme-dialog-footer>
            <button type="submit" form="avma-remove-items-form" class="sme-button-primary" [disabled]="!canRemove">{{ strings.RemoveItems.start }}</button>
            <button type="button" (click)="closeRequested()">{{ strings.UsageReport.close }}</button>
        </sme-dialog-footer>
    </sme-dialog>`
})
export class RemoveItemsDialogComponent extends AccountsDialog<RemoveItemsDialogOptions, RemoveItemsDialogResult> {
    public static readonly id = 'avma-remove-items';
    public readonly strings = avmaStrings();
    public title = '';
    public items: readonly ItemChoice[] = [];
    public state: ItemRemovalState;
    private readonly subscription = new Subscription();

    constructor(
        dialogService: DialogService,
        private readonly store: ItemRemovalStore
    ) {
        super(dialogService);
        this.id = RemoveItemsDialogComponent.id;
        this.state = store.current;
        this.subscription.add(store.state.subscribe(state => (this.state = state)));
    }

    public get canRemove(): boolean {
        return !this.state.running && this.form.covered > 0 && this.items.some(item => item.chosen);
    }

    public override show({ guest }: RemoveItemsDialogOptions): ReturnType<AccountsDialog<RemoveItemsDialogOptions, RemoveItemsDialogResult>['show']> {
        this.store.dismiss();
        this.form.open([guest]);
        this.items = guest.guest.guest.map(({ name, data }) => ({ name, data, chosen: false }));
        this.title = fillText(this.strings.RemoveItems.title, { guestName: guest.guest.name });
        this.open = true;
        return super.show({ guest });
    }

    public override ngOnDestroy(): void {
        this.subscription.unsubscribe();
        super.ngOnDestroy();
    }

    public remove(): void {
        const [guest] = this.form.enterable;
        const access = guest && this.form.access.get(guest.entry.guest.vmId);
        if (guest && access && this.canRemove) {
            const names = this.items.filter(item => item.chosen).map(item => item.name);
            const target = { vmId: guest.entry.guest.vmId, channel: guest.channel, address: guest.channel === 'winrm' ? access.address : null };
            this.store.remove(target, access.account, names, this.form.options.timeoutMs);
        }
    }

    protected get canceled(): RemoveItemsDialogResult {
        return {};
    }

    /** Why an item is still there; empty where nothing is to be said. */
    public reason({ error }: ItemRemoval): string {
        return error ? `${this.strings.InsideFailures[insideFailureCode(error.code)].title} (${error.code})` : '';
    }
}
