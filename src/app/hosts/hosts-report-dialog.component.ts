import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { EventPeriod, eventPeriods, standardPeriod } from '../domain/events/event-filter';
import { guestsThatAsked, UsageReport, usageOfHostsCsv } from '../domain/events/usage-report';
import { HostsReportState, HostsReportStore, HostUsage, ReportHost } from '../state/events/hosts-report.store';
import { saveFile } from '../shared/save-file';
import { avmaStrings, countText, fillText } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';

export interface HostsReportDialogOptions {
    readonly hosts: readonly ReportHost[];
}

export type HostsReportDialogResult = Readonly<Record<string, never>>;

/** A host as the table shows it; counts are empty until its log has been read. */
interface ReportRow {
    readonly hostName: string;
    readonly state: HostUsage['state'];
    readonly text: string;
    readonly requests: string;
    readonly success: string;
    readonly failure: string;
    readonly unknown: string;
    readonly guests: string;
}

/** Counts one period of the logs of many hosts, then offers all of it as one file. */
@Component({ selector: 'avma-hosts-report-dialog', templateUrl: './hosts-report-dialog.component.html' })
export class HostsReportDialogComponent extends ToolDialog<HostsReportDialogOptions, HostsReportDialogResult> {
    public static readonly id = 'avma-hosts-report';
    public readonly strings = avmaStrings();
    public readonly periods = eventPeriods.map(value => ({ value, label: this.strings.History.periods[`d${value}`] }));
    public period: EventPeriod = standardPeriod;
    public state: HostsReportState = this.store.current;
    public rows: readonly ReportRow[] = [];
    private hosts: readonly ReportHost[] = [];
    private readonly subscriptions = new Subscription();

    constructor(
        dialogService: DialogService,
        private readonly store: HostsReportStore
    ) {
        super(dialogService);
        this.id = HostsReportDialogComponent.id;
        this.subscriptions.add(
            store.state.subscribe(state => {
                this.state = state;
                this.rows = state.hosts.map(host => this.toRow(host));
            })
        );
    }

    public get finished(): boolean {
        return !this.state.running && this.state.hosts.some(({ report }) => report !== null);
    }

    public get summary(): string {
        const { hosts } = this.state;
        const count = hosts.filter(({ report }) => report !== null).length;
        return hosts.length === 0 ? '' : fillText(this.strings.HostsReport.summary, { count, total: hosts.length });
    }

    public override show(options: HostsReportDialogOptions): ReturnType<ToolDialog<HostsReportDialogOptions, HostsReportDialogResult>['show']> {
        this.hosts = options.hosts;
        this.store.forget();
        return super.show(options);
    }

    public override ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
        super.ngOnDestroy();
    }

    /** Counts of another period would stand under the new one. */
    public choosePeriod(period: EventPeriod): void {
        this.period = period;
        this.store.forget();
    }

    public create(): void {
        this.store.create(this.hosts, this.period);
    }

    public stop(): void {
        this.store.stop();
    }

    public save(): void {
        const titles = { ...this.strings.UsageReport.columns, host: this.strings.UsageReport.host, remark: this.strings.HostsReport.result };
        const hosts = this.state.hosts.map(host => ({ hostName: host.hostName, report: host.report, remark: this.remark(host) }));
        saveFile('avma-usage-hosts.csv', 'text/csv', usageOfHostsCsv(hosts, titles));
    }

    public readonly byName = (_: number, { hostName }: ReportRow): string => hostName;

    protected get canceled(): HostsReportDialogResult {
        return {};
    }

    protected override end(): void {
        this.store.forget();
    }

    private toRow(host: HostUsage): ReportRow {
        const { hostName, state, report } = host;
        const count = (value: (report: UsageReport) => number): string => (report ? countText(value(report)) : '');
        return {
            hostName,
            state,
            text: this.remark(host),
            requests: count(({ requests }) => requests),
            success: count(({ outcomes }) => outcomes.success),
            failure: count(({ outcomes }) => outcomes.failure),
            unknown: count(({ outcomes }) => outcomes.unknown),
            guests: count(guestsThatAsked)
        };
    }

    /** What came of it, with what the report of the host cannot know. */
    private remark({ state, events, failure, report }: HostUsage): string {
        const { HostsReport, Failures, Events } = this.strings;
        const text = fillText(HostsReport.states[state], { count: events });
        const details = failure ? [Failures[failure.code].title] : (report?.unknowns ?? []).map(({ code, data }) => fillText(Events.unknowns[code], data));
        return [text, ...details].join(' ');
    }
}
