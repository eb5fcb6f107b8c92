import { Injectable } from '@angular/core';
import { BehaviorSubject, Observable } from 'rxjs';
import { GuestKey, keyOf } from '../../domain/facts/guest-key';
import { Changes, compareReadings, noChanges, Reading } from '../../domain/guests/guest-changes';
import { AssessedGuest } from './guest-judge';
import { GuestsState, GuestsStore } from './guests.store';

/** Changes since the guests were last read. */
@Injectable({ providedIn: 'root' })
export class ChangesStore {
    private readonly subject = new BehaviorSubject<Changes>(noChanges);
    private before: Reading | null = null;
    /** Names of all guests ever read, because removed guests have no other data left. */
    private readonly names = new Map<GuestKey, string>();
    /** The list that `before` was built from. */
    private compared: GuestsState['guests'] | null = null;

    public readonly changes: Observable<Changes> = this.subject.asObservable();

    constructor(guests: GuestsStore) {
        guests.judged.subscribe(({ guests: state, assessed }) => this.take(state, assessed));
    }

    public nameOf(key: GuestKey): string {
        return this.names.get(key) ?? key;
    }

    private take(state: GuestsState, assessed: readonly AssessedGuest[] | null): void {
        if (!assessed || state.loading || !state.complete || state.guests === this.compared) {
            return;
        }
        this.compared = state.guests;
        const now = new Map(assessed.map(one => [keyOf(one), one]));
        assessed.forEach(one => this.names.set(keyOf(one), one.guest.name ?? one.guest.vmId));
        this.subject.next(compareReadings(this.before, now));
        this.before = now;
    }
}
