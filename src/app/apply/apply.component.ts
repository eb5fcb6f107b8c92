import { AfterViewInit, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { filter, interval, Subscription, take } from 'rxjs';
import { ApplySelection, ApplyWish } from '../state/apply-selection';
import { ApplyStore, ApplyStoreState, EarlierRun, retryable, RunView } from '../state/apply.store';
import { AssessedGuest } from '../state/guest-judge';
import { GuestsStore } from '../state/guests.store';
import { HostStore } from '../state/host.store';
import { avmaStrings, dateText, fillText } from '../shared/texts';
import { ApplyDialogComponent, ApplyDialogOptions, ApplyDialogResult } from './apply-dialog.component';

/** How often guests that are waited for are looked for, in milliseconds. */
const lateMs = 30_000;

/** Runs that put keys into guests: the one of this tab, and those that this browser remembers. */
@Component({ selector: 'avma-apply', templateUrl: './apply.component.html' })
export class ApplyComponent implements OnInit, AfterViewInit, OnDestroy {
    public readonly strings = avmaStrings();
    public state: ApplyStoreState = this.store.current;
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly store: ApplyStore,
        private readonly selection: ApplySelection,
        private readonly dialogs: DialogService,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Apply.tab;
    }

    public readonly byRun = (_: number, run: EarlierRun): string => run.runId;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        this.subscriptions.add(this.store.state.subscribe(state => (this.state = state)));
        // Guests that are off are noticed when the list is read again.
        this.subscriptions.add(
            interval(lateMs)
                .pipe(filter(() => this.state.run?.guests.some(({ guest }) => guest.command === 'held') ?? false))
                .subscribe(() => this.guests.refresh())
        );
    }

    public ngAfterViewInit(): void {
        const choice = this.selection.take();
        if (choice) {
            // The dialog has to be on the page before it can be shown.
            setTimeout(() => this.ask(choice.vmIds, choice.wish));
        }
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public summary({ ledger, counts, phase }: RunView): string {
        return fillText(this.strings.Apply.summary, {
            phase: this.strings.RunPhases[phase],
            mode: this.strings.ApplyModes[ledger.mode].title,
            started: dateText(ledger.startedAt),
            final: counts.final,
            total: counts.total,
            open: counts.open
        });
    }

    public stop(): void {
        this.store.stop();
    }

    public dismiss(): void {
        this.store.dismiss();
    }

    public delete(runId: string): void {
        this.store.delete(runId);
    }

    public retry(view: RunView): void {
        const again = new Set(retryable(view));
        const kinds = new Set(view.guests.filter(({ guest }) => again.has(guest.vmId)).map(({ guest }) => guest.toClass));
        this.ask([...again], kinds.has('own') ? 'own' : kinds.has('kmsClient') ? 'back' : 'avma');
    }

    public canRetry(view: RunView): boolean {
        return view.phase !== 'working' && retryable(view).length > 0;
    }

    public openGuest(guest: string): void {
        void this.router.navigate(['guests'], { relativeTo: this.route.parent, queryParams: { guest } });
    }

    public openGuests(): void {
        void this.router.navigate(['guests'], { relativeTo: this.route.parent });
    }

    /** Shows the plan for guests, as soon as they are known. */
    private ask(vmIds: readonly string[], wish: ApplyWish): void {
        const wanted = new Set(vmIds);
        this.subscriptions.add(
            this.guests.assessed
                .pipe(
                    filter((assessed): assessed is readonly AssessedGuest[] => assessed !== null),
                    take(1)
                )
                .subscribe(assessed => {
                    const guests = assessed.filter(({ guest }) => wanted.has(guest.vmId));
                    this.dialogs.show<ApplyDialogOptions, ApplyDialogResult>(ApplyDialogComponent.id, { guests, wish }).pipe(take(1)).subscribe();
                })
        );
    }
}
