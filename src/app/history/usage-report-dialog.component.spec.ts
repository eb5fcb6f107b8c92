/** The dialog that counts a whole period: what it shows of its view. */
import { Component, NO_ERRORS_SCHEMA, ViewChild } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { AppContextService, DialogModule, ResourceService, SmeUxModule } from '@microsoft/windows-admin-center-sdk/angular';
import { NEVER, Observable, of, throwError } from 'rxjs';
import { UsageAccumulator } from '../domain/events/usage-accumulator';
import { UsageReport } from '../domain/events/usage-report';
import { savedFiles } from '../../testing/saved-files';
import { EventsStore } from '../state/events/events.store';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { UsageReportDialogComponent } from './usage-report-dialog.component';
import { toView } from './usage-report-view';

/** The SDK's tooltips live in its frame, and must go before it. */
@Component({ template: '<sme-ux><avma-usage-report-dialog *ngIf="alive"></avma-usage-report-dialog></sme-ux>' })
class PageComponent {
    @ViewChild(UsageReportDialogComponent) public dialog!: UsageReportDialogComponent;
    public alive = true;
}

const report = {
    requests: 7,
    outcomes: { success: 4, failure: 2, unknown: 1 },
    entries: ['guest', 'guest', 'unnamed'].map(kind => ({ kind, name: 'APP01', requests: 3, outcomes: { success: 2, failure: 1, unknown: 0 }, last: null })),
    hours: [],
    unknowns: [{ code: 'logDenied', data: { log: 'Application' } }]
} as unknown as UsageReport;

describe('the dialog of the usage report', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<PageComponent>;
    let answer: Observable<{ readonly events: number; readonly result: UsageReport | null }>;
    /** What the dialog's own counting of no events gives. */
    let made: UsageReport;
    let periods: string[];
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');

    beforeEach(() => {
        strings = avmaStrings();
        answer = NEVER;
        periods = [];
        const readWhole = (period: string, makeReader: (from: string | null, until: string) => UsageAccumulator): typeof answer => {
            periods.push(period);
            made = makeReader('2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z').result({ complete: true, cutLogs: [] });
            return answer;
        };
        const events = { readWhole } as unknown as EventsStore;
        TestBed.configureTestingModule({
            declarations: [PageComponent, UsageReportDialogComponent],
            imports: [SmeUxModule, DialogModule, FormsModule],
            providers: [
                {
                    provide: AppContextService,
                    useValue: { registerDialogService: () => undefined, frame: { overlayOpen: () => of(), activeRpcDialogsOrigins: new Map() } }
                },
                ResourceService,
                { provide: EventsStore, useValue: events }
            ],
            schemas: [NO_ERRORS_SCHEMA]
        });
        fixture = TestBed.createComponent(PageComponent);
        fixture.detectChanges();
        fixture.componentInstance.dialog.show({ hostName: 'HV01', host: null, guests: [], period: '30' });
        fixture.detectChanges();
    });

    afterEach(() => {
        fixture.componentInstance.alive = false;
        fixture.detectChanges();
    });

    function create(): void {
        fixture.componentInstance.dialog.create();
        fixture.detectChanges();
    }

    it('counts as soon as it is opened, can be stopped, and counts another period', async () => {
        const { UsageReport: words, History } = strings;
        expect(periods).toEqual(['30']);
        expect(texts('#avma-report-period option')).toEqual(Object.values(History.periods));
        await fixture.whenStable();
        expect(page().querySelector<HTMLSelectElement>('#avma-report-period')?.value).toBe('30');
        const select = page().querySelector<HTMLSelectElement>('#avma-report-period')!;
        select.value = '7';
        select.dispatchEvent(new Event('change'));
        fixture.detectChanges();
        expect(periods).toEqual(['30', '7']);
        expect(texts('sme-dialog-footer button')).toEqual([words.stop, words.close]);
        expect(texts('dd')).toEqual([]);
    });

    it('shows what was counted beside what it is, and what that cannot tell', () => {
        answer = of({ events: 9, result: report });
        create();
        const { UsageReport: words } = strings;
        const view = toView({ period: '30', running: false, events: 9, failure: null, report });
        expect(texts('dt')).toEqual([words.requests, words.guests]);
        expect(texts('dd')).toEqual([view.requestsText, '2']);
        expect(texts('tbody th')).toEqual(['APP01', 'APP01', words.unnamed]);
        expect(texts('tbody tr:first-child td')).toEqual(['3', '2', '1', '0', '', '']);
        expect(texts('[role=status]')).toEqual([view.progress]);
        expect(texts('li')).toEqual([...view.unknowns, words.always]);
        expect(texts('.avma-buttons button')).toEqual([words.savePage, words.saveTable]);
    });

    it('says what it counts, that it works, and no more once it was stopped', () => {
        const { UsageReport: words } = strings;
        expect([texts('h2'), texts('p')[0], texts('label')]).toEqual([[words.title], words.intro, [words.periodLabel]]);
        expect([...page().querySelectorAll('progress')].map(one => one.getAttribute('aria-label'))).toEqual([words.title]);
        page().querySelector<HTMLElement>('sme-dialog-footer button')?.click();
        fixture.detectChanges();
        expect([texts('progress').length, texts('sme-dialog-footer button')]).toEqual([0, [words.again, words.close]]);
        page().querySelector<HTMLElement>('sme-dialog-footer button')?.click();
        fixture.detectChanges();
        expect(texts('progress').length).toBe(1);
    });

    it('says why it could not count, and what to do', () => {
        answer = throwError(() => ({ code: 'unreachable', raw: 'HRESULT 0x80131500' }));
        create();
        const { title, text, fix } = strings.Failures.unreachable;
        expect([...(page().querySelector('[role=alert]')?.children ?? [])].map(one => one.textContent)).toEqual([title, text, fix, 'HRESULT 0x80131500']);
        expect([texts('progress').length, texts('dl').length]).toEqual([0, 0]);
        answer = throwError(() => ({ code: 'unreachable', raw: '' }));
        create();
        expect(texts('pre').length).toBe(0);
        answer = NEVER;
        create();
        expect(texts('[role=alert]').length).toBe(0);
    });

    it('saves what was counted, as a page and as a table', async () => {
        create();
        answer = of({ events: 0, result: made });
        create();
        const files = savedFiles();
        page()
            .querySelectorAll<HTMLElement>('.avma-buttons button')
            .forEach(one => one.click());
        expect(files.map(({ name, type }) => [name, type])).toEqual([
            ['avma-usage-HV01.html', 'text/html'],
            ['avma-usage-HV01.csv', 'text/csv']
        ]);
        const [html, csv] = await Promise.all(files.map(({ content }) => content.text()));
        expect(html).toContain('HV01');
        expect(csv).toContain(strings.UsageReport.columns.guest);
    });
});
