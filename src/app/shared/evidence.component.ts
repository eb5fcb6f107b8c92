import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { EvidenceText } from './evidence-text';

/** Each kind of evidence looks different: another icon, other words, and another frame for what was read inside. */
@Component({
    selector: 'avma-evidence',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<span *ngIf="evidence as one" class="avma-evidence" [class.avma-evidence-verified]="one.kind === 'verified'" [title]="one.tip">
        <span
            class="sme-icon avma-icon"
            [class.sme-icon-completed]="one.kind === 'verified'"
            [class.sme-icon-history]="one.kind === 'logged'"
            [class.sme-icon-info]="one.kind === 'reported'"
            aria-hidden="true"
        ></span
        >{{ one.label }}</span
    >`
})
export class EvidenceComponent {
    @Input() public evidence: EvidenceText | null = null;
}
