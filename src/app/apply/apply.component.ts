import { AfterViewInit, ChangeDetectionStrategy, Component, ElementRef, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, combineLatest, filter, interval, map, Observable, Subscription, take } from 'rxjs';
import { ApplyMode } from '../domain/facts/apply-facts';
import { GuestKey, guestKey, keyOf } from '../domain/facts/guest-key';
import { KeyTarget } from '../domain/apply/key-offers';
import { ApplySelection } from '../state/apply/apply-selection';
import { ApplyStore, RunView, unknownGuests } from '../state/apply/apply.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { avmaStrings } from '../shared/texts';
import { ApplyDialogComponent, ApplyDialogOptions, ApplyDialogResult } from './apply-dialog.component';
import { ApplyPage, EarlierRunLine, nothingChosen, toggleRun, toView } from './apply-page';
import { notStarted, triedBefore } from './run-panel';

/** How often guests that are waited for are looked for, in milliseconds. */
const lateMs = 30_000;
/** The dialog gives the focus back in a moment of its own; after that it goes to the run, once. */
const focusMs = 50;

/** Runs that put keys into guests: the one of this tab, and those that this browser remembers. `apply-page` says what is shown. */
@Component({ selector: 'avma-apply', templateUrl: './apply.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class ApplyComponent implements OnInit, AfterViewInit, OnDestroy {
    @ViewChild('page') public page?: ElementRef<HTMLElement>;
    @ViewChild('heading') public heading?: ElementRef<HTMLElement>;
    public readonly strings = avmaStrings();
    public readonly view$: Observable<ApplyPage>;
    private readonly choice = new BehaviorSubject(nothingChosen);
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        public readonly store: ApplyStore,
        public readonly lookInside: LookInsideStore,
        private readonly selection: ApplySelection,
        private readonly dialogs: DialogService,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {
        const isHere = (view: RunView): boolean => store.isHere(view);
        this.view$ = combineLatest([store.state, lookInside.state, this.choice]).pipe(
            map(([apply, inside, choice]) => toView({ apply, inside, isHere }, choice, this.strings))
        );
    }

    public static navigationTitle(): string {
        return avmaStrings().Apply.tab;
    }

    public readonly byRun = (_: number, run: EarlierRunLine): string => run.runId;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        // Guests that are off are noticed when the list is read again.
        this.subscriptions.add(
            interval(lateMs)
                .pipe(filter(() => (this.store.current.run?.held ?? 0) > 0))
                .subscribe(() => this.guests.refresh())
        );
    }

    public ngAfterViewInit(): void {
        const choice = this.selection.take();
        if (choice) {
            // The dialog has to be on the page before it can be shown.
            setTimeout(() => this.ask(choice.keys, choice.keyTarget, choice.mode));
        }
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public toggle(runId: string, open: boolean): void {
        this.choice.next(toggleRun(this.choice.value, runId, open));
    }

    public stop(): void {
        this.store.stop();
    }

    public stopWaiting(): void {
        this.store.stopWaiting();
    }

    public dismiss(): void {
        this.store.dismiss();
    }

    public delete(runId: string): void {
        this.store.delete(runId);
    }

    public retry(view: RunView): void {
        this.plan(view, triedBefore(view));
    }

    public continueRun(view: RunView): void {
        this.plan(view, notStarted(view));
    }

    /** Plans guests of a run again, with the same kind of key. */
    private plan(view: RunView, keys: readonly GuestKey[]): void {
        const again = new Set(keys);
        const kinds = new Set(view.guests.filter(({ guest }) => again.has(guestKey(guest))).map(({ guest }) => guest.toClass));
        this.ask([...again], kinds.has('own') ? 'own' : kinds.has('kmsClient') ? 'back' : 'avma', view.ledger.mode);
    }

    /** Asks for accounts of the guests of which nobody knows how they ended, and reads them: the record then says what was found. */
    public read(view: RunView): void {
        const unknown = unknownGuests(view);
        this.whenKnown(unknown, guests => {
            const found = new Set(guests.map(keyOf));
            const gone = view.guests.filter(({ guest }) => unknown.includes(guestKey(guest)) && !found.has(guestKey(guest))).map(({ guest }) => guest.name);
            this.subscriptions.add(
                this.dialogs
                    .show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, { guests, gone, texts: this.strings.ReadUnknown })
                    .pipe(take(1))
                    .subscribe(({ jobs, options }) => {
                        const asked = this.store.readUnknown(view, jobs, options);
                        this.choice.next({ ...this.choice.value, asked: asked || this.choice.value.asked });
                    })
            );
        });
    }

    public stopReading(): void {
        this.lookInside.stop();
    }

    public dismissReading(): void {
        this.choice.next({ ...this.choice.value, asked: false });
        this.lookInside.dismiss();
    }

    public openGuest(guest: GuestKey): void {
        this.go(['guests'], { guest });
    }

    public openGuests(): void {
        this.go(['guests'], {});
    }

    public lookUp(code: string): void {
        this.go(['reference', 'errors'], { code });
    }

    private go(commands: readonly string[], queryParams: Params): void {
        void this.router.navigate([...commands], { relativeTo: this.route.parent, queryParams });
    }

    /** Shows the plan for guests, as soon as they are known. */
    private ask(keys: readonly GuestKey[], keyTarget: KeyTarget, mode?: ApplyMode): void {
        this.whenKnown(keys, guests =>
            this.subscriptions.add(
                this.dialogs
                    .show<ApplyDialogOptions, ApplyDialogResult>(ApplyDialogComponent.id, { guests, keyTarget, mode })
                    .pipe(take(1))
                    .subscribe(({ started }) => setTimeout(() => this.moveFocus(started), focusMs))
            )
        );
    }

    /** To the new run; or, where the dialog was opened from another page and the keyboard would begin at the top of everything, into this one. */
    private moveFocus(started: boolean): void {
        if (started) {
            this.heading?.nativeElement.focus();
        } else if (!this.page?.nativeElement.contains(document.activeElement)) {
            this.page?.nativeElement.querySelector<HTMLElement>(':is(button,summary)')?.focus();
        }
    }

    private whenKnown(keys: readonly GuestKey[], then: (guests: readonly AssessedGuest[]) => void): void {
        const wanted = new Set(keys);
        this.subscriptions.add(
            this.guests.judged
                .pipe(
                    // Who is not in a list that is still being read may be in it yet.
                    filter(({ assessed, guests: { loading, complete } }) => assessed !== null && (complete || !loading)),
                    take(1)
                )
                .subscribe(({ assessed }) => then((assessed ?? []).filter(one => wanted.has(keyOf(one)))))
        );
    }
}
