import { ChangeDetectionStrategy, Component, OnDestroy, OnInit, ViewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { DataTableComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, distinctUntilChanged, filter, map, skip, Subscription, take } from 'rxjs';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { ApplyChoice, ApplySelection } from '../state/apply/apply-selection';
import { HostLogsStore, knownRequests } from '../state/guests/host-logs';
import { AssessedGuest, GuestJudge } from '../state/guests/guest-judge';
import { ClusterHosts } from '../state/guests/cluster-hosts';
import { GuestsStore } from '../state/guests/guests.store';
import { ClusterStore } from '../state/hosts/cluster.store';
import { HostStore } from '../state/hosts/host.store';
import { HostsStore } from '../state/hosts/hosts.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { actionItem } from '../shared/action-item';
import { Choice } from '../shared/choice';
import { keepLists } from '../shared/keep-lists';
import { avmaStrings } from '../shared/texts';
import { readHostNames, saveHostNames } from './chosen-hosts';
import { saveHosts } from './export-hosts';
import { HostRow, HostRows } from './host-row';
import { HostsDialogComponent, HostsDialogOptions, HostsDialogResult } from './hosts-dialog.component';
import { HostsLastView } from './hosts-last-view';
import { HostsReportDialogComponent, HostsReportDialogOptions, HostsReportDialogResult } from './hosts-report-dialog.component';
import { firstShown, HostsChoice, HostsPart, toView } from './hosts-view';
import { MoveRow } from './move-row';

/** Many hosts side by side: the nodes of a cluster, or whatever was chosen. */
@Component({ selector: 'avma-hosts', templateUrl: './hosts.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class HostsComponent implements OnInit, OnDestroy {
    @ViewChild('table') public table?: DataTableComponent;
    public readonly strings = avmaStrings();
    /** Two lines, the same as in `src/styles/hosts.css`. */
    public readonly rowHeight = 48;
    public readonly exportActions = [
        actionItem(this.strings.Hosts.exportCsv, () => this.export('csv')),
        actionItem(this.strings.Hosts.exportJson, () => this.export('json'))
    ];
    private readonly choice = new Choice<HostsChoice>({ part: 'hosts', hostNames: readHostNames(), ofCluster: false, selected: null, expanded: false });
    private readonly judge = new GuestJudge();
    private readonly rows = new HostRows();
    private readonly subscriptions = new Subscription();

    private readonly readings = this.inside.state.pipe(
        map(({ readings }) => readings),
        distinctUntilChanged()
    );
    private readonly state = combineLatest([this.hosts.state, this.readings, this.opened.state, this.clusters.state, this.logs.all]).pipe(
        map(([hosts, readings, opened, cluster, logs]) => ({
            hosts,
            assessed: this.judge.assessHosts(hosts.hosts, { readings, logs: knownRequests(logs) }),
            logs,
            opened,
            cluster,
            now: Date.now()
        }))
    );
    public readonly view$ = combineLatest([this.state, this.choice]).pipe(
        map(([state, choice]) => toView(state, choice, this.rows)),
        keepLists()
    );

    constructor(
        private readonly hosts: HostsStore,
        private readonly opened: HostStore,
        private readonly clusters: ClusterStore,
        private readonly clusterHosts: ClusterHosts,
        private readonly inside: LookInsideStore,
        private readonly logs: HostLogsStore,
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

    public ngOnInit(): void {
        this.opened.ensure();
        const restored = this.route.snapshot.queryParamMap.keys.length === 0 && Object.keys(this.lastView.params).length > 0;
        if (restored) {
            void this.router.navigate([], { relativeTo: this.route, queryParams: this.lastView.params, replaceUrl: true });
        }
        this.subscriptions.add(
            this.route.queryParams.pipe(skip(restored ? 1 : 0)).subscribe(params => {
                this.lastView.params = params;
                this.choice.change({ part: params['view'] === 'moves' ? 'moves' : 'hosts' });
            })
        );
        const first = combineLatest([this.opened.state, this.clusters.state]).pipe(
            map(([opened, cluster]) => firstShown(opened, cluster, this.hosts.current)),
            filter(shown => shown !== null),
            take(1)
        );
        this.subscriptions.add(
            first.subscribe(shown => (shown === 'readCluster' ? this.readCluster() : this.choice.change({ ofCluster: shown === 'cluster' })))
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public showPart(part: HostsPart): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: { view: part === 'hosts' ? null : part }, queryParamsHandling: 'merge' });
    }

    public refresh(): void {
        const { ofCluster, hostNames } = this.choice.value;
        if (ofCluster) {
            this.readCluster();
        } else {
            this.hosts.read(hostNames);
        }
    }

    public readCluster(): void {
        this.choice.change({ ofCluster: true });
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

    public cancel(): void {
        this.hosts.cancel();
    }

    /** Asks which hosts, and reads them. */
    public choose(): void {
        this.subscriptions.add(
            this.dialogs
                .show<HostsDialogOptions, HostsDialogResult>(HostsDialogComponent.id, { chosen: this.choice.value.hostNames })
                .pipe(take(1))
                .subscribe(({ hostNames }) => {
                    if (hostNames && hostNames.length > 0) {
                        saveHostNames(hostNames);
                        this.choice.change({ hostNames, ofCluster: false });
                        this.hosts.read(hostNames);
                    }
                })
        );
    }

    /** The usage of all hosts in one period. */
    public report(guests: readonly AssessedGuest[]): void {
        const asked = this.hosts.current.hosts.filter(({ phase }) => phase !== 'duplicate');
        const hosts = asked.map(reading => ({ reading, guests: guests.filter(({ hostName }) => hostName === reading.hostName) }));
        this.subscriptions.add(
            this.dialogs.show<HostsReportDialogOptions, HostsReportDialogResult>(HostsReportDialogComponent.id, { hosts }).pipe(take(1)).subscribe()
        );
    }

    /** All guests of the hosts that were read, in the guests' page: one list with the same filters and actions as on one host. */
    public showGuests(): void {
        this.guestsStore.show('many');
        void this.router.navigate(['guests'], { relativeTo: this.route.parent });
    }

    /** Hands guests that another host has activated to the dialog that applies keys, which shows the plan before anything is done. */
    public activate(rows: readonly MoveRow[]): void {
        this.plan({ keys: rows.map(({ assessed }) => keyOf(assessed)), keyTarget: 'avma', mode: 'renew' });
    }

    /** Hands the guests of one host that can be activated to the dialog that applies keys. */
    public activateGuests(keys: readonly GuestKey[]): void {
        this.plan({ keys, keyTarget: 'avma' });
    }

    public select(row: HostRow | null): void {
        this.choice.changeAfterCheck({ selected: row?.id ?? null });
    }

    public expand(expanded: boolean): void {
        this.choice.change({ expanded });
    }

    private plan(choice: ApplyChoice): void {
        this.guestsStore.show('many');
        this.applySelection.choose(choice);
    }

    /** The hosts that are shown, in their order. */
    private export(format: 'csv' | 'json'): void {
        saveHosts(format, (this.table?.filteredItems ?? []) as readonly HostRow[], this.strings);
    }
}
