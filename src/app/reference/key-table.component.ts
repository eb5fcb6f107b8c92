import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { avmaStrings } from '../shared/texts';

/** A generic key that Microsoft publishes, in words. */
export interface KeyRow {
    readonly version: string;
    readonly edition: string;
    readonly key: string;
    readonly lastFive: string;
    /** Where it was read; null where one page has all. */
    readonly source: string | null;
}

/** Generic keys by version and edition, each to be copied. */
@Component({
    selector: 'avma-key-table',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div class="avma-table-scroll" tabindex="0" role="region" [attr.aria-label]="label">
        <table class="avma-table">
            <thead>
                <tr>
                    <th scope="col">{{ strings.Reference.version }}</th>
                    <th scope="col">{{ strings.Reference.edition }}</th>
                    <th scope="col">{{ strings.Reference.key }}</th>
                    <th scope="col">{{ strings.Reference.lastFive }}</th>
                    <th *ngIf="rows[0].source !== null" scope="col">{{ strings.Reference.source }}</th>
                </tr>
            </thead>
            <tbody>
                <tr *ngFor="let row of rows">
                    <td>{{ row.version }}</td>
                    <td>{{ row.edition }}</td>
                    <td>
                        <span class="avma-command"
                            ><code>{{ row.key }}</code
                            ><avma-copy-button [text]="row.key" [what]="row.version + ' ' + row.edition"></avma-copy-button
                        ></span>
                    </td>
                    <td>{{ row.lastFive }}</td>
                    <td *ngIf="row.source !== null">{{ row.source }}</td>
                </tr>
            </tbody>
        </table>
    </div>`
})
export class KeyTableComponent {
    @Input() public label = '';
    @Input() public rows: readonly KeyRow[] = [];
    public readonly strings = avmaStrings();
}
