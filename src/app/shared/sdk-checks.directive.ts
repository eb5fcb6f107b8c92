import { ChangeDetectorRef, Directive, NgZone, OnDestroy } from '@angular/core';
import { Subscription } from 'rxjs';

/**
 * Checks the page in every tick while it shows a table or a dialog of the SDK. These controls are not OnPush: they lay out and redraw in timers of their own,
 * and never mark the view that they are in. Inside an OnPush component they would stay as they were.
 */
@Directive({ selector: 'sme-master-view, sme-dialog' })
export class SdkChecksDirective implements OnDestroy {
    private readonly subscription: Subscription;

    constructor(changes: ChangeDetectorRef, zone: NgZone) {
        // After one tick the view is marked for the next one.
        this.subscription = zone.onMicrotaskEmpty.subscribe(() => changes.markForCheck());
    }

    public ngOnDestroy(): void {
        this.subscription.unsubscribe();
    }
}
