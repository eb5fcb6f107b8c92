import { Component } from '@angular/core';
import { avmaStrings } from './shared/texts';

/** Title and tabs; the tabs hold the routes. Not OnPush: the SDK's table inside a route finishes its layout in later ticks. */
@Component({
    selector: 'avma-main',
    template: `<div class="sme-layout-absolute sme-position-inset-none sme-arrange-stack-v">
        <sme-header type="tool-header" class="sme-position-flex-none" [text]="strings.title" smeIconClassName="sme-icon sme-icon-virtualMachine"></sme-header>
        <sme-pivot class="sme-position-flex-auto">
            <sme-pivot-tab [label]="strings.Overview.tab" route="overview"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Guests.tab" route="guests"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.WhatIf.tab" route="what-if"></sme-pivot-tab>
            <sme-pivot-tab [label]="strings.Reference.tab" route="reference"></sme-pivot-tab>
        </sme-pivot>
    </div>`
})
export class MainComponent {
    public readonly strings = avmaStrings();

    public static navigationTitle(): string {
        return avmaStrings().title;
    }
}
