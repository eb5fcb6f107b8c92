import { ChangeDetectionStrategy, ChangeDetectorRef, Component, Input } from '@angular/core';
import { avmaStrings } from './texts';

/** Copies a text and says so, on screen and to screen readers. */
@Component({
    selector: 'avma-copy-button',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<button type="button" class="sme-button-trigger sme-button-auto-width" [attr.aria-label]="label" (click)="copy()">
            <span class="sme-icon sme-icon-copy sme-margin-right-xs" aria-hidden="true"></span>{{ copied ? strings.Common.copied : strings.Common.copy }}
        </button>
        <span class="sme-screen-reader" role="status">{{ copied ? strings.Common.copied : '' }}</span>`
})
export class CopyButtonComponent {
    /** What is copied. */
    @Input() public text = '';
    /** What is copied, in words: "Copy" alone says nothing to a screen reader. */
    @Input() public what = '';
    public readonly strings = avmaStrings();
    public copied = false;

    constructor(private readonly changes: ChangeDetectorRef) {}

    public get label(): string {
        return `${this.copied ? this.strings.Common.copied : this.strings.Common.copy}: ${this.what || this.text}`;
    }

    public async copy(): Promise<void> {
        await navigator.clipboard.writeText(this.text);
        this.copied = true;
        this.changes.markForCheck();
    }
}
