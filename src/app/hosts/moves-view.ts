/** What the page *Hosts* shows of moves between hosts: what they do to each guest, and what draining a node would do. */
import { ClusterGuestFacts } from '../domain/facts/facts';
import { keyOf } from '../domain/facts/guest-key';
import { drainOutcomes } from '../domain/hosts/drain';
import { placementsOf } from '../domain/hosts/placements';
import { AssessedGuest } from '../state/guests/guest-judge';
import { folded, foldedWords } from '../domain/text/folded-text';
import { AvmaStrings, avmaStrings, compareNames, fillText } from '../shared/texts';
import { countDrains, MoveNode, MoveRow, toMoveRow, withDrain } from './move-row';

/** Which guests are shown. */
export const moveFilters = ['all', 'loses', 'against', 'otherHost'] as const;
export type MoveFilter = (typeof moveFilters)[number];

/** What is known of guests and hosts. */
export interface MovesState {
    readonly guests: readonly AssessedGuest[];
    readonly nodes: readonly MoveNode[];
    readonly placements: readonly ClusterGuestFacts[];
    /** Whether the hosts are the nodes of one cluster, so that one of them can be drained. */
    readonly clustered: boolean;
    /** Hosts are being read. */
    readonly busy: boolean;
}

/** What the administrator has chosen. */
export interface MovesChoice {
    readonly filter: MoveFilter;
    /** The node that is drained; empty for none. */
    readonly drained: string;
    /** Words that the shown guests have in their names. */
    readonly search: string;
    /** The id of the selected row; null for none. */
    readonly selected: string | null;
}

export interface MovesView {
    readonly choice: MovesChoice;
    readonly nodes: readonly MoveNode[];
    readonly canDrain: boolean;
    readonly busy: boolean;
    readonly shownRows: readonly MoveRow[];
    /** How many guests are shown; empty where none is. */
    readonly countText: string;
    /** Why no guest is shown; empty where some are. */
    readonly emptyText: string;
    /** Guests are left out by filter, search or the drained node, all of which a button can undo. */
    readonly canShowAll: boolean;
    /** Whether the host that activated each guest is a column. */
    readonly showActivatedBy: boolean;
    /** Those of them that another host has activated and that theirs can activate anew. */
    readonly renewable: readonly MoveRow[];
    /** The button that activates them; empty where none is asked for. */
    readonly activateText: string;
    readonly canActivate: boolean;
    /** How many of the guests that another host has activated are on a host that can't activate them; empty where none is. */
    readonly cannotRenewText: string;
    /** What draining the node does, the worst first; empty where none is drained. */
    readonly summary: readonly string[];
    readonly selection: MoveRow | null;
}

/** So many names are told in a sentence; the table has all. */
const maxNames = 10;

const passes: Readonly<Record<MoveFilter, (row: MoveRow) => boolean>> = {
    all: () => true,
    loses: row => row.loses,
    against: row => row.against !== '',
    otherHost: row => row.activatedBy !== ''
};

/** A link shows the same simulation. */
export function choiceFromParams(params: { get(name: string): string | null }): MovesChoice {
    const moves = params.get('moves');
    return { filter: moveFilters.find(one => one === moves) ?? 'all', drained: params.get('drain') ?? '', search: '', selected: null };
}

/** The same guest among the same nodes gives the same row, so that it is judged once. */
export class MoveRows {
    private readonly rows = new WeakMap<AssessedGuest, { readonly row: MoveRow; readonly of: readonly unknown[] }>();

    /** The parameters are those of `toMoveRow`. */
    public of(guest: AssessedGuest, nodes: readonly MoveNode[], placement: ClusterGuestFacts | null, strings: AvmaStrings): MoveRow {
        const known = this.rows.get(guest);
        if (known?.of[0] === nodes && known.of[1] === placement) {
            return known.row;
        }
        const row = toMoveRow(guest, nodes, placement, strings);
        this.rows.set(guest, { row, of: [nodes, placement] });
        return row;
    }
}

/** @param known where the rows of earlier views are found again; changes nothing but their identity */
export function toView({ guests, nodes, placements, clustered, busy }: MovesState, choice: MovesChoice, known = new MoveRows()): MovesView {
    const strings = avmaStrings();
    const { Moves, Hosts } = strings;
    const { filter, drained, search, selected } = choice;
    const placed = placementsOf(guests, placements);
    const rows = guests.map(one => withDrain(known.of(one, nodes, placed.get(keyOf(one)) ?? null, strings), drained, nodes, strings));
    const words = foldedWords(search);
    const named = ({ name }: MoveRow): boolean => words.length === 0 || words.every(word => folded(name).includes(word));
    const shownRows = rows
        .filter(row => passes[filter](row) && (drained === '' || row.drain !== null) && named(row))
        .sort((one, other) => compareNames(one.name, other.name));
    const renewable = shownRows.filter(({ canRenew }) => canRenew);
    const otherHost = filter === 'otherHost';
    const left = otherHost ? shownRows.length - renewable.length : 0;
    return {
        choice,
        nodes,
        canDrain: clustered,
        busy,
        shownRows,
        countText: shownRows.length > 0 ? fillText(Moves.shown, { count: shownRows.length, total: rows.length }) : '',
        emptyText: shownRows.length > 0 ? '' : rows.length > 0 ? Moves.none : busy ? Hosts.loading : Hosts.noGuests,
        canShowAll: shownRows.length === 0 && rows.length > 0,
        showActivatedBy: otherHost,
        renewable,
        activateText: otherHost && shownRows.length > 0 ? fillText(Moves.activateNow, { count: renewable.length }) : '',
        canActivate: !busy && renewable.length > 0,
        cannotRenewText: left > 0 ? fillText(Moves.cannotRenew, { count: left }) : '',
        summary: drained === '' ? [] : drainSummary(rows, strings),
        selection: shownRows.find(({ id }) => id === selected) ?? null
    };
}

/** If this node is drained: how many guests end how, with their names, the worst first. */
function drainSummary(rows: readonly MoveRow[], { Moves }: AvmaStrings): string[] {
    const byOutcome = countDrains(rows);
    const lines = drainOutcomes.flatMap(outcome => {
        const names = (byOutcome.get(outcome) ?? []).map(({ name }) => name);
        const more = names.length > maxNames ? `, +${names.length - maxNames}` : '';
        const told = `${names.slice(0, maxNames).join(', ')}${more}`;
        return names.length === 0 ? [] : [fillText(Moves.drainCounts[outcome], { count: names.length, names: told })];
    });
    return lines.length > 0 ? lines : [Moves.drainNobody];
}
