import { Component, OnDestroy, OnInit } from '@angular/core';
import { DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { forkJoin, Subscription, toArray } from 'rxjs';
import { WacHostConnection } from '../../../src/app/data/wac-host-connection';
import { assess } from '../../../src/app/domain/judgement/assess';
import { GuestFacts, HostFacts } from '../../../src/app/domain/facts/facts';
import { guestState, reportedAddresses } from '../../../src/app/domain/guests/guest-filter';
import { identifyGuest, itemValue } from '../../../src/app/domain/facts/guest-identity';
import { avmaStrings, reasonTitle } from '../../../src/app/shared/texts';
import { bareColumns, BareRow } from './columns';

/** The SDK's table as in its examples: all rows at once after they have arrived, and every cell plain text. Not OnPush, which that table doesn't support. */
@Component({
    selector: 'avma-bare-table',
    template: `<div class="sme-layout-absolute sme-position-inset-none sme-arrange-stack-v">
        <div style="display:flex;gap:12px;padding:8px 12px">
            <button type="button" [disabled]="busy" (click)="refresh()">Refresh</button>
            <sme-form-field #search type="search" name="search" label="Search" placeholder="Search guests" ngModel></sme-form-field>
            <span>{{ failure }}</span>
        </div>
        <div class="sme-arrange-stack-h sme-layout-relative sme-position-flex-auto sme-layout-minwidth-md sme-arrange-overflow-hide">
            <sme-data-table
                [items]="rows"
                [(selection)]="selection"
                selectionMode="multiple"
                [globalFilter]="search"
                [getItemIdentityFunction]="identity"
                [defaultSortColumn]="nameColumn"
                [defaultSortMode]="ascending"
                [isBusy]="busy && rows.length === 0"
                tableAriaLabel="Guests"
                [enableDefaultTooltips]="true"
            >
                <sme-data-table-column
                    #nameColumn
                    [field]="columns[0].field"
                    [header]="columns[0].header"
                    sortable="true"
                    [width]="columns[0].width + 'px'"
                ></sme-data-table-column>
                <sme-data-table-column
                    *ngFor="let column of otherColumns"
                    [field]="column.field"
                    [header]="column.header"
                    sortable="true"
                    [width]="column.width + 'px'"
                ></sme-data-table-column>
            </sme-data-table>
        </div>
    </div>`
})
export class BareTableComponent implements OnInit, OnDestroy {
    public readonly columns = bareColumns;
    public readonly otherColumns = bareColumns.slice(1);
    public readonly ascending = DataTableSortMode.Ascend;
    public rows: BareRow[] = [];
    public selection: BareRow[] = [];
    public busy = false;
    public failure = '';
    private running: Subscription | null = null;

    constructor(private readonly connection: WacHostConnection) {}

    public static navigationTitle(): string {
        return 'Bare table';
    }

    public readonly identity = (row: BareRow): string => row.id;

    public ngOnInit(): void {
        this.refresh();
    }

    public ngOnDestroy(): void {
        this.running?.unsubscribe();
    }

    public refresh(): void {
        this.running?.unsubscribe();
        this.busy = true;
        this.running = forkJoin([this.connection.readHost(), this.connection.readGuests().pipe(toArray())]).subscribe({
            next: ([host, batches]) => {
                this.rows = batches.flatMap(batch => batch.guests.map(guest => toBareRow(host, guest)));
                this.busy = false;
            },
            error: (failure: { readonly raw?: string }) => {
                this.failure = failure.raw ?? 'failed';
                this.busy = false;
            }
        });
    }
}

function toBareRow(host: HostFacts, guest: GuestFacts): BareRow {
    const strings = avmaStrings();
    const assessment = assess(host, guest);
    const identity = identifyGuest(guest, null);
    const state = guestState(guest.enabledState);
    const headline = assessment.reasons[0] ? ` – ${reasonTitle(assessment.reasons[0])}` : '';
    return {
        id: guest.vmId,
        name: guest.name ?? guest.vmId,
        state: state === 'unknown' || state === 'other' ? strings.Common.unknown : strings.States[state],
        os: identity.osName ?? '',
        edition: identity.edition?.name ?? '',
        build: String(identity.build ?? ''),
        verdict: `${strings.Verdicts[assessment.verdict]}${headline}`,
        evidence: strings.Evidence[assessment.evidence],
        key: assessment.keyLastFive ?? '',
        addresses: reportedAddresses(guest).join(', '),
        fqdn: identity.reportedName ?? '',
        integration: itemValue(guest.intrinsic, 'IntegrationServicesVersion') ?? ''
    };
}
