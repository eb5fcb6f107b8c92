import { Injectable } from '@angular/core';
import { combineLatest, distinctUntilChanged, map, Observable, shareReplay } from 'rxjs';
import { EventFacts } from '../../domain/facts/event-facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { identifyGuest } from '../../domain/facts/guest-identity';
import { EventSubject, indexGuests, joinEvent, KnownGuest } from '../../domain/events/join-events';
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
    /** A current guest's name; null if there is no such guest. */
    readonly nameOf: (key: GuestKey) => string | null;
    /** The guest of an event. Returns the same object for the same event until the guests change. */
    readonly subjectOf: (event: EventFacts) => EventSubject;
}

type Guests = Omit<JoinedEvents, 'events' | 'ofGuests'>;

function known({ hostName, guest }: AssessedGuest): KnownGuest {
    return { hostName, vmId: guest.vmId, name: guest.name, fqdn: identifyGuest(guest, null).reportedName };
}

/** @param owners the guests that events were read in */
function join(guests: readonly AssessedGuest[] | null, owners: WeakMap<EventFacts, GuestKey>): Guests {
    const all = (guests ?? []).map(known);
    const index = indexGuests(all);
    const names = new Map(all.map(one => [guestKey(one), one.name ?? one.vmId]));
    const subjects = new WeakMap<EventFacts, EventSubject>();
    return {
        guests,
        nameOf: key => names.get(key) ?? null,
        subjectOf: event => {
            const owner = owners.get(event);
            const subject = subjects.get(event) ?? (owner ? { kind: 'guest' as const, key: owner, by: 'id' as const } : joinEvent(event, index));
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
        const owners = new WeakMap<EventFacts, GuestKey>();
        const read = guestEvents.state.pipe(
            map(({ readings }) => readings),
            distinctUntilChanged(),
            map(readings =>
                [...readings].flatMap(([key, { facts }]) => {
                    facts.events.forEach(event => owners.set(event, key));
                    return facts.events;
                })
            )
        );
        let before: Guests & { readonly key: string } = { ...join(null, owners), key: '' };
        let compared: readonly AssessedGuest[] | null = null;
        this.state = combineLatest([events.state, guests.assessed, read]).pipe(
            map(([state, assessed, ofGuests]) => {
                // Events arrive in bursts, while the guests rarely change.
                if (assessed !== compared) {
                    compared = assessed;
                    const key = JSON.stringify((assessed ?? []).map(known));
                    before = key === before.key ? before : { ...join(assessed, owners), key };
                }
                const { nameOf, subjectOf } = before;
                return { events: state, ofGuests, guests: assessed, nameOf, subjectOf };
            }),
            shareReplay({ bufferSize: 1, refCount: true })
        );
    }
}
