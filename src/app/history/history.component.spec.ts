/** The page *History* as its template shows it, and what its controls do. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, ParamMap, Router } from '@angular/router';
import { ActionButton, DataTableSortMode, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, of } from 'rxjs';
import { Rendered } from '../../testing/rendered';
import { ColumnStubComponent, FieldStubComponent, TableStubComponent } from '../../testing/sdk-stubs';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { guestKey } from '../domain/facts/guest-key';
import { assess } from '../domain/judgement/assess';
import { ContentComponent } from '../shared/content.component';
import { PageStateComponent } from '../shared/page-state.component';
import { AvmaStrings, avmaStrings, fillText, zoneText } from '../shared/texts';
import { EventsState, EventsStore } from '../state/events/events.store';
import { JoinedEvents, JoinedEventsStore } from '../state/events/joined-events';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HistoryRow } from './history-row';
import { HistoryComponent } from './history.component';
import { UsageReportDialogComponent } from './usage-report-dialog.component';

const requestedAt = Date.parse('2026-11-20T12:00:00Z');
const failed = { code: 'unreachable', raw: 'HRESULT 0x80131500' } as const;
const facts = importHostRow({ computerName: 'HV01', clusterName: 'CLU1', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
const key = guestKey({ hostName: 'HV01', vmId: 'id-1' });

const event = (recordId: number, data: readonly string[], change: Partial<EventFacts> = {}): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: `NODE${recordId}`,
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId,
    level: 4,
    timeCreated: new Date(requestedAt - recordId * 86_400_000).toISOString(),
    data,
    message: null,
    ...change
});

const read: EventsState = {
    period: '30',
    ids: avmaEventIds,
    requestedAt,
    startTime: null,
    loading: null,
    events: [event(1, ['0x00000000']), event(2, ['0xC004FD02'])],
    logs: [],
    problems: [],
    failure: null,
    more: true,
    released: 1,
    cutLogs: []
};

const guest = importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', name: 'APP01', enabledState: 2 });
const assessed: AssessedGuest = { hostName: 'HV01', host: facts, guest, assessment: assess(facts, guest, undefined), inside: null };

describe('the page History', () => {
    let strings: AvmaStrings;
    let page: Rendered;
    let joined: BehaviorSubject<JoinedEvents>;
    let host: BehaviorSubject<HostState>;
    let params: BehaviorSubject<ParamMap>;
    let isCluster: boolean;
    /** Everything that was asked of stores, dialogs and router, in its order. */
    let calls: unknown[][];

    const called =
        <T>(name: string, result?: T): ((...args: readonly unknown[]) => T) =>
        (...args) => {
            calls.push([name, ...args]);
            return result as T;
        };

    beforeEach(() => {
        strings = avmaStrings();
        joined = new BehaviorSubject<JoinedEvents>({
            events: read,
            ofGuests: [],
            guests: [assessed],
            nameOf: one => (one === key ? 'APP01' : null),
            subjectOf: ({ recordId }) => (recordId === 1 ? { kind: 'guest', key, by: 'name' } : { kind: 'self' })
        });
        host = new BehaviorSubject<HostState>({ loading: false, facts, failure: null });
        params = new BehaviorSubject(convertToParamMap({}));
        isCluster = false;
        calls = [];
        const hosts = {
            state: host,
            get current(): HostState {
                return host.value;
            },
            hostName: 'clu1.contoso.com',
            answeringName: 'HV01',
            get isCluster(): boolean {
                return isCluster;
            },
            ensure: called('ensure host')
        };
        const events = { ensure: called('ensure events'), load: called('load'), older: called('older'), newest: called('newest') };
        TestBed.configureTestingModule({
            declarations: [HistoryComponent, ContentComponent, PageStateComponent, TableStubComponent, ColumnStubComponent, FieldStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: HostStore, useValue: hosts },
                { provide: GuestsStore, useValue: { ensure: called('ensure guests'), refresh: called('refresh guests') } },
                { provide: EventsStore, useValue: events },
                { provide: JoinedEventsStore, useValue: { state: joined } },
                { provide: DialogService, useValue: { show: called('dialog', of({})) } },
                { provide: Router, useValue: { navigate: called('navigate', Promise.resolve(true)) } },
                { provide: ActivatedRoute, useValue: { queryParamMap: params, parent: 'parent' } }
            ]
        });
    });

    async function open(change: Partial<EventsState> = {}): Promise<void> {
        joined.next({ ...joined.value, events: { ...read, ...change } });
        page = new Rendered(TestBed.createComponent(HistoryComponent));
        await page.draw();
    }

    function emit(selector: string, name: string, value?: unknown): unknown[][] {
        calls.length = 0;
        page.emit(selector, name, value);
        return calls;
    }

    const table = (): TableStubComponent => page.standIn('sme-data-table');
    /** What the template hands to the table beside what its stand-in takes. */
    const ofTable = (): Readonly<Record<string, unknown>> => page.given('sme-data-table');
    const items = (): readonly HistoryRow[] => table().items as readonly HistoryRow[];
    const actions = (): ReadonlyArray<Readonly<Record<string, unknown>>> =>
        [...page.element.querySelectorAll('sme-action-bar > *')].map(one => one as unknown as Readonly<Record<string, unknown>>);
    const details = (): Readonly<Record<string, unknown>> => page.given('sme-details');
    const to = (queryParams: object, replaceUrl: boolean): unknown[] => [
        'navigate',
        [],
        jasmine.objectContaining({ queryParams: jasmine.objectContaining(queryParams), queryParamsHandling: 'merge', replaceUrl })
    ];

    it('reads the host, its guests, and the events that the address names', async () => {
        params.next(convertToParamMap({ period: '7', neighbours: '1' }));
        await open();
        expect(calls).toEqual([['ensure host'], ['ensure guests'], ['ensure events', '7', [...avmaEventIds, ...neighbourIds]]]);
        calls.length = 0;
        params.next(convertToParamMap({}));
        expect(calls).toEqual([['ensure events', '30', avmaEventIds]]);
        expect(HistoryComponent.navigationTitle()).toBe(strings.History.tab);
        expect(page.has('avma-usage-report-dialog')).toBeTrue();
    });

    it('writes what is chosen from its lists into the address, as a step of its own', async () => {
        await open();
        const selects = '.avma-filter-row .avma-filter';
        expect(page.texts(`${selects} label`).length).toBe(4);
        expect([...page.element.querySelectorAll(`${selects} label`)].map(one => one.getAttribute('for'))).toEqual(
            [...page.element.querySelectorAll(`${selects} select`)].map(one => one.id)
        );
        expect(page.valueOf('#avma-event-period')).toBe('30');
        const choose = (field: string, value: string): unknown[][] => {
            calls.length = 0;
            page.enter(`#avma-event-${field}`, value);
            return calls;
        };
        expect(choose('outcome', 'failure')).toEqual([to({ outcome: 'failure' }, false)]);
        expect(choose('id', '12310')).toEqual([to({ event: '12310' }, false)]);
        expect(choose('period', '90')).toEqual([to({ period: '90' }, false)]);
        params.next(convertToParamMap({ outcome: 'failure' }));
        await page.draw();
        expect(page.valueOf('#avma-event-outcome')).toBe('failure');
        expect(choose('outcome', '')).toEqual([to({ outcome: null }, false)]);
    });

    it('reads other events of the licensing service where that is chosen', async () => {
        await open();
        const box = page.element.querySelector<HTMLInputElement>('#avma-event-neighbours');
        expect([page.text('label[for=avma-event-neighbours]'), box?.checked]).toEqual([strings.History.neighbours, false]);
        calls.length = 0;
        box?.click();
        expect(calls).toEqual([to({ neighbours: '1' }, false)]);
        params.next(convertToParamMap({ neighbours: '1' }));
        await page.draw();
        expect(box?.checked).toBeTrue();
    });

    it('says what was read, in which zone, and what could not be understood', async () => {
        await open({ problems: ['id: not a number'] });
        expect(page.texts('.avma-filter-row .sme-scheme-secondary-text')[1]).toBe(fillText(strings.History.zone, { zone: zoneText() }));
        expect(page.text('.avma-filter-row [role=status]')).not.toBe('');
        expect(page.texts('.sme-color-warning')).toEqual([fillText(strings.History.problemRows, { count: 1, first: 'id: not a number' })]);
        await open();
        expect([page.has('.sme-color-warning'), page.has('.avma-run'), page.has('avma-page-state'), page.has('sme-loading-wheel')]).toEqual([
            false,
            false,
            false,
            false
        ]);
    });

    it('says of which node the log is', async () => {
        isCluster = true;
        await open();
        expect(page.texts('.avma-run p')).toEqual([fillText(strings.History.ofNode, { cluster: 'CLU1', hostName: 'HV01' })]);
    });

    it('warns above the events, and keeps them', async () => {
        await open({ failure: failed });
        const { title, fix } = strings.Failures.unreachable;
        expect([page.text('.avma-run strong'), page.text('.avma-run .avma-fix')]).toEqual([title, fix]);
        expect(items().length).toBe(2);
    });

    it('has a page where no event could be read, whose button tries again', async () => {
        await open({ events: [], failure: failed });
        const { title, text, fix } = strings.Failures.unreachable;
        expect([page.text('h2'), page.text('.avma-page-state > p'), page.text('.avma-page-state .avma-fix'), page.text('pre')]).toEqual([
            title,
            text,
            fix,
            failed.raw
        ]);
        expect([page.has('.sme-icon-errorBadge'), page.has('sme-data-table'), page.has('avma-outcome-chart')]).toEqual([true, false, false]);
        calls.length = 0;
        page.click(strings.Common.retry);
        expect(calls).toEqual([['refresh guests'], ['load', '30', avmaEventIds]]);
    });

    it('shows that it reads until the first events are there', async () => {
        await open({ events: [], loading: 'newest' });
        expect(page.given('sme-loading-wheel')['message']).toBe(strings.History.loading);
        expect([page.has('sme-data-table'), page.has('avma-outcome-chart')]).toEqual([false, false]);
    });

    describe('in its table', () => {
        it('has a row for each event, newest first, with a column for each of its facts', async () => {
            await open();
            const { time, guest: of, outcome, code, what, computer, filtered, tableLabel } = strings.History;
            expect(table().columns.map(({ field, header }) => [field, header])).toEqual([
                ['time', time],
                ['guest', of],
                ['outcomeText', outcome],
                ['code', code],
                ['what', what],
                ['computer', computer]
            ]);
            const [first, second] = items();
            expect([first.guest, second.guest]).toEqual(['APP01', strings.History.subjects.self]);
            expect(page.texts('.stub-row:nth-child(2) td')).toEqual([first.timeText, 'APP01', first.outcomeText, first.code, first.what, 'NODE1']);
            expect([...page.element.querySelectorAll('.stub-row .avma-cell > span')].map(one => one.className)).toEqual([
                first.outcomeIcon,
                second.outcomeIcon
            ]);
            expect([table().selection, table().noRecordMessage, table().tableAriaLabel]).toEqual([null, filtered, tableLabel]);
            expect([table().defaultSortColumn, ofTable()['defaultSortMode']]).toEqual([table().columns.first, DataTableSortMode.Descend]);
            expect((ofTable()['getItemIdentityFunction'] as (row: HistoryRow) => string)(second)).toBe(second.key);
            expect(page.given('avma-outcome-chart')['chart']).not.toBeNull();
        });

        it('is searched by its field, which the address has a moment later, in place of what it had', async () => {
            await open();
            const field = page.standIn<FieldStubComponent>('sme-form-field');
            expect([field.label, field.placeholder]).toEqual([strings.History.search, strings.History.search]);
            jasmine.clock().install().mockDate();
            try {
                expect(emit('sme-form-field', 'ngModelChange', 'app')).toEqual([]);
                page.emit('sme-form-field', 'ngModelChange', 'app01');
                jasmine.clock().tick(200);
                expect(calls).toEqual([to({ search: 'app01' }, true)]);
                page.emit('sme-form-field', 'ngModelChange', '');
                calls.length = 0;
                jasmine.clock().tick(200);
                expect(calls).toEqual([to({ search: null }, true)]);
            } finally {
                jasmine.clock().uninstall();
            }
        });

        it('shows what was typed, also when the address names something else by now', async () => {
            await open();
            const shown = (): unknown => page.find('sme-form-field').attributes['ng-reflect-model'];
            page.emit('sme-form-field', 'ngModelChange', 'app');
            await page.draw();
            expect(shown()).toBe('app');
            params.next(convertToParamMap({ search: 'other' }));
            await page.draw();
            expect(shown()).toBe('other');
        });

        it('reads older events, the newest, or all of it again', async () => {
            await open();
            const [older, newest] = actions();
            expect([older['text'], older['enabled'], newest['text'], newest['enabled']]).toEqual([strings.History.older, true, strings.History.newest, true]);
            expect(emit('sme-action-button:nth-child(1)', 'execute')).toEqual([['older']]);
            expect(emit('sme-action-button:nth-child(2)', 'execute')).toEqual([['newest']]);
            expect(page.given('sme-master-view')['disableRefresh']).toBeFalse();
            expect(emit('sme-master-view', 'refresh')).toEqual([['refresh guests'], ['load', '30', avmaEventIds]]);
            joined.next({ ...joined.value, events: { ...read, more: false, loading: 'older' } });
            await page.draw();
            expect([older['enabled'], newest['enabled'], page.given('sme-master-view')['disableRefresh']]).toEqual([false, false, true]);
        });

        it('reports on the guests in the period that is shown', async () => {
            params.next(convertToParamMap({ period: '90' }));
            await open();
            expect(actions()[2]['text']).toBe(strings.UsageReport.action);
            const reported = [{ hostName: 'HV01', guest, assessment: assessed.assessment, activation: null }];
            const options = { hostName: 'HV01', host: facts, guests: reported, period: '90' };
            expect(emit('sme-action-button:nth-child(3)', 'execute')).toEqual([['dialog', UsageReportDialogComponent.id, options]]);
            joined.next({ ...joined.value, guests: null });
            await page.draw();
            expect(emit('sme-action-button:nth-child(3)', 'execute')).toEqual([['dialog', UsageReportDialogComponent.id, { ...options, guests: [] }]]);
        });

        it('is saved as it is shown, in two forms', async () => {
            params.next(convertToParamMap({ outcome: 'failure' }));
            await open();
            const { text: title, actions: offered } = actions()[3] as unknown as { text: string; actions: readonly ActionButton[] };
            expect([title, offered.map(one => one.text)]).toEqual([strings.Export.action, [strings.History.csv, strings.History.json]]);
            const blobs: Blob[] = [];
            const names: string[] = [];
            spyOn(URL, 'createObjectURL').and.callFake(content => {
                blobs.push(content as Blob);
                return 'blob:none';
            });
            spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
                names.push(this.download);
            });
            offered.forEach(({ execute }) => execute?.());
            expect(names).toEqual(['avma-events-HV01.csv', 'avma-events-HV01.json']);
            expect(blobs.map(({ type }) => type.split(';')[0])).toEqual(['text/csv', 'application/json']);
            const [csv, json] = await Promise.all(blobs.map(blob => blob.text()));
            const exported = JSON.parse(json) as ReadonlyArray<{ recordId: number }>;
            expect(exported.map(({ recordId }) => recordId)).toEqual([2]);
            expect([csv.includes('NODE2'), csv.includes('NODE1')]).toEqual([true, false]);
        });
    });

    describe('beside its table', () => {
        it('asks to select an event', async () => {
            await open();
            expect([details()['header'], page.text('sme-details p'), page.has('avma-event-details')]).toEqual([
                strings.History.details,
                strings.History.select,
                false
            ]);
            expect(page.given('sme-master-view')['selection']).toEqual([]);
        });

        it('shows the selected event, and opens its guest, until the selection is cleared', async () => {
            await open();
            const [row] = items();
            table().selectionChange.emit(row);
            await page.draw();
            await page.draw();
            expect([details()['header'], page.given('avma-event-details')['event'], page.has('sme-details p')]).toEqual([row.what, row, false]);
            expect([table().selection, page.given('sme-master-view')['selection']]).toEqual([row, [row]]);
            expect(emit('avma-event-details', 'openGuest', key)).toEqual([['navigate', ['guests'], { relativeTo: 'parent', queryParams: { guest: key } }]]);
            page.emit('sme-master-view', 'clearSelection');
            await page.draw();
            await page.draw();
            expect([details()['header'], table().selection, page.given('sme-master-view')['selection']]).toEqual([strings.History.details, null, []]);
        });

        it('writes the selected event into the address, and takes it out again', async () => {
            await open();
            const [row] = items();
            const step = (record: string | null): unknown[] => ['navigate', [], jasmine.objectContaining({ queryParams: { record }, replaceUrl: true })];
            calls.length = 0;
            table().selectionChange.emit(row);
            await page.draw();
            expect(calls as unknown).toEqual([step(row.key)]);
            params.next(convertToParamMap({ record: row.key }));
            await page.draw();
            calls.length = 0;
            // The table repeats what it is given.
            table().selectionChange.emit(row);
            await page.draw();
            expect(calls).toEqual([]);
            // With other rows it clears its selection first, and sets it again.
            table().selectionChange.emit(null);
            table().selectionChange.emit(row);
            await page.draw();
            expect([calls, table().selection]).toEqual([[], row]);
            page.emit('sme-master-view', 'clearSelection');
            await page.draw();
            expect(calls as unknown).toEqual([step(null)]);
        });

        it('opens the event that the address names, once it has been read', async () => {
            params.next(convertToParamMap({ record: ' Application 2' }));
            await open({ events: [event(1, ['0x00000000'])] });
            expect([table().selection, details()['isExpanded']]).toEqual([null, true]);
            // A table without the row says that nothing is selected: nobody has chosen that.
            table().selectionChange.emit(null);
            joined.next({ ...joined.value, events: read });
            await page.draw();
            expect(table().selection).toBe(items()[1]);
            expect(details()['header']).toBe(items()[1].what);
            expect(calls.filter(([name]) => name === 'navigate')).toEqual([]);
        });

        it('makes no list anew for another event in the address', async () => {
            await open();
            const before = table().items;
            params.next(convertToParamMap({ record: items()[0].key }));
            await page.draw();
            expect(table().items).toBe(before);
        });

        it('opens and closes with the pane, and with its own button', async () => {
            await open();
            const expanded = (): unknown[] => [page.given('sme-split-view')['isExpanded'], details()['isExpanded']];
            expect([page.given('sme-split-view')['paneDistance'], ...expanded()]).toEqual([320, false, false]);
            page.emit('sme-split-view', 'paneToggled', { isExpanded: true });
            await page.draw();
            expect(expanded()).toEqual([true, true]);
            page.emit('sme-details', 'isExpandedChange', false);
            await page.draw();
            expect(expanded()).toEqual([false, false]);
        });
    });

    it('ends with its subscriptions', async () => {
        await open();
        TestBed.resetTestingModule();
        expect([params.observed, joined.observed]).toEqual([false, false]);
    });
});
