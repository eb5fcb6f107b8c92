import { ChangeDetectionStrategy, Component, Input } from '@angular/core';

/** A text whose long symbols may break after their underscores. Copied, it is the text itself. */
@Component({
    selector: 'avma-symbol',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngFor="let part of parts; let last = last">{{ part }}<wbr *ngIf="!last" /></ng-container>`
})
export class SymbolComponent {
    public parts: readonly string[] = [];

    @Input() public set text(text: string) {
        this.parts = text.split(/(?<=_)/);
    }
}
