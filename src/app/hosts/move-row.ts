/** A guest and what moves do to it, as the table shows it. */
import { judgeDrain, DrainOutcome, DrainVerdict } from '../domain/hosts/drain';
import { termEnd } from '../domain/facts/due';
import { ClusterGuestFacts, HostFacts } from '../domain/facts/facts';
import { judgeMove, MoveOutcome, MoveVerdict, isActivatedByAvma } from '../domain/hosts/moves';
import { sameMachine } from '../domain/facts/node-names';
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

export interface MoveRow {
    readonly id: string;
    readonly name: string;
    /** The node that it is on. */
    readonly on: string;
    readonly today: string;
    /** Names of nodes on which it loses its activation, or could not be activated. */
    readonly against: string;
    /** Names of nodes on which it keeps its activation, or could be activated. */
    readonly fine: string;
    readonly unknown: string;
    /** When its term ends, ISO 8601; empty where it was not read. */
    readonly ends: string;
    /** What draining the chosen node does to it, in words; empty where it is not on that node. */
    readonly drainText: string;
    readonly drain: DrainVerdict | null;
    /** The host that activated it, where that is another one than it is on. */
    readonly activatedBy: string;
    /** Another host has activated it, and the one that it is on can do so anew. */
    readonly canRenew: boolean;
    readonly moves: ReadonlyMap<string, MoveVerdict>;
    readonly assessed: AssessedGuest;
}

const bad: readonly MoveOutcome[] = ['loses', 'cannotActivate'];
const good: readonly MoveOutcome[] = ['keeps', 'canActivate'];

/**
 * @param nodes all that the guest could be on, its own among them
 * @param placement what the cluster says of it; null where it is not clustered
 * @param drained the node that is drained; empty for none
 */
export function toMoveRow(
    assessed: AssessedGuest,
    nodes: readonly MoveNode[],
    placement: ClusterGuestFacts | null,
    drained: string,
    strings: AvmaStrings
): MoveRow {
    const { guest, assessment, inside, host, hostName } = assessed;
    const facts = inside?.facts ?? null;
    const on = host.computerName ?? hostName;
    // What the cluster does not let it be on is no destination; an empty list is not published to mean that.
    const owners = placement?.possibleOwners?.length ? placement.possibleOwners : null;
    const here = judgeMove(host, guest, facts).outcome;
    const others = nodes.filter(node => !sameMachine(node.name, on) && (owners === null || owners.some(owner => sameMachine(owner, node.name))));
    const moves = new Map(others.map(node => [node.name, judgeMove(node.facts, guest, facts)]));
    const names = (outcomes: readonly MoveOutcome[]): string =>
        [...moves]
            .filter(([, move]) => outcomes.includes(move.outcome))
            .map(([name]) => name)
            .join(', ');
    const drain =
        drained !== '' && sameMachine(drained, on)
            ? judgeDrain(
                  { now: here, read: facts !== null && facts.error === null, clustered: placement !== null, possibleOwners: owners, moves },
                  drained,
                  nodes.filter(node => node.up).map(node => node.name)
              )
            : null;
    const other = assessment.notes.find(note => note.code === 'activatedByOtherHost');
    return {
        id: `${hostName}|${guest.vmId}`,
        name: guest.name ?? guest.vmId,
        on,
        today: strings.Verdicts[assessment.verdict],
        against: names(bad),
        fine: names(good),
        unknown: here === 'notConcerned' ? '' : names(['unknown']),
        ends: facts && isActivatedByAvma(facts) ? (termEnd(facts) ?? '') : '',
        drainText: drain ? strings.Moves.drains[drain.outcome] : '',
        drain,
        activatedBy: other ? String(other.data['otherHost'] ?? '') : '',
        canRenew: other !== undefined && good.includes(here),
        moves,
        assessed
    };
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
