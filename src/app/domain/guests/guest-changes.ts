/** What is different between two readings of a host's guests, so that the table can mark it. */
import { Assessment } from '../judgement/assessment';
import { GuestFacts } from '../facts/facts';

/** The greatest change of a guest: it was not there, it is judged otherwise, it runs or stops, it is called otherwise. */
export type GuestChange = 'new' | 'verdict' | 'state' | 'name';

export interface ReadGuest {
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
}

/** Guests by machine id, in the form that the importer gives it. */
export type Reading = ReadonlyMap<string, ReadGuest>;

export interface Changes {
    /** Only guests that changed. */
    readonly changed: ReadonlyMap<string, GuestChange>;
    /** The ids of guests that are no longer there. */
    readonly gone: readonly string[];
}

export const noChanges: Changes = { changed: new Map(), gone: [] };

/** @param before undefined: it was not there */
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

/** Compares whole readings. @param before null where nobody has looked yet: then nothing is a change */
export function compareReadings(before: Reading | null, after: Reading): Changes {
    if (!before) {
        return noChanges;
    }
    const changed = new Map<string, GuestChange>();
    for (const [id, read] of after) {
        const change = changeOf(before.get(id), read);
        if (change) {
            changed.set(id, change);
        }
    }
    return { changed, gone: [...before.keys()].filter(id => !after.has(id)) };
}
