import { Directive, OnDestroy } from '@angular/core';
import { BaseDialogComponent } from '@microsoft/windows-admin-center-sdk/angular';
import { AccountsForm } from './accounts-form';

/**
 * A dialog that asks for accounts, and forgets them however it closes: by its buttons, or destroyed. The SDK also hides a dialog without asking it
 * when another one opens.
 */
@Directive()
export abstract class AccountsDialog<TOptions extends object, TResult extends object> extends BaseDialogComponent<TOptions, TResult> implements OnDestroy {
    public readonly form = new AccountsForm();
    /** The form exists only while the dialog is open, and its secrets with it. */
    public open = false;

    public override hide(result: TResult = this.canceled): void {
        this.forget();
        super.hide(result);
    }

    public override ngOnDestroy(): void {
        this.forget();
        super.ngOnDestroy();
    }

    /** What the dialog returns where its button wasn't clicked. */
    protected abstract get canceled(): TResult;

    /** Drops every secret that was entered. */
    protected forget(): void {
        this.open = false;
        this.form.forget();
    }
}
