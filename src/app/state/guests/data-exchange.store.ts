import { Injectable } from '@angular/core';
import { BehaviorSubject, catchError, forkJoin, map, Observable, of } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { DataExchangeOutcome } from '../../domain/facts/facts';
import { GuestPlace } from '../../domain/facts/guest-key';
import { GuestHosts } from '../inside/guest-hosts';
import { GuestsStore } from './guests.store';

/** What became of one machine on its host. */
export type PlacedOutcome = DataExchangeOutcome & GuestPlace;

export interface DataExchangeState {
    readonly running: boolean;
    /** The requested change and its machines; null before the first change. */
    readonly request: { readonly enable: boolean; readonly places: readonly GuestPlace[] } | null;
    readonly outcomes: readonly PlacedOutcome[];
    readonly failure: HostFailure | null;
}

const nothing: DataExchangeState = { running: false, request: null, outcomes: [], failure: null };

/** Failed results for all machines of a host that couldn't be reached. */
function failed([hostName, vmIds]: readonly [string, readonly string[]]): (failure: HostFailure) => Observable<readonly PlacedOutcome[]> {
    return ({ code, raw }) => {
        const error = { code, hresult: null, id: null, reason: null, message: raw };
        return of(vmIds.map(vmId => ({ collectedAt: null, hostName, vmId, outcome: 'failed' as const, enabledState: null, returnValue: null, error })));
    };
}

/** Enables and disables Data Exchange of machines. Reads the guests again afterwards, so that the list shows the actual state. */
@Injectable({ providedIn: 'root' })
export class DataExchangeStore {
    private readonly subject = new BehaviorSubject<DataExchangeState>(nothing);

    public readonly state: Observable<DataExchangeState> = this.subject.asObservable();

    constructor(
        private readonly guestHosts: GuestHosts,
        private readonly guests: GuestsStore
    ) {}

    public change(places: readonly GuestPlace[], enable: boolean): void {
        if (this.subject.value.running || places.length === 0) {
            return;
        }
        const request = { enable, places };
        this.subject.next({ running: true, request, outcomes: [], failure: null });
        const byHost = new Map<string, string[]>();
        places.forEach(({ hostName, vmId }) => byHost.set(hostName, [...(byHost.get(hostName) ?? []), vmId]));
        const changes = [...byHost].map(([hostName, ids]) =>
            this.guestHosts
                .connection(hostName)
                .setDataExchange(ids, enable)
                .pipe(map(outcomes => outcomes.map((outcome): PlacedOutcome => ({ ...outcome, hostName }))))
        );
        // One host's failure doesn't affect the other hosts.
        const settled = byHost.size === 1 ? changes : changes.map((change, index) => change.pipe(catchError(failed([...byHost][index]))));
        forkJoin(settled).subscribe({
            next: outcomes => this.end({ running: false, request, outcomes: outcomes.flat(), failure: null }),
            error: (failure: HostFailure) => this.end({ running: false, request, outcomes: [], failure })
        });
    }

    /** Reverts what the last change actually changed. */
    public undo(): void {
        const { request, outcomes } = this.subject.value;
        if (request) {
            this.change(
                outcomes.filter(one => one.outcome === 'done'),
                !request.enable
            );
        }
    }

    public dismiss(): void {
        if (!this.subject.value.running) {
            this.subject.next(nothing);
        }
    }

    private end(state: DataExchangeState): void {
        this.subject.next(state);
        this.guests.refresh();
    }
}
