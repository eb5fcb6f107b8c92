import { ChangeDetectorRef, Directive, NgZone, OnDestroy, OnInit, Optional } from '@angular/core';
import { DialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';

/**
 * The SDK's table and its dialog lay themselves out in timers of their own and count on being checked in every tick, also when nothing around them has
 * changed. Within a component that is OnPush, this asks for it: for a dialog while it is open, for a table while no dialog covers it, or the rows of a large
 * table would be checked again at each letter that is typed above them. Rows that change meanwhile mark their page by themselves.
 */
@Directive({ selector: 'sme-data-table,sme-dialog' })
export class SdkTicksDirective implements OnInit, OnDestroy {
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly zone: NgZone,
        private readonly changes: ChangeDetectorRef,
        @Optional() private readonly dialog: DialogComponent | null,
        private readonly dialogs: DialogService
    ) {}

    public ngOnInit(): void {
        // After the tick that this ends: what is marked now is checked in the next one, whatever that is about.
        this.subscriptions.add(
            this.zone.onMicrotaskEmpty.subscribe(() => {
                if (this.dialog ? this.dialog.visible : this.dialogs.currentDialogLevel === 0) {
                    this.changes.markForCheck();
                }
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }
}
