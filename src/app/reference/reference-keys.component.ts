import { ChangeDetectionStrategy, Component } from '@angular/core';
import { serverVersions } from '../domain/versions/builds';
import { AvmaKey, avmaKeys, avmaKeySource, lastFive } from '../domain/versions/keys';
import { avmaStrings, dayText, fillText } from '../shared/texts';
import { KeyRow } from './key-table.component';

/** Every AVMA key by version and edition, with where it was read. */
@Component({
    selector: 'avma-reference-keys',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.keysText }}</p>
        <p class="sme-scheme-secondary-text">
            {{ sourceText }} <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
        </p>
        <avma-key-table [label]="strings.Reference.keys" [rows]="rows"></avma-key-table>`
})
export class ReferenceKeysComponent {
    public readonly strings = avmaStrings();
    public readonly page = avmaKeySource.url;
    public readonly sourceText = fillText(this.strings.Reference.keysSource, { date: dayText(avmaKeySource.date) });
    /** The newest first: they are looked for most. */
    public readonly rows: readonly KeyRow[] = [...avmaKeys].reverse().map(key => this.row(key));

    private row(key: AvmaKey): KeyRow {
        const others = serverVersions.filter(version => version.family === key.family && !version.longTerm).map(version => version.name);
        // Essentials exists as a long-term release only, and so does Azure Edition.
        const shared = key.edition === 'datacenter' || key.edition === 'standard' ? others : [];
        const too = shared.length > 0 ? ` (${fillText(this.strings.Reference.semiAnnualToo, { versions: shared.join(', ') })})` : '';
        return {
            version: `${key.family}${too}`,
            edition: this.strings.Editions[key.edition],
            key: key.key,
            lastFive: lastFive(key.key),
            source: this.strings.Reference[key.evidence]
        };
    }
}
