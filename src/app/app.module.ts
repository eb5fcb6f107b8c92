import { CommonModule } from '@angular/common';
import { ErrorHandler, NgModule } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { BrowserModule } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import {
    ActionsModule,
    AppContextService,
    AppErrorHandler,
    CoreServiceModule,
    DataTableModule,
    DetailsModule,
    DialogModule,
    HeaderModule,
    IconModule,
    IdleComponent,
    IdleModule,
    LoadingWheelModule,
    MasterViewModule,
    NavigationService,
    PivotModule,
    ResourceService,
    SmeFormsModule,
    SmeUxModule,
    SplitViewModule,
    TooltipModule
} from '@microsoft/windows-admin-center-sdk/angular';
import { AppComponent } from './app.component';
import { hostConnectionToken } from './data/host-connection';
import { manyHostsToken } from './data/many-hosts';
import { IndexedReadings, readingStorageToken } from './data/reading-storage';
import { WacHostConnection } from './data/wac-host-connection';
import { WacManyHosts } from './data/wac-many-hosts';
import { ApplyComponent } from './apply/apply.component';
import { ApplyDialogComponent } from './apply/apply-dialog.component';
import { ApplyStarterComponent } from './apply/apply-starter.component';
import { ByHandComponent } from './apply/by-hand.component';
import { OfflineScriptComponent } from './apply/offline-script.component';
import { PlanListComponent } from './apply/plan-list.component';
import { RunPanelComponent } from './apply/run-panel.component';
import { RunTableComponent } from './apply/run-table.component';
import { ColumnsDialogComponent } from './guests/columns-dialog.component';
import { DataExchangeDialogComponent } from './guests/data-exchange-dialog.component';
import { DataItemsComponent } from './guests/data-items.component';
import { ExportDialogComponent } from './guests/export-dialog.component';
import { DataExchangeRunComponent } from './guests/data-exchange-run.component';
import { GuestDetailsComponent } from './guests/guest-details.component';
import { GuestKeysComponent } from './guests/guest-keys.component';
import { GuestTimelineComponent } from './guests/guest-timeline.component';
import { SymbolComponent } from './shared/symbol.component';
import { GuestHistoryComponent } from './guests/guest-history.component';
import { AdviceButtonComponent } from './guests/advice-button.component';
import { FilterChipsComponent } from './guests/filter-chips.component';
import { GuestFilterComponent } from './guests/guest-filter.component';
import { GuestScopeComponent } from './guests/guest-scope.component';
import { GuestsComponent } from './guests/guests.component';
import { InsideFailureTextComponent } from './guests/inside-failure-text.component';
import { InsideRunComponent } from './guests/inside-run.component';
import { RemoveItemsDialogComponent } from './guests/remove-items-dialog.component';
import { TableViewDirective } from './guests/table-view.directive';
import { HostDetailsComponent } from './hosts/host-details.component';
import { HostsComponent } from './hosts/hosts.component';
import { HostsDialogComponent } from './hosts/hosts-dialog.component';
import { HostsReportDialogComponent } from './hosts/hosts-report-dialog.component';
import { MoveDetailsComponent } from './hosts/move-details.component';
import { MoveMatrixComponent } from './hosts/move-matrix.component';
import { MovesComponent } from './hosts/moves.component';
import { EventDetailsComponent } from './history/event-details.component';
import { HistoryComponent } from './history/history.component';
import { OutcomeChartComponent } from './history/outcome-chart.component';
import { UsageReportDialogComponent } from './history/usage-report-dialog.component';
import { MainComponent } from './main.component';
import { OverviewComponent } from './overview/overview.component';
import { accountKeeperToken } from './shared/account-keeper';
import { KeptAccounts } from './state/inside/kept-accounts';
import { GuestAddressesComponent } from './shared/guest-addresses.component';
import { GuestTicksComponent } from './shared/guest-ticks.component';
import { AccountsFormComponent } from './shared/accounts-form.component';
import { ContentComponent } from './shared/content.component';
import { CopyButtonComponent } from './shared/copy-button.component';
import { AccountQuestionsComponent } from './shared/account-questions.component';
import { SessionShortagesComponent } from './shared/session-shortages.component';
import { EvidenceComponent } from './shared/evidence.component';
import { HostChecksComponent } from './shared/host-checks.component';
import { PageStateComponent } from './shared/page-state.component';
import { GuestPickerComponent } from './reference/guest-picker.component';
import { KeyTableComponent } from './reference/key-table.component';
import { ReferenceComponent } from './reference/reference.component';
import { ReferenceAboutComponent } from './reference/reference-about.component';
import { ReferenceAnswerFilesComponent } from './reference/reference-answer-files.component';
import { ReferenceEditionsComponent } from './reference/reference-editions.component';
import { ReferenceErrorsComponent } from './reference/reference-errors.component';
import { ReferenceHostsComponent } from './reference/reference-hosts.component';
import { ReferenceKeysComponent } from './reference/reference-keys.component';
import { ReferenceKmsKeysComponent } from './reference/reference-kms-keys.component';
import { ReferenceLeaveComponent } from './reference/reference-leave.component';
import { ReferenceRememberedComponent } from './reference/reference-remembered.component';
import { CommandStepsComponent } from './shared/command-steps.component';
import { ExplanationComponent } from './shared/explanation.component';
import { KeyToolsComponent } from './shared/key-tools.component';
import { MergeAnswerFileComponent } from './shared/merge-answer-file.component';
import { LeaveAvmaComponent } from './shared/leave-avma.component';
import { LookInsideDialogComponent } from './shared/look-inside-dialog.component';
import { SdkTicksDirective } from './shared/sdk-ticks.directive';
import { TableFrameDirective } from './shared/table-frame.directive';
import { VerdictCellComponent } from './shared/verdict-cell.component';
import { ErrorLookUpComponent } from './shared/error-look-up.component';
import { WhatIfComponent } from './what-if/what-if.component';

