import { Component, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { DataTableComponent, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, map, Subscription } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { KeyFamily } from '../domain/builds';
import { Change } from '../domain/compare-verdicts';
import { HypotheticalEdition, hypotheticalEditions, HypotheticalHost, hypotheticalFamilies, hypotheticalHost } from '../domain/hypothetical-host';
import { assess } from '../domain/assess';
import { AssessedGuest } from '../state/guest-judge';
import { GuestsState, GuestsStore } from '../state/guests.store';
import { HostState, HostStore } from '../state/host.store';
import { avmaStrings, fillText } from '../shared/texts';
import { WhatIfRow, toWhatIfRow } from './what-if-row';

/** Every guest on a host that somebody has in mind, beside its verdict today. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-what-if', templateUrl: './what-if.component.html' })
export class WhatIfComponent implements OnInit, OnDestroy {
    @ViewChild('table') public table?: DataTableComponent;
    public readonly strings = avmaStrings();
    public readonly ascending = DataTableSortMode.Ascend;
    public readonly families = hypotheticalFamilies;
    public readonly editions = hypotheticalEditions;
    public choice: HypotheticalHost = { version: '2022', edition: 'datacenter', activated: true };
    public onlyChanges = false;
    public rows: readonly WhatIfRow[] = [];
    public shownRows: WhatIfRow[] = [];
    public total = 0;
    public summary = '';
    public busy = true;
    public failure: HostFailure | null = null;
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().WhatIf.tab;
    }

    /** The host's name is known before its facts are. */
    public get todayTitle(): string {
        return fillText(this.strings.WhatIf.today, { hostName: this.hosts.current.facts?.computerName ?? this.hosts.hostName });
    }

    public get azureLocal(): boolean {
        return this.choice.edition.startsWith('azureLocal');
    }

    public get failureTexts(): { readonly title: string; readonly text: string; readonly fix: string } {
        return this.strings.Failures[this.failure?.code ?? 'unclassified'];
    }

    public readonly identity = (row: WhatIfRow): string => row.id;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        const choice = this.route.queryParamMap.pipe(
            map(params => ({
                version: hypotheticalFamilies.find(one => one === params.get('version')) ?? '2022',
                edition: hypotheticalEditions.find(one => one === params.get('edition')) ?? 'datacenter',
                activated: params.get('activated') !== 'false',
                onlyChanges: params.get('changes') === 'true'
            }))
        );
        this.subscriptions.add(
            combineLatest([this.hosts.state, this.guests.state, this.guests.assessed, choice]).subscribe(
                ([host, guests, assessed, { onlyChanges, ...picked }]) => {
                    this.choice = picked;
                    this.onlyChanges = onlyChanges;
                    this.show(host, guests, assessed ?? []);
                }
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

    /** The choice is part of the address: a link shows the same comparison. */
    public choose(change: { version?: KeyFamily; edition?: HypotheticalEdition; activated?: boolean; changes?: boolean }): void {
        const queryParams: Params = change;
        void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
    }

    /** The table's own count follows its search; a direct binding would change during change detection. */
    public count(): void {
        setTimeout(() => (this.total = this.table?.filteredItems.length ?? 0));
    }

    private show(host: HostState, guests: GuestsState, assessed: readonly AssessedGuest[]): void {
        const there = hypotheticalHost(this.choice);
        this.busy = host.loading || guests.loading || !guests.complete;
        this.failure = host.failure && !host.facts ? host.failure : guests.failure;
        this.rows = assessed.map(one => toWhatIfRow(one, assess(there, one.guest), this.strings));
        this.shownRows = this.rows.filter(row => !this.onlyChanges || row.change !== 'same');
        const counts: Record<Change, number> = { better: 0, worse: 0, same: 0 };
        this.rows.forEach(row => counts[row.change]++);
        this.summary = fillText(this.strings.WhatIf.summary, counts);
    }
}
