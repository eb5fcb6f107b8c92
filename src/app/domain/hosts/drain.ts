/** What becomes of the guests of a node that is drained: each goes to one of the nodes that it may live on, and nobody knows to which. */
import { MoveOutcome, MoveVerdict } from './moves';

/**
 * `loses`, `mayLose`: read as activated, and not renewed on any or on some of its nodes. `cannot`, `mayNot`: the same of guests of which nobody has read
 * whether they are activated. `notByAvma`: it was read, is not activated by AVMA, and so loses nothing on nodes where it could not be. `asToday`: the node
 * that is drained does not activate it either. `leaves`: it stays where it is, since the cluster does not know it; it has to be moved or is off while the
 * node is. `noPlace`: no node that is up may own it.
 */
export const drainOutcomes = ['loses', 'mayLose', 'cannot', 'mayNot', 'notByAvma', 'noPlace', 'leaves', 'unknown', 'asToday', 'safe', 'notConcerned'] as const;
export type DrainOutcome = (typeof drainOutcomes)[number];

/** A node that a guest may come to, and what that does to it. */
export interface Destination {
    readonly nodeName: string;
    readonly move: MoveVerdict;
}

export interface DrainVerdict {
    readonly outcome: DrainOutcome;
    readonly destinations: readonly Destination[];
    /** Names of the nodes on which it loses its activation, or cannot be activated. */
    readonly against: readonly string[];
}

export interface DrainedGuest {
    /** What it can have on the node that is drained. */
    readonly now: MoveOutcome;
    /** Whether it was read inside: then it is known whether AVMA activates it. */
    readonly read: boolean;
    readonly clustered: boolean;
    /** Names of nodes; null where it is not known, and then any node may own it. */
    readonly possibleOwners: readonly string[] | null;
    readonly moves: ReadonlyMap<string, MoveVerdict>;
}

const against: readonly MoveOutcome[] = ['loses', 'cannotActivate'];

/**
 * @param drained name of the node that is drained
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
