import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { filter, Subscription, switchMap, take } from 'rxjs';
import { ApplySelection } from '../state/apply/apply-selection';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { ApplyDialogComponent, ApplyDialogOptions, ApplyDialogResult } from './apply-dialog.component';
import { knownGuests } from './known-guests';

/** The heading of the run on the page *Apply keys*. */
export const runHeadingId = 'avma-this-run';
/** The dialog gives the focus back in a moment of its own; after that it goes to the run, once. */
const focusMs = 50;

/**
 * Opens the dialog *Apply keys* over the screen where guests were selected, so that closing it changes nothing there: page, filter and selection. Only a
 * started run leads to its page.
 */
@Component({
    selector: 'avma-apply-starter',
    template: '<avma-apply-dialog></avma-apply-dialog>',
    changeDetection: ChangeDetectionStrategy.OnPush
})
export class ApplyStarterComponent implements OnInit, OnDestroy {
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly selection: ApplySelection,
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly dialogs: DialogService,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public ngOnInit(): void {
        this.subscriptions.add(
            this.selection.choices
                .pipe(
                    switchMap(({ keys, keyTarget, mode }) => {
                        this.hosts.ensure();
                        this.guests.ensure();
                        return knownGuests(this.guests, keys).pipe(
                            switchMap(guests =>
                                this.dialogs.show<ApplyDialogOptions, ApplyDialogResult>(ApplyDialogComponent.id, { guests, keyTarget, mode }).pipe(take(1))
                            )
                        );
                    }),
                    filter(({ started }) => started)
                )
                .subscribe(() => void this.openRun())
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    private async openRun(): Promise<void> {
        await this.router.navigate(['apply'], { relativeTo: this.route });
        setTimeout(() => document.getElementById(runHeadingId)?.focus(), focusMs);
    }
}
