import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { ApplyItem } from '../domain/apply/apply-plan';
import { offlineItems, offlineScript } from '../domain/apply/offline-script';
import { saveFile } from '../shared/save-file';
import { avmaStrings, fillText } from '../shared/texts';

/** The keys of a plan as a script that writes each into the disk of its virtual machine, while that is off. */
@Component({
    selector: 'avma-offline-script',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<details *ngIf="title">
        <summary tabindex="0">{{ title }}</summary>
        <p>{{ strings.Offline.text }}</p>
        <ul class="avma-warnings">
            <li>{{ strings.KeyTools.warningImage }}</li>
            <li>{{ strings.KeyTools.warningEvaluation }}</li>
        </ul>
        <div class="avma-choice">
            <button type="button" class="sme-button-auto-width" (click)="save()">{{ strings.Offline.save }}</button>
            <avma-copy-button [text]="script" [caption]="strings.Offline.copy" [what]="title"></avma-copy-button>
        </div>
    </details>`
})
export class OfflineScriptComponent {
    public readonly strings = avmaStrings();
    /** For how many machines it is; empty where none gets a key. */
    public title = '';
    private items: readonly ApplyItem[] = [];

    /** Planned with `byHand`. */
    @Input('items') public set planned(items: readonly ApplyItem[]) {
        this.items = items;
        const count = offlineItems(items).length;
        this.title = count > 0 ? fillText(this.strings.Offline.title, { count }) : '';
    }

    /** Published keys only, or a place for one's own. */
    public readonly script = (): string => offlineScript(this.items);

    public save(): void {
        saveFile('avma-offline.ps1', 'text/plain', this.script());
    }
}
