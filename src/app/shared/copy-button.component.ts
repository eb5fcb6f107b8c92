import { ChangeDetectionStrategy, ChangeDetectorRef, Component, Input } from '@angular/core';
import { avmaStrings } from './texts';

/** Copies a text and says so, on screen and to screen readers. */
@Component({
    selector: 'avma-copy-button',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<button type="button" class="sme-button-trigger sme-button-auto-width" [attr.aria-label]="label" (click)="copy()">
            <span class="sme-icon sme-icon-copy avma-icon" aria-hidden="true"></span>{{ copied ? strings.Common.copied : caption }}
        </button>
        <span class="sme-screen-reader" role="status">{{ copied ? strings.Common.copied : '' }}</span>`
})
export class CopyButtonComponent {
    /** What is copied, or what makes it when it is asked for. */
    @Input() public text: string | (() => string) = '';
    /** What the button says. */
    @Input() public caption = avmaStrings().Common.copy;
    /** What is copied, in words: "Copy" alone says nothing to a screen reader. */
    @Input() public what = '';
    public readonly strings = avmaStrings();
    public copied = false;

    constructor(private readonly changes: ChangeDetectorRef) {}

    public get label(): string {
        const what = this.what || (typeof this.text === 'string' ? this.text : '');
        return `${this.copied ? this.strings.Common.copied : this.caption}: ${what}`;
    }

    public async copy(): Promise<void> {
        await navigator.clipboard.writeText(typeof this.text === 'string' ? this.text : this.text());
        this.copied = true;
        this.changes.markForCheck();
    }
}
