/** The guests of a run in the order in which somebody looks at them: what needs somebody first. */
import { ApplyCounts, ApplyState, applyStates, kindOf, StateKind, stateProperties, StatedGuest } from './apply-states';

export const groupKinds: readonly StateKind[] = ['open', 'working', 'pending', 'good', 'none'];

export interface GuestGroup<T> {
    readonly kind: StateKind;
    /** In the order of the plan. */
    readonly guests: readonly T[];
}

/** Groups that have guests. @param only a state that is looked for; null for all */
export function groupGuests<T extends StatedGuest>(guests: readonly T[], only: ApplyState | null): ReadonlyArray<GuestGroup<T>> {
    const groups = new Map<StateKind, T[]>(groupKinds.map(kind => [kind, []]));
    for (const guest of guests) {
        if (only === null || guest.state === only) {
            groups.get(kindOf(guest))?.push(guest);
        }
    }
    return [...groups].filter(([, members]) => members.length > 0).map(([kind, members]) => ({ kind, guests: members }));
}

/** The states that guests of a run are in, those first that need somebody. */
export function occurringStates(counts: ApplyCounts): readonly ApplyState[] {
    const rank = (state: ApplyState): number => groupKinds.indexOf(stateProperties[state].kind);
    return applyStates.filter(state => counts[state] > 0).sort((a, b) => rank(a) - rank(b));
}
