import { Injectable } from '@angular/core';
import { combineLatest, distinctUntilChanged, map, Observable, shareReplay } from 'rxjs';
import { EventFacts } from '../../domain/facts/event-facts';
import { identifyGuest } from '../../domain/facts/guest-identity';
import { EventSubject, GuestIndex, indexGuests, joinEvent, KnownGuest } from '../../domain/events/join-events';
import { EventsState, EventsStore } from './events.store';
import { GuestEventsStore } from './guest-events.store';
import { AssessedGuest } from '../guests/guest-judge';
import { GuestsStore } from '../guests/guests.store';

/** Events with the current guests. */
export interface JoinedEvents {
    readonly events: EventsState;
    /** Events read from guests' own logs. */
    readonly ofGuests: readonly EventFacts[];
    /** Null until the host and its guests are read. */
    readonly guests: readonly AssessedGuest[] | null;
    readonly index: GuestIndex;
    /** A current guest's name; null if there is no such guest. */
    readonly nameOf: (vmId: string) => string | null;
    /** The guest of an event. Returns the same object for the same event until the guests change. */
    readonly subjectOf: (event: EventFacts) => EventSubject;
}

type Guests = Omit<JoinedEvents, 'events' | 'ofGuests'>;

function known({ guest }: AssessedGuest): KnownGuest {
    return { vmId: guest.vmId, name: guest.name, fqdn: identifyGuest(guest, null).reportedName };
}

function join(guests: readonly AssessedGuest[] | null): Guests {
    const all = (guests ?? []).map(known);
    const index = indexGuests(all);
    const names = new Map(all.map(({ vmId, name }) => [vmId, name ?? vmId]));
    const subjects = new WeakMap<EventFacts, EventSubject>();
    return {
        guests,
        index,
        nameOf: vmId => names.get(vmId) ?? null,
        subjectOf: event => {
            const subject = subjects.get(event) ?? joinEvent(event, index);
            subjects.set(event, subject);
            return subject;
        }
    };
}

/** Assigns the host's events to its guests, once for all screens. */
@Injectable({ providedIn: 'root' })
export class JoinedEventsStore {
    public readonly state: Observable<JoinedEvents>;

    constructor(events: EventsStore, guests: GuestsStore, guestEvents: GuestEventsStore) {
        const read = guestEvents.state.pipe(
            map(({ readings }) => readings),
            distinctUntilChanged(),
            map(readings => [...readings.values()].flatMap(({ facts }) => facts.events))
        );
        let before: Guests & { readonly key: string } = { ...join(null), key: '' };
        let compared: readonly AssessedGuest[] | null = null;
        this.state = combineLatest([events.state, guests.assessed, read]).pipe(
            map(([state, assessed, ofGuests]) => {
                // Events arrive in bursts, while the guests rarely change.
                if (assessed !== compared) {
                    compared = assessed;
                    const key = JSON.stringify((assessed ?? []).map(known));
                    before = key === before.key ? before : { ...join(assessed), key };
                }
                const { index, nameOf, subjectOf } = before;
                return { events: state, ofGuests, guests: assessed, index, nameOf, subjectOf };
            }),
            shareReplay({ bufferSize: 1, refCount: true })
        );
    }
}
