import { Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, convertToParamMap, Router } from '@angular/router';
import { ActionItem, DataTableSortMode, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { debounceTime, map, Subject, Subscription, take } from 'rxjs';
import { EventExport } from '../domain/events/event-export';
import { EventFacts } from '../domain/facts/event-facts';
import { eventFilterTest, noEventFilter } from '../domain/events/event-filter';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { chartUnit, OutcomeChart, outcomeChart } from '../domain/events/outcome-chart';
import { EventsStore } from '../state/events/events.store';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { JoinedEvents, JoinedEventsStore } from '../state/events/joined-events';
import { actionItem } from '../shared/action-item';
import { saveFile } from '../shared/save-file';
import { avmaStrings, dateText, fillText, zoneText } from '../shared/texts';
import { historyPage, HistoryPage, logReports, logWarnings, LogWarning } from './history-page';
import { HistoryRow, toHistoryRow } from './history-row';
import { historySelects, HistorySelect, SelectField } from './history-selects';
import { historyFromParams, historyToParams, HistoryView } from './history-view';
import { UsageReportDialogComponent, UsageReportDialogOptions, UsageReportDialogResult } from './usage-report-dialog.component';

/** Letters that follow each other this fast are one search. */
const typingMs = 150;
const dayMs = 86_400_000;
const nobody = (): null => null;

/** What the host's logs say about activation: the requests of its guests, newest first. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-history', templateUrl: './history.component.html' })
export class HistoryComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly zone = fillText(this.strings.History.zone, { zone: zoneText() });
    public readonly timeTitle = this.strings.History.time;
    public readonly descending = DataTableSortMode.Descend;
    public page: HistoryPage | null = null;
    public warnings: readonly LogWarning[] = [];
    public busy = false;
    public hasOlder = false;
    public letGo = false;
    public rows: readonly HistoryRow[] = [];
    public shownRows: HistoryRow[] = [];
    public selection: HistoryRow | null = null;
    public expanded = false;
    public total = 0;
    public status = '';
    public problems = '';
    public searchText = '';
    public selects: readonly HistorySelect[] = [];
    public chart: OutcomeChart | null = null;
    private view: HistoryView = { filter: noEventFilter, neighbours: false };
    private now: JoinedEvents | null = null;
    /** The same event gives the same row, so that the table keeps what it has drawn; made anew when the guests change. */
    private known = new WeakMap<EventFacts, HistoryRow>();
    private readonly typed = new Subject<string>();
    private readonly subscriptions = new Subscription();
    public readonly exportActions: ActionItem[] = [
        actionItem(this.strings.History.csv, () => this.export('csv')),
        actionItem(this.strings.History.json, () => this.export('json'))
    ];

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly events: EventsStore,
        private readonly joined: JoinedEventsStore,
        private readonly dialogs: DialogService,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().History.tab;
    }

    public get neighbours(): boolean {
        return this.view.neighbours;
    }

    /** Whose log this is where a cluster was opened, whose nodes have one each. */
    public get ofNode(): string {
        const { facts } = this.hosts.current;
        return this.hosts.isCluster && facts
            ? fillText(this.strings.History.ofNode, {
                  cluster: facts.clusterName ?? this.hosts.hostName,
                  hostName: this.hosts.answeringName
              })
            : '';
    }

    public readonly identity = (row: HistoryRow): string => row.key;
    public readonly byField = (_: number, select: HistorySelect): string => select.field;
    public readonly byValue = (_: number, option: { readonly value: string }): string => option.value;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        this.subscriptions.add(this.route.queryParamMap.pipe(map(historyFromParams)).subscribe(view => this.take(view)));
        this.subscriptions.add(
            this.joined.state.subscribe(joined => {
                if (joined.subjectOf !== this.now?.subjectOf) {
                    this.known = new WeakMap();
                }
                this.now = joined;
                this.show(joined);
            })
        );
        this.subscriptions.add(
            this.typed.pipe(debounceTime(typingMs)).subscribe(text => this.go({ ...this.view, filter: { ...this.view.filter, text: text || null } }, true))
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public choose(field: SelectField, value: string): void {
        const { filter } = this.view;
        const chosen = value === '' ? null : field === 'id' ? Number(value) : value;
        // What is chosen comes from lists of valid values; the address makes them valid whatever they are.
        this.go(historyFromParams(convertToParamMap(withoutNulls(historyToParams({ ...this.view, filter: { ...filter, [field]: chosen } })))), false);
    }

    public withNeighbours(neighbours: boolean): void {
        this.go({ ...this.view, neighbours }, false);
    }

    public type(text: string): void {
        this.searchText = text;
        this.typed.next(text);
    }

    public refresh(): void {
        this.guests.refresh();
        this.events.load(this.view.filter.period, this.ids);
    }

    public older(): void {
        this.events.older();
    }

    public newest(): void {
        this.events.newest();
    }

    public select(row: HistoryRow | null): void {
        this.selection = row;
    }

    public openGuest(guest: string): void {
        void this.router.navigate(['guests'], { relativeTo: this.route.parent, queryParams: { guest } });
    }

    public report(): void {
        this.dialogs
            .show<UsageReportDialogOptions, UsageReportDialogResult>(UsageReportDialogComponent.id, {
                hostName: this.hosts.answeringName,
                host: this.hosts.current.facts,
                guests: (this.now?.guests ?? []).map(({ guest, assessment, inside }) => ({ guest, assessment, activation: inside?.facts ?? null })),
                period: this.view.filter.period
            })
            .pipe(take(1))
            .subscribe();
    }

    private get ids(): readonly number[] {
        return this.view.neighbours ? [...avmaEventIds, ...neighbourIds] : avmaEventIds;
    }

    /** The view is part of the address, so that a link, Back or a reload leads to the same events. */
    private go(view: HistoryView, replaceUrl: boolean): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: historyToParams(view), queryParamsHandling: 'merge', replaceUrl });
    }

    private take(view: HistoryView): void {
        this.view = view;
        this.searchText = view.filter.text ?? '';
        this.events.ensure(view.filter.period, this.ids);
        if (this.now) {
            this.show(this.now);
        }
    }

    private show(joined: JoinedEvents): void {
        const { events: state } = joined;
        this.busy = state.loading !== null;
        this.hasOlder = state.more;
        this.letGo = state.released > 0;
        this.rows = [...state.events, ...joined.ofGuests.filter(({ id }) => this.ids.includes(id))].map(event => this.row(event, joined));
        this.problems = state.problems.length > 0 ? fillText(this.strings.History.problemRows, { count: state.problems.length, first: state.problems[0] }) : '';
        const reports = logReports(state);
        this.page = this.busy && this.rows.length === 0 ? null : historyPage(state, reports, this.strings);
        this.warnings = this.rows.length > 0 ? logWarnings(state, reports, this.strings) : [];
        this.filterRows();
    }

    private filterRows(): void {
        const { askedAt, startTime } = this.events.current;
        const passes = eventFilterTest(this.view.filter, askedAt ?? 0);
        this.shownRows = this.rows.filter(row => passes(row.filter));
        this.selects = historySelects(this.view.filter, this.rows, this.now?.nameOf ?? nobody, this.strings);
        const key = this.selection?.key;
        this.selection = this.shownRows.find(row => row.key === key) ?? null;
        this.chart = askedAt === null ? null : this.toChart(startTime, askedAt);
        this.setStatus();
    }

    /** From the period's begin, or from the oldest event where everything is shown. */
    private toChart(startTime: string | null, to: number): OutcomeChart {
        const times = this.shownRows.flatMap(({ filter }) => (filter.time === null ? [] : [filter.time]));
        const from = startTime === null ? times.reduce((oldest, time) => Math.min(oldest, time), to) : Date.parse(startTime);
        const unit = chartUnit((to - from) / dayMs);
        const newest = times.reduce((latest, time) => Math.max(latest, time), to);
        return outcomeChart(
            this.shownRows.map(({ filter }) => filter),
            { from, to: newest, unit },
            time => -new Date(time).getTimezoneOffset()
        );
    }

    private row(event: EventFacts, { subjectOf, nameOf }: JoinedEvents): HistoryRow {
        const row = this.known.get(event) ?? toHistoryRow(event, subjectOf(event), nameOf, this.strings);
        this.known.set(event, row);
        return row;
    }

    /** The events that are shown. */
    private export(format: 'csv' | 'json'): void {
        if (!this.now) {
            return;
        }
        const reader = new EventExport(format, { index: this.now.index, nameOf: this.now.nameOf }, this.strings.EventColumns);
        reader.take({ logs: [], events: this.shownRows.map(({ event }) => event), problems: [] });
        const content = reader.result().join('');
        saveFile(`avma-events-${this.hosts.answeringName}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', content);
    }

    private setStatus(): void {
        const { History } = this.strings;
        const { events, released } = this.events.current;
        if (this.busy) {
            this.status = fillText(History.reading, { count: this.rows.length });
        } else if (this.shownRows.length < this.rows.length) {
            this.status = fillText(History.count, { shown: this.shownRows.length, total: this.rows.length });
        } else if (released > 0) {
            this.status = fillText(History.heldOlder, {
                count: events.length,
                from: dateText(events[events.length - 1]?.timeCreated ?? null),
                until: dateText(events[0]?.timeCreated ?? null)
            });
        } else {
            this.status = this.hasOlder ? fillText(History.held, { count: this.rows.length }) : '';
        }
    }
}

function withoutNulls(params: Readonly<Record<string, string | null>>): Record<string, string> {
    return Object.fromEntries(Object.entries(params).filter((one): one is [string, string] => one[1] !== null));
}
