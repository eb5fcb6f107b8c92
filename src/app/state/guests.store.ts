import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, bufferTime, combineLatest, distinctUntilChanged, filter, map, Observable, shareReplay, Subscription } from 'rxjs';
import { GuestBatch, HostConnection, hostConnectionToken } from '../data/host-connection';
import { HostFailure } from '../data/host-failure';
import { GuestFacts } from '../domain/facts';
import { AssessedGuest, GuestJudge } from './guest-judge';
import { HostStore } from './host.store';
import { LookInsideStore } from './look-inside.store';

export interface GuestsState {
    readonly loading: boolean;
    /** True once a whole list has been read. */
    readonly complete: boolean;
    readonly guests: readonly GuestFacts[];
    /** Rows of the last reading that could not be understood. */
    readonly problems: readonly string[];
    readonly failure: HostFailure | null;
}

/** Rows arrive in bursts; the table is redrawn this often at most. */
const burstMs = 150;

@Injectable({ providedIn: 'root' })
export class GuestsStore {
    private readonly subject = new BehaviorSubject<GuestsState>({ loading: false, complete: false, guests: [], problems: [], failure: null });
    private running: Subscription | null = null;

    public readonly state: Observable<GuestsState> = this.subject.asObservable();

    /** Guests with their assessments; null until the host has been read, since every verdict depends on it. */
    public readonly assessed: Observable<readonly AssessedGuest[] | null>;

    constructor(
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        hosts: HostStore,
        inside: LookInsideStore
    ) {
        const hostFacts = hosts.state.pipe(map(state => state.facts));
        const readings = inside.state.pipe(
            map(state => state.readings),
            distinctUntilChanged()
        );
        const judge = new GuestJudge();
        this.assessed = combineLatest([hostFacts, this.subject, readings]).pipe(
            map(([host, { guests }, read]) => host && judge.assess(connection.hostName, host, guests, read)),
            shareReplay({ bufferSize: 1, refCount: true })
        );
    }

    public get current(): GuestsState {
        return this.subject.value;
    }

    /** Reads the guests unless they are known or being read. */
    public ensure(): void {
        if (!this.current.complete && !this.current.loading) {
            this.refresh();
        }
    }

    /** Reads all guests again. Known rows stay until new ones replace them; what has gone leaves the list at the end. */
    public refresh(): void {
        this.running?.unsubscribe();
        this.subject.next({ ...this.current, loading: true, problems: [], failure: null });
        const seen = new Set<string>();
        this.running = this.connection
            .readGuests()
            .pipe(
                bufferTime(burstMs),
                filter(batches => batches.length > 0)
            )
            .subscribe({
                next: batches => this.merge(batches, seen),
                error: (failure: HostFailure) => this.subject.next({ ...this.current, loading: false, failure }),
                complete: () =>
                    this.subject.next({
                        ...this.current,
                        loading: false,
                        complete: true,
                        guests: this.current.guests.filter(guest => seen.has(guest.vmId))
                    })
            });
    }

    private merge(batches: readonly GuestBatch[], seen: Set<string>): void {
        const guests = new Map(this.current.guests.map(guest => [guest.vmId, guest]));
        for (const guest of batches.flatMap(batch => batch.guests)) {
            guests.set(guest.vmId, guest);
            seen.add(guest.vmId);
        }
        const problems = [...this.current.problems, ...batches.flatMap(batch => batch.problems)];
        this.subject.next({ ...this.current, guests: [...guests.values()], problems });
    }
}
