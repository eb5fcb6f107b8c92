import { filter, map, Observable, take } from 'rxjs';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';

/** Emits these guests once, as soon as they are known: a guest that isn't in a list that is still being read may be in it yet. */
export function knownGuests(store: GuestsStore, keys: readonly GuestKey[]): Observable<readonly AssessedGuest[]> {
    const wanted = new Set(keys);
    return store.judged.pipe(
        filter(({ assessed, guests: { loading, complete } }) => assessed !== null && (complete || !loading)),
        take(1),
        map(({ assessed }) => (assessed ?? []).filter(one => wanted.has(keyOf(one))))
    );
}
