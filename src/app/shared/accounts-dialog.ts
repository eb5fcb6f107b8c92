import { Directive, Inject } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { AccountKeeper, accountKeeperToken } from './account-keeper';
import { AccountsForm } from './accounts-form';
import { ToolDialog } from './tool-dialog';

/**
 * A dialog that asks for accounts, and forgets them however it closes: by its buttons, or destroyed. The SDK also hides a dialog without asking it
 * when another one opens.
 */
@Directive()
export abstract class AccountsDialog<TOptions extends object, TResult extends object> extends ToolDialog<TOptions, TResult> {
    public readonly form: AccountsForm;
    /** The form exists only while the dialog is open, and its secrets with it. */
    public open = false;

    constructor(dialogService: DialogService, @Inject(accountKeeperToken) kept: AccountKeeper) {
        super(dialogService);
        this.form = new AccountsForm(kept);
    }

    /** Drops every secret that was entered. */
    protected override end(): void {
        this.open = false;
        this.form.forget();
    }
}
