import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { EventPeriod, standardPeriod } from '../domain/events/event-filter';
import { HostFacts } from '../domain/facts/facts';
import { JudgedGuest } from '../domain/guests/guest-filter';
import { UsageAccumulator } from '../domain/events/usage-accumulator';
import { guestsThatAsked, usageCsv, UsageReport } from '../domain/events/usage-report';
import { EventsStore } from '../state/events/events.store';
import { saveFile } from '../shared/save-file';
import { avmaStrings, countText, fillText, pageLanguage } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';
import { reportPage } from './report-page';

export interface UsageReportDialogOptions {
    /** The host as Windows Admin Center names it. */
    readonly hostName: string;
    readonly host: HostFacts | null;
    readonly guests: readonly JudgedGuest[];
    /** What the timeline shows. */
    readonly period: EventPeriod;
}

export type UsageReportDialogResult = Readonly<Record<string, never>>;

/** Counts a whole period, then offers the report as files. */
@Component({ selector: 'avma-usage-report-dialog', templateUrl: './usage-report-dialog.component.html' })
export class UsageReportDialogComponent extends ToolDialog<UsageReportDialogOptions, UsageReportDialogResult> {
    public static readonly id = 'avma-usage-report';
    public readonly strings = avmaStrings();
    public running = false;
    public progress = '';
    public failure: HostFailure | null = null;
    public report: UsageReport | null = null;
    private reading = new Subscription();
    private about: UsageReportDialogOptions = { hostName: '', host: null, guests: [], period: standardPeriod };

    constructor(
        dialogService: DialogService,
        private readonly events: EventsStore
    ) {
        super(dialogService);
        this.id = UsageReportDialogComponent.id;
    }

    public get periodText(): string {
        return this.strings.History.periods[`d${this.about.period}`];
    }

    public get requestsText(): string {
        const { outcomes, requests } = this.report ?? { outcomes: {}, requests: 0 };
        return fillText(this.strings.UsageReport.requestsText, { count: requests, ...outcomes });
    }

    public override show(options: UsageReportDialogOptions): ReturnType<ToolDialog<UsageReportDialogOptions, UsageReportDialogResult>['show']> {
        this.about = options;
        this.report = null;
        this.failure = null;
        this.progress = '';
        return super.show(options);
    }

    public override ngOnDestroy(): void {
        this.reading.unsubscribe();
        super.ngOnDestroy();
    }

    public stop(): void {
        this.reading.unsubscribe();
        this.running = false;
    }

    public create(): void {
        this.stop();
        this.running = true;
        this.report = null;
        this.failure = null;
        const { host, guests } = this.about;
        const { startTime: from } = this.events.current;
        const until = new Date().toISOString();
        this.reading = new Subscription();
        this.reading.add(
            this.events
                .readWhole(() => new UsageAccumulator({ host, guests, from, until }))
                .subscribe({
                    next: ({ events, result }) => {
                        this.progress = fillText(this.strings.UsageReport.progress, { count: events });
                        this.report = result;
                    },
                    error: (failure: HostFailure) => {
                        this.failure = failure;
                        this.running = false;
                    },
                    complete: () => (this.running = false)
                })
        );
    }

    public savePage(report: UsageReport): void {
        const frame = { ...pageLanguage(), hostName: this.about.hostName };
        saveFile(`avma-usage-${this.about.hostName}.html`, 'text/html', reportPage(report, this.strings, frame));
    }

    public saveTable(report: UsageReport): void {
        saveFile(`avma-usage-${this.about.hostName}.csv`, 'text/csv', usageCsv(report, this.strings.UsageReport.columns));
    }

    public guestCount(report: UsageReport): string {
        return countText(guestsThatAsked(report));
    }

    public unknownText({ code, data }: UsageReport['unknowns'][number]): string {
        return fillText(this.strings.Events.unknowns[code], data);
    }

    protected get canceled(): UsageReportDialogResult {
        return {};
    }

    protected override end(): void {
        this.stop();
    }
}
