import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { ActionItem, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, combineLatest, debounceTime, filter, map, Observable, skip, Subject, Subscription, take, tap } from 'rxjs';
import { AdviceAction } from '../domain/advice/advice-actions';
import { ExportContent } from '../domain/facts/export-case';
import { keyOf } from '../domain/facts/guest-key';
import { sameMachine } from '../domain/facts/node-names';
import { requestEvents } from '../domain/events/logged-requests';
import { GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { ChangesStore } from '../state/guests/changes.store';
import { DataExchangeStore } from '../state/guests/data-exchange.store';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostLogsStore, knownRequests } from '../state/guests/host-logs';
import { HostStore } from '../state/hosts/host.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { pageVisibility, Poller } from '../state/hosts/poller';
import { actionItem } from '../shared/action-item';
import { avmaStrings } from '../shared/texts';
import { saveFacts, saveRows } from './export-rows';
import { GuestActions } from './guest-actions';
import { columnTitles, keepColumns, readColumns } from './guest-columns';
import { GuestRow } from './guest-row';
import { expand, firstChoice, GuestsChoice, search, select, settle, showView, sortBy } from './guests-choice';
import { GuestsPage, GuestsPageState, guestsToView } from './guests-page';
import { GuestsView, keepView, namesView, readSavedView, TableSort, viewFromParams, viewToParams } from './guests-view';
import { InsideTask } from './inside-task';

/** Letters that follow each other this fast are one search. */
const typingMs = 50;
/** Search and order are written into the address once the table has drawn them. */
const writingMs = 400;
const groupKey = 'avma.guests.group';
const pollingKey = 'avma.guests.keepCurrent';

