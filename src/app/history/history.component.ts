import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, convertToParamMap, Router } from '@angular/router';
import { ActionItem, DataTableSortMode, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, debounceTime, map, shareReplay, Subject, Subscription, take } from 'rxjs';
import { EventExport } from '../domain/events/event-export';
import { GuestKey } from '../domain/facts/guest-key';
import { EventsStore } from '../state/events/events.store';
import { JoinedEvents, JoinedEventsStore } from '../state/events/joined-events';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { actionItem } from '../shared/action-item';
import { Choice } from '../shared/choice';
import { keepLists } from '../shared/keep-lists';
import { saveFile } from '../shared/save-file';
import { avmaStrings, fillText, zoneText } from '../shared/texts';
import { HistoryRow } from './history-row';
import { HistorySelect, SelectField } from './history-selects';
import {
    eventFromParams,
    eventToParams,
    HistoryAddress,
    historyFromParams,
    HistoryRows,
    historyToParams,
    HistoryView,
    idsOf,
    initialChoice,
    toView
} from './history-view';
import { UsageReportDialogComponent, UsageReportDialogOptions, UsageReportDialogResult } from './usage-report-dialog.component';

/** Letters that follow each other this fast are one search. */
const typingMs = 150;

/** What the host's logs say about activation: the requests of its guests, newest first. */
@Component({ selector: 'avma-history', templateUrl: './history.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class HistoryComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly zone = fillText(this.strings.History.zone, { zone: zoneText() });
    public readonly descending = DataTableSortMode.Descend;
    public readonly exportActions: ActionItem[] = [
        actionItem(this.strings.History.csv, () => this.export('csv')),
        actionItem(this.strings.History.json, () => this.export('json'))
    ];
    private readonly choice = new Choice(initialChoice);
    private readonly rows = new HistoryRows();
    /** The event that the address names; undefined before the address was read. */
    private addressed: string | null | undefined;
    /** The event that the table has said last is selected. */
    private said: string | null = null;
    private readonly typed = new Subject<string>();
    private readonly subscriptions = new Subscription();

    public readonly view$ = combineLatest([this.joined.state, this.hosts.state, this.choice]).pipe(
        map(([joined, host, choice]) => {
            const { hostName, answeringName, isCluster } = this.hosts;
            return toView({ joined, host, hostName, answeringName, isCluster }, choice, this.rows);
        }),
        keepLists(),
        shareReplay({ bufferSize: 1, refCount: true })
    );

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

    public readonly identity = (row: HistoryRow): string => row.key;
    public readonly byField = (_: number, select: HistorySelect): string => select.field;
    public readonly byValue = (_: number, option: { readonly value: string }): string => option.value;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        this.subscriptions.add(this.route.queryParamMap.subscribe(params => this.take(historyFromParams(params), eventFromParams(params))));
        this.subscriptions.add(this.typed.pipe(debounceTime(typingMs)).subscribe(text => this.search(text)));
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public choose(field: SelectField, value: string): void {
        const { address } = this.choice.value;
        const chosen = value === '' ? null : field === 'id' ? Number(value) : value;
        // What is chosen comes from lists of valid values; the address makes them valid whatever they are.
        this.go(historyFromParams(convertToParamMap(withoutNulls(historyToParams({ ...address, filter: { ...address.filter, [field]: chosen } })))), false);
    }

    public withNeighbours(neighbours: boolean): void {
        this.go({ ...this.choice.value.address, neighbours }, false);
    }

    public type(text: string): void {
        this.choice.change({ typed: text });
        this.typed.next(text);
    }

    public refresh(): void {
        const { address } = this.choice.value;
        this.guests.refresh();
        this.events.load(address.filter.period, idsOf(address));
    }

    public older(): void {
        this.events.older();
    }

    public newest(): void {
        this.events.newest();
    }

    /**
     * The selected event is in the address too, but is no step of its own in the history.
     * @param before the selected event that is shown; the table clears its selection also where that event isn't there yet, which is nobody's choice
     */
    public select(row: HistoryRow | null, before: HistoryRow | null): void {
        if (row === null && before === null) {
            return;
        }
        // The table clears its selection and sets it again whenever its rows are others: what it says last counts.
        this.said = row?.key ?? null;
        void Promise.resolve().then(() => this.takeSelection(this.said));
    }

    public expand(expanded: boolean): void {
        this.choice.change({ expanded });
    }

    public openGuest(guest: GuestKey): void {
        void this.router.navigate(['guests'], { relativeTo: this.route.parent, queryParams: { guest } });
    }

    public report({ guests }: JoinedEvents): void {
        this.subscriptions.add(
            this.dialogs
                .show<UsageReportDialogOptions, UsageReportDialogResult>(UsageReportDialogComponent.id, {
                    hostName: this.hosts.answeringName,
                    host: this.hosts.current.facts,
                    guests: (guests ?? []).map(({ hostName, guest, assessment, inside }) => ({
                        hostName,
                        guest,
                        assessment,
                        activation: inside?.facts ?? null
                    })),
                    period: this.choice.value.address.filter.period
                })
                .pipe(take(1))
                .subscribe()
        );
    }

    private search(text: string): void {
        const { address } = this.choice.value;
        this.go({ ...address, filter: { ...address.filter, text: text || null } }, true);
    }

    /** The view is part of the address, so that a link, Back or a reload leads to the same events. */
    private go(address: HistoryAddress, replaceUrl: boolean): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: historyToParams(address), queryParamsHandling: 'merge', replaceUrl });
    }

    private takeSelection(selected: string | null): void {
        this.choice.change({ selected });
        if (selected !== this.addressed) {
            this.addressed = selected;
            void this.router.navigate([], { relativeTo: this.route, queryParams: eventToParams(selected), queryParamsHandling: 'merge', replaceUrl: true });
        }
    }

    private take(address: HistoryAddress, selected: string | null): void {
        const { address: before } = this.choice.value;
        // The same address stays the same object, so that selecting an event makes no list anew.
        const same = JSON.stringify(address) === JSON.stringify(before);
        // An event that the page is opened with has its details open.
        const opened = this.addressed === undefined && selected !== null ? { expanded: true } : {};
        this.addressed = selected;
        this.choice.change({ selected, ...opened, ...(same ? {} : { address, typed: address.filter.text ?? '' }) });
        this.events.ensure(address.filter.period, idsOf(address));
    }

    /** The events that are shown. */
    private export(format: 'csv' | 'json'): void {
        this.subscriptions.add(this.view$.pipe(take(1)).subscribe(view => saveFile(...this.file(format, view))));
    }

    private file(format: 'csv' | 'json', { joined, shownRows }: HistoryView): Parameters<typeof saveFile> {
        const reader = new EventExport(format, joined, this.strings.EventColumns);
        reader.take({ logs: [], events: shownRows.map(({ event }) => event), problems: [] });
        const type = format === 'csv' ? 'text/csv' : 'application/json';
        return [`avma-events-${this.hosts.answeringName}.${format}`, type, reader.result().join('')];
    }
}

function withoutNulls(params: Readonly<Record<string, string | null>>): Record<string, string> {
    return Object.fromEntries(Object.entries(params).filter((one): one is [string, string] => one[1] !== null));
}
