/** The guests' screen with the SDK's real controls: rows, pages without rows, details, accessibility. */
import { Location } from '@angular/common';
import { Component, NgZone } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { By } from '@angular/platform-browser';
import { RouterTestingModule } from '@angular/router/testing';
import {
    ActionsModule,
    AppContextService,
    DataTableComponent,
    DataTableModule,
    DetailsModule,
    DialogModule,
    IconModule,
    LoadingWheelModule,
    MasterViewModule,
    ResourceService,
    SmeFormsModule,
    SmeUxModule,
    SplitViewModule,
    TooltipModule
} from '@microsoft/windows-admin-center-sdk/angular';
import { Observable, of, throwError } from 'rxjs';
import { accountKeeperToken } from '../shared/account-keeper';
import { KeptAccounts } from '../state/inside/kept-accounts';
import { GuestBatch, HostConnection, hostConnectionToken } from '../data/host-connection';
import { manyHostsToken } from '../data/many-hosts';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { GuestFacts, HostFacts } from '../domain/facts/facts';
import { noFilter } from '../domain/guests/guest-filter';
import { AccountsFormComponent } from '../shared/accounts-form.component';
import { CommandStepsComponent } from '../shared/command-steps.component';
import { ContentComponent } from '../shared/content.component';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { ErrorLookUpComponent } from '../shared/error-look-up.component';
import { EvidenceComponent } from '../shared/evidence.component';
import { ExplanationComponent } from '../shared/explanation.component';
import { KeyToolsComponent } from '../shared/key-tools.component';
import { MergeAnswerFileComponent } from '../shared/merge-answer-file.component';
import { LeaveAvmaComponent } from '../shared/leave-avma.component';
import { LookInsideDialogComponent } from '../shared/look-inside-dialog.component';
import { PageStateComponent } from '../shared/page-state.component';
import { SdkTicksDirective } from '../shared/sdk-ticks.directive';
import { VerdictCellComponent } from '../shared/verdict-cell.component';
import { ColumnsDialogComponent } from './columns-dialog.component';
import { DataExchangeDialogComponent } from './data-exchange-dialog.component';
import { DataItemsComponent } from './data-items.component';
import { ExportDialogComponent } from './export-dialog.component';
import { DataExchangeRunComponent } from './data-exchange-run.component';
import { GuestDetailsComponent } from './guest-details.component';
import { GuestHistoryComponent } from './guest-history.component';
import { GuestKeysComponent } from './guest-keys.component';
import { GuestFilterComponent } from './guest-filter.component';
import { GuestScopeComponent } from './guest-scope.component';
import { GuestsComponent } from './guests.component';
import { GuestRow } from './guest-row';
import { keepView } from './guests-view';
import { InsideFailureTextComponent } from './inside-failure-text.component';
import { InsideRunComponent } from './inside-run.component';
import { RemoveItemsDialogComponent } from './remove-items-dialog.component';
import { TableViewDirective } from './table-view.directive';

@Component({ template: '<sme-ux class="sme-layout-absolute sme-position-inset-none" style="height:700px"><avma-guests *ngIf="alive"></avma-guests></sme-ux>' })
class FrameComponent {
    public alive = true;
}

const host = { computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true };
const items = (build: string, sku: string): object[] => [
    { name: 'OSPlatformId', data: '2' },
    { name: 'OSBuildNumber', data: build },
    { name: 'OSEditionId', data: sku },
    { name: 'OSName', data: '<b>Windows</b>' }
];

/** Waits until the condition holds; the table lays out in its own time. */
async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 100 && !condition(); tries++) {
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(condition()).toBeTrue();
}

