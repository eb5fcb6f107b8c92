import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { catchError, combineLatest, defer, distinctUntilChanged, EMPTY, map, startWith, Subscription } from 'rxjs';
import { KeyFamily } from '../domain/versions/releases';
import { isHostName } from '../domain/facts/host-names';
import { HypotheticalEdition, hypotheticalEditions, hypotheticalFamilies } from '../domain/what-if/hypothetical-host';
import { GuestsStore } from '../state/guests/guests.store';
import { ConnectionsStore } from '../state/hosts/connections.store';
import { HostStore } from '../state/hosts/host.store';
import { OtherHostStore } from '../state/hosts/other-host.store';
import { Choice } from '../shared/choice';
import { keepLists } from '../shared/keep-lists';
import { avmaStrings } from '../shared/texts';
import { WhatIfRow } from './what-if-row';
import { initialChoice, Source, toView, WhatIfChoice, WhatIfRows, withAddress, wrongIn } from './what-if-view';

/** Every guest on a host that an administrator has in mind, beside its verdict today. */
@Component({ selector: 'avma-what-if', templateUrl: './what-if.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class WhatIfComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly families = hypotheticalFamilies;
    public readonly editions = hypotheticalEditions;
    private readonly choice = new Choice<WhatIfChoice>(initialChoice);
    private readonly rows = new WhatIfRows();
    private readonly subscriptions = new Subscription();

    /** Without connections, names can still be typed. */
    private readonly connections = defer(() => this.connectionsStore.list()).pipe(
        map(known => known.map(({ name }) => name)),
        catchError(() => EMPTY),
        startWith<readonly string[]>([])
    );
    public readonly view$ = combineLatest([this.hosts.state, this.guests.judged, this.others.state, this.connections, this.choice]).pipe(
        map(([host, { guests, assessed }, other, connections, choice]) =>
            toView({ hostName: this.hosts.hostName, host, guests, assessed: assessed ?? [], other, connections }, choice, this.rows)
        ),
        keepLists()
    );

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly others: OtherHostStore,
        private readonly connectionsStore: ConnectionsStore,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().WhatIf.tab;
    }

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        this.subscriptions.add(this.route.queryParamMap.subscribe(params => this.choice.next(withAddress(this.choice.value, params))));
        // A link to a comparison with a host asks that host, unless it was asked last.
        const named = this.choice.pipe(
            map(choice => choice.named),
            distinctUntilChanged()
        );
        this.subscriptions.add(
            named.subscribe(name => {
                if (isHostName(name) && name !== this.others.current.name) {
                    this.others.read(name);
                }
            })
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
    public choose(change: { version?: KeyFamily; edition?: HypotheticalEdition; activated?: boolean; changes?: boolean; host?: string | null }): void {
        const queryParams: Params = change;
        void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
    }

    public chooseSource(source: Source): void {
        this.choice.change({ source });
        this.choose({ host: null });
    }

    /** Shows why a guest has its verdict on the other host. */
    public select(row: WhatIfRow | null): void {
        this.choice.changeAfterCheck({ selected: row?.id ?? null });
    }

    public type(typed: string): void {
        this.choice.change({ typed, wrongName: '' });
    }

    /** Asks the host of the name that was typed, and puts it into the address. */
    public ask(): void {
        const name = this.choice.value.typed.trim();
        this.choice.change({ wrongName: wrongIn(name) });
        if (isHostName(name)) {
            this.others.read(name);
            this.choose({ host: name });
        }
    }

    public async takeFile(files: FileList | null): Promise<void> {
        const file = files?.item(0);
        if (file) {
            this.others.takeFile(file.name, await file.text());
        }
    }
}
