import { Component, OnDestroy, OnInit } from '@angular/core';
import { ActivatedRoute, Params, Router } from '@angular/router';
import { DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, distinctUntilChanged, filter, map, Subscription } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { serverVersion } from '../domain/versions/builds';
import { KeyFamily } from '../domain/versions/releases';
import { Change } from '../domain/judgement/compare-verdicts';
import { edition } from '../domain/versions/editions';
import { isHostName } from '../domain/facts/host-names';
import {
    defaultHost,
    HypotheticalEdition,
    hypotheticalEditions,
    HypotheticalHost,
    hypotheticalFamilies,
    hypotheticalHost
} from '../domain/what-if/hypothetical-host';
import { assess } from '../domain/judgement/assess';
import { sameMachine } from '../domain/facts/node-names';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { OtherHostState, OtherHostStore } from '../state/hosts/other-host.store';
import { HostFailureText, hostFailureText } from '../shared/host-failure-text';
import { avmaStrings, fillText } from '../shared/texts';
import { WhatIfRow, toWhatIfRow } from './what-if-row';

/** Where the other host is from: described by hand, asked by its name, or out of a file of facts. */
type Source = 'described' | 'host' | 'file';

/** Every guest on a host that somebody has in mind, beside its verdict today. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-what-if', templateUrl: './what-if.component.html' })
export class WhatIfComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly ascending = DataTableSortMode.Ascend;
    public readonly families = hypotheticalFamilies;
    public readonly editions = hypotheticalEditions;
    public choice: HypotheticalHost = defaultHost;
    public onlyChanges = false;
    public rows: readonly WhatIfRow[] = [];
    public shownRows: WhatIfRow[] = [];
    public total = 0;
    public summary = '';
    public busy = true;
    public failure: HostFailure | null = null;
    public source: Source = 'described';
    public other: OtherHostState = this.others.current;
    public asked = '';
    /** What was to be asked and cannot be a host's name; empty once it is changed. */
    public wrongName = '';
    /** The host that the address names; only a change of it changes the source, not news of guests while somebody types. */
    private named = '';
    private assessed: readonly AssessedGuest[] = [];
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        private readonly others: OtherHostStore,
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

    public get failureTexts(): HostFailureText {
        return hostFailureText(this.failure?.code ?? 'unclassified');
    }

    public get noGuests(): boolean {
        return this.assessed.length === 0;
    }

    public get wrongText(): string {
        return fillText(this.strings.WhatIf.wrongName, { name: this.wrongName });
    }

    /** Which host it is that guests are judged on. A cluster's name and an alias are answered for by a machine of another name. */
    public get otherText(): string {
        const { loading, name, facts } = this.other;
        if (loading) {
            return fillText(this.strings.WhatIf.asking, { hostName: name });
        }
        const parts = [serverVersion(facts?.buildNumber ?? null)?.name, edition(facts?.operatingSystemSku ?? null)?.name].filter(
            (part): part is string => !!part
        );
        if (!facts) {
            return '';
        }
        const { WhatIf } = this.strings;
        const what = parts.join(' ');
        const own = [facts.computerName, facts.fqdn].filter((one): one is string => !!one);
        if (own.length === 0 || own.some(one => sameMachine(one, name))) {
            return fillText(WhatIf.judgedOn, { hostName: name, what });
        }
        const answered = fillText(WhatIf.judgedOnOther, { hostName: own[0], asked: name, what });
        return facts.clusterName !== null && sameMachine(facts.clusterName, name) ? `${answered}. ${WhatIf.ofNode}` : answered;
    }

    public readonly identity = (row: WhatIfRow): string => row.id;

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
        const choice = this.route.queryParamMap.pipe(
            map(params => ({
                version: hypotheticalFamilies.find(one => one === params.get('version')) ?? defaultHost.version,
                edition: hypotheticalEditions.find(one => one === params.get('edition')) ?? defaultHost.edition,
                activated: params.get('activated') !== 'false',
                onlyChanges: params.get('changes') === 'true',
                hostName: params.get('host') ?? ''
            }))
        );
        this.subscriptions.add(
            combineLatest([this.hosts.state, this.guests.state, this.guests.assessed, choice, this.others.state]).subscribe(
                ([host, guests, assessed, { onlyChanges, hostName, ...picked }, other]) => {
                    this.choice = picked;
                    this.onlyChanges = onlyChanges;
                    if (hostName !== this.named) {
                        this.named = hostName;
                        this.source = hostName !== '' ? 'host' : this.source === 'host' ? 'described' : this.source;
                    }
                    this.other = other;
                    this.show(host, guests, assessed ?? []);
                }
            )
        );
        // A link to a comparison with a host asks that host.
        const named = this.route.queryParamMap.pipe(
            map(params => params.get('host') ?? ''),
            distinctUntilChanged(),
            filter(name => name !== '')
        );
        this.subscriptions.add(named.subscribe(name => this.takeName(name)));
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
        this.source = source;
        this.choose({ host: null });
        this.show(this.hosts.current, this.guests.current, this.assessed);
    }

    /** Asks the host of this name, and puts it into the address. */
    public ask(hostName: string): void {
        const name = hostName.trim();
        this.wrongName = isHostName(name) ? '' : name;
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

    /** A name out of the address. It is asked unless it is the one that was asked last. */
    private takeName(name: string): void {
        this.asked = name;
        this.wrongName = isHostName(name) ? '' : name;
        if (this.wrongName === '' && name !== this.others.current.name) {
            this.others.read(name);
        }
    }

    private show(host: HostState, guests: GuestsState, assessed: readonly AssessedGuest[]): void {
        this.assessed = assessed;
        const there = this.source === 'described' ? hypotheticalHost(this.choice) : this.other.facts;
        this.busy = host.loading || guests.loading || !guests.complete;
        this.failure = host.failure && !host.facts ? host.failure : guests.failure;
        this.rows = there ? assessed.map(one => toWhatIfRow(one, assess(there, one.guest), this.strings)) : [];
        this.shownRows = this.rows.filter(row => !this.onlyChanges || row.change !== 'same');
        const counts: Record<Change, number> = { better: 0, worse: 0, same: 0 };
        this.rows.forEach(row => counts[row.change]++);
        this.summary = fillText(this.strings.WhatIf.summary, counts);
    }
}
