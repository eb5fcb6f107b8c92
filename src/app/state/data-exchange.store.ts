import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../data/host-connection';
import { HostFailure } from '../data/host-failure';
import { DataExchangeOutcome } from '../domain/facts';
import { GuestsStore } from './guests.store';

export interface DataExchangeState {
    readonly running: boolean;
    /** What was wished for, and for how many machines; null before the first change. */
    readonly wish: { readonly enable: boolean; readonly vmIds: readonly string[] } | null;
    readonly outcomes: readonly DataExchangeOutcome[];
    readonly failure: HostFailure | null;
}

const nothing: DataExchangeState = { running: false, wish: null, outcomes: [], failure: null };

/** Switching Data Exchange of machines on and off. Afterwards the guests are read again: the list shows what is, not what was sent. */
@Injectable({ providedIn: 'root' })
export class DataExchangeStore {
    private readonly subject = new BehaviorSubject<DataExchangeState>(nothing);

    public readonly state: Observable<DataExchangeState> = this.subject.asObservable();

    constructor(
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        private readonly guests: GuestsStore
    ) {}

    public change(vmIds: readonly string[], enable: boolean): void {
        if (this.subject.value.running || vmIds.length === 0) {
            return;
        }
        const wish = { enable, vmIds };
        this.subject.next({ running: true, wish, outcomes: [], failure: null });
        this.connection.setDataExchange(vmIds, enable).subscribe({
            next: outcomes => this.end({ running: false, wish, outcomes, failure: null }),
            error: (failure: HostFailure) => this.end({ running: false, wish, outcomes: [], failure })
        });
    }

    /** Turns back what the last change has changed, and nothing else. */
    public undo(): void {
        const { wish, outcomes } = this.subject.value;
        if (wish) {
            this.change(
                outcomes.filter(one => one.outcome === 'done').map(one => one.vmId),
                !wish.enable
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
