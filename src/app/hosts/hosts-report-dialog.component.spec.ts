/** The dialog that counts one period of the logs of many hosts, as its template shows it, and what its buttons do. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { Rendered, textOf } from '../../testing/rendered';
import { DialogStubComponent } from '../../testing/sdk-stubs';
import { UsageReport } from '../domain/events/usage-report';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { HostsReportState, HostsReportStore, HostUsage, ReportHost } from '../state/events/hosts-report.store';
import { HostsReportDialogComponent } from './hosts-report-dialog.component';

const report = {
    requests: 76,
    outcomes: { success: 51, failure: 21, unknown: 4 },
    entries: [{ kind: 'guest' }, { kind: 'name' }, { kind: 'unnamed' }],
    unknowns: []
} as unknown as UsageReport;
const usage = (hostName: string, change: Partial<HostUsage> = {}): HostUsage => ({
    hostName,
    state: 'done',
    events: 5,
    report: null,
    failure: null,
    ...change
});
const finished: HostsReportState = { running: false, hosts: [usage('hv01', { report }), usage('hv02', { state: 'cancelled' })] };

describe('the dialog of the report over many hosts', () => {
    let strings: AvmaStrings;
    let state: BehaviorSubject<HostsReportState>;
    let page: Rendered;
    let component: HostsReportDialogComponent;
    let calls: unknown[][];
    /** What the dialog has returned; undefined while it is open. */
    let result: object | undefined;
    const hosts: readonly ReportHost[] = [];

    const called =
        (name: string): ((...args: readonly unknown[]) => void) =>
        (...args) =>
            void calls.push([name, ...args]);
    const dialog = (): DialogStubComponent => page.standIn('sme-dialog');
    const footer = (): string[] => page.buttons('sme-dialog-footer').map(textOf);

    beforeEach(async () => {
        strings = avmaStrings();
        calls = [];
        result = undefined;
        state = new BehaviorSubject<HostsReportState>({ running: false, hosts: [] });
        const store = {
            state,
            get current(): HostsReportState {
                return state.value;
            },
            create: called('create'),
            stop: called('stop'),
            forget: called('forget')
        };
        const ignore = (): void => undefined;
        TestBed.configureTestingModule({
            declarations: [HostsReportDialogComponent, DialogStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: HostsReportStore, useValue: store },
                {
                    provide: DialogService,
                    useValue: { register: called('register'), unregister: ignore, emitDialogChangeEvent: ignore, resumeFocus: ignore }
                }
            ]
        });
        const fixture = TestBed.createComponent(HostsReportDialogComponent);
        page = new Rendered(fixture);
        component = fixture.componentInstance;
        await page.draw();
    });

    async function open(now?: HostsReportState): Promise<void> {
        component.show({ hosts }).subscribe(returned => (result = returned));
        if (now) {
            state.next(now);
        }
        await page.draw();
    }

    /** What a click calls. */
    function click(name: string): unknown[][] {
        calls.length = 0;
        page.click(name);
        return calls;
    }

    it('is there from the beginning, to be opened by its id', () => {
        expect(calls).toEqual([['register', HostsReportDialogComponent.id, component]]);
        expect([dialog().visible, dialog().closeButton, dialog().ariaLabel]).toEqual([false, true, strings.HostsReport.title]);
    });

    it('says what it counts, and asks for the period', async () => {
        await open();
        expect(dialog().visible).toBeTrue();
        expect([page.text('h2'), page.text('sme-dialog-content > p')]).toEqual([strings.HostsReport.title, strings.HostsReport.intro]);
        expect(page.text('label[for=avma-hosts-report-period]')).toBe(strings.UsageReport.periodLabel);
        const { d1, d7, d30, d90, dall } = strings.History.periods;
        expect(page.texts('option')).toEqual([d1, d7, d30, d90, dall]);
        expect(page.valueOf('select')).toBe('30');
        expect([page.text('[role=status]'), page.has('table'), page.has('h3')]).toEqual(['', false, false]);
        expect(footer()).toEqual([strings.UsageReport.create, strings.UsageReport.close]);
    });

    it('counts the chosen period of the hosts that it was opened for', async () => {
        await open();
        expect(click(strings.UsageReport.create)).toEqual([['create', hosts, '30']]);
        expect(calls[0][1]).toBe(hosts);
        calls.length = 0;
        page.enter('select', '7');
        expect(calls).toEqual([['forget']]);
        await page.draw();
        expect(page.valueOf('select')).toBe('7');
        expect(click(strings.UsageReport.create)).toEqual([['create', hosts, '7']]);
    });

    it('can be stopped while it counts, and keeps its period then', async () => {
        await open({ ...finished, running: true });
        expect(page.given('select')['disabled']).toBeTrue();
        expect(footer()).toEqual([strings.UsageReport.stop, strings.UsageReport.close]);
        expect(page.has('h3')).toBeFalse();
        expect(click(strings.UsageReport.stop)).toEqual([['stop']]);
        state.next(finished);
        await page.draw();
        expect(page.given('select')['disabled']).toBeFalse();
    });

    it('shows the counts of each host, with a remark', async () => {
        await open(finished);
        const { UsageReport: texts, HostsReport } = strings;
        expect(page.text('[role=status]')).toBe(fillText(HostsReport.summary, { count: 1, total: 2 }));
        const region = page.find('[role=region]').nativeElement as HTMLElement;
        expect([region.getAttribute('aria-label'), page.find('table').nativeElement.getAttribute('aria-label')]).toEqual([
            HostsReport.table,
            HostsReport.table
        ]);
        expect(page.texts('thead th')).toEqual([texts.host, texts.requests, texts.columns.success, texts.columns.failure, texts.columns.unknown, texts.guests]);
        const bodies = [...page.element.querySelectorAll('tbody')];
        expect(bodies.map(body => [body.dataset['host'], body.dataset['state']])).toEqual([
            ['hv01', 'done'],
            ['hv02', 'cancelled']
        ]);
        expect(page.texts('tbody th')).toEqual(['hv01', 'hv02']);
        const remark = (told: string): string => fillText(told, { count: 5 });
        expect(bodies.map(body => [...body.querySelectorAll('td')].map(textOf))).toEqual([
            ['76', '51', '21', '4', '2', remark(HostsReport.states.done)],
            ['', '', '', '', '', remark(HostsReport.states.cancelled)]
        ]);
    });

    it('keeps what it has drawn of a host when its count changes', async () => {
        await open({ running: true, hosts: [usage('hv01', { state: 'reading' }), usage('hv02', { state: 'waiting' })] });
        const drawn = [...page.element.querySelectorAll('tbody')];
        state.next(finished);
        await page.draw();
        expect([...page.element.querySelectorAll('tbody')]).toEqual(drawn);
    });

    it('says in the end what it cannot know, and saves what it has', async () => {
        await open({ running: false, hosts: [usage('hv01', { report: { ...report, entries: [] } }), finished.hosts[1]] });
        const { unknownsTitle, always, create, saveTable, close } = strings.UsageReport;
        expect([page.text('h3'), page.text('h3 + p')]).toEqual([unknownsTitle, always]);
        expect(footer()).toEqual([create, saveTable, close]);
        const blobs: Blob[] = [];
        const names: string[] = [];
        spyOn(URL, 'createObjectURL').and.callFake(content => {
            blobs.push(content as Blob);
            return 'blob:none';
        });
        spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
            names.push(this.download);
        });
        page.click(saveTable);
        expect(names).toEqual(['avma-usage-hosts.csv']);
        const [first, ...others] = (await blobs[0].text()).trim().split(/\r?\n/);
        expect(first).toContain(strings.UsageReport.host);
        expect(first).toContain(strings.HostsReport.result);
        expect(others.some(line => line.includes('hv02') && line.includes(fillText(strings.HostsReport.states.cancelled, { count: 5 })))).toBeTrue();
    });

    it('forgets what was counted before, and when it closes', async () => {
        calls.length = 0;
        await open(finished);
        expect(calls).toEqual([['forget']]);
        expect(click(strings.UsageReport.close)).toEqual([['forget']]);
        expect([dialog().visible, result]).toEqual([false, {}]);
    });
});
