import { Directive, OnDestroy } from '@angular/core';
import { BaseDialogComponent } from '@microsoft/windows-admin-center-sdk/angular';

/**
 * The base of every dialog: closed in any way but by its button, it returns `canceled`. The SDK would return undefined where it hides a dialog by
 * its id, or leaves `closeRequested` (Escape, the cross, another dialog that opens) as it is.
 */
@Directive()
export abstract class ToolDialog<TOptions extends object, TResult extends object> extends BaseDialogComponent<TOptions, TResult> implements OnDestroy {
    public override hide(result: TResult = this.canceled): void {
        this.end();
        super.hide(result);
    }

    public override closeRequested(): void {
        this.hide();
    }

    public override ngOnDestroy(): void {
        this.end();
        super.ngOnDestroy();
    }

    /** What the dialog returns where its button wasn't clicked. */
    protected abstract get canceled(): TResult;

    /** Ends what works only for the open dialog. Runs on every close, and when the dialog is destroyed. */
    protected end(): void {
        // Most dialogs only ask.
    }
}
