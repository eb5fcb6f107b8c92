import { Component, OnDestroy, OnInit } from '@angular/core';
import { PivotComponent } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { HostNotifications } from './data/host-notifications';
import { ApplyStore, RunView } from './state/apply/apply.store';
import { ClusterHosts } from './state/guests/cluster-hosts';
import { RememberedReadings } from './state/guests/remembered-readings';
import { runNotice } from './apply/run-summary';
import { avmaStrings } from './shared/texts';

// The SDK's tabs check everything below them, which is the whole page, a second time in every tick; Angular checks them once anyway. The hook
// is taken from the class, since Angular looks it up there when it first draws the tabs.
PivotComponent.prototype.ngAfterContentChecked = (): void => undefined;

/** Title and tabs; the tabs hold the routes. Dialogs of several pages are beside them: within a page, each letter would check that page. Not OnPush: the SDK's table inside a route finishes its layout in later ticks. */
@Component({
    selector: 'avma-main',
    template: `<div class="sme-layout-absolute sme-position-inset-none sme-arrange-stack-v">
        <sme-header type="tool-header" class="sme-position-flex-none" [text]="strings.title" smeIconClassName="sme-icon sme-icon-virtualMachine"></sme-header>
        <sme-pivot class="sme-position-flex-auto">
            <sme-pivot-tab [label]="strings.Overview.tab" route="overview"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Guests.tab" route="guests"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Apply.tab" route="apply"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Hosts.tab" route="hosts"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.History.tab" route="history"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.WhatIf.tab" route="what-if"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Reference.tab" route="reference"></sme-pivot-tab>
        </sme-pivot>
        <avma-apply-starter></avma-apply-starter>
        <avma-look-inside-dialog></avma-look-inside-dialog>
    </div>`
})
export class MainComponent implements OnInit, OnDestroy {
    public readonly strings = avmaStrings();
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly notifications: HostNotifications,
        private readonly clusterHosts: ClusterHosts,
        private readonly remembered: RememberedReadings,
        applies: ApplyStore
    ) {
        // Whoever has gone to another tool meanwhile hears of the end of a run there, once.
        this.subscriptions.add(applies.finished.subscribe(view => this.notify(view)));
    }

    public static navigationTitle(): string {
        return avmaStrings().title;
    }

    public ngOnInit(): void {
        this.clusterHosts.begin();
        this.remembered.begin();
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    private notify(view: RunView): void {
        const { hostName, runId } = view.ledger;
        this.notifications.send({
            id: runId,
            hostName,
            ...runNotice(view, this.strings),
            attention: view.counts.open > 0 || view.counts.cancelled > 0
        });
    }
}
