/** How a cell of the matrix of moves looks: an icon and a word for each thing that a node can mean for a guest. */
import { MoveOutcome, moveOutcomes } from '../domain/hosts/moves';
import { Verdict, verdicts } from '../domain/judgement/assessment';
import { AvmaStrings, fillText } from '../shared/texts';
import { moveIcons, statusIconClass, verdictIcons } from '../shared/verdict-status';
import { MoveCell } from './move-row';

/** An icon's class, empty for none, and the word beside it. */
export interface MoveLook {
    readonly iconClass: string;
    readonly text: string;
}

/** Makes all looks once, since a large matrix has thousands of cells. */
export function moveLooks({ Moves, Verdicts }: AvmaStrings): (cell: MoveCell) => MoveLook {
    const texts: Readonly<Record<MoveOutcome, string>> = Moves.cells;
    const ofOutcome = new Map(moveOutcomes.map((outcome): [MoveOutcome, MoveLook] => [outcome, look(statusIconClass(moveIcons[outcome]), texts[outcome])]));
    const ofVerdict = new Map(
        verdicts.map((verdict): [Verdict, MoveLook] => [
            verdict,
            look(statusIconClass(verdictIcons[verdict]), fillText(Moves.here, { verdict: Verdicts[verdict] }))
        ])
    );
    const notOwner = look('', Moves.notOwner);
    return cell => (cell.kind === 'here' ? ofVerdict.get(cell.verdict) : cell.kind === 'notOwner' ? null : ofOutcome.get(cell.kind)) ?? notOwner;
}

function look(iconClass: string, text: string): MoveLook {
    return { iconClass, text };
}
