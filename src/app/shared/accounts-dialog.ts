import { Directive } from '@angular/core';
import { AccountsForm } from './accounts-form';
import { ToolDialog } from './tool-dialog';

/**
 * A dialog that asks for accounts, and forgets them however it closes: by its buttons, or destroyed. The SDK also hides a dialog without asking it
 * when another one opens.
 */
@Directive()
export abstract class AccountsDialog<TOptions extends object, TResult extends object> extends ToolDialog<TOptions, TResult> {
    public readonly form = new AccountsForm();
    /** The form exists only while the dialog is open, and its secrets with it. */
    public open = false;

    /** Drops every secret that was entered. */
    protected override end(): void {
        this.open = false;
        this.form.forget();
    }
}
