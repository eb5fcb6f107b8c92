/** Predicts what draining a node does to its guests. Each guest moves to one of its possible owners; which one is unknown. */
import { MoveOutcome, MoveVerdict } from './moves';

/**
 * `loses`, `mayLose`: the guest is known to be activated, and all or some of its possible nodes wouldn't renew it. `cannot`, `mayNot`: the same for guests whose
 * activation isn't known. `notByAvma`: it was read and AVMA doesn't activate it, so it loses nothing. `asToday`: the drained node doesn't activate it either.
 * `leaves`: it isn't clustered, so it stays on the node; move it, or it is off while the node is. `noPlace`: no node that is up can own it.
 */
export const drainOutcomes = ['loses', 'mayLose', 'cannot', 'mayNot', 'notByAvma', 'noPlace', 'leaves', 'unknown', 'asToday', 'safe', 'notConcerned'] as const;
export type DrainOutcome = (typeof drainOutcomes)[number];

/** A node that the guest could move to, and the effect of that move. */
interface Destination {
    readonly nodeName: string;
    readonly move: MoveVerdict;
}

export interface DrainVerdict {
    readonly outcome: DrainOutcome;
    readonly destinations: readonly Destination[];
    /** Names of the nodes on which the guest would lose its activation or couldn't be activated. */
    readonly against: readonly string[];
}

export interface DrainedGuest {
    /** What is possible for the guest on the drained node. */
    readonly now: MoveOutcome;
    /** Whether its activation by AVMA is known. */
    readonly read: boolean;
    readonly clustered: boolean;
    /** Node names; null if unknown, in which case any node may own it. */
    readonly possibleOwners: readonly string[] | null;
    readonly moves: ReadonlyMap<string, MoveVerdict>;
}

const against: readonly MoveOutcome[] = ['loses', 'cannotActivate'];

/**
 * @param drained name of the drained node
 * @param up names of the nodes that can take guests
 */
export function judgeDrain(guest: DrainedGuest, drained: string, up: readonly string[]): DrainVerdict {
    const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
    if (!guest.clustered) {
        return { outcome: 'leaves', destinations: [], against: [] };
    }
    const owners = guest.possibleOwners;
    const names = up.filter(name => !same(name, drained) && (owners === null || owners.some(owner => same(owner, name))));
    const destinations = names.map(nodeName => ({ nodeName, move: guest.moves.get(nodeName) ?? { outcome: 'unknown' as const, reasons: [], until: null } }));
    const outcomes = destinations.map(({ move }) => move.outcome);
    const bad = destinations.filter(({ move }) => against.includes(move.outcome)).map(({ nodeName }) => nodeName);
    return { outcome: outcomeOf(guest, outcomes, bad.length), destinations, against: bad };
}

function outcomeOf({ now, read }: DrainedGuest, outcomes: readonly MoveOutcome[], bad: number): DrainOutcome {
    if (now === 'notConcerned') {
        return 'notConcerned';
    }
    if (outcomes.length === 0) {
        return 'noPlace';
    }
    const loses = outcomes.includes('loses');
    if (!loses && (now === 'cannotActivate' || now === 'afterConversion')) {
        return 'asToday';
    }
    if (bad > 0 && !loses && read) {
        return 'notByAvma';
    }
    if (bad > 0) {
        return bad === outcomes.length ? (loses ? 'loses' : 'cannot') : loses ? 'mayLose' : 'mayNot';
    }
    return outcomes.includes('unknown') ? 'unknown' : 'safe';
}
