import { ChangeDetectionStrategy, Component, OnInit } from '@angular/core';
import { map, Observable } from 'rxjs';
import { hostMatrix, MatrixCell, matrixGuests, MatrixRow } from '../domain/what-if/host-matrix';
import { HostStore } from '../state/hosts/host.store';
import { avmaStrings, fillText, reasonTitle } from '../shared/texts';

interface MatrixView {
    readonly host: string;
    readonly current: boolean;
    readonly cells: ReadonlyArray<{ readonly yes: boolean; readonly text: string; readonly tip: string }>;
}

/** Which host activates which guest, the open host first. */
@Component({
    selector: 'avma-reference-hosts',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.hostsText }}</p>
        <div class="avma-table-scroll" tabindex="0" role="region" [attr.aria-label]="strings.Reference.hosts">
            <table class="avma-table avma-matrix">
                <thead>
                    <tr>
                        <th scope="col">{{ strings.Reference.host }}</th>
                        <th *ngFor="let guest of guests" scope="col">{{ guest }}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr *ngFor="let row of rows | async" [class.avma-matrix-current]="row.current" [attr.aria-current]="row.current ? 'true' : null">
                        <th scope="row">{{ row.host }}</th>
                        <td *ngFor="let cell of row.cells" [title]="cell.tip">
                            <span
                                class="sme-icon"
                                aria-hidden="true"
                                [class.sme-icon-accept]="cell.yes"
                                [class.sme-color-success]="cell.yes"
                                [class.sme-icon-cancel]="!cell.yes"
                            ></span>
                            {{ cell.text }}<span class="sme-screen-reader">{{ cell.tip }}</span>
                        </td>
                    </tr>
                </tbody>
            </table>
        </div>
        <p>{{ strings.Reference.matrixNote }}</p>`
})
export class ReferenceHostsComponent implements OnInit {
    public readonly strings = avmaStrings();
    public readonly guests = matrixGuests.map(guest => fillText(this.strings.Reference.guestVersion, { version: guest.name }));
    public readonly rows: Observable<readonly MatrixView[]>;

    constructor(private readonly hosts: HostStore) {
        this.rows = hosts.state.pipe(map(state => hostMatrix(state.facts).map(row => this.view(row, state.facts?.computerName ?? hosts.hostName))));
    }

    public ngOnInit(): void {
        this.hosts.ensure();
    }

    private view({ host, cells }: MatrixRow, openHost: string): MatrixView {
        return { host: this.hostText(host, openHost), current: host === null, cells: cells.map(cell => this.cell(cell)) };
    }

    private cell({ activates, reason }: MatrixCell): MatrixView['cells'][number] {
        return { yes: activates, text: activates ? this.strings.Reference.yes : this.strings.Reference.no, tip: reason ? reasonTitle(reason) : '' };
    }

    private hostText(host: MatrixRow['host'], openHost: string): string {
        const texts = this.strings.Reference;
        if (!host) {
            return fillText(texts.thisHost, { hostName: openHost });
        }
        const byEdition = { azureLocal: texts.azureLocalKey, azureLocalSubscription: texts.azureLocalSubscription };
        const template = byEdition[host.edition as keyof typeof byEdition] ?? texts.hostVersion;
        return fillText(template, { version: host.version });
    }
}
