import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { MoveOutcome } from '../domain/hosts/moves';
import { avmaStrings, Explanation, fillText, reasonText } from '../shared/texts';
import { StatusIcon, moveIcons } from '../shared/verdict-status';
import { MoveRow, untilText } from './move-row';

interface NodeView {
    readonly name: string;
    readonly icon: StatusIcon;
    /** On which node, and what happens there. */
    readonly title: string;
    readonly until: string;
    readonly reasons: readonly Explanation[];
}

/** One guest on each host that it could be on. */
@Component({
    selector: 'avma-move-details',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<avma-content class="avma-details">
        <p *ngIf="drain">{{ drain }}</p>
        <section *ngFor="let node of nodes" [attr.aria-label]="node.name">
            <h3 class="sme-font-h3 avma-headline">
                <sme-status-icon [status]="node.icon" size="16px"></sme-status-icon><span>{{ node.title }}</span>
            </h3>
            <p *ngIf="node.until">{{ node.until }}</p>
            <avma-explanation *ngFor="let reason of node.reasons" [explanation]="reason"></avma-explanation>
        </section>
    </avma-content>`
})
export class MoveDetailsComponent {
    public readonly strings = avmaStrings();
    public nodes: readonly NodeView[] = [];
    public drain = '';

    @Input() public set row({ moves, drainText, assessed }: MoveRow) {
        const outcomes: Readonly<Record<MoveOutcome, string>> = this.strings.Moves.outcomes;
        this.drain = drainText;
        this.nodes = [...moves].map(([name, move]) => ({
            name,
            icon: moveIcons[move.outcome],
            title: fillText(this.strings.Moves.onNode, { node: name, outcome: outcomes[move.outcome] }),
            until: move.outcome === 'loses' ? untilText(move, this.strings) : '',
            reasons: move.reasons.map(reason => reasonText(reason, assessed.guest.vmId))
        }));
    }
}
