/** Compares two readings of a host's guests, so that the table can mark the differences. */
import { Assessment } from '../judgement/assessment';
import { GuestFacts } from '../facts/facts';
import { GuestKey } from '../facts/guest-key';

/** The most important change of a guest: new, other verdict, other running state, other name. */
export type GuestChange = 'new' | 'verdict' | 'state' | 'name';

export interface ReadGuest {
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
}

export type Reading = ReadonlyMap<GuestKey, ReadGuest>;

export interface Changes {
    /** Contains only guests that changed. */
    readonly changed: ReadonlyMap<GuestKey, GuestChange>;
    /** Guests that no longer exist. */
    readonly gone: readonly GuestKey[];
}

export const noChanges: Changes = { changed: new Map(), gone: [] };

/** @param before undefined for a new guest */
export function changeOf(before: ReadGuest | undefined, after: ReadGuest): GuestChange | null {
    if (!before) {
        return 'new';
    }
    if (before === after) {
        return null;
    }
    if (before.assessment.verdict !== after.assessment.verdict) {
        return 'verdict';
    }
    if (before.guest.enabledState !== after.guest.enabledState) {
        return 'state';
    }
    return before.guest.name === after.guest.name ? null : 'name';
}

/**
 * Compares two complete readings.
 * @param before null for the first reading, which has no changes
 */
export function compareReadings(before: Reading | null, after: Reading): Changes {
    if (!before) {
        return noChanges;
    }
    const changed = new Map<GuestKey, GuestChange>();
    for (const [key, read] of after) {
        const change = changeOf(before.get(key), read);
        if (change) {
            changed.set(key, change);
        }
    }
    return { changed, gone: [...before.keys()].filter(key => !after.has(key)) };
}
