import { ChangeDetectionStrategy, Component } from '@angular/core';
import { lastFive } from '../domain/keys';
import { kmsClientKeys, kmsClientKeySource } from '../domain/kms-client-keys';
import { avmaStrings, dayText, fillText } from '../shared/texts';

/** The KMS client keys: what a guest had before, and what it goes back to. */
@Component({
    selector: 'avma-reference-kms-keys',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.kmsText }}</p>
        <p class="sme-scheme-secondary-text">
            {{ sourceText }} <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
        </p>
        <div class="avma-table-scroll" tabindex="0" role="region" [attr.aria-label]="strings.Reference.kmsKeys">
            <table class="avma-table">
                <thead>
                    <tr>
                        <th scope="col">{{ strings.Reference.version }}</th>
                        <th scope="col">{{ strings.Reference.edition }}</th>
                        <th scope="col">{{ strings.Reference.key }}</th>
                        <th scope="col">{{ strings.Reference.lastFive }}</th>
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
                    </tr>
                </tbody>
            </table>
        </div>`
})
export class ReferenceKmsKeysComponent {
    public readonly strings = avmaStrings();
    public readonly page = kmsClientKeySource.url;
    public readonly sourceText = fillText(this.strings.Reference.kmsSource, { date: dayText(kmsClientKeySource.date) });
    public readonly rows = [...kmsClientKeys]
        .reverse()
        .map(({ version, edition, key }) => ({ version, edition: this.strings.Editions[edition], key, lastFive: lastFive(key) }));
}
