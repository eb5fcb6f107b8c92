/** A guest and what moves do to it, as the matrix shows it. */
import { judgeDrain, DrainOutcome, DrainVerdict } from '../domain/hosts/drain';
import { ClusterGuestFacts, HostFacts } from '../domain/facts/facts';
import { judgeMove, knownEnd, MoveOutcome, MoveVerdict } from '../domain/hosts/moves';
import { sameMachine } from '../domain/facts/node-names';
import { Verdict } from '../domain/judgement/assessment';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, dateText } from '../shared/texts';

/** A node that guests may come to. */
export interface MoveNode {
    readonly name: string;
    /** Null where it was not read. */
    readonly facts: HostFacts | null;
    /** Whether it takes guests; a node of which nobody knows does not. */
    readonly up: boolean;
}

/** What a node means for a guest. `here`: the guest is on it; `notOwner`: its cluster doesn't let it run there. */
export type MoveCell = { readonly kind: MoveOutcome | 'notOwner' } | { readonly kind: 'here'; readonly verdict: Verdict };

export interface MoveRow {
    readonly id: string;
    readonly name: string;
    /** The node that it is on. */
    readonly on: string;
    readonly today: string;
    /** A cell for each node, in their order. */
    readonly cells: readonly MoveCell[];
    /** Names of nodes on which it loses its activation, or could not be activated. */
    readonly against: string;
    /** Names of nodes on which it keeps its activation, or could be activated. */
    readonly fine: string;
    readonly unknown: string;
    /** It is activated, and loses that on one of the nodes. */
    readonly loses: boolean;
    /** When its term ends, ISO 8601; empty where that isn't known. */
    readonly ends: string;
    /** What draining the chosen node does to it, in words; empty where it is not on that node. */
    readonly drainText: string;
    readonly drain: DrainVerdict | null;
    /** The host that activated it, where that is another one than it is on. */
    readonly activatedBy: string;
    /** Another host has activated it, and the one that it is on can do so anew. */
    readonly canRenew: boolean;
    /** What its own node could do with it. */
    readonly here: MoveOutcome;
    /** Whether the cluster runs it. */
    readonly clustered: boolean;
    /** The nodes that the cluster lets it be on; null if unknown. */
    readonly owners: readonly string[] | null;
    readonly moves: ReadonlyMap<string, MoveVerdict>;
    readonly assessed: AssessedGuest;
}

const bad: readonly MoveOutcome[] = ['loses', 'cannotActivate'];
const good: readonly MoveOutcome[] = ['keeps', 'canActivate'];

/**
 * @param nodes all that the guest could be on, its own among them
 * @param placement what the cluster says of it; null where it is not clustered
 */
export function toMoveRow(assessed: AssessedGuest, nodes: readonly MoveNode[], placement: ClusterGuestFacts | null, strings: AvmaStrings): MoveRow {
    const { guest, assessment, inside, host, hostName } = assessed;
    const facts = inside?.facts ?? null;
    const on = host.computerName ?? hostName;
    // What the cluster does not let it be on is no destination; an empty list is not published to mean that.
    const owners = placement?.possibleOwners?.length ? placement.possibleOwners : null;
    const here = judgeMove(host, guest, facts, assessment).outcome;
    const moves = new Map<string, MoveVerdict>();
    const cells = nodes.map(({ name, facts: there }): MoveCell => {
        if (sameMachine(name, on)) {
            return { kind: 'here', verdict: assessment.verdict };
        }
        if (owners !== null && !owners.some(owner => sameMachine(owner, name))) {
            return { kind: 'notOwner' };
        }
        // No node activates what isn't a Windows Server, read or not.
        const move = here === 'notConcerned' ? { outcome: here, reasons: [], until: null } : judgeMove(there, guest, facts, assessment);
        moves.set(name, move);
        return { kind: move.outcome };
    });
    const names = (outcomes: readonly MoveOutcome[]): string =>
        [...moves]
            .filter(([, move]) => outcomes.includes(move.outcome))
            .map(([name]) => name)
            .join(', ');
    const other = assessment.notes.find(note => note.code === 'activatedByOtherHost');
    return {
        id: `${hostName}|${guest.vmId}`,
        name: guest.name ?? guest.vmId,
        on,
        today: strings.Verdicts[assessment.verdict],
        cells,
        against: names(bad),
        fine: names(good),
        unknown: names(['unknown']),
        loses: cells.some(({ kind }) => kind === 'loses'),
        ends: knownEnd(assessment, facts) ?? '',
        drainText: '',
        drain: null,
        activatedBy: other ? String(other.data['otherHost'] ?? '') : '',
        canRenew: other !== undefined && good.includes(here),
        here,
        clustered: placement !== null,
        owners,
        moves,
        assessed
    };
}

/** The guest with what draining a node does to it; the same row if it isn't on that node. */
export function withDrain(row: MoveRow, drained: string, nodes: readonly MoveNode[], { Moves }: AvmaStrings): MoveRow {
    if (drained === '' || !sameMachine(drained, row.on)) {
        return row;
    }
    const { verdict, evidence } = row.assessed.assessment;
    const up = nodes.filter(node => node.up).map(node => node.name);
    const { here, clustered, owners, moves } = row;
    // A failed request says nothing of the term that the guest may still be in.
    const read = evidence === 'verified' || verdict === 'activated';
    const drain = judgeDrain({ now: here, read, clustered, possibleOwners: owners, moves }, drained, up);
    return { ...row, drain, drainText: Moves.drains[drain.outcome] };
}

/** How many guests of the drained node end in each way, the worst first. */
export function countDrains(rows: readonly MoveRow[]): ReadonlyMap<DrainOutcome, readonly MoveRow[]> {
    const byOutcome = new Map<DrainOutcome, MoveRow[]>();
    for (const row of rows) {
        if (row.drain) {
            byOutcome.set(row.drain.outcome, [...(byOutcome.get(row.drain.outcome) ?? []), row]);
        }
    }
    return byOutcome;
}

/** When a guest loses its activation on a node, in words. */
export function untilText(move: MoveVerdict, strings: AvmaStrings): string {
    return move.until === null ? strings.Moves.withinDays : strings.Moves.until.replace('{time}', dateText(move.until));
}
