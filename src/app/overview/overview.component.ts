import { ChangeDetectionStrategy, Component, OnDestroy, OnInit } from '@angular/core';
import { Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { combineLatest, map, Observable, Subscription, take } from 'rxjs';
import { pages } from '../domain/advice/links';
import { HostFacts } from '../domain/facts/facts';
import { GuestKey } from '../domain/facts/guest-key';
import { ApplySelection } from '../state/apply/apply-selection';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostLogsStore } from '../state/guests/host-logs';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HostsState, HostsStore } from '../state/hosts/hosts.store';
import { VisitsStore } from '../state/guests/visits.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { remember } from '../shared/remember';
import { avmaStrings } from '../shared/texts';
import { BarPart, GuestFinding, GuestsQuery } from './overview-guests';
import { levelIcons } from './overview-icons';
import { HostNeeds, OverviewState, overviewToView, OverviewView } from './overview-view';

/** What the hosts can do, what they lack, how their guests stand, and what to do about it. `overview-view` says what is shown. */
@Component({ selector: 'avma-overview', templateUrl: './overview.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class OverviewComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    public readonly pages = pages;
    public readonly icons = levelIcons;
    public readonly view$: Observable<OverviewView>;
    private readonly subscriptions = new Subscription();
    /** Each reading is one look, however often it is drawn. */
    private readonly sinceOf = remember((...read: readonly HostFacts[]) => this.visits.look(read));

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        many: HostsStore,
        logs: HostLogsStore,
        private readonly lookInside: LookInsideStore,
        private readonly visits: VisitsStore,
        private readonly selection: ApplySelection,
        private readonly dialogs: DialogService,
        private readonly router: Router
    ) {
        const toView = overviewToView(this.strings);
        this.view$ = combineLatest([hosts.state, many.state, guests.judged, guests.scope, logs.state, lookInside.state]).pipe(
            map(([host, allHosts, { guests: list, assessed }, scope, hostLogs, { running }]): OverviewState => {
                const isMany = scope === 'many';
                return {
                    hostName: hosts.hostName,
                    isCluster: hosts.isCluster,
                    host,
                    many: isMany,
                    hosts: allHosts,
                    guests: list,
                    assessed,
                    logs: hostLogs,
                    since: this.since(list, isMany ? allHosts : null, host),
                    looking: running,
                    now: Date.now()
                };
            }),
            map(toView)
        );
    }

    public static navigationTitle(): string {
        return avmaStrings().Overview.tab;
    }

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public refresh(): void {
        this.hosts.refresh();
        this.guests.refresh();
    }

    public open(query: GuestsQuery): void {
        void this.router.navigate(['/guests'], { queryParams: query });
    }

    public openHosts(): void {
        void this.router.navigate(['/hosts']);
    }

    /** Back to the opened host. */
    public showOpened(): void {
        this.guests.show('opened');
    }

    /** Hands the guests to the dialog that applies keys, which shows the plan before anything is done. */
    public activate(keys: readonly GuestKey[]): void {
        this.selection.choose({ keys, keyTarget: 'avma' });
    }

    /** Asks for accounts, then reads inside the guests; the guests' page shows how far it has come. */
    public verify(guests: readonly AssessedGuest[]): void {
        const answers = this.dialogs.show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, {
            guests,
            texts: this.strings.LookInside
        });
        this.subscriptions.add(
            answers.pipe(take(1)).subscribe(({ jobs, options }) => {
                if (jobs.length > 0 && this.lookInside.start(jobs, options)) {
                    this.open({});
                }
            })
        );
    }

    public readonly byVerdict = (_: number, part: BarPart): string => part.verdict;
    public readonly byId = (_: number, finding: GuestFinding): string => finding.id;
    public readonly byName = (_: number, needs: HostNeeds): string => needs.name;

    /** @param many the hosts whose guests are shown; null for the opened one */
    private since(guests: GuestsState, many: HostsState | null, { facts }: HostState): string | null {
        const read = many ? many.hosts.flatMap(({ facts: one }) => one ?? []) : facts ? [facts] : [];
        return guests.complete && read.length > 0 ? this.sinceOf(...read) : null;
    }
}
