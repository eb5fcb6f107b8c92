import { Component, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { ActionButton, ActionItem, DataTableComponent, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, map, Subscription } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { Verdict, verdicts } from '../domain/assessment';
import { countByVerdict } from '../domain/count-by-verdict';
import { exportCase } from '../domain/export-case';
import { AssessedGuest, GuestsState, GuestsStore } from '../state/guests.store';
import { HostState, HostStore } from '../state/host.store';
import { saveFile } from '../shared/save-file';
import { avmaStrings, dateText, fillText } from '../shared/texts';
import { GuestRow, toGuestRow } from './guest-row';

interface FilterOption {
    readonly value: string;
    readonly label: string;
}

/** What stands in place of the table, if anything. */
type PageState = 'table' | 'loading' | 'failure' | 'noRights' | 'empty';

/** The guests of the host: who can be activated, with which key, and why not. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-guests', templateUrl: './guests.component.html' })
export class GuestsComponent implements OnInit, OnDestroy {
    @ViewChild('table') public table?: DataTableComponent;
    public readonly strings = avmaStrings();
    public readonly ascending = DataTableSortMode.Ascend;
    public page: PageState = 'loading';
    public failure: HostFailure | null = null;
    public busy = false;
    public rows: readonly GuestRow[] = [];
    public shownRows: GuestRow[] = [];
    public selection: GuestRow[] = [];
    public expanded = false;
    public total = 0;
    public filter: Verdict | '' = '';
    public filterOptions: readonly FilterOption[] = [];
    public status = '';
    public searchText = '';
    public problems = '';
    public staleText = '';
    public readonly exportActions: ActionItem[] = [
        this.exportAction(this.strings.Export.names, false),
        this.exportAction(this.strings.Export.pseudonyms, true)
    ];
    private readonly rowsByGuest = new WeakMap<AssessedGuest, GuestRow>();
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Guests.tab;
    }

    public get one(): GuestRow | null {
        return this.selection.length === 1 ? this.selection[0] : null;
    }

    public get detailsHeader(): string {
        return this.one?.name ?? this.strings.Guests.details;
    }

    public get failureTexts(): { readonly title: string; readonly text: string; readonly fix: string } {
        return this.strings.Failures[this.page === 'noRights' ? 'noRights' : (this.failure?.code ?? 'unclassified')];
    }

    public readonly identity = (row: GuestRow): string => row.id;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        const filter = this.route.queryParamMap.pipe(map(params => params.get('verdict') ?? ''));
        this.subscriptions.add(
            combineLatest([this.hosts.state, this.guests.state, this.guests.assessed, filter]).subscribe(([host, guests, assessed, verdict]) =>
                this.show(host, guests, assessed, verdict)
            )
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public refresh(): void {
        this.hosts.refresh();
        this.guests.refresh();
    }

    /** The result chosen is part of the address, so that a link or Back leads to the same table. */
    public choose(verdict: string): void {
        if (verdict !== this.filter) {
            void this.router.navigate([], { relativeTo: this.route, queryParams: { verdict: verdict === '' ? null : verdict }, queryParamsHandling: 'merge' });
        }
    }

    public clearFilter(): void {
        this.searchText = '';
        this.choose('');
        // The table reads its search field when it gets items, and the field follows its model a tick later.
        setTimeout(() => (this.shownRows = [...this.shownRows]));
    }

    /** The table's own count follows its search; a direct binding would change during change detection. */
    public count(): void {
        setTimeout(() => {
            this.total = this.table?.filteredItems.length ?? 0;
            this.setStatus();
        });
    }

    private exportAction(text: string, withPseudonyms: boolean): ActionButton {
        const action = new ActionButton();
        action.text = text;
        action.execute = () => this.exportFacts(withPseudonyms);
        return action;
    }

    /** Saves what is known as the file that `npm run assess` reads. */
    private exportFacts(withPseudonyms: boolean): void {
        const host = this.hosts.current.facts;
        if (host) {
            const content = exportCase(host, this.guests.current.guests, [], withPseudonyms);
            saveFile(`avma-${content.host.computerName ?? 'host'}.json`, 'application/json', JSON.stringify(content, null, 2));
        }
    }

    private show(host: HostState, guests: GuestsState, assessed: readonly AssessedGuest[] | null, verdict: string): void {
        this.busy = host.loading || guests.loading;
        this.failure = host.failure && !host.facts ? host.failure : guests.failure;
        this.filter = verdicts.find(one => one === verdict) ?? '';
        this.rows = (assessed ?? []).map(one => this.row(one));
        this.shownRows = this.rows.filter(row => this.filter === '' || row.verdict === this.filter);
        const current = new Map(this.shownRows.map(row => [row.id, row]));
        this.selection = this.selection.map(row => current.get(row.id)).filter((row): row is GuestRow => !!row);
        this.filterOptions = this.options(assessed ?? []);
        this.problems =
            guests.problems.length > 0 ? fillText(this.strings.Guests.problemRows, { count: guests.problems.length, first: guests.problems[0] }) : '';
        this.staleText =
            this.failure && this.rows.length > 0 ? fillText(this.strings.Common.stale, { time: dateText(guests.guests[0]?.collectedAt ?? null) }) : '';
        this.page = this.pageState(host, guests);
        this.setStatus();
    }

    private pageState(host: HostState, guests: GuestsState): PageState {
        if (this.rows.length > 0) {
            return 'table';
        }
        if (this.failure) {
            return 'failure';
        }
        if (this.busy || !guests.complete || !host.facts) {
            return 'loading';
        }
        return host.facts.hyperVRights === false ? 'noRights' : 'empty';
    }

    /** The same guest gives the same row, so that the table keeps what it has drawn. */
    private row(assessed: AssessedGuest): GuestRow {
        const row = this.rowsByGuest.get(assessed) ?? toGuestRow(assessed, this.strings);
        this.rowsByGuest.set(assessed, row);
        return row;
    }

    private options(assessed: readonly AssessedGuest[]): FilterOption[] {
        const counts = countByVerdict(assessed.map(one => one.assessment));
        return [
            { value: '', label: fillText(this.strings.Guests.all, { count: assessed.length }) },
            ...verdicts.map(verdict => ({
                value: verdict,
                label: fillText(this.strings.Guests.option, { verdict: this.strings.Verdicts[verdict], count: counts.get(verdict) ?? 0 })
            }))
        ];
    }

    /** The table's own count says the rest. */
    private setStatus(): void {
        const filtered = this.total < this.rows.length ? fillText(this.strings.Guests.count, { shown: this.total, total: this.rows.length }) : '';
        this.status = this.busy ? fillText(this.strings.Guests.reading, { count: this.rows.length }) : filtered;
    }
}
