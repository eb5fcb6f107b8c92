import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { Assessment } from '../domain/judgement/assessment';
import { avmaStrings } from './texts';

/** Reported and verified look different: another icon, another word, another frame. */
@Component({
    selector: 'avma-evidence',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<span class="avma-evidence" [class.avma-evidence-verified]="evidence === 'verified'" [title]="tip">
        <span
            class="sme-icon avma-icon"
            [class.sme-icon-completed]="evidence === 'verified'"
            [class.sme-icon-info]="evidence === 'reported'"
            aria-hidden="true"
        ></span
        >{{ strings.Evidence[evidence] }}</span
    >`
})
export class EvidenceComponent {
    @Input() public evidence: Assessment['evidence'] = 'reported';
    public readonly strings = avmaStrings();

    public get tip(): string {
        return this.evidence === 'verified' ? this.strings.Evidence.verifiedText : this.strings.Evidence.reportedText;
    }
}
