/** The list of moves as a file: a line for each guest that is shown. */
import { toCsv } from '../domain/text/csv';
import { saveFile } from '../shared/save-file';
import { AvmaStrings } from '../shared/texts';
import { MoveRow } from './move-row';

/** For spreadsheets: the nodes by what they do to each guest. */
function movesAsCsv(rows: readonly MoveRow[], { Guests, Moves }: AvmaStrings): string {
    return toCsv(
        [Guests.name, Moves.on, Moves.today, Moves.against, Moves.fine, Moves.unknown, Moves.ends, Moves.activatedBy, Moves.ifDrained],
        rows.map(({ name, on, today, against, fine, unknown, ends, activatedBy, drainText }) => [
            name,
            on,
            today,
            against,
            fine,
            unknown,
            ends,
            activatedBy,
            drainText
        ])
    );
}

export function saveMoves(rows: readonly MoveRow[], strings: AvmaStrings): void {
    saveFile('avma-moves.csv', 'text/csv', movesAsCsv(rows, strings));
}
