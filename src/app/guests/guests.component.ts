import { Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { ActionItem, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, debounceTime, filter, map, Observable, skip, Subject, Subscription, take, tap } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { GuestChange } from '../domain/guests/guest-changes';
import { FilterFacts, filterTest, GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { ChangesStore } from '../state/guests/changes.store';
import { DataExchangeStore } from '../state/guests/data-exchange.store';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { LookInsideState, LookInsideStore } from '../state/inside/look-inside.store';
import { pageVisibility, Poller } from '../state/hosts/poller';
import { actionItem } from '../shared/action-item';
import { HostFailureText, hostFailureText } from '../shared/host-failure-text';
import { avmaStrings, compareNames, dateText, fillText } from '../shared/texts';
import { saveFacts, saveRows } from './export-rows';
import { GuestActions } from './guest-actions';
import { columnTitles, keepColumns, readColumns } from './guest-columns';
import { GuestRow, GuestRows } from './guest-row';
import { GuestsView, keepView, namesView, readKeptView, TableSort, usualSort, viewFromParams, viewToParams } from './guests-view';
import { InsideTask } from './inside-task';
import { insideFailure, InsideFailure } from '../state/inside/inside-failure';

/** What stands in place of the table, if anything. */
type PageState = 'table' | 'loading' | 'failure' | 'noRights' | 'rightsUnknown' | 'empty';

/** Letters that follow each other this fast are one search. */
const typingMs = 50;
/** Search and order are written into the address once the table has drawn them. */
const writingMs = 400;
const groupKey = 'avma.guests.group';
const pollingKey = 'avma.guests.keepCurrent';

/** The guests of the host: who can be activated, with which key, and why not. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-guests', templateUrl: './guests.component.html', providers: [GuestActions] })
export class GuestsComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly titles = columnTitles(this.strings);
    public page: PageState = 'loading';
    public failure: HostFailure | null = null;
    public busy = false;
    public rows: readonly GuestRow[] = [];
    public facts: readonly FilterFacts[] = [];
    public shownRows: GuestRow[] = [];
    public selection: GuestRow[] = [];
    public expanded = false;
    public total = 0;
    public columns = readColumns();
    public shownColumns = this.columns;
    /** The guests of many hosts are shown, and which host each is on. */
    public many = false;
    /** Field that rows are grouped by: the verdict in words, or nothing. */
    public group: 'cell.label' | '' = localStorage.getItem(groupKey) === 'verdict' ? 'cell.label' : '';
    public view: GuestsView = { filter: noFilter, sort: usualSort, guest: null };
    public status = '';
    public searchText = '';
    public problems = '';
    public staleText = '';
    public goneText = '';
    public inside: LookInsideState = this.lookInside.current;
    public names: ReadonlyMap<string, string> = new Map();
    /** Why looking inside is not possible on this host; empty where it is. */
    public forbidden = '';
    public changed: ReadonlyMap<string, GuestChange> = new Map();
    public readonly exportActions: ActionItem[] = [
        actionItem(this.strings.Export.csv, () => this.exportRows('csv')),
        actionItem(this.strings.Export.json, () => this.exportRows('json')),
        actionItem(this.strings.Export.names, () => this.exportFacts(false)),
        actionItem(this.strings.Export.pseudonyms, () => this.exportFacts(true))
    ];
    public viewActions: ActionItem[] = this.offerViews();
    public readonly dataExchangeActions: ActionItem[] = [
        actionItem(this.strings.DataExchange.enable, () => this.actions.setDataExchange(this.selection, true)),
        actionItem(this.strings.DataExchange.disable, () => this.actions.setDataExchange(this.selection, false))
    ];
    private readonly rowCache = new GuestRows();
    private readonly typed = new Subject<string>();
    private readonly unwritten = new Subject<void>();
    private readonly subscriptions = new Subscription();
    private restored = false;
    private readonly poller = new Poller({ base: 60_000, factor: 10, visible: pageVisibility(document) }, () => this.poll());

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        public readonly lookInside: LookInsideStore,
        public readonly guestEvents: GuestEventsStore,
        private readonly changes: ChangesStore,
        public readonly dataExchange: DataExchangeStore,
        public readonly actions: GuestActions,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Guests.tab;
    }

    public get one(): GuestRow | null {
        return this.selection.length === 1 ? this.selection[0] : null;
    }

    public get failureTexts(): HostFailureText {
        return hostFailureText(this.page === 'noRights' || this.page === 'rightsUnknown' ? this.page : (this.failure?.code ?? 'unclassified'));
    }

    public get keepCurrent(): boolean {
        return this.poller.running;
    }

    public readonly date = dateText;
    public readonly ascending = DataTableSortMode.Ascend;
    public readonly descending = DataTableSortMode.Descend;

    public readonly identity = (row: GuestRow): string => row.id;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        const kept = namesView(this.route.snapshot.queryParamMap) ? null : readKeptView();
        if (kept) {
            this.take(kept);
            this.write(true);
        }
        // Until it is written, the address without a choice means what was kept.
        const view = this.route.queryParamMap.pipe(skip(kept ? 1 : 0), map(viewFromParams));
        this.subscriptions.add(view.subscribe(next => this.take(next)));
        this.subscriptions.add(
            combineLatest([this.hosts.state, this.guests.state, this.guests.assessed]).subscribe(([host, guests, assessed]) =>
                this.show(host, guests, assessed)
            )
        );
        this.subscriptions.add(this.lookInside.state.subscribe(inside => (this.inside = inside)));
        this.subscriptions.add(
            this.changes.changes.subscribe(({ changed, gone }) => {
                this.changed = changed;
                const names = gone.map(id => this.changes.nameOf(id)).join(', ');
                this.goneText = gone.length > 0 ? fillText(this.strings.Guests.gone, { count: gone.length, names }) : '';
            })
        );
        this.subscriptions.add(this.typed.pipe(debounceTime(typingMs)).subscribe(text => this.search(text)));
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
        this.searchText = text;
        this.typed.next(text);
    }

    /** The view is part of the address, so that a link, Back or a reload leads to the same table. */
    public filterBy(chosen: GuestFilter): void {
        this.take({ ...this.view, filter: chosen, guest: null });
        this.write(false);
    }

    public clearFilter(): void {
        this.filterBy(noFilter);
    }

    public sortBy(sort: TableSort): void {
        this.view = { ...this.view, sort };
        this.unwritten.next();
    }

    public select(selection: GuestRow[]): void {
        this.selection = selection;
        this.keepDetails();
    }

    public expand(expanded: boolean): void {
        this.expanded = expanded;
        this.keepDetails();
    }

    public chooseColumns(): void {
        this.actions.chooseColumns(this.columns, columns => {
            this.columns = columns;
            this.shownColumns = this.columnsToShow();
            keepColumns(columns);
        });
    }

    public toggleGroup(): void {
        this.group = this.group === '' ? 'cell.label' : '';
        localStorage.setItem(groupKey, this.group === '' ? 'none' : 'verdict');
    }

    public look(ids: readonly string[], task: InsideTask): void {
        const wanted = new Set(ids);
        this.actions.look(
            this.rows.filter(row => wanted.has(row.id)),
            task
        );
    }

    public lookAtSelection(task: InsideTask): void {
        this.actions.look(this.selection, task);
    }

    /** The page that applies keys shows the plan before anything is done. */
    public apply(): void {
        this.actions.apply(this.selection);
    }

    public openHistory(guest: string): void {
        void this.router.navigate(['history'], { relativeTo: this.route.parent, queryParams: { guest } });
    }

    public working(row: GuestRow): boolean {
        const kind = this.inside.running ? this.inside.jobs.get(row.id)?.kind : undefined;
        return kind === 'working' || kind === 'waiting';
    }

    public failureOf(row: GuestRow): InsideFailure | null {
        return insideFailure(this.inside.jobs.get(row.id));
    }

    private search(text: string): void {
        this.take({ ...this.view, filter: { ...this.view.filter, text: text || null }, guest: null });
        this.unwritten.next();
    }

    private write(replaceUrl: boolean): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: viewToParams(this.view), queryParamsHandling: 'merge', replaceUrl });
    }

    /** Whose details are open is in the address too, but is no step of its own in the history. */
    private keepDetails(): void {
        const guest = this.expanded ? (this.one?.id ?? null) : null;
        if (this.restored && guest !== this.view.guest) {
            this.view = { ...this.view, guest };
            this.write(true);
        }
    }

    private take(view: GuestsView): void {
        const filtered = JSON.stringify(view.filter) !== JSON.stringify(this.view.filter);
        this.view = view;
        if (filtered) {
            this.searchText = view.filter.text ?? '';
            this.selection = [];
            this.filterRows();
        }
    }

    private offerViews(): ActionItem[] {
        const { Guests } = this.strings;
        const keep = (view: GuestsView | null): void => {
            keepView(view);
            this.viewActions = this.offerViews();
        };
        const kept = readKeptView();
        const show = (view: GuestsView): void => {
            this.take(view);
            this.write(false);
        };
        return [
            actionItem(Guests.keepView, () => keep(this.view)),
            ...(kept ? [actionItem(Guests.keptView, () => show(kept)), actionItem(Guests.forgetView, () => keep(null))] : []),
            actionItem(Guests.everything, () => this.clearFilter())
        ];
    }

    /** The chosen rows, or all that the table shows. */
    private exportRows(format: 'csv' | 'json'): void {
        saveRows(format, this.selection.length > 0 ? this.selection : this.shownRows, this.shownColumns, this.hosts.hostName, this.strings);
    }

    /** Saves what is known as the file that `npm run assess` reads. */
    private exportFacts(withPseudonyms: boolean): void {
        const { facts } = this.hosts.current;
        const onIt = this.rows.filter(row => row.assessed.host === facts).map(row => row.assessed.guest);
        if (facts) {
            saveFacts(facts, onIt, [...this.inside.readings.values()], withPseudonyms);
        }
    }

    private poll(): Observable<GuestsState> {
        if (this.many) {
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

    private show(host: HostState, guests: GuestsState, assessed: readonly AssessedGuest[] | null): void {
        this.many = this.guests.currentScope === 'many';
        this.shownColumns = this.columnsToShow();
        this.busy = (host.loading && !this.many) || guests.loading;
        this.failure = host.failure && !host.facts && !this.many ? host.failure : guests.failure;
        // Rows that are equal in the chosen column keep this order, also after a reload.
        this.rows = (assessed ?? [])
            .map(one => this.rowCache.of(one, this.strings, this.many))
            .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
        this.facts = this.rows.map(row => row.filter);
        this.names = new Map(this.rows.map(row => [row.id, row.name]));
        // Of many hosts each says it by itself, as a row.
        const languageMode = this.many ? null : (host.facts?.languageMode ?? null);
        this.forbidden = languageMode === null || languageMode === 'FullLanguage' ? '' : fillText(this.strings.LookInside.forbidden, { languageMode });
        this.problems =
            guests.problems.length > 0 ? fillText(this.strings.Guests.problemRows, { count: guests.problems.length, first: guests.problems[0] }) : '';
        this.staleText =
            this.failure && this.rows.length > 0 ? fillText(this.strings.Common.stale, { time: dateText(guests.guests[0]?.collectedAt ?? null) }) : '';
        this.page = this.pageState(host, guests);
        this.filterRows();
        this.restoreDetails(guests.complete);
    }

    private filterRows(): void {
        const passes = filterTest(this.view.filter);
        this.shownRows = this.rows.filter(row => passes(row.filter));
        const current = new Map(this.shownRows.map(row => [row.id, row]));
        this.selection = this.selection.map(row => current.get(row.id)).filter((row): row is GuestRow => !!row);
        this.setStatus();
    }

    /** Opens the details that the address asks for, once their guest has come. */
    private restoreDetails(complete: boolean): void {
        if (this.restored) {
            return;
        }
        const wanted = this.view.guest === null ? undefined : this.shownRows.find(row => row.id === this.view.guest);
        if (wanted) {
            this.selection = [wanted];
            this.expanded = true;
        }
        this.restored = complete || !!wanted || this.view.guest === null;
    }

    private columnsToShow(): GuestsComponent['columns'] {
        return this.many && !this.columns.includes('host') ? ['name', 'host', ...this.columns.slice(1)] : this.columns;
    }

    private pageState(host: HostState, guests: GuestsState): PageState {
        if (this.rows.length > 0) {
            return 'table';
        }
        if (this.failure) {
            return 'failure';
        }
        if (this.busy || !guests.complete || (!host.facts && !this.many)) {
            return 'loading';
        }
        if (this.many || !host.facts) {
            return 'empty';
        }
        // An empty list proves nothing where it isn't known whether the account may see machines.
        const unknown = host.facts.hyperVRights === null && host.facts.unread.some(({ field }) => field === 'hyperVRights');
        return host.facts.hyperVRights === false ? 'noRights' : unknown ? 'rightsUnknown' : 'empty';
    }

    /** The table's own count says the rest. */
    private setStatus(): void {
        const shown = this.shownRows.length;
        const filtered = shown < this.rows.length ? fillText(this.strings.Guests.count, { shown, total: this.rows.length }) : '';
        this.status = this.busy ? fillText(this.strings.Guests.reading, { count: this.rows.length }) : filtered;
    }
}