@NgModule({
    declarations: [
        AppComponent,
        MainComponent,
        OverviewComponent,
        ApplyComponent,
        ApplyDialogComponent,
        ApplyStarterComponent,
        ByHandComponent,
        OfflineScriptComponent,
        PlanListComponent,
        RunPanelComponent,
        RunTableComponent,
        AccountsFormComponent,
        GuestAddressesComponent,
        GuestTicksComponent,
        GuestScopeComponent,
        GuestsComponent,
        GuestDetailsComponent,
        AdviceButtonComponent,
        FilterChipsComponent,
        GuestFilterComponent,
        GuestHistoryComponent,
        GuestTimelineComponent,
        SymbolComponent,
        GuestKeysComponent,
        ColumnsDialogComponent,
        DataExchangeDialogComponent,
        DataItemsComponent,
        ExportDialogComponent,
        DataExchangeRunComponent,
        InsideFailureTextComponent,
        InsideRunComponent,
        LookInsideDialogComponent,
        RemoveItemsDialogComponent,
        TableViewDirective,
        HostChecksComponent,
        HostDetailsComponent,
        HostsComponent,
        HostsDialogComponent,
        HostsReportDialogComponent,
        MoveDetailsComponent,
        MoveMatrixComponent,
        MovesComponent,
        EventDetailsComponent,
        HistoryComponent,
        OutcomeChartComponent,
        UsageReportDialogComponent,
        ContentComponent,
        CopyButtonComponent,
        AccountQuestionsComponent,
        SessionShortagesComponent,
        EvidenceComponent,
        PageStateComponent,
        GuestPickerComponent,
        ReferenceComponent,
        ReferenceAboutComponent,
        ReferenceAnswerFilesComponent,
        ReferenceEditionsComponent,
        ReferenceErrorsComponent,
        ReferenceHostsComponent,
        KeyTableComponent,
        ReferenceKeysComponent,
        ReferenceKmsKeysComponent,
        ReferenceLeaveComponent,
        ReferenceRememberedComponent,
        CommandStepsComponent,
        ExplanationComponent,
        KeyToolsComponent,
        MergeAnswerFileComponent,
        LeaveAvmaComponent,
        SdkTicksDirective,
        TableFrameDirective,
        VerdictCellComponent,
        ErrorLookUpComponent,
        WhatIfComponent
    ],
    imports: [
        CoreServiceModule,
        CommonModule,
        BrowserModule,
        FormsModule,
        SmeUxModule,
        IdleModule,
        IconModule,
        TooltipModule,
        LoadingWheelModule,
        HeaderModule,
        PivotModule,
        MasterViewModule,
        DataTableModule,
        SplitViewModule,
        DetailsModule,
        DialogModule,
        ActionsModule,
        SmeFormsModule,
        RouterModule.forRoot(
            [
                { path: 'idle', component: IdleComponent },
                {
                    path: '',
                    component: MainComponent,
                    children: [
                        { path: '', redirectTo: 'overview', pathMatch: 'full' },
                        { path: 'overview', component: OverviewComponent },
                        { path: 'guests', component: GuestsComponent },
                        { path: 'apply', component: ApplyComponent },
                        { path: 'hosts', component: HostsComponent },
                        { path: 'history', component: HistoryComponent },
                        { path: 'what-if', component: WhatIfComponent },
                        { path: 'reference', redirectTo: 'reference/keys', pathMatch: 'full' },
                        { path: 'reference/:topic', component: ReferenceComponent }
                    ]
                },
                { path: '**', redirectTo: '' }
            ],
            // The shell navigates.
            { initialNavigation: 'disabled' }
        )
    ],
    providers: [
        NavigationService,
        ResourceService,
        { provide: ErrorHandler, useClass: AppErrorHandler },
        { provide: hostConnectionToken, useFactory: (appContext: AppContextService) => new WacHostConnection(appContext), deps: [AppContextService] },
        { provide: manyHostsToken, useClass: WacManyHosts },
        { provide: readingStorageToken, useClass: IndexedReadings },
        { provide: accountKeeperToken, useExisting: KeptAccounts }
    ],
    bootstrap: [AppComponent]
})
export class AppModule {
    constructor(appContext: AppContextService) {
        appContext.initializeModule({});
    }
}
