import { Injectable } from '@angular/core';
import { BehaviorSubject, finalize, Observable, Subscription, timer } from 'rxjs';
import { HostFailure } from '../data/host-failure';
import { ItemRemoval } from '../domain/apply-facts';
import { GuestAccount, GuestTarget } from '../domain/guest-target';
import { GuestPlaces } from './guest-places';
import { GuestsStore } from './guests.store';
import { LookInsideStore } from './look-inside.store';

export interface ItemRemovalState {
    readonly running: boolean;
    /** The guest, and the names that were chosen and confirmed; null before the first removal. */
    readonly wish: { readonly vmId: string; readonly names: readonly string[] } | null;
    readonly removals: readonly ItemRemoval[];
    readonly failure: HostFailure | null;
    /** It took longer than it may: what was removed is not known. */
    readonly timedOut: boolean;
}

const nothing: ItemRemovalState = { running: false, wish: null, removals: [], failure: null, timedOut: false };

/** Removing Data Exchange items from the guest's own pool, as Microsoft asks after AVMA was left. Afterwards the guests are read again. */
@Injectable({ providedIn: 'root' })
export class ItemRemovalStore {
    private readonly subject = new BehaviorSubject<ItemRemovalState>(nothing);

    public readonly state: Observable<ItemRemovalState> = this.subject.asObservable();

    constructor(
        private readonly places: GuestPlaces,
        private readonly guests: GuestsStore,
        private readonly inside: LookInsideStore
    ) {}

    public get current(): ItemRemovalState {
        return this.subject.value;
    }

    /**
     * One removal at a time, and none while another run uses accounts. The account is forgotten with it.
     * @param timeoutMs how long the guest may take
     * @returns false where nothing was started
     */
    public remove(target: GuestTarget, account: GuestAccount, names: readonly string[], timeoutMs: number): boolean {
        if (names.length === 0 || !this.inside.reserve()) {
            return false;
        }
        const wish = { vmId: target.vmId, names };
        const session = this.places.openSession(this.places.hostOf(target.vmId));
        const work = new Subscription();
        const end = (change: Partial<ItemRemovalState>): void => {
            work.unsubscribe();
            this.inside.free();
            this.subject.next({ ...nothing, wish, ...change });
            this.guests.refresh();
        };
        let removals: readonly ItemRemoval[] = [];
        this.subject.next({ ...nothing, running: true, wish });
        work.add(timer(timeoutMs).subscribe(() => end({ timedOut: true })));
        work.add(
            session
                .removeItems(target, account, names)
                .pipe(finalize(() => session.close()))
                .subscribe({
                    next: found => (removals = found),
                    error: (failure: HostFailure) => end({ failure }),
                    complete: () => end({ removals })
                })
        );
        return true;
    }

    public dismiss(): void {
        if (!this.current.running) {
            this.subject.next(nothing);
        }
    }
}
