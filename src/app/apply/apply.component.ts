import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, combineLatest, filter, interval, map, Observable, Subscription, switchMap, take } from 'rxjs';
import { GuestKey, guestKey, keyOf } from '../domain/facts/guest-key';
import { ApplySelection } from '../state/apply/apply-selection';
import { ApplyStore, RunView, unknownGuests } from '../state/apply/apply.store';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { avmaStrings } from '../shared/texts';
import { ApplyPage, EarlierRunLine, nothingChosen, toggleRun, toView } from './apply-page';
import { runHeadingId } from './apply-starter.component';
import { knownGuests } from './known-guests';
import { notStarted, triedBefore } from './run-panel';

/** How often guests that are waited for are looked for, in milliseconds. */
const lateMs = 30_000;

/** Runs that put keys into guests: the one of this tab, and those that this browser remembers. `apply-page` says what is shown. */
@Component({ selector: 'avma-apply', templateUrl: './apply.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class ApplyComponent implements OnInit, OnDestroy {
    public readonly runHeadingId = runHeadingId;
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
        const keyTarget = kinds.has('own') ? 'own' : kinds.has('kmsClient') ? 'back' : 'avma';
        this.selection.choose({ keys: [...again], keyTarget, mode: view.ledger.mode });
    }

    /** Asks for accounts of the guests of which nobody knows how they ended, and reads them: the record then says what was found. */
    public read(view: RunView): void {
        const unknown = unknownGuests(view);
        this.subscriptions.add(
            knownGuests(this.guests, unknown)
                .pipe(
                    switchMap(guests => {
                        const found = new Set(guests.map(keyOf));
                        const gone = view.guests
                            .filter(({ guest }) => unknown.includes(guestKey(guest)) && !found.has(guestKey(guest)))
                            .map(({ guest }) => guest.name);
                        const options = { guests, gone, texts: this.strings.ReadUnknown };
                        return this.dialogs.show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, options);
                    }),
                    take(1)
                )
                .subscribe(({ jobs, options }) => {
                    const asked = this.store.readUnknown(view, jobs, options);
                    this.choice.next({ ...this.choice.value, asked: asked || this.choice.value.asked });
                })
        );
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
}
