import { ChangeDetectionStrategy, Component, Inject } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { GuestJob } from '../domain/inside/guest-target';
import { ReachableGuest } from '../domain/inside/inside-channel';
import { AccountKeeper, accountKeeperToken } from './account-keeper';
import { AccountsDialog } from './accounts-dialog';
import { AccountsForm } from './accounts-form';
import { LookInsideChoice, LookInsideTexts, LookInsideView, toLookInsideView } from './look-inside-view';
import { avmaStrings } from './texts';

export interface LookInsideDialogOptions {
    readonly guests: readonly ReachableGuest[];
    readonly texts: LookInsideTexts;
    /** Names of guests that were to be read and are not on this host any more. */
    readonly gone?: readonly string[];
}

/** `jobs` is empty where the dialog was cancelled. */
export interface LookInsideDialogResult {
    readonly jobs: readonly GuestJob[];
    readonly options: AccountsForm['options'];
}

/** Asks who shall be looked into, with which accounts, and how fast. Closing it in any other way than by its button does nothing. */
@Component({
    selector: 'avma-look-inside-dialog',
    templateUrl: './look-inside-dialog.component.html',
    changeDetection: ChangeDetectionStrategy.OnPush
})
export class LookInsideDialogComponent extends AccountsDialog<LookInsideDialogOptions, LookInsideDialogResult> {
    public static readonly id = 'avma-look-inside';
    public readonly strings = avmaStrings();
    public readonly view$: BehaviorSubject<LookInsideView>;
    private choice: LookInsideChoice = { texts: this.strings.LookInside, gone: [], total: 0 };

    constructor(dialogService: DialogService, @Inject(accountKeeperToken) kept: AccountKeeper) {
        super(dialogService, kept);
        this.id = LookInsideDialogComponent.id;
        this.view$ = new BehaviorSubject(toLookInsideView(this.choice, this.form, this.strings));
    }

    public override show(options: LookInsideDialogOptions): ReturnType<AccountsDialog<LookInsideDialogOptions, LookInsideDialogResult>['show']> {
        this.form.open(options.guests);
        const gone = options.gone ?? [];
        this.choice = { texts: options.texts, gone, total: options.guests.length + gone.length };
        this.open = true;
        this.draw();
        return super.show(options);
    }

    public start(): void {
        const { jobs, options } = this.form;
        if (jobs.length > 0) {
            this.form.used();
            this.hide({ jobs, options });
        }
    }

    /** After each input. */
    public draw(): void {
        this.view$.next(toLookInsideView(this.choice, this.form, this.strings));
    }

    protected get canceled(): LookInsideDialogResult {
        return { jobs: [], options: this.form.options };
    }
}
