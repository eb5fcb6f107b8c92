import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { map, Subscription } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { EventPeriod, eventPeriods, standardPeriod } from '../domain/events/event-filter';
import { HostFacts } from '../domain/facts/facts';
import { ReportGuest, UsageAccumulator } from '../domain/events/usage-accumulator';
import { usageCsv, UsageReport } from '../domain/events/usage-report';
import { EventsStore } from '../state/events/events.store';
import { Choice } from '../shared/choice';
import { saveFile } from '../shared/save-file';
import { avmaStrings, pageLanguage } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';
import { reportPage } from './report-page';
import { toView, UsageReportState } from './usage-report-view';

export interface UsageReportDialogOptions {
    /** The host as Windows Admin Center names it. */
    readonly hostName: string;
    readonly host: HostFacts | null;
    readonly guests: readonly ReportGuest[];
    /** What the timeline shows. */
    readonly period: EventPeriod;
}

export type UsageReportDialogResult = Readonly<Record<string, never>>;

const nothing: UsageReportState = { period: standardPeriod, running: false, events: null, failure: null, report: null };

/** Counts a whole period as soon as it is opened, shows what was counted, and offers it as files. */
@Component({ selector: 'avma-usage-report-dialog', templateUrl: './usage-report-dialog.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class UsageReportDialogComponent extends ToolDialog<UsageReportDialogOptions, UsageReportDialogResult> {
    public static readonly id = 'avma-usage-report';
    public readonly strings = avmaStrings();
    public readonly periods = eventPeriods.map(value => ({ value, label: this.strings.History.periods[`d${value}`] }));
    private readonly state = new Choice(nothing);
    public readonly view$ = this.state.pipe(map(toView));
    private reading = new Subscription();
    private about: UsageReportDialogOptions = { hostName: '', host: null, guests: [], period: standardPeriod };

    constructor(
        dialogService: DialogService,
        private readonly events: EventsStore
    ) {
        super(dialogService);
        this.id = UsageReportDialogComponent.id;
    }

    public override show(options: UsageReportDialogOptions): ReturnType<ToolDialog<UsageReportDialogOptions, UsageReportDialogResult>['show']> {
        this.about = options;
        this.state.next({ ...nothing, period: options.period });
        this.create();
        return super.show(options);
    }

    public override ngOnDestroy(): void {
        this.reading.unsubscribe();
        super.ngOnDestroy();
    }

    public choosePeriod(period: EventPeriod): void {
        this.state.change({ period, events: null });
        this.create();
    }

    public stop(): void {
        this.reading.unsubscribe();
        this.state.change({ running: false });
    }

    public create(): void {
        this.stop();
        this.state.change({ running: true, report: null, failure: null });
        const { host, guests } = this.about;
        this.reading = new Subscription();
        this.reading.add(
            this.events
                .readWhole(this.state.value.period, (from, until) => new UsageAccumulator({ host, guests, from, until }))
                .subscribe({
                    next: ({ events, result: report }) => this.state.change({ events, report }),
                    error: (failure: HostFailure) => this.state.change({ failure, running: false }),
                    complete: () => this.state.change({ running: false })
                })
        );
    }

    public savePage(report: UsageReport): void {
        const frame = { ...pageLanguage(), hostName: this.about.hostName, createdAt: new Date().toISOString() };
        saveFile(`avma-usage-${this.about.hostName}.html`, 'text/html', reportPage(report, this.strings, frame));
    }

    public saveTable(report: UsageReport): void {
        saveFile(`avma-usage-${this.about.hostName}.csv`, 'text/csv', usageCsv(report, this.strings.UsageReport.columns));
    }

    protected get canceled(): UsageReportDialogResult {
        return {};
    }

    protected override end(): void {
        this.stop();
    }
}
