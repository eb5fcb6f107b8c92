import { Component, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { DataTableComponent, DataTableSortMode, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, map, skip, Subscription, take } from 'rxjs';
import { ClusterNodeFacts } from '../domain/facts/facts';
import { ComparedProperty, nodeDifferences } from '../domain/hosts/node-differences';
import { sameMachine } from '../domain/facts/node-names';
import { ApplySelection } from '../state/apply/apply-selection';
import { ClusterHosts } from '../state/guests/cluster-hosts';
import { ClusterState, ClusterStore } from '../state/hosts/cluster.store';
import { GuestJudge, AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HostReading, HostsState, HostsStore, isDenied, isSilent, wantsRetry } from '../state/hosts/hosts.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { actionItem } from '../shared/action-item';
import { avmaStrings, fillText } from '../shared/texts';
import { saveHosts } from './export-hosts';
import { HostRow, HostRows } from './host-row';
import { HostsDialogComponent, HostsDialogOptions, HostsDialogResult } from './hosts-dialog.component';
import { HostsLastView } from './hosts-last-view';
import { HostsReportDialogComponent, HostsReportDialogOptions, HostsReportDialogResult } from './hosts-report-dialog.component';
import { MoveNode, MoveRow } from './move-row';

/** What is shown: the hosts, or what moves between them do. */
type HostsView = 'hosts' | 'moves';

const chosenKey = 'avma.hosts.chosen';
/** So many names are told in a sentence. */
const mostNames = 10;

function readChosen(): readonly string[] {
    try {
        const kept = JSON.parse(localStorage.getItem(chosenKey) ?? '[]') as unknown;
        return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string') : [];
    } catch {
        return [];
    }
}

/** Many hosts side by side: the nodes of a cluster, or whatever was chosen. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-hosts', templateUrl: './hosts.component.html' })
export class HostsComponent implements OnInit, OnDestroy {
    @ViewChild('table') public table?: DataTableComponent;
    public readonly strings = avmaStrings();
    public readonly ascending = DataTableSortMode.Ascend;
    public readonly exportActions = [
        actionItem(this.strings.Hosts.exportCsv, () => this.export('csv')),
        actionItem(this.strings.Hosts.exportJson, () => this.export('json'))
    ];
    public view: HostsView = 'hosts';
    public rows: HostRow[] = [];
    public nodes: readonly MoveNode[] = [];
    public guests: readonly AssessedGuest[] = [];
    public selection: HostRow | null = null;
    public expanded = false;
    public total = 0;
    public status = '';
    public differences: readonly string[] = [];
    public clusterName = '';
    /** The cluster's nodes are shown, not what was chosen. */
    public ofCluster = false;
    public loading = false;
    public failedCount = 0;
    public deniedCount = 0;
    /** What became of an account that was meant for several hosts; empty where nothing is to be said. */
    public accountText = '';
    public cluster: ClusterState = this.clusters.current;
    public chosen = readChosen();
    private readonly judge = new GuestJudge();
    private readonly rowCache = new HostRows();
    private readonly subscriptions = new Subscription();
    private begun = false;

    constructor(
        private readonly hosts: HostsStore,
        private readonly opened: HostStore,
        private readonly clusters: ClusterStore,
        private readonly clusterHosts: ClusterHosts,
        private readonly inside: LookInsideStore,
        private readonly guestsStore: GuestsStore,
        private readonly applySelection: ApplySelection,
        private readonly dialogs: DialogService,
        private readonly lastView: HostsLastView,
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public static navigationTitle(): string {
        return avmaStrings().Hosts.tab;
    }

    /** Nothing was chosen, and there is no cluster whose nodes could be shown. */
    public get empty(): boolean {
        return this.rows.length === 0 && !this.loading && !this.opened.current.loading && !this.cluster.loading;
    }

    /** What is said where nothing is shown: whom it would ask again, or that nobody was chosen. */
    public get emptyTexts(): { readonly title: string; readonly text: string; readonly action: string } {
        const { Hosts } = this.strings;
        const count = this.chosen.length;
        return count === 0
            ? { title: Hosts.emptyTitle, text: Hosts.emptyText, action: Hosts.choose }
            : {
                  title: fillText(Hosts.keptTitle, { count }),
                  text: fillText(Hosts.keptText, { names: this.chosen.slice(0, mostNames).join(', ') + (count > mostNames ? ', ...' : '') }),
                  action: fillText(Hosts.ask, { count })
              };
    }

    public readonly identity = (row: HostRow): string => row.id;

    public ngOnInit(): void {
        this.opened.ensure();
        const restored = this.route.snapshot.queryParamMap.keys.length === 0 && Object.keys(this.lastView.params).length > 0;
        if (restored) {
            void this.router.navigate([], { relativeTo: this.route, queryParams: this.lastView.params, replaceUrl: true });
        }
        this.subscriptions.add(
            this.route.queryParams.pipe(skip(restored ? 1 : 0)).subscribe(params => {
                this.lastView.params = params;
                this.view = params['view'] === 'moves' ? 'moves' : 'hosts';
            })
        );
        this.subscriptions.add(
            combineLatest([this.opened.state, this.clusters.state]).subscribe(([opened, cluster]) => {
                this.cluster = cluster;
                this.begin(opened, cluster);
            })
        );
        const readings = this.inside.state.pipe(map(state => state.readings));
        this.subscriptions.add(
            combineLatest([this.hosts.state, readings, this.clusters.state]).subscribe(([state, read, cluster]) => this.show(state, read, cluster))
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public showView(view: HostsView): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: { view: view === 'hosts' ? null : view }, queryParamsHandling: 'merge' });
    }

    public refresh(): void {
        if (this.ofCluster) {
            this.readCluster();
        } else {
            this.hosts.read(this.chosen);
        }
    }

    public readCluster(): void {
        this.ofCluster = true;
        this.clusterHosts.read();
    }

    public retry(): void {
        this.hosts.retry();
    }

    /** Asks for an account for one host. */
    public signIn(hostName: string): void {
        this.hosts.signIn(hostName);
    }

    /** Asks for one account for all hosts that denied access. */
    public signInToDenied(): void {
        this.hosts.signInToDenied();
    }

    public signInLabel({ name }: HostRow): string {
        return fillText(this.strings.Hosts.signInTo, { hostName: name });
    }

    public get oneAccount(): string {
        return fillText(this.strings.Hosts.oneAccount, { count: this.deniedCount });
    }

    public cancel(): void {
        this.hosts.cancel();
    }

    /** Asks which hosts, and reads them. */
    public choose(): void {
        this.dialogs
            .show<HostsDialogOptions, HostsDialogResult>(HostsDialogComponent.id, { chosen: this.chosen })
            .pipe(take(1))
            .subscribe(({ hostNames }) => {
                if (hostNames && hostNames.length > 0) {
                    this.chosen = hostNames;
                    localStorage.setItem(chosenKey, JSON.stringify(hostNames));
                    this.ofCluster = false;
                    this.hosts.read(hostNames);
                }
            });
    }

    /** The usage of all hosts in one period. */
    public report(): void {
        const asked = this.hosts.current.hosts.filter(({ phase }) => phase !== 'twice');
        const hosts = asked.map(reading => ({ reading, guests: this.guests.filter(({ hostName }) => hostName === reading.hostName) }));
        this.dialogs.show<HostsReportDialogOptions, HostsReportDialogResult>(HostsReportDialogComponent.id, { hosts }).pipe(take(1)).subscribe();
    }

    /** All guests of the hosts that were read, in the guests' page: one list with the same filters and actions as on one host. */
    public showGuests(): void {
        this.guestsStore.show('many');
        void this.router.navigate(['guests'], { relativeTo: this.route.parent });
    }

    /** Hands guests that another host has activated to the page that applies keys, which shows the plan before anything is done. */
    public activate(rows: readonly MoveRow[]): void {
        this.guestsStore.show('many');
        this.applySelection.choose({ vmIds: rows.map(({ assessed }) => assessed.guest.vmId), wish: 'avma', mode: 'renew' });
        void this.router.navigate(['apply'], { relativeTo: this.route.parent });
    }

    public select(row: HostRow | null): void {
        this.selection = row;
    }

    /** The nodes of a cluster are read at once; other hosts were chosen by somebody, and are asked when they are wanted. */
    private begin(opened: HostState, cluster: ClusterState): void {
        const { facts } = opened;
        if (!facts) {
            return;
        }
        this.clusterName = facts.clusterName ?? '';
        if (!this.begun) {
            this.begun = true;
            if (this.hosts.current.hosts.length > 0 || cluster.loading) {
                this.ofCluster = cluster.loading || cluster.nodes.length > 0;
            } else if (facts.clusterName !== null) {
                this.readCluster();
            }
        }
    }

    private show(state: HostsState, readings: LookInsideStore['current']['readings'], cluster: ClusterState): void {
        const now = Date.now();
        const nodeOf = ({ hostName }: HostReading): ClusterNodeFacts | null => cluster.nodes.find(node => sameMachine(node.nodeName, hostName)) ?? null;
        const assessed = state.hosts.map(reading => (reading.facts ? this.judge.assess(reading.hostName, reading.facts, reading.guests, readings) : []));
        // While the SDK's table comes up it draws all its rows anew several times: they come once there is something to say.
        const rows = isSilent(state) ? [] : state.hosts;
        this.rows = rows.map((reading, index) => this.rowCache.of(reading, nodeOf(reading), assessed[index], this.strings, now));
        this.guests = assessed.flat();
        this.nodes = state.hosts
            .filter(({ phase }) => phase !== 'twice')
            .map(reading => ({
                name: reading.facts?.computerName ?? nodeOf(reading)?.nodeName ?? reading.hostName,
                facts: reading.failure ? null : reading.facts,
                up: nodeOf(reading)?.state === 0 || (nodeOf(reading) === null && reading.facts !== null)
            }));
        this.loading = state.loading;
        this.failedCount = state.hosts.filter(wantsRetry).length;
        this.deniedCount = state.hosts.filter(isDenied).length;
        const { Hosts } = this.strings;
        this.accountText = state.account
            ? fillText(state.account.kind === 'rejected' ? Hosts.accountRejected : Hosts.accountUnproven, { hostName: state.account.hostName })
            : '';
        this.selection = this.rows.find(row => row.id === this.selection?.id) ?? null;
        this.status = this.statusText(state);
        const read = state.hosts.flatMap(({ facts }) => (facts ? [[facts.computerName ?? '', facts] as const] : []));
        this.differences = cluster.nodes.length === 0 ? [] : nodeDifferences(new Map(read)).map(one => this.differenceText(one.property, one.values));
    }

    /** The hosts that are shown, in their order. */
    private export(format: 'csv' | 'json'): void {
        saveHosts(format, (this.table?.filteredItems ?? this.rows) as readonly HostRow[], this.strings);
    }

    private differenceText(
        property: ComparedProperty,
        values: ReadonlyArray<{ readonly value: string | null; readonly nodeNames: readonly string[] }>
    ): string {
        const { Hosts, Common, Inside } = this.strings;
        const word = (value: string | null): string => {
            if (value === null) {
                return Common.unknown;
            }
            const statuses: Readonly<Record<string, string>> = Inside.statuses;
            return property === 'answer'
                ? Hosts.answers[value as keyof typeof Hosts.answers]
                : property === 'licenseStatus'
                  ? (statuses[`s${value}`] ?? value)
                  : value;
        };
        const list = values.map(({ value, nodeNames }) => `${word(value)}: ${nodeNames.join(', ')}`).join('; ');
        return `${Hosts.compared[property]} – ${list}`;
    }

    private statusText({ hosts, loading }: HostsState): string {
        const count = (...phases: readonly HostReading['phase'][]): number => hosts.filter(({ phase }) => phases.includes(phase)).length;
        const parts = this.strings.Hosts.parts;
        const counts: ReadonlyArray<readonly [string, number]> = [
            [parts.read, count('read')],
            [parts.open, count('waiting', 'hostRead')],
            [parts.without, count('withoutHyperV')],
            [parts.twice, count('twice')],
            [parts.failed, count('failed')],
            [parts.cancelled, count('cancelled')]
        ];
        const told = counts.filter(([, number]) => number > 0).map(([text, number]) => fillText(text, { count: number }));
        const begin = fillText(loading ? this.strings.Hosts.reading : this.strings.Hosts.counts, { total: hosts.length });
        return hosts.length === 0 ? '' : `${begin}; ${told.join(', ')}`;
    }
}
