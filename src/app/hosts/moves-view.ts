/** What the page *Hosts* shows of moves between hosts: what they do to each guest, and what draining a node would do. */
import { ClusterGuestFacts } from '../domain/facts/facts';
import { keyOf } from '../domain/facts/guest-key';
import { drainOutcomes } from '../domain/hosts/drain';
import { placementsOf } from '../domain/hosts/placements';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { countDrains, MoveNode, MoveRow, toMoveRow } from './move-row';

/** Which guests are shown. */
export type MoveFilter = 'all' | 'against' | 'otherHost';

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
    /** The id of the selected row; null for none. */
    readonly selected: string | null;
    readonly expanded: boolean;
}

export interface MovesView {
    readonly choice: MovesChoice;
    readonly nodes: readonly MoveNode[];
    readonly canDrain: boolean;
    readonly busy: boolean;
    readonly shownRows: MoveRow[];
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
    readonly selected: MoveRow[];
}

/** So many names are told in a sentence; the table has all. */
const maxNames = 10;

const passes: Readonly<Record<MoveFilter, (row: MoveRow) => boolean>> = {
    all: () => true,
    against: row => row.against !== '',
    otherHost: row => row.activatedBy !== ''
};

/** A link shows the same simulation. */
export function choiceFromParams(params: { get(name: string): string | null }): MovesChoice {
    const moves = params.get('moves');
    return { filter: moves === 'against' || moves === 'otherHost' ? moves : 'all', drained: params.get('drain') ?? '', selected: null, expanded: false };
}

/** The same guest among the same nodes gives the same row, so that the table keeps what it has drawn. */
export class MoveRows {
    private readonly rows = new WeakMap<AssessedGuest, { readonly row: MoveRow; readonly of: readonly unknown[] }>();

    /** The parameters are those of `toMoveRow`. */
    public of(guest: AssessedGuest, nodes: readonly MoveNode[], placement: ClusterGuestFacts | null, drained: string, strings: AvmaStrings): MoveRow {
        const known = this.rows.get(guest);
        const of = [nodes, placement, drained];
        if (known?.of.every((one, index) => one === of[index])) {
            return known.row;
        }
        const row = toMoveRow(guest, nodes, placement, drained, strings);
        this.rows.set(guest, { row, of });
        return row;
    }
}

/** @param known where the rows of earlier views are found again; changes nothing but their identity */
export function toView({ guests, nodes, placements, clustered, busy }: MovesState, choice: MovesChoice, known = new MoveRows()): MovesView {
    const strings = avmaStrings();
    const { Moves } = strings;
    const { filter, drained, selected } = choice;
    const placed = placementsOf(guests, placements);
    const rows = guests.map(one => known.of(one, nodes, placed.get(keyOf(one)) ?? null, drained, strings));
    const shownRows = rows.filter(row => passes[filter](row) && (drained === '' || row.drain !== null));
    const renewable = shownRows.filter(({ canRenew }) => canRenew);
    const otherHost = filter === 'otherHost';
    const left = otherHost ? shownRows.length - renewable.length : 0;
    const selection = shownRows.find(({ id }) => id === selected) ?? null;
    return {
        choice,
        nodes,
        canDrain: clustered,
        busy,
        shownRows,
        renewable,
        activateText: otherHost && shownRows.length > 0 ? fillText(Moves.activateNow, { count: renewable.length }) : '',
        canActivate: !busy && renewable.length > 0,
        cannotRenewText: left > 0 ? fillText(Moves.cannotRenew, { count: left }) : '',
        summary: drained === '' ? [] : drainSummary(rows, strings),
        selection,
        selected: selection ? [selection] : []
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
