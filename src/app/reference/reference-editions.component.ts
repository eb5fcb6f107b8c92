import { ChangeDetectionStrategy, Component } from '@angular/core';
import { serverVersions } from '../domain/versions/builds';
import { editions } from '../domain/versions/editions';
import { avmaStrings } from '../shared/texts';

/** The tables by which builds and editions are known. */
@Component({
    selector: 'avma-reference-editions',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.editionsText }}</p>
        <h3 class="sme-font-h3">{{ strings.Reference.versionsTitle }}</h3>
        <table class="avma-table">
            <thead>
                <tr>
                    <th scope="col">{{ strings.Reference.build }}</th>
                    <th scope="col">{{ strings.Reference.version }}</th>
                    <th scope="col">{{ strings.Reference.channel }}</th>
                    <th scope="col">{{ strings.Reference.keyFamily }}</th>
                </tr>
            </thead>
            <tbody>
                <tr *ngFor="let version of versions">
                    <td>{{ version.build }}</td>
                    <td>{{ version.name }}</td>
                    <td>{{ version.longTerm ? strings.Reference.longTerm : strings.Reference.semiAnnual }}</td>
                    <td>{{ version.family || strings.Reference.noKeys }}</td>
                </tr>
            </tbody>
        </table>
        <h3 class="sme-font-h3">{{ strings.Reference.editionsTitle }}</h3>
        <table class="avma-table">
            <thead>
                <tr>
                    <th scope="col">{{ strings.Reference.sku }}</th>
                    <th scope="col">{{ strings.Reference.edition }}</th>
                    <th scope="col">{{ strings.Reference.meaning }}</th>
                </tr>
            </thead>
            <tbody>
                <tr *ngFor="let edition of editions">
                    <td>{{ edition.sku }}</td>
                    <td>{{ edition.name }}</td>
                    <td>{{ strings.Reference.kinds[edition.kind] }}</td>
                </tr>
            </tbody>
        </table>`
})
export class ReferenceEditionsComponent {
    public readonly strings = avmaStrings();
    public readonly versions = serverVersions;
    public readonly editions = editions;
}
