/** Groups the guests of a run by urgency: those that need attention first. */
import { ApplyCounts, ApplyState, applyStates, kindOf, StateKind, stateProperties, StatedGuest } from './apply-states';

export const groupKinds: readonly StateKind[] = ['open', 'working', 'pending', 'good', 'none'];

export interface GuestGroup<T> {
    readonly kind: StateKind;
    /** In the plan's order. */
    readonly guests: readonly T[];
}

/**
 * The groups that contain guests.
 * @param only the state to filter by; null for all
 */
export function groupGuests<T extends StatedGuest>(guests: readonly T[], only: ApplyState | null): ReadonlyArray<GuestGroup<T>> {
    const groups = new Map<StateKind, T[]>(groupKinds.map(kind => [kind, []]));
    for (const guest of guests) {
        if (only === null || guest.state === only) {
            groups.get(kindOf(guest))?.push(guest);
        }
    }
    return [...groups].filter(([, members]) => members.length > 0).map(([kind, members]) => ({ kind, guests: members }));
}

/** The states that occur in a run, those that need attention first. */
export function occurringStates(counts: ApplyCounts): readonly ApplyState[] {
    const rank = (state: ApplyState): number => groupKinds.indexOf(stateProperties[state].kind);
    return applyStates.filter(state => counts[state] > 0).sort((a, b) => rank(a) - rank(b));
}
