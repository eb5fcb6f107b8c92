/** The page Hosts as its template shows it, and what its buttons do. The controls of the SDK are stand-ins. */
import { guestKey } from '../domain/facts/guest-key';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, Params, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, of, take } from 'rxjs';
import { Rendered, textOf } from '../../testing/rendered';
import { ColumnStubComponent, FieldStubComponent, TableStubComponent } from '../../testing/sdk-stubs';
import { HostFailure } from '../data/host-failure';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { ClusterGuestFacts, ClusterNodeFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { ContentComponent } from '../shared/content.component';
import { PageStateComponent } from '../shared/page-state.component';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { VerdictCellComponent } from '../shared/verdict-cell.component';
import { ApplyChoice, ApplySelection } from '../state/apply/apply-selection';
import { ClusterHosts } from '../state/guests/cluster-hosts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostLogsStore } from '../state/guests/host-logs';
import { ClusterState, ClusterStore } from '../state/hosts/cluster.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HostReading, HostsState, HostsStore } from '../state/hosts/hosts.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { saveHostNames } from './chosen-hosts';
import { HostRow } from './host-row';
import { HostsDialogComponent } from './hosts-dialog.component';
import { HostsReportDialogComponent } from './hosts-report-dialog.component';
import { HostsLastView } from './hosts-last-view';
import { HostsComponent } from './hosts.component';
import { MoveRow } from './move-row';

const denied: HostFailure = { code: 'accessDenied', raw: 'denied' };
const unreachable: HostFailure = { code: 'unreachable', raw: 'HRESULT 0x80131500' };

function host(computerName: string, change: object = {}): HostFacts {
    const able = { buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running', hyperVRights: true };
    return importHostRow({ ...able, computerName, ...change });
}

const reading = (hostName: string, change: Partial<HostReading> = {}): HostReading => ({
    hostName,
    phase: 'read',
    facts: host(hostName.toUpperCase()),
    guests: [],
    problems: [],
    failure: null,
    ...change
});

const node = (nodeName: string): ClusterNodeFacts => ({
    collectedAt: null,
    clusterName: 'CLU1',
    nodeName,
    nodeId: '1',
    state: 0,
    drainStatus: 0,
    buildNumber: 20348,
    unread: []
});

const guest = (n: number): GuestFacts => importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${n}`, name: `G${n}`, enabledState: 2 });

const hostsOf = (...hosts: readonly HostReading[]): HostsState => ({ loading: false, account: null, hosts });
const loadingOf = (...hosts: readonly HostReading[]): HostsState => ({ loading: true, account: null, hosts });
const deniedHost = (hostName: string): HostReading => reading(hostName, { phase: 'failed', facts: null, failure: denied });
const two = hostsOf(reading('hv01', { guests: [guest(1)] }), reading('hv02', { guests: [guest(2), guest(3)] }));
const noCluster: ClusterState = { loading: false, nodes: [], guests: [], failure: null };

describe('the page Hosts', () => {
    let strings: AvmaStrings;
    let page: Rendered;
    let hosts: BehaviorSubject<HostsState>;
    let opened: BehaviorSubject<HostState>;
    let cluster: BehaviorSubject<ClusterState>;
    let params: BehaviorSubject<Params>;
    /** Everything that was asked of stores, dialogs and router, in its order. */
    let calls: unknown[][];
    let answer: object;

    const called =
        <T>(name: string, result?: T): ((...args: readonly unknown[]) => T) =>
        (...args) => {
            calls.push([name, ...args]);
            return result as T;
        };

    beforeEach(() => {
        strings = avmaStrings();
        saveHostNames([]);
        hosts = new BehaviorSubject(hostsOf());
        opened = new BehaviorSubject<HostState>({ loading: false, facts: host('HV01'), failure: null });
        cluster = new BehaviorSubject(noCluster);
        params = new BehaviorSubject<Params>({});
        calls = [];
        answer = {};
        const hostsStore = {
            state: hosts,
            get current(): HostsState {
                return hosts.value;
            },
            read: called('read'),
            retry: called('retry'),
            signIn: called('signIn'),
            signInToDenied: called('signInToDenied'),
            cancel: called('cancel')
        };
        const show = (...args: readonly unknown[]): unknown => called('dialog', of(answer))(...args);
        TestBed.configureTestingModule({
            declarations: [
                HostsComponent,
                ContentComponent,
                PageStateComponent,
                VerdictCellComponent,
                TableStubComponent,
                ColumnStubComponent,
                FieldStubComponent
            ],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: HostsStore, useValue: hostsStore },
                { provide: HostStore, useValue: { state: opened, ensure: called('ensure') } },
                { provide: ClusterStore, useValue: { state: cluster } },
                { provide: ClusterHosts, useValue: { read: called('readCluster') } },
                { provide: LookInsideStore, useValue: { state: of({ readings: new Map() }) } },
                { provide: HostLogsStore, useValue: { all: of(new Map()) } },
                { provide: GuestsStore, useValue: { show: called('showGuests') } },
                { provide: DialogService, useValue: { show } },
                { provide: Router, useValue: { navigate: called('navigate', Promise.resolve(true)) } },
                { provide: ActivatedRoute, useValue: { snapshot: { queryParamMap: convertToParamMap({}) }, queryParams: params, parent: 'parent' } }
            ]
        });
    });

    afterEach(() => saveHostNames([]));

    async function open(state: { hosts?: HostsState; opened?: Partial<HostState>; cluster?: Partial<ClusterState> } = {}): Promise<void> {
        hosts.next(state.hosts ?? hosts.value);
        opened.next({ ...opened.value, ...state.opened });
        cluster.next({ ...cluster.value, ...state.cluster });
        page = new Rendered(TestBed.createComponent(HostsComponent));
        await page.draw();
        calls.length = 0;
    }

    const table = (): TableStubComponent => page.standIn('sme-data-table');
    const bar = '.avma-filter-row';

    function click(name: string): unknown[][] {
        calls.length = 0;
        page.click(name);
        return calls;
    }

    function emit(selector: string, event: string, value?: unknown): unknown[][] {
        calls.length = 0;
        page.emit(selector, event, value);
        return calls;
    }

    it('has the dialogs that it opens, whatever it shows', async () => {
        await open();
        expect([page.has('avma-hosts-dialog'), page.has('avma-hosts-report-dialog')]).toEqual([true, true]);
        expect(HostsComponent.navigationTitle()).toBe(strings.Hosts.tab);
    });

    it('says that it reads until the opened host is known, and nothing else', async () => {
        await open({ opened: { loading: true } });
        expect(page.given('sme-loading-wheel')['message']).toBe(strings.Hosts.loading);
        expect([page.has('avma-page-state'), page.has('.avma-table-page-content')]).toEqual([false, false]);
        opened.next({ ...opened.value, loading: false });
        await page.draw();
        expect([page.has('sme-loading-wheel'), page.has('avma-page-state')]).toEqual([false, true]);
    });

    describe('without hosts', () => {
        it('says so, and asks which', async () => {
            await open();
            expect([page.text('h2'), page.text('.avma-page-state > p')]).toEqual([strings.Hosts.emptyTitle, strings.Hosts.emptyText]);
            expect([page.has('.sme-icon-server'), page.has('.avma-fix'), page.has('pre')]).toEqual([true, false, false]);
            expect(page.texts('button')).toEqual([strings.Hosts.choose]);
            answer = { hostNames: ['hv07', 'hv08'] };
            expect(click(strings.Hosts.choose)).toEqual([
                ['dialog', HostsDialogComponent.id, { chosen: [] }],
                ['read', ['hv07', 'hv08']]
            ]);
            answer = { hostNames: null };
            await page.draw();
            expect(click(strings.Hosts.choose)).toEqual([['dialog', HostsDialogComponent.id, { chosen: ['hv07', 'hv08'] }]]);
        });

        it('offers those that were chosen last, or others', async () => {
            saveHostNames(['hv05', 'hv06']);
            await open();
            expect(page.text('h2')).toBe(fillText(strings.Hosts.savedTitle, { count: 2 }));
            expect(page.text('.avma-page-state > p')).toBe(fillText(strings.Hosts.savedText, { names: 'hv05, hv06' }));
            const ask = fillText(strings.Hosts.ask, { count: 2 });
            expect(page.texts('button')).toEqual([ask, strings.Hosts.choose]);
            expect(click(ask)).toEqual([['read', ['hv05', 'hv06']]]);
            answer = { hostNames: null };
            expect(click(strings.Hosts.choose)).toEqual([['dialog', HostsDialogComponent.id, { chosen: ['hv05', 'hv06'] }]]);
        });

        it('says why the cluster could not be read, and reads it again', async () => {
            await open({ cluster: { failure: unreachable } });
            const { title, text: meaning, fix } = strings.Failures.unreachable;
            expect([page.text('h2'), page.text('.avma-page-state > p'), page.text('.avma-fix'), page.text('pre')]).toEqual([
                title,
                meaning,
                fix,
                unreachable.raw
            ]);
            expect([page.has('.sme-icon-errorBadge'), page.find('section').attributes['role'], page.has('.avma-table-page-content')]).toEqual([
                true,
                'alert',
                false
            ]);
            expect(page.texts('button')).toEqual([strings.Common.retry]);
            expect(click(strings.Common.retry)).toEqual([['readCluster']]);
        });
    });

    describe('above the hosts', () => {
        it('has what is always there, and what it does', async () => {
            await open({ hosts: two });
            const { choose, showGuests, view, viewHosts, viewMoves } = strings.Hosts;
            expect(page.buttons(bar).map(textOf)).toEqual([choose, showGuests, strings.UsageReport.action]);
            expect([page.has('avma-page-state'), page.has('sme-loading-wheel'), page.has('.avma-warning-box'), page.has('.sme-color-warning')]).toEqual([
                false,
                false,
                false,
                false
            ]);
            expect(page.text('label[for=avma-hosts-view]')).toBe(view);
            expect(page.texts('#avma-hosts-view option')).toEqual([viewHosts, viewMoves]);
            const { counts, parts } = strings.Hosts;
            expect(page.text(`${bar} [role=status]`)).toBe(`${fillText(counts, { total: 2 })}; ${fillText(parts.read, { count: 2 })}`);
            answer = { hostNames: [] };
            expect(click(choose)).toEqual([['dialog', HostsDialogComponent.id, { chosen: [] }]]);
            expect(click(showGuests)).toEqual([
                ['showGuests', 'many'],
                ['navigate', ['guests'], { relativeTo: 'parent' }]
            ]);
        });

        it('reports on the hosts that were asked, each with its guests', async () => {
            await open({ hosts: hostsOf(...two.hosts, reading('clu1', { phase: 'duplicate' })) });
            const [[name, id, options], ...others] = click(strings.UsageReport.action);
            expect([name, id, others]).toEqual(['dialog', HostsReportDialogComponent.id, []]);
            const { hosts: reported } = options as { hosts: ReadonlyArray<{ reading: HostReading; guests: readonly AssessedGuest[] }> };
            expect(reported.map(one => one.reading)).toEqual([...two.hosts]);
            expect(reported.map(({ guests }) => guests.map(one => one.guest.name))).toEqual([['G1'], ['G2', 'G3']]);
        });

        it('shows no guests where there are none', async () => {
            await open({ hosts: hostsOf(reading('hv01')) });
            expect(page.buttons(bar).map(({ disabled }) => disabled)).toEqual([false, true, false]);
        });

        it('stops while hosts are read, and reports afterwards', async () => {
            await open({ hosts: loadingOf(reading('hv01', { guests: [guest(1)] }), reading('hv02', { phase: 'waiting', facts: null })) });
            const { choose, showGuests, cancel } = strings.Hosts;
            expect(page.buttons(bar).map(one => [textOf(one), one.disabled])).toEqual([
                [choose, false],
                [showGuests, false],
                [strings.UsageReport.action, true],
                [cancel, false]
            ]);
            expect(click(cancel)).toEqual([['cancel']]);
            expect(page.given('sme-master-view')['disableRefresh']).toBeTrue();
        });

        it('tries hosts again that failed, with one account for those that deny access', async () => {
            await open({ hosts: hostsOf(...two.hosts, deniedHost('hv03'), deniedHost('hv04')) });
            const { choose, showGuests, retry, oneAccount } = strings.Hosts;
            const account = fillText(oneAccount, { count: 2 });
            expect(page.buttons(bar).map(textOf)).toEqual([choose, showGuests, strings.UsageReport.action, retry, account]);
            expect(click(retry)).toEqual([['retry']]);
            expect(click(account)).toEqual([['signInToDenied']]);
        });

        it('says what became of an account, and why the cluster could not be read', async () => {
            await open({ hosts: { ...two, account: { hostName: 'hv01', kind: 'rejected' } } });
            expect(page.text(`${bar} [role=alert]`)).toBe(fillText(strings.Hosts.accountRejected, { hostName: 'hv01' }));
            expect(page.texts(`${bar} .sme-color-warning`).length).toBe(1);
            hosts.next(two);
            cluster.next({ ...noCluster, failure: unreachable });
            await page.draw();
            expect(page.texts(`${bar} .sme-color-warning`)).toEqual([strings.Failures.unreachable.title]);
            expect(page.has(`${bar} [role=alert]`)).toBeFalse();
        });

        it('leads to the cluster of the opened host', async () => {
            await open({ hosts: two, opened: { facts: host('HV01', { clusterName: 'CLU1' }) } });
            const { showCluster, choose } = strings.Hosts;
            expect(page.buttons(bar).map(textOf).slice(0, 2)).toEqual([showCluster, choose]);
            expect(click(showCluster)).toEqual([['readCluster']]);
            await page.draw();
            expect(page.buttons(bar).map(textOf)).not.toContain(showCluster);
        });

        it('says in what the nodes differ', async () => {
            const other = reading('hv02', { facts: host('HV02', { operatingSystemSku: 7 }) });
            await open({ hosts: hostsOf(reading('hv01'), other), cluster: { nodes: [node('HV01'), node('HV02')] } });
            const { differTitle, differText, compared, answers } = strings.Hosts;
            expect([page.text('.avma-warning-box strong'), page.text('.avma-warning-box > span')]).toEqual([differTitle, differText]);
            expect(page.texts('.avma-warning-box li')).toEqual([
                `${compared.answer} – ${answers.yes}: HV01; ${answers.no}: HV02`,
                `${compared.edition} – Datacenter: HV01; Standard: HV02`
            ]);
        });
    });

    describe('in its table', () => {
        const columns = (ofCluster: boolean): ReadonlyArray<readonly [keyof HostRow, string]> => {
            const { Hosts, Guests, Verdicts } = strings;
            return [
                ['name', Hosts.name],
                ['answerText', Hosts.answer],
                ['system', Hosts.system],
                ['license', Hosts.licenseTitle],
                ...(ofCluster ? [['clusterState', Hosts.clusterState] as const] : []),
                ['guests', Guests.tab],
                ['activated', Verdicts.activated],
                ['ready', Hosts.ready],
                ['blocked', Hosts.blocked],
                ['otherGuests', Hosts.otherGuests],
                ['expiring', Hosts.expiring],
                ['unread', Hosts.unread]
            ];
        };
        const told = (): ReadonlyArray<readonly [string, string]> => table().columns.map(({ field, header }) => [field, header]);

        it('has a row for each host, with a column for each of its facts', async () => {
            await open({ hosts: two });
            const items = table().items as readonly HostRow[];
            expect(items.map(({ id }) => id)).toEqual(['hv01', 'hv02']);
            expect(told()).toEqual([...columns(false)] as Array<[string, string]>);
            expect(page.texts('th')).toEqual(columns(false).map(([, header]) => header));
            expect(page.texts('.stub-row:nth-child(3) td')).toEqual(
                columns(false).map(([field]) => String(items[1][field === 'activated' ? 'activatedText' : field] ?? '').trim())
            );
            expect([table().selection, table().isBusy, table().noRecordMessage, table().tableAriaLabel]).toEqual([
                null,
                false,
                strings.Hosts.noMatch,
                strings.Hosts.tableLabel
            ]);
        });

        it('has the state of each node, too, where it shows a cluster', async () => {
            await open({ hosts: two, opened: { facts: host('HV01', { clusterName: 'CLU1' }) }, cluster: { nodes: [node('HV01'), node('HV02')] } });
            expect(told()).toEqual([...columns(true)] as Array<[string, string]>);
            expect(page.texts('.stub-row td:nth-child(5)')).toEqual([strings.Hosts.clusterStates.up, strings.Hosts.clusterStates.up]);
            expect(emit('sme-master-view', 'refresh')).toEqual([['readCluster']]);
        });

        it('is busy until a host has answered', async () => {
            await open({ hosts: loadingOf(reading('hv01', { phase: 'waiting', facts: null })) });
            expect([table().items, table().isBusy, table().noRecordMessage]).toEqual([[], true, '\u00a0']);
        });

        it('is searched by its field, and sorted by name', async () => {
            await open({ hosts: two });
            const field = page.standIn<FieldStubComponent>('sme-form-field');
            expect([field.label, field.placeholder]).toEqual([strings.Guests.search, strings.Hosts.searchPlaceholder]);
            expect(table().globalFilter).toBe(field);
            expect(table().defaultSortColumn).toBe(table().columns.first);
        });

        it('reads the chosen hosts again', async () => {
            saveHostNames(['hv01', 'hv02']);
            await open({ hosts: two });
            expect(page.given('sme-master-view')['disableRefresh']).toBeFalse();
            expect(emit('sme-master-view', 'refresh')).toEqual([['read', ['hv01', 'hv02']]]);
        });

        it('signs in to a host that denies access, unless hosts are being read, and selects nothing by that', async () => {
            await open({ hosts: hostsOf(reading('hv01'), deniedHost('hv03')) });
            const [button, ...others] = page.buttons('.stub-row');
            expect([textOf(button), button.getAttribute('aria-label'), others]).toEqual([
                strings.Hosts.signInShort,
                fillText(strings.Hosts.signInTo, { hostName: 'hv03' }),
                []
            ]);
            expect(page.texts('avma-verdict-cell strong')).toEqual([strings.Hosts.answers.yes, strings.Failures.accessDenied.title]);
            const clicked = jasmine.createSpy();
            page.element.addEventListener('click', clicked);
            expect(click(strings.Hosts.signInShort)).toEqual([['signIn', 'hv03']]);
            expect(clicked).not.toHaveBeenCalled();
            hosts.next({ ...hosts.value, loading: true });
            await page.draw();
            expect(page.buttons('.stub-row')).toEqual([]);
        });

        it('marks guests of two hosts that run with one id', async () => {
            params.next({ view: 'moves' });
            await open({ hosts: hostsOf(reading('hv01', { guests: [guest(1)] }), reading('hv02', { guests: [guest(1)] })) });
            expect((page.given('avma-moves')['guests'] as readonly AssessedGuest[]).map(({ twins }) => twins)).toEqual([['hv02'], ['hv01']]);
        });

        it('hands the guests of a row that can be activated to the dialog that applies keys', async () => {
            const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8' }).map(([name, data]) => ({ name, data }));
            const ready = importGuestRow({ vmId: guest(2).vmId, name: 'G2', enabledState: 2, dataExchangeState: 2, intrinsic });
            await open({ hosts: hostsOf(reading('hv01', { guests: [guest(1)] }), reading('hv02', { guests: [ready, guest(3)] })) });
            const expected = { keys: [guestKey({ hostName: 'hv02', vmId: ready.vmId })], keyTarget: 'avma' } as const;
            const toPlan = [['showGuests', 'many']];
            const chosen: ApplyChoice[] = [];
            TestBed.inject(ApplySelection)
                .choices.pipe(take(2))
                .subscribe(choice => chosen.push(choice));
            expect(page.buttons('sme-data-table').map(one => one.getAttribute('aria-label'))).toEqual(['Activate 1 guest on HV02']);
            expect(click(fillText(strings.Apply.activateShort, { count: 1 }))).toEqual(toPlan);
            table().selectionChange.emit(table().items[1]);
            await page.draw();
            expect(emit('avma-host-details', 'activate')).toEqual(toPlan);
            expect(chosen).toEqual([expected, expected]);
        });

        it('is saved as it is shown, in two forms', async () => {
            await open({ hosts: two });
            const { exportCsv, exportJson } = strings.Hosts;
            const { text: title, actions } = page.given('sme-action-dropdown') as unknown as Readonly<{
                text: string;
                actions: HostsComponent['exportActions'];
            }>;
            expect([title, actions.map(one => one.text)]).toEqual([strings.Export.action, [exportCsv, exportJson]]);
            const blobs: Blob[] = [];
            const names: string[] = [];
            spyOn(URL, 'createObjectURL').and.callFake(content => {
                blobs.push(content as Blob);
                return 'blob:none';
            });
            spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
                names.push(this.download);
            });
            actions.forEach(({ execute }) => execute());
            expect(names.map(name => name.split('.').at(-1))).toEqual(['csv', 'json']);
            for (const content of await Promise.all(blobs.map(blob => blob.text()))) {
                expect(content).toContain('HV01');
                expect(content).toContain('HV02');
            }
        });
    });

    describe('beside its table', () => {
        const details = (): Readonly<Record<string, unknown>> => page.given('sme-details');

        it('asks to select a host', async () => {
            await open({ hosts: two });
            expect([details()['header'], page.text('sme-details p'), page.has('avma-host-details')]).toEqual([
                strings.Hosts.details,
                strings.Hosts.nothing,
                false
            ]);
            expect(page.given('sme-master-view')['selection']).toEqual([]);
        });

        it('shows the selected host, by its name, until the selection is cleared', async () => {
            await open({ hosts: two });
            const row = table().items[1] as HostRow;
            table().selectionChange.emit(row);
            await page.draw();
            expect(details()['header']).toBe('HV02');
            expect(page.given('avma-host-details')['row']).toBe(row);
            expect(page.has('sme-details p')).toBeFalse();
            expect(table().selection).toBe(row);
            expect(page.given('sme-master-view')['selection']).toEqual([row]);
            expect(emit('avma-host-details', 'retry')).toEqual([['retry']]);
            expect(emit('avma-host-details', 'signIn')).toEqual([['signIn', 'hv02']]);
            emit('sme-master-view', 'clearSelection');
            await page.draw();
            expect([details()['header'], table().selection, page.given('sme-master-view')['selection']]).toEqual([strings.Hosts.details, null, []]);
        });

        it('opens and closes with the pane, and with its own button', async () => {
            await open({ hosts: two });
            const expanded = (): unknown[] => [page.given('sme-split-view')['isExpanded'], details()['isExpanded']];
            expect([page.given('sme-split-view')['paneDistance'], ...expanded()]).toEqual([320, false, false]);
            emit('sme-split-view', 'paneToggled', { isExpanded: true });
            await page.draw();
            expect(expanded()).toEqual([true, true]);
            emit('sme-details', 'isExpandedChange', false);
            await page.draw();
            expect(expanded()).toEqual([false, false]);
        });
    });

    it('has the view that it had, if the address names none', async () => {
        const begun = async (): Promise<unknown[]> => {
            page = new Rendered(TestBed.createComponent(HostsComponent));
            await page.draw();
            return calls.splice(0).filter(([name]) => name === 'navigate');
        };
        expect(await begun()).toEqual([]);
        TestBed.inject(HostsLastView).params = { view: 'moves' };
        expect(await begun()).toEqual([['navigate', [], jasmine.objectContaining({ queryParams: { view: 'moves' }, replaceUrl: true })]]);
    });

    describe('on moves', () => {
        it('is asked for by the address, which the choice writes', async () => {
            await open({ hosts: two });
            expect([page.valueOf('#avma-hosts-view'), page.has('sme-data-table'), page.has('avma-moves')]).toEqual(['hosts', true, false]);
            page.enter('#avma-hosts-view', 'moves');
            const to = (view: string | null): unknown => ['navigate', [], jasmine.objectContaining({ queryParams: { view }, queryParamsHandling: 'merge' })];
            expect(calls as unknown).toEqual([to('moves')]);
            params.next({ view: 'moves' });
            await page.draw();
            expect([page.valueOf('#avma-hosts-view'), page.has('sme-data-table'), page.has('avma-moves')]).toEqual(['moves', false, true]);
            calls.length = 0;
            page.enter('#avma-hosts-view', 'hosts');
            expect(calls as unknown).toEqual([to(null)]);
        });

        it('hands on what is known of guests, hosts and cluster', async () => {
            params.next({ view: 'moves' });
            const placement = { vmId: 'a', possibleOwners: ['HV01'] } as unknown as ClusterGuestFacts;
            await open({ hosts: two, cluster: { guests: [placement] } });
            const moves = page.given('avma-moves');
            expect((moves['guests'] as readonly AssessedGuest[]).map(one => one.guest.name)).toEqual(['G1', 'G2', 'G3']);
            expect((moves['nodes'] as ReadonlyArray<{ name: string }>).map(({ name }) => name)).toEqual(['HV01', 'HV02']);
            expect([moves['placements'], moves['clustered'], moves['busy']]).toEqual([[placement], false, false]);
            hosts.next({ ...two, loading: true });
            emit('avma-moves', 'refresh');
            expect(calls).toEqual([['read', []]]);
            await page.draw();
            expect([moves['clustered'], moves['busy']]).toEqual([false, true]);
        });

        it('says whether the hosts are nodes of one cluster', async () => {
            params.next({ view: 'moves' });
            await open({ hosts: two, cluster: { nodes: [node('HV01'), node('HV02')] } });
            expect(page.given('avma-moves')['clustered']).toBeTrue();
        });

        it('hands guests to activate anew to the dialog that applies keys, and stays where it is', async () => {
            params.next({ view: 'moves' });
            await open({ hosts: two });
            const rows = (page.given('avma-moves')['guests'] as readonly AssessedGuest[]).slice(1).map(assessed => ({ assessed }) as MoveRow);
            const chosen: ApplyChoice[] = [];
            TestBed.inject(ApplySelection)
                .choices.pipe(take(1))
                .subscribe(choice => chosen.push(choice));
            expect(emit('avma-moves', 'activate', rows)).toEqual([['showGuests', 'many']]);
            expect(chosen).toEqual([
                { keys: [guest(2), guest(3)].map(one => guestKey({ hostName: 'hv02', vmId: one.vmId })), keyTarget: 'avma', mode: 'renew' }
            ]);
        });
    });
});
