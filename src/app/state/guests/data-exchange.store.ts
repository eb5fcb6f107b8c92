import { Injectable } from '@angular/core';
import { BehaviorSubject, catchError, forkJoin, Observable, of } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { DataExchangeOutcome } from '../../domain/facts/facts';
import { GuestHosts } from '../inside/guest-hosts';
import { GuestsStore } from './guests.store';

export interface DataExchangeState {
    readonly running: boolean;
    /** The requested change and its machines; null before the first change. */
    readonly request: { readonly enable: boolean; readonly vmIds: readonly string[] } | null;
    readonly outcomes: readonly DataExchangeOutcome[];
    readonly failure: HostFailure | null;
}

const nothing: DataExchangeState = { running: false, request: null, outcomes: [], failure: null };

/** Failed results for all machines of a host that couldn't be reached. */
function failed(vmIds: readonly string[]): (failure: HostFailure) => Observable<readonly DataExchangeOutcome[]> {
    return ({ code, raw }) => {
        const error = { code, hresult: null, id: null, reason: null, message: raw };
        return of(vmIds.map(vmId => ({ collectedAt: null, vmId, outcome: 'failed' as const, enabledState: null, returnValue: null, error })));
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

    public change(vmIds: readonly string[], enable: boolean): void {
        if (this.subject.value.running || vmIds.length === 0) {
            return;
        }
        const request = { enable, vmIds };
        this.subject.next({ running: true, request, outcomes: [], failure: null });
        const byHost = new Map<string, string[]>();
        vmIds.forEach(vmId => byHost.set(this.guestHosts.hostOf(vmId), [...(byHost.get(this.guestHosts.hostOf(vmId)) ?? []), vmId]));
        const changes = [...byHost].map(([hostName, ids]) => this.guestHosts.connection(hostName).setDataExchange(ids, enable));
        // One host's failure doesn't affect the other hosts.
        const settled = byHost.size === 1 ? changes : changes.map((change, index) => change.pipe(catchError(failed([...byHost.values()][index]))));
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
                outcomes.filter(one => one.outcome === 'done').map(one => one.vmId),
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