describe('GuestsComponent', () => {
    let fixture: ComponentFixture<FrameComponent>;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const rows = (): HTMLElement[] => Array.from(page().querySelectorAll<HTMLElement>('.sme-table-scrollable:not([aria-hidden]) .sme-table-row-data'));

    async function show(hostAnswer: Observable<HostFacts>, guestAnswer: Observable<GuestBatch>): Promise<void> {
        const connection: HostConnection = {
            hostName: 'HV01',
            address: 'HV01',
            isCluster: false,
            readHost: () => hostAnswer,
            readGuests: () => guestAnswer,
            setDataExchange: () => of([]),
            readEvents: () => of(),
            openGuestSession: () => {
                throw new Error('nobody looks inside here');
            }
        };
        await TestBed.configureTestingModule({
            declarations: [
                FrameComponent,
                GuestsComponent,
                GuestScopeComponent,
                GuestDetailsComponent,
                GuestFilterComponent,
                GuestHistoryComponent,
                GuestKeysComponent,
                ColumnsDialogComponent,
                DataExchangeDialogComponent,
                DataExchangeRunComponent,
                DataItemsComponent,
                ExportDialogComponent,
                InsideFailureTextComponent,
                InsideRunComponent,
                LookInsideDialogComponent,
                RemoveItemsDialogComponent,
                TableViewDirective,
                AccountsFormComponent,
                CommandStepsComponent,
                ContentComponent,
                CopyButtonComponent,
                ErrorLookUpComponent,
                EvidenceComponent,
                ExplanationComponent,
                KeyToolsComponent,
                MergeAnswerFileComponent,
                LeaveAvmaComponent,
                PageStateComponent,
                SdkTicksDirective,
                VerdictCellComponent
            ],
            imports: [
                RouterTestingModule,
                FormsModule,
                SmeUxModule,
                MasterViewModule,
                DataTableModule,
                SplitViewModule,
                DetailsModule,
                DialogModule,
                ActionsModule,
                SmeFormsModule,
                IconModule,
                TooltipModule,
                LoadingWheelModule
            ],
            providers: [
                { provide: AppContextService, useValue: {} },
                ResourceService,
                { provide: hostConnectionToken, useValue: connection },
                { provide: manyHostsToken, useValue: {} },
                { provide: accountKeeperToken, useExisting: KeptAccounts }
            ]
        }).compileComponents();
        fixture = TestBed.createComponent(FrameComponent);
        fixture.autoDetectChanges();
    }

    // The SDK's tooltips must go before their host.
    afterEach(() => {
        fixture.componentInstance.alive = false;
        fixture.detectChanges();
    });

    it('shows a row a guest, with verdict, headline and key; markup stays text', async () => {
        const batch = {
            guests: [
                importGuestRow({
                    vmId: '00000000-0000-0000-0000-000000000001',
                    name: '<u>one</u>',
                    enabledState: 2,
                    dataExchangeState: 2,
                    intrinsic: items('17763', '7')
                }),
                importGuestRow({
                    vmId: '00000000-0000-0000-0000-000000000002',
                    name: 'two',
                    enabledState: 2,
                    dataExchangeState: 2,
                    intrinsic: items('20348', '7')
                })
            ],
            problems: []
        };
        await show(of(importHostRow(host)), of(batch));
        await until(() => rows().length === 2);
        expect(rows()[0].innerText).toContain('<u>one</u>');
        expect(rows()[0].innerText).toContain('4GF74');
        expect(rows()[1].innerText).toContain('The guest is newer than the host');
        expect(page().querySelector('u, b')).toBeNull();
    });

    it('shows what is searched for at once, writes it into the address afterwards, and redraws nothing then', async () => {
        const guest = (id: number, name: string): GuestFacts => importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${id}`, name, enabledState: 2 });
        await show(of(importHostRow(host)), of({ guests: [guest(1, 'one'), guest(2, 'two')], problems: [] }));
        await until(() => rows().length === 2);
        const guests = fixture.debugElement.query(By.directive(GuestsComponent)).componentInstance as GuestsComponent;
        const address = TestBed.inject(Location);
        const type = (text: string): void => TestBed.inject(NgZone).run(() => guests.type(text));
        type('two');
        await until(() => rows().length === 1);
        expect(address.path()).not.toContain('search');
        await until(() => address.path() === '/?search=two');
        type('');
        await until(() => rows().length === 2);
        const items = (): readonly GuestRow[] =>
            (fixture.debugElement.query(By.directive(DataTableComponent)).componentInstance as DataTableComponent).items as GuestRow[];
        const shown = items();
        await until(() => !address.path().includes('search'));
        expect(items()).toBe(shown);
    }, 20_000);

    it('opens with the view that was saved, and with the order of it', async () => {
        keepView({ filter: { ...noFilter, state: 'off' }, sort: { column: 'name', descending: true }, guest: null });
        const guest = (id: number, enabledState: number): GuestFacts =>
            importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${id}`, name: `vm${id}`, enabledState });
        await show(of(importHostRow(host)), of({ guests: [guest(1, 3), guest(2, 2), guest(3, 3)], problems: [] }));
        await until(() => rows().length === 2);
        expect(rows().map(row => row.innerText.match(/vm\d/)?.[0])).toEqual(['vm3', 'vm1']);
        expect(TestBed.inject(Location).path()).toBe('/?state=off&sort=-name');
        keepView(null);
    });

    it('tells an empty host from an account without rights', async () => {
        await show(of(importHostRow({ ...host, hyperVRights: false })), of({ guests: [], problems: [] }));
        await until(() => page().querySelector('h2') !== null);
        expect(page().querySelector('h2')?.textContent).toBe('No Hyper-V rights');
    });

    it('calls no host empty where the account may see neither machines nor services', async () => {
        const unread = ['hyperVRights', 'vmmsState'].map(field => ({ field, code: 'notSeen' }));
        await show(of(importHostRow({ ...host, hyperVRights: null, unread })), of({ guests: [], problems: [] }));
        await until(() => page().querySelector('h2') !== null);
        expect(page().querySelector('h2')?.textContent).toBe('No virtual machines to see');
        expect(page().innerText).toContain('Administrators');
    });

    it('shows a failure with what to do, a button and the raw error', async () => {
        await show(
            of(importHostRow(host)),
            throwError(() => ({ code: 'managementServiceStopped', raw: 'HRESULT 0x80041001' }))
        );
        await until(() => page().querySelector('h2') !== null);
        expect(page().innerText).toContain('Start-Service vmms');
        expect(page().querySelector('button')?.textContent).toContain('Try again');
        expect(page().querySelector('pre')?.textContent).toBe('HRESULT 0x80041001');
    });
});
