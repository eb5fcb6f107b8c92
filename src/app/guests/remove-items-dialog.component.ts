import { ChangeDetectionStrategy, Component, Inject } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, Subscription } from 'rxjs';
import { AssessedGuest } from '../state/guests/guest-judge';
import { ItemRemovalStore } from '../state/guests/item-removal.store';
import { AccountKeeper, accountKeeperToken } from '../shared/account-keeper';
import { AccountsDialog } from '../shared/accounts-dialog';
import { avmaStrings } from '../shared/texts';
import { noItemsChosen, RemoveItemsChoice, RemoveItemsView, toRemoveItemsView } from './remove-items-view';

export interface RemoveItemsDialogOptions {
    readonly guest: AssessedGuest;
}

export type RemoveItemsDialogResult = Readonly<Record<string, never>>;

/** Removes Data Exchange items that stayed in a guest after AVMA: chosen one by one, and only by the button. */
@Component({
    selector: 'avma-remove-items-dialog',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view$ | async as view">
        <sme-dialog #dialog dialogMode="wide-pane" [clickBackdrop]="false" [closeButton]="true" [ariaLabel]="view.title">
            <sme-dialog-header
                ><h2 id="sme-dialog-title">{{ view.title }}</h2></sme-dialog-header
            >
            <sme-dialog-content>
                <form *ngIf="open" id="avma-remove-items-form" autocomplete="off" (ngSubmit)="remove()">
                    <p>{{ strings.RemoveItems.intro }}</p>
                    <p *ngIf="view.closed" class="avma-warning-box">{{ view.closed }}</p>
                    <p *ngFor="let item of view.items; let index = index; trackBy: byIndex" class="avma-check avma-check-line">
                        <input
                            type="checkbox"
                            [id]="'avma-item-' + index"
                            [name]="'item' + index"
                            [ngModel]="item.chosen"
                            (ngModelChange)="choose(index, $event)"
                        />
                        <label [attr.for]="'avma-item-' + index"
                            ><strong>{{ item.name }}</strong> {{ item.data }}</label
                        >
                    </p>
                    <avma-accounts-form [form]="form" (changed)="draw()"></avma-accounts-form>
                    <div role="status">
                        <p *ngIf="view.running">{{ strings.RemoveItems.running }}</p>
                        <p *ngIf="view.timedOut">{{ view.timedOut }}</p>
                        <ng-container *ngIf="view.failure as failed">
                            <p>{{ failed.text }}</p>
                            <pre *ngIf="failed.raw" class="avma-raw-item" tabindex="0">{{ failed.raw }}</pre>
                        </ng-container>
                        <ul class="avma-warnings">
                            <li *ngFor="let removal of view.removals" [attr.data-outcome]="removal.outcome">{{ removal.text }}</li>
                        </ul>
                    </div>
                </form>
            </sme-dialog-content>
            <sme-dialog-footer>
                <button type="submit" form="avma-remove-items-form" class="sme-button-primary" [disabled]="!view.canRemove">
                    {{ strings.RemoveItems.start }}
                </button>
                <button type="button" (click)="closeRequested()">{{ strings.UsageReport.close }}</button>
            </sme-dialog-footer>
        </sme-dialog>
    </ng-container>`
})
export class RemoveItemsDialogComponent extends AccountsDialog<RemoveItemsDialogOptions, RemoveItemsDialogResult> {
    public static readonly id = 'avma-remove-items';
    public readonly strings = avmaStrings();
    public readonly view$: BehaviorSubject<RemoveItemsView>;
    private choice: RemoveItemsChoice = noItemsChosen;
    private readonly subscription = new Subscription();

    constructor(
        dialogService: DialogService,
        @Inject(accountKeeperToken) kept: AccountKeeper,
        private readonly store: ItemRemovalStore
    ) {
        super(dialogService, kept);
        this.id = RemoveItemsDialogComponent.id;
        this.view$ = new BehaviorSubject(toRemoveItemsView(store.current, noItemsChosen, this.form, this.strings));
        this.subscription.add(store.state.subscribe(() => this.draw()));
    }

    public override show({ guest }: RemoveItemsDialogOptions): ReturnType<AccountsDialog<RemoveItemsDialogOptions, RemoveItemsDialogResult>['show']> {
        this.store.dismiss();
        this.form.open([guest]);
        this.open = true;
        this.take({ guest, chosen: [] });
        return super.show({ guest });
    }

    public override ngOnDestroy(): void {
        this.subscription.unsubscribe();
        super.ngOnDestroy();
    }

    public choose(index: number, chosen: boolean): void {
        const { guest, chosen: before } = this.choice;
        const others = before.filter(one => one !== index);
        this.take({ guest, chosen: chosen ? [...others, index] : others });
    }

    public remove(): void {
        const [guest] = this.form.enterable;
        const access = guest && this.form.access.get(guest.key);
        const { canRemove, names } = this.view$.value;
        if (guest && access && canRemove) {
            const { hostName, guest: facts } = guest.entry;
            const target = { hostName, vmId: facts.vmId, channel: guest.channel, address: guest.channel === 'winrm' ? access.address : null };
            const job = { target, account: access.account, productType: access.productType };
            if (this.store.remove(job, names, this.form.options.timeoutMs)) {
                this.form.used();
            }
        }
    }

    public readonly byIndex = (index: number): number => index;

    protected get canceled(): RemoveItemsDialogResult {
        return {};
    }

    /** After each input, and when it is known how it ended. */
    public draw(): void {
        this.view$.next(toRemoveItemsView(this.store.current, this.choice, this.form, this.strings));
    }

    private take(choice: RemoveItemsChoice): void {
        this.choice = choice;
        this.draw();
    }
}
