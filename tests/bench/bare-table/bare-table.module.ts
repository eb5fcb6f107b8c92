import { CommonModule } from '@angular/common';
import { ErrorHandler, NgModule } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { BrowserModule } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import {
    AppContextService,
    AppErrorHandler,
    CoreServiceModule,
    DataTableModule,
    IdleComponent,
    IdleModule,
    NavigationService,
    ResourceService,
    SmeFormsModule,
    SmeUxModule
} from '@microsoft/windows-admin-center-sdk/angular';
import { WacHostConnection } from '../../../src/app/data/wac-host-connection';
import { BareRootComponent } from './bare-root.component';
import { BareTableComponent } from './bare-table.component';

@NgModule({
    declarations: [BareRootComponent, BareTableComponent],
    imports: [
        CoreServiceModule,
        CommonModule,
        BrowserModule,
        FormsModule,
        SmeUxModule,
        IdleModule,
        DataTableModule,
        SmeFormsModule,
        RouterModule.forRoot(
            [
                { path: 'idle', component: IdleComponent },
                { path: '', component: BareTableComponent, pathMatch: 'full' },
                { path: '**', redirectTo: '' }
            ],
            { initialNavigation: 'disabled' }
        )
    ],
    providers: [
        NavigationService,
        ResourceService,
        { provide: WacHostConnection, useFactory: (appContext: AppContextService) => new WacHostConnection(appContext), deps: [AppContextService] },
        { provide: ErrorHandler, useClass: AppErrorHandler }
    ],
    bootstrap: [BareRootComponent]
})
export class BareTableModule {
    constructor(appContext: AppContextService) {
        appContext.initializeModule({});
    }
}
