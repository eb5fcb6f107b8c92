import { ChangeDetectionStrategy, Component } from '@angular/core';
import { lastFive } from '../domain/versions/keys';
import { kmsClientKeys, kmsClientKeySource } from '../domain/versions/kms-client-keys';
import { avmaStrings, dayText, fillText } from '../shared/texts';
import { KeyRow } from './key-table.component';

/** The KMS client keys: what a guest had before, and what it goes back to. */
@Component({
    selector: 'avma-reference-kms-keys',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.kmsText }}</p>
        <p class="sme-scheme-secondary-text">
            {{ sourceText }} <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
        </p>
        <avma-key-table [label]="strings.Reference.kmsKeys" [rows]="rows"></avma-key-table>`
})
export class ReferenceKmsKeysComponent {
    public readonly strings = avmaStrings();
    public readonly page = kmsClientKeySource.url;
    public readonly sourceText = fillText(this.strings.Reference.kmsSource, { date: dayText(kmsClientKeySource.date) });
    public readonly rows: readonly KeyRow[] = [...kmsClientKeys]
        .reverse()
        .map(({ version, edition, key }) => ({ version, edition: this.strings.Editions[edition], key, lastFive: lastFive(key), source: null }));
}
