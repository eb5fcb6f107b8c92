import { ChangeDetectionStrategy, Component, ElementRef, Inject, ViewChild } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { ApplyMode } from '../domain/facts/apply-facts';
import { ApplyStartRefusal } from '../domain/apply/apply-failures';
import { ApplyConfirmation, ApplyItem } from '../domain/apply/apply-plan';
import { KeyTarget } from '../domain/apply/key-offers';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { withOwnKeyNames } from '../domain/inside/guest-access';
import { readProductKey } from '../domain/advice/product-key';
import { AccountKeeper, accountKeeperToken } from '../shared/account-keeper';
import { ApplyStore } from '../state/apply/apply.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AccountsDialog } from '../shared/accounts-dialog';
import { avmaStrings } from '../shared/texts';
import { applyDialogToView, ApplyDialogView } from './apply-dialog-view';
import { OwnKeyName } from './own-key-name';
import { PlanGroup } from './plan-groups';

export interface ApplyDialogOptions {
    readonly guests: readonly AssessedGuest[];
    readonly keyTarget: KeyTarget;
    /** As an earlier run did it; by default install and activate. */
    readonly mode?: ApplyMode;
}

export interface ApplyDialogResult {
    readonly started: boolean;
}

/** Shows what would happen to whom, and starts it. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-apply-dialog', templateUrl: './apply-dialog.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class ApplyDialogComponent extends AccountsDialog<ApplyDialogOptions, ApplyDialogResult> {
    public static readonly id = 'avma-apply';
    @ViewChild('refused') public refused?: ElementRef<HTMLElement>;
    public readonly strings = avmaStrings();
    public mode: ApplyMode = 'installAndActivate';
    public keyTarget: KeyTarget = 'avma';
    public typedKey = '';
    /** Published keys are shown as a whole. */
    public fullKeys = false;
    public unticked: ReadonlySet<GuestKey> = new Set();
    public readonly view$: BehaviorSubject<ApplyDialogView>;
    private guests: readonly AssessedGuest[] = [];
    private confirmed: readonly ApplyConfirmation[] = [];
    private keyNames: ReadonlyMap<GuestKey, string> = new Map();
    private refusal: ApplyStartRefusal | null = null;
    private readonly toView = applyDialogToView(this.strings);

    constructor(
        dialogService: DialogService,
        @Inject(accountKeeperToken) kept: AccountKeeper,
        private readonly store: ApplyStore
    ) {
        super(dialogService, kept);
        this.id = ApplyDialogComponent.id;
        this.view$ = new BehaviorSubject(this.current);
    }

    public override show(options: ApplyDialogOptions): ReturnType<AccountsDialog<ApplyDialogOptions, ApplyDialogResult>['show']> {
        this.guests = options.guests;
        this.keyTarget = options.keyTarget;
        this.mode = options.mode ?? 'installAndActivate';
        this.typedKey = '';
        this.confirmed = [];
        this.keyNames = new Map();
        this.unticked = new Set();
        this.fullKeys = false;
        this.refusal = null;
        // Guests that are off are entered once they have started.
        this.form.open(options.guests, true);
        this.open = true;
        this.draw();
        return super.show(options);
    }

    /** After each input. */
    public draw(): void {
        this.view$.next(this.current);
    }

    /** A permission for this guest and the very key that is shown. */
    public confirm(item: ApplyItem, given: boolean): void {
        const key = guestKey(item);
        const others = this.confirmed.filter(one => one.key !== key);
        const { confirmation } = item;
        this.confirmed = given && confirmation ? [...others, confirmation] : others;
        this.draw();
    }

    /** This address may get the administrator's own product key, or not any more. */
    public confirmName(key: GuestKey, { address, given }: OwnKeyName): void {
        const others = [...this.keyNames].filter(([one]) => one !== key);
        this.keyNames = new Map(given ? [...others, [key, address]] : others);
        this.draw();
    }

    /** Guests to leave out, or not any more. */
    public tick(keys: readonly GuestKey[], ticked: boolean): void {
        const changed = new Set(keys);
        this.unticked = new Set(ticked ? [...this.unticked].filter(key => !changed.has(key)) : [...this.unticked, ...keys]);
        this.draw();
    }

    public readonly byGroup = (_: number, { id }: PlanGroup): string => id;
    public readonly byValue = (_: number, { value }: { readonly value: string }): string => value;

    /** @param withoutLedger also where the browser cannot keep a record of the run. A refused start leaves everything as it was entered. */
    public start(withoutLedger: boolean): void {
        const key = readProductKey(this.typedKey);
        const { parallel, perHost, waitSeconds } = this.form.options;
        const { plan, options } = this.view$.value;
        this.refusal = this.store.start({
            shown: plan,
            plan: options,
            access: withOwnKeyNames(this.form.access, this.keyNames),
            ownKey: this.keyTarget === 'own' && key.key !== null && key.generic === null ? { key: key.key } : null,
            parallel,
            perHost,
            waitSeconds,
            withoutLedger
        });
        if (this.refusal === null) {
            this.form.used();
            this.hide({ started: true });
        } else {
            this.draw();
            // The button is in sight wherever the form has been scrolled to; what it was answered may not be.
            setTimeout(() => this.refused?.nativeElement.scrollIntoView({ block: 'nearest' }));
        }
    }

    protected get canceled(): ApplyDialogResult {
        return { started: false };
    }

    protected override end(): void {
        this.typedKey = '';
        this.guests = [];
        super.end();
        // What is shown is made of what was entered: of nothing, from now on.
        this.draw();
    }

    private get current(): ApplyDialogView {
        const { guests, mode, keyTarget, typedKey, confirmed, keyNames, unticked, refusal } = this;
        const { overNetwork, access } = this.form;
        return this.toView({ guests, mode, keyTarget, typedKey, confirmed, keyNames, unticked, refusal, overNetwork, access });
    }
}
