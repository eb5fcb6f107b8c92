/** The dialog that counts a whole period: what it shows of its view. */
import { Component, NO_ERRORS_SCHEMA, ViewChild } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { AppContextService, DialogModule, ResourceService, SmeUxModule } from '@microsoft/windows-admin-center-sdk/angular';
import { NEVER, Observable, of } from 'rxjs';
import { UsageReport } from '../domain/events/usage-report';
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
    entries: [{ kind: 'guest' }, { kind: 'guest' }, { kind: 'unnamed' }],
    unknowns: [{ code: 'logDenied', data: { log: 'Application' } }]
} as unknown as UsageReport;

describe('the dialog of the usage report', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<PageComponent>;
    let answer: Observable<{ readonly events: number; readonly result: UsageReport | null }>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');

    beforeEach(() => {
        strings = avmaStrings();
        answer = NEVER;
        const events = { current: { startTime: '2026-01-01T00:00:00Z' }, readWhole: () => answer } as unknown as EventsStore;
        TestBed.configureTestingModule({
            declarations: [PageComponent, UsageReportDialogComponent],
            imports: [SmeUxModule, DialogModule],
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

    it('offers to count, then to stop', () => {
        const { UsageReport: words } = strings;
        expect(texts('sme-dialog-footer button')).toEqual([words.create, words.close]);
        create();
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
        expect(texts('[role=status]')).toEqual([view.progress]);
        expect(texts('li')).toEqual([...view.unknowns, words.always]);
        expect(texts('.avma-buttons button')).toEqual([words.savePage, words.saveTable]);
    });
});
