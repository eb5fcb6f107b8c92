import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, combineLatest, map } from 'rxjs';
import { EventPeriod, eventPeriods, standardPeriod } from '../domain/events/event-filter';
import { usageOfHostsCsv } from '../domain/events/usage-report';
import { HostsReportStore, ReportHost } from '../state/events/hosts-report.store';
import { saveFile } from '../shared/save-file';
import { avmaStrings } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';
import { remarkOf, ReportRow, toView } from './hosts-report-view';

export interface HostsReportDialogOptions {
    readonly hosts: readonly ReportHost[];
}

export type HostsReportDialogResult = Readonly<Record<string, never>>;

/** Counts one period of the logs of many hosts, then offers all of it as one file. */
@Component({ selector: 'avma-hosts-report-dialog', templateUrl: './hosts-report-dialog.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class HostsReportDialogComponent extends ToolDialog<HostsReportDialogOptions, HostsReportDialogResult> {
    public static readonly id = 'avma-hosts-report';
    public readonly strings = avmaStrings();
    public readonly periods = eventPeriods.map(value => ({ value, label: this.strings.History.periods[`d${value}`] }));
    private readonly period = new BehaviorSubject<EventPeriod>(standardPeriod);
    public readonly view$ = combineLatest([this.store.state, this.period]).pipe(map(([state, period]) => toView(state, period)));
    private hosts: readonly ReportHost[] = [];

    constructor(
        dialogService: DialogService,
        private readonly store: HostsReportStore
    ) {
        super(dialogService);
        this.id = HostsReportDialogComponent.id;
    }

    public override show(options: HostsReportDialogOptions): ReturnType<ToolDialog<HostsReportDialogOptions, HostsReportDialogResult>['show']> {
        this.hosts = options.hosts;
        this.store.forget();
        return super.show(options);
    }

    /** Counts of another period would stand under the new one. */
    public choosePeriod(period: EventPeriod): void {
        this.period.next(period);
        this.store.forget();
    }

    public create(): void {
        this.store.create(this.hosts, this.period.value);
    }

    public stop(): void {
        this.store.stop();
    }

    public save(): void {
        const titles = { ...this.strings.UsageReport.columns, host: this.strings.UsageReport.host, remark: this.strings.HostsReport.result };
        const hosts = this.store.current.hosts.map(host => ({ hostName: host.hostName, report: host.report, remark: remarkOf(host, this.strings) }));
        saveFile('avma-usage-hosts.csv', 'text/csv', usageOfHostsCsv(hosts, titles));
    }

    public readonly byName = (_: number, { hostName }: ReportRow): string => hostName;

    protected get canceled(): HostsReportDialogResult {
        return {};
    }

    protected override end(): void {
        this.store.forget();
    }
}
