import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { AdviceAction } from '../domain/advice/advice-actions';
import { avmaStrings } from '../shared/texts';

/** Does what an explanation advises. */
@Component({
    selector: 'avma-advice-button',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<button
        *ngIf="action"
        type="button"
        class="sme-button-auto-width"
        [attr.data-action]="action"
        [disabled]="isDisabled"
        (click)="act.emit(action)"
    >
        {{ strings.Advice[action] }}
    </button>`
})
export class AdviceButtonComponent {
    @Input() public action: AdviceAction | null = null;
    /** Guests are being read, one run at a time. */
    @Input() public reading = false;
    @Output() public readonly act = new EventEmitter<AdviceAction>();
    public readonly strings = avmaStrings();

    public get isDisabled(): boolean {
        return this.reading && (this.action === 'readLicense' || this.action === 'readLog');
    }
}
