import { ChangeDetectionStrategy, ChangeDetectorRef, Component, ElementRef, Input, ViewChild } from '@angular/core';
import { maxAnswerFileSize, MergedAnswerFile, mergeIntoFile, mergeIntoText } from '../domain/what-if/merge-answer-file';
import { MergeView, toMergeView } from './merge-view';
import { saveFile } from './save-file';
import { avmaStrings } from './texts';

const unreadable: MergedAnswerFile<never> = { content: null, places: [], refusal: 'unreadable', line: null };

/**
 * Puts a key into an answer file that is chosen or pasted. The file may hold passwords: it stays in this component, and goes only into the file that the user
 * saves or copies.
 */
@Component({
    selector: 'avma-merge-answer-file',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p class="avma-fix">
            <strong>{{ strings.Merge.title }}</strong>
        </p>
        <p>{{ strings.Merge.text }}</p>
        <p class="avma-choice">
            <label for="avma-merge-file">{{ strings.Merge.file }}</label>
            <input #file id="avma-merge-file" type="file" accept=".xml,text/xml,application/xml" (change)="choose()" />
        </p>
        <label for="avma-merge-text">{{ strings.Merge.paste }}</label>
        <textarea
            id="avma-merge-text"
            class="avma-look-up"
            rows="4"
            autocomplete="off"
            spellcheck="false"
            [ngModel]="pasted"
            (ngModelChange)="paste($event)"
        ></textarea>
        <p>
            <button type="button" class="sme-button-auto-width" (click)="merge()">{{ strings.Merge.action }}</button>
        </p>
        <div role="status">
            <ng-container *ngIf="view as result">
                <div *ngIf="result.refusal as refusal" class="avma-warning-box">
                    <strong>{{ refusal.title }}</strong>
                    <div>{{ refusal.text }}</div>
                    <div class="avma-fix">
                        <strong>{{ strings.Details.fix }}:</strong> {{ refusal.fix }}
                    </div>
                </div>
                <ng-container *ngIf="!result.refusal">
                    <strong>{{ result.title }}</strong>
                    <ul class="avma-warnings">
                        <li *ngFor="let change of result.changes">{{ change }}</li>
                    </ul>
                </ng-container>
            </ng-container>
        </div>
        <p *ngIf="mergedBytes">
            <button type="button" class="sme-button-auto-width" (click)="save()">{{ strings.Merge.save }}</button>
        </p>
        <avma-copy-button *ngIf="mergedText !== null" [text]="textToCopy" [caption]="strings.Merge.copy" [what]="strings.Merge.file"></avma-copy-button>`
})
export class MergeAnswerFileComponent {
    @ViewChild('file') public readonly file: ElementRef<HTMLInputElement> | null = null;
    public readonly strings = avmaStrings();
    public pasted = '';
    public view: MergeView | null = null;
    /** The result of a chosen file; a pasted text has no encoding to save it in. */
    public mergedBytes: Uint8Array | null = null;
    public mergedText: string | null = null;
    private wanted = '';

    constructor(private readonly changes: ChangeDetectorRef) {}

    /** The key, of which the result is another when it changes. */
    @Input() public set key(key: string) {
        this.wanted = key;
        this.forget();
    }

    public readonly textToCopy = (): string => this.mergedText ?? '';

    /** A file takes the place of what was pasted. */
    public choose(): void {
        this.pasted = '';
        this.forget();
    }

    /** A text takes the place of the chosen file. */
    public paste(text: string): void {
        this.pasted = text;
        if (this.file) {
            this.file.nativeElement.value = '';
        }
        this.forget();
    }

    public async merge(): Promise<void> {
        this.forget();
        const chosen = this.file?.nativeElement.files?.item(0);
        const { wanted } = this;
        if (chosen) {
            const found = await this.mergedFile(chosen, wanted);
            if (this.wanted !== wanted || this.file?.nativeElement.files?.item(0) !== chosen) {
                return;
            }
            this.mergedBytes = found.content;
            this.view = toMergeView(found, this.strings);
        } else {
            const found = mergeIntoText(this.pasted, wanted);
            this.mergedText = found.content;
            this.view = toMergeView(found, this.strings);
        }
        this.changes.markForCheck();
    }

    public save(): void {
        const chosen = this.file?.nativeElement.files?.item(0);
        if (chosen && this.mergedBytes) {
            saveFile(chosen.name, 'application/xml', this.mergedBytes);
        }
    }

    private async mergedFile(chosen: File, key: string): Promise<MergedAnswerFile<Uint8Array>> {
        if (chosen.size > maxAnswerFileSize) {
            return { ...unreadable, refusal: 'tooLarge' };
        }
        try {
            return mergeIntoFile(new Uint8Array(await chosen.arrayBuffer()), key);
        } catch {
            // It was moved or changed since it was chosen.
            return unreadable;
        }
    }

    private forget(): void {
        this.view = null;
        this.mergedBytes = null;
        this.mergedText = null;
    }
}
