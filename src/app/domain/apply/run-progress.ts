/** What has happened to the guests of a run, and how long the rest may take. */
import { ApplyLedger, LedgerGuest } from './apply-ledger';
import { ApplyMode } from '../facts/apply-facts';
import { ApplyCounts, ApplyState, applyStates, StateKind, stateProperties } from './apply-states';

/** The order of a run's outcomes: what is done, what needs attention, what is still to do. */
const kindOrder: readonly StateKind[] = ['good', 'open', 'working', 'pending', 'none'];

type StateAtWork = 'connecting' | 'checking' | 'installing' | 'activating';
const atWork: readonly ApplyState[] = ['connecting', 'checking', 'installing', 'activating'];

type OutcomeId = Exclude<ApplyState, StateAtWork> | 'atWork' | 'notActivated';
/** A state, or `atWork` for all states of a guest that was sent and hasn't ended. `notActivated`: the key is there, which wasn't all that was requested. */
export const outcomeIds: readonly OutcomeId[] = [
    ...applyStates.filter((state): state is Exclude<ApplyState, StateAtWork> => !atWork.includes(state)),
    'atWork',
    'notActivated'
];

export interface RunOutcome {
    readonly id: OutcomeId;
    readonly kind: StateKind;
    /** Number of guests, at least 1. */
    readonly count: number;
}

function outcomeOf(state: ApplyState, mode: ApplyMode): Omit<RunOutcome, 'count'> {
    switch (state) {
        case 'connecting':
        case 'checking':
        case 'installing':
        case 'activating':
            return { id: 'atWork', kind: 'working' };
        case 'installed':
            return mode === 'install' ? { id: state, kind: 'good' } : { id: 'notActivated', kind: 'open' };
        default:
            return { id: state, kind: stateProperties[state].kind };
    }
}

/** The guests of a run by outcome; every guest counts once. */
export function runOutcomes(counts: ApplyCounts, mode: ApplyMode): readonly RunOutcome[] {
    const outcomes = new Map<OutcomeId, RunOutcome>();
    for (const state of applyStates.filter(one => counts[one] > 0)) {
        const outcome = outcomeOf(state, mode);
        outcomes.set(outcome.id, { ...outcome, count: counts[state] + (outcomes.get(outcome.id)?.count ?? 0) });
    }
    return [...outcomes.values()].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}

/** An estimate from fewer guests would jump about. */
const fewestEnded = 3;

const hasEnded = ({ command }: LedgerGuest): boolean => command === 'ended' || command === 'failed' || command === 'timedOut';

/**
 * How long the guests that haven't ended may take, in milliseconds, if they end as fast as those before. Guests that are off don't count.
 * @param now milliseconds of the browser's clock
 * @returns null while too few have ended, and once none is left
 */
export function timeLeftMs({ guests }: ApplyLedger, now: number): number | null {
    const left = guests.filter(({ command }) => command === 'queued' || command === 'running').length;
    const ended = guests.filter(guest => guest.sentAt !== null && hasEnded(guest)).length;
    const starts = guests.flatMap(({ sentAt }) => (sentAt === null ? [] : [Date.parse(sentAt)]));
    if (left === 0 || ended < fewestEnded) {
        return null;
    }
    return (Math.max(0, now - Math.min(...starts)) / ended) * left;
}