/** The guests of the host: who can be activated, with which key, and why not. `guests-page` says what is shown. */
@Component({ selector: 'avma-guests', templateUrl: './guests.component.html', providers: [GuestActions], changeDetection: ChangeDetectionStrategy.OnPush })
export class GuestsComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly titles = columnTitles(this.strings);
    public readonly ascending = DataTableSortMode.Ascend;
    public readonly descending = DataTableSortMode.Descend;
    public readonly exportActions: ActionItem[] = [
        actionItem(this.strings.Export.csv, () => this.exportRows('csv')),
        actionItem(this.strings.Export.json, () => this.exportRows('json')),
        actionItem(this.strings.Export.names, () =>
            this.actions.exportNames(
                this.assessedOfHost.map(({ guest }) => guest),
                content => this.exportFacts(content)
            )
        ),
        actionItem(this.strings.Export.pseudonyms, () => this.exportFacts('pseudonyms'))
    ];
    public readonly dataExchangeActions: ActionItem[] = [
        actionItem(this.strings.DataExchange.enable, () => this.actions.setDataExchange(this.selection, true)),
        actionItem(this.strings.DataExchange.disable, () => this.actions.setDataExchange(this.selection, false))
    ];
    /** The menu of views without a saved one, and with it. */
    public readonly viewActions: ActionItem[] = this.offerViews(false);
    public readonly keptViewActions: ActionItem[] = this.offerViews(true);
    private readonly toView = guestsToView(this.strings);
    private readonly choice = new BehaviorSubject<GuestsChoice>(
        firstChoice({ columns: readColumns(), grouped: localStorage.getItem(groupKey) === 'verdict', saved: readSavedView() })
    );
    private readonly page = new BehaviorSubject<GuestsPage | null>(null);
    /** Null until the stores have said something. */
    public readonly view$: Observable<GuestsPage | null> = this.page.asObservable();
    private readonly typed = new Subject<string>();
    private readonly unwritten = new Subject<void>();
    private readonly subscriptions = new Subscription();
    private readonly poller = new Poller({ base: 60_000, factor: 10, visible: pageVisibility(document) }, () => this.poll());

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly hostLogs: HostLogsStore,
        public readonly lookInside: LookInsideStore,
        public readonly guestEvents: GuestEventsStore,
        private readonly changes: ChangesStore,
        private readonly dataExchange: DataExchangeStore,
        public readonly actions: GuestActions,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Guests.tab;
    }

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        const saved = namesView(this.route.snapshot.queryParamMap) ? null : this.choice.value.saved;
        if (saved) {
            this.choose(choice => showView(choice, saved));
            this.write(true);
        }
        // Until it is written, the address without a choice means what was kept.
        const address = this.route.queryParamMap.pipe(skip(saved ? 1 : 0), map(viewFromParams));
        this.subscriptions.add(address.subscribe(view => this.follow(view)));
        this.subscriptions.add(combineLatest([this.states(), this.choice]).subscribe(([state, choice]) => this.show(state, choice)));
        this.subscriptions.add(
            this.typed.pipe(debounceTime(typingMs)).subscribe(text => {
                this.choose(choice => search(choice, text));
                this.unwritten.next();
            })
        );
        this.subscriptions.add(this.unwritten.pipe(debounceTime(writingMs)).subscribe(() => this.write(true)));
        if (localStorage.getItem(pollingKey) !== 'off') {
            this.poller.start();
        }
    }

    public ngOnDestroy(): void {
        this.poller.stop();
        this.subscriptions.unsubscribe();
    }

    public refresh(): void {
        this.hosts.refresh();
        this.guests.refresh();
    }

    public setKeepCurrent(on: boolean): void {
        localStorage.setItem(pollingKey, on ? 'on' : 'off');
        if (on) {
            this.poller.start();
        } else {
            this.poller.stop();
        }
    }

    public type(text: string): void {
        this.choose(choice => ({ ...choice, search: text }));
        this.typed.next(text);
    }

    /** The view is part of the address, so that a link, Back or a reload leads to the same table. */
    public filterBy(filter: GuestFilter): void {
        this.go({ ...this.choice.value.view, filter, guest: null });
    }

    public clearFilter(): void {
        this.filterBy(noFilter);
    }

    public sortBy(sort: TableSort): void {
        this.choose(choice => sortBy(choice, sort));
        this.unwritten.next();
    }

    public select(rows: readonly GuestRow[]): void {
        const ids = rows.map(row => row.id);
        this.chooseDetails(choice => select(choice, ids));
    }

    public expand(expanded: boolean): void {
        this.chooseDetails(choice => expand(choice, expanded));
    }

    public chooseColumns(): void {
        this.actions.chooseColumns(this.choice.value.columns, columns => {
            this.choose(choice => ({ ...choice, columns }));
            keepColumns(columns);
        });
    }

    public toggleGroup(): void {
        const grouped = !this.choice.value.grouped;
        this.choose(choice => ({ ...choice, grouped }));
        localStorage.setItem(groupKey, grouped ? 'verdict' : 'none');
    }

    public look(rows: readonly GuestRow[], ids: readonly string[], task: InsideTask): void {
        const wanted = new Set(ids);
        this.actions.look(
            rows.filter(row => wanted.has(row.id)),
            task
        );
    }

    /** Does what a guest's details advise. */
    public takeAdvice(row: GuestRow, action: AdviceAction): void {
        if (action === 'refresh') {
            this.refresh();
        } else {
            this.actions.follow(row, action);
        }
    }

    public openHistory(guest: string): void {
        void this.router.navigate(['history'], { relativeTo: this.route.parent, queryParams: { guest } });
    }

    private get selection(): readonly GuestRow[] {
        return this.page.value?.selection ?? [];
    }

    /** What the stores know, whenever any of it is new. */
    private states(): Observable<GuestsPageState> {
        const { hosts, guests, changes } = this;
        const runs = combineLatest([this.lookInside.state, this.guestEvents.state, this.dataExchange.state]);
        return combineLatest([hosts.state, guests.judged, runs, changes.changes, this.poller.runs]).pipe(
            map(([host, { guests: list, assessed }, [inside, logs, dataExchange], { changed, gone }, keepsCurrent]) => ({
                host,
                guests: list,
                assessed,
                many: guests.currentScope === 'many',
                inside,
                logs,
                dataExchange,
                changed,
                gone: gone.map(id => changes.nameOf(id)),
                keepsCurrent
            }))
        );
    }

    private show(state: GuestsPageState, choice: GuestsChoice): void {
        const page = this.toView(state, choice);
        const settled = settle(choice, page);
        if (settled === choice) {
            this.page.next(page);
        } else {
            this.chooseDetails(() => settled);
        }
    }

    private choose(change: (choice: GuestsChoice) => GuestsChoice): void {
        const after = change(this.choice.value);
        // The table tells what it is given within change detection, where nothing may change.
        if (after !== this.choice.value) {
            this.choice.next(after);
        }
    }

    /** Whose details are open is in the address too, but is no step of its own in the history. */
    private chooseDetails(change: (choice: GuestsChoice) => GuestsChoice): void {
        const { guest } = this.choice.value.view;
        this.choose(change);
        if (guest !== this.choice.value.view.guest) {
            this.write(true);
        }
    }

    /** The address has changed. Where another filter has closed the details that it names, it names them no longer. */
    private follow(view: GuestsView): void {
        this.choose(choice => showView(choice, view));
        if (view.guest !== this.choice.value.view.guest) {
            this.write(true);
        }
    }

    /** A view that is a step of its own in the browser's history. */
    private go(view: GuestsView): void {
        this.choose(choice => showView(choice, view));
        this.write(false);
    }

    private write(replaceUrl: boolean): void {
        const queryParams = viewToParams(this.choice.value.view);
        void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl });
    }

    private offerViews(withKept: boolean): ActionItem[] {
        const { Guests } = this.strings;
        const keep = (view: GuestsView | null): void => {
            keepView(view);
            this.choose(choice => ({ ...choice, saved: readSavedView() }));
        };
        const showKept = (): void => {
            const { saved } = this.choice.value;
            if (saved) {
                this.go(saved);
            }
        };
        return [
            actionItem(Guests.keepView, () => keep(this.choice.value.view)),
            ...(withKept ? [actionItem(Guests.savedView, showKept), actionItem(Guests.forgetView, () => keep(null))] : []),
            actionItem(Guests.everything, () => this.clearFilter())
        ];
    }

    /** The chosen rows, or all that the table shows. */
    private exportRows(format: 'csv' | 'json'): void {
        const page = this.page.value;
        if (page) {
            saveRows(format, page.selection.length > 0 ? page.selection : page.shownRows, page.columns, this.hosts.hostName, this.strings);
        }
    }

    /** The guests of the opened host, whatever the table shows beside them. */
    private get assessedOfHost(): AssessedGuest[] {
        const { current, hostName } = this.hosts;
        const opened = current.facts?.computerName ?? hostName;
        const assessed = (this.page.value?.rows ?? []).map(row => row.assessed);
        return assessed.filter(one => sameMachine(one.host.computerName ?? one.hostName, opened));
    }

    /** Saves what is known as the file that `npm run assess` reads. */
    private exportFacts(content: ExportContent): void {
        const { facts } = this.hosts.current;
        const logs = knownRequests(this.hostLogs.current);
        const ofHost = this.assessedOfHost;
        const keys = new Set(ofHost.map(keyOf));
        const requests = new Map([...logs.requests].filter(([key]) => keys.has(key)));
        if (facts) {
            // Ages of requests count to the time when the log was read.
            const host = { ...facts, collectedAt: logs.readAt.get(ofHost[0]?.hostName ?? '') ?? facts.collectedAt };
            const activations = [...this.lookInside.current.readings.values()].map(reading => reading.facts);
            saveFacts({ host, guests: ofHost.map(({ guest }) => guest), activations, events: requestEvents(requests, host) }, content);
        }
    }

    private poll(): Observable<GuestsState> {
        if (this.guests.currentScope === 'many') {
            // Hundreds of hosts are asked when somebody asks for it.
            return this.guests.state.pipe(take(1));
        }
        this.guests.refresh();
        return this.guests.state.pipe(
            filter(state => !state.loading),
            take(1),
            tap(({ failure }) => {
                if (failure) {
                    throw failure;
                }
            })
        );
    }
}
