import { Component, OnDestroy, OnInit } from '@angular/core';
import { AppContextService, NavigationService } from '@microsoft/windows-admin-center-sdk/angular';

/** Replaces the tool's root component, so that the surrounding page is the same. */
@Component({
    selector: 'avma-root',
    template: '<sme-ux class="sme-layout-absolute sme-position-inset-none"><router-outlet></router-outlet></sme-ux>'
})
export class BareRootComponent implements OnInit, OnDestroy {
    constructor(
        private readonly appContext: AppContextService,
        private readonly navigation: NavigationService
    ) {}

    public ngOnInit(): void {
        this.appContext.ngInit({ navigationService: this.navigation });
    }

    public ngOnDestroy(): void {
        this.appContext.ngDestroy();
    }
}
