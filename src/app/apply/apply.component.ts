import { AfterViewInit, Component, ElementRef, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, filter, interval, Subscription, take } from 'rxjs';
import { ApplyMode } from '../domain/facts/apply-facts';
import { KeyWish } from '../domain/apply/key-offers';
import { ApplySelection } from '../state/apply/apply-selection';
import { ApplyStore, ApplyStoreState, EarlierRun, retryable, RunView, unknownGuests } from '../state/apply/apply.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { LookInsideState, LookInsideStore } from '../state/inside/look-inside.store';
import { insideFailure } from '../state/inside/inside-failure';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { avmaStrings, fillText } from '../shared/texts';
import { ApplyDialogComponent, ApplyDialogOptions, ApplyDialogResult } from './apply-dialog.component';
import { runSummary } from './run-summary';

/** How often guests that are waited for are looked for, in milliseconds. */
const lateMs = 30_000;
/** The dialog gives the focus back in a moment of its own; after that it goes to the run, once. */
const focusMs = 50;

/** Runs that put keys into guests: the one of this tab, and those that this browser remembers. */
@Component({ selector: 'avma-apply', templateUrl: './apply.component.html' })
export class ApplyComponent implements OnInit, AfterViewInit, OnDestroy {
    @ViewChild('page') public page?: ElementRef<HTMLElement>;
    @ViewChild('heading') public heading?: ElementRef<HTMLElement>;
    public readonly strings = avmaStrings();
    public state: ApplyStoreState = this.store.current;
    public inside: LookInsideState = this.lookInside.current;
    /** How far a reading that was asked for here has come, or how it ended; empty where none was. */
    public readingText = '';
    public readCount = 0;
    /** Earlier runs that are looked at: of the others nothing is drawn but their summary. */
    public readonly opened = new Set<string>();
    private asked = false;
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
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Apply.tab;
    }

    /** Guests of this host are being entered. */
    public get busy(): boolean {
        return this.inside.running || this.state.run?.phase === 'working';
    }

    public readonly byRun = (_: number, run: EarlierRun): string => run.runId;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        this.subscriptions.add(this.store.state.subscribe(state => (this.state = state)));
        this.subscriptions.add(this.lookInside.state.subscribe(inside => this.follow(inside)));
        // Guests that are off are noticed when the list is read again.
        this.subscriptions.add(
            interval(lateMs)
                .pipe(filter(() => (this.state.run?.held ?? 0) > 0))
                .subscribe(() => this.guests.refresh())
        );
    }

    public ngAfterViewInit(): void {
        const choice = this.selection.take();
        if (choice) {
            // The dialog has to be on the page before it can be shown.
            setTimeout(() => this.ask(choice.vmIds, choice.wish, choice.mode));
        }
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public summary(view: RunView): string {
        return runSummary(view, this.strings);
    }

    public isHere(view: RunView): boolean {
        return this.store.isHere(view);
    }

    public toggle(runId: string, open: boolean): void {
        if (open) {
            this.opened.add(runId);
        } else {
            this.opened.delete(runId);
        }
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
        const again = new Set(retryable(view));
        const kinds = new Set(view.guests.filter(({ guest }) => again.has(guest.vmId)).map(({ guest }) => guest.toClass));
        this.ask([...again], kinds.has('own') ? 'own' : kinds.has('kmsClient') ? 'back' : 'avma', view.ledger.mode);
    }

    /** Asks for accounts of the guests of which nobody knows how they ended, and reads them: the record then says what was found. */
    public read(view: RunView): void {
        const unknown = unknownGuests(view);
        this.whenKnown(unknown, guests => {
            const found = new Set(guests.map(({ guest }) => guest.vmId));
            const gone = view.guests.filter(({ guest }) => unknown.includes(guest.vmId) && !found.has(guest.vmId)).map(({ guest }) => guest.name);
            this.dialogs
                .show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, { guests, gone, texts: this.strings.ReadUnknown })
                .pipe(take(1))
                .subscribe(({ jobs, options }) => {
                    this.asked = this.store.readUnknown(view, jobs, options) || this.asked;
                    this.follow(this.lookInside.current);
                });
        });
    }

    public stopReading(): void {
        this.lookInside.stop();
    }

    public dismissReading(): void {
        this.asked = false;
        this.lookInside.dismiss();
    }

    public openGuest(guest: string): void {
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

    private follow(inside: LookInsideState): void {
        this.inside = inside;
        const jobs = [...inside.jobs.values()];
        this.readCount = jobs.filter(({ kind }) => kind !== 'waiting' && kind !== 'working').length;
        const failed = jobs.filter(job => insideFailure(job) !== null).length;
        const { running, finished } = this.strings.LookInside;
        this.readingText =
            !this.asked || jobs.length === 0
                ? ''
                : inside.running
                  ? fillText(running, { done: this.readCount, total: jobs.length })
                  : fillText(finished, { read: jobs.length - failed, total: jobs.length, failed });
    }

    /** Shows the plan for guests, as soon as they are known. */
    private ask(vmIds: readonly string[], wish: KeyWish, mode?: ApplyMode): void {
        this.whenKnown(vmIds, guests =>
            this.dialogs
                .show<ApplyDialogOptions, ApplyDialogResult>(ApplyDialogComponent.id, { guests, wish, mode })
                .pipe(take(1))
                .subscribe(({ started }) => setTimeout(() => this.moveFocus(started), focusMs))
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

    private whenKnown(vmIds: readonly string[], then: (guests: readonly AssessedGuest[]) => void): void {
        const wanted = new Set(vmIds);
        this.subscriptions.add(
            combineLatest([this.guests.assessed, this.guests.state])
                .pipe(
                    // Who is not in a list that is still being read may be in it yet.
                    filter(([assessed, { loading, complete }]) => assessed !== null && (complete || !loading)),
                    take(1)
                )
                .subscribe(([assessed]) => then((assessed ?? []).filter(({ guest }) => wanted.has(guest.vmId))))
        );
    }
}
