import { Injectable } from '@angular/core';
import { BehaviorSubject, Observable } from 'rxjs';
import { HostFailure, HostFailureCode } from '../../data/host-failure';
import { accountStanding } from '../../domain/apply/apply-failures';
import { ItemRemoval } from '../../domain/facts/apply-facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { GuestHosts } from '../inside/guest-hosts';
import { GuestRun } from '../inside/guest-run';
import { JobState } from '../inside/run-options';
import { GuestsStore } from './guests.store';
import { LookInsideStore } from '../inside/look-inside.store';

export interface ItemRemovalState {
    readonly running: boolean;
    /** The guest, and the item names that were confirmed; null before the first removal. */
    readonly request: { readonly key: GuestKey; readonly names: readonly string[] } | null;
    readonly removals: readonly ItemRemoval[];
    readonly failure: HostFailure | null;
    /** The time limit was exceeded, so it is unknown what was removed. */
    readonly timedOut: boolean;
}

const nothing: ItemRemovalState = { running: false, request: null, removals: [], failure: null, timedOut: false };

/** Removes Data Exchange items from the guest's own pool, as Microsoft recommends after leaving AVMA. Reads the guests again afterwards. */
@Injectable({ providedIn: 'root' })
export class ItemRemovalStore {
    private readonly subject = new BehaviorSubject<ItemRemovalState>(nothing);

    public readonly state: Observable<ItemRemovalState> = this.subject.asObservable();

    constructor(
        private readonly guestHosts: GuestHosts,
        private readonly guests: GuestsStore,
        private readonly inside: LookInsideStore
    ) {}

    public get current(): ItemRemovalState {
        return this.subject.value;
    }

    /**
     * Starts a removal, unless one is running or another run uses accounts. The account is discarded afterwards.
     * @param timeoutMs time limit for the guest
     * @returns false if nothing was started
     */
    public remove(job: GuestJob, names: readonly string[], timeoutMs: number): boolean {
        if (names.length === 0 || !this.inside.reserve()) {
            return false;
        }
        const { target, account } = job;
        const key = guestKey(target);
        const request = { key, names };
        const run = new GuestRun<readonly ItemRemoval[]>([job], {
            parallel: 1,
            timeoutMs,
            signIns: this.guestHosts.signIns,
            openSession: hostName => this.guestHosts.openSession(hostName),
            work: (session, _, __, signedIn) => session.removeItems(target, account, names, signedIn),
            // A name that failed has the failure of its guest, if the guest couldn't be entered.
            judge: ([first]) => accountStanding('end', first?.error ?? null)
        });
        this.subject.next({ ...nothing, running: true, request });
        let last: JobState<readonly ItemRemoval[]> | undefined;
        // With a single guest there is nothing to decide: if the host grants no session or nobody signs in, the removal ends, and the button retries it.
        let isDenied = false;
        run.shortages.subscribe(([shortage]) => {
            isDenied ||= shortage?.signIn === 'canceled';
            if (isDenied || (shortage && shortage.pausedAfter !== null)) {
                run.stop();
            }
        });
        run.states.subscribe({
            next: states => (last = states.get(key)),
            complete: () => {
                this.inside.free();
                this.subject.next({ ...nothing, request, ...outcome(last, isDenied ? 'accessDenied' : 'sessionRefused') });
                this.guests.refresh();
            }
        });
        run.start();
        return true;
    }

    public dismiss(): void {
        if (!this.current.running) {
            this.subject.next(nothing);
        }
    }
}

/** @param unsent why nothing was sent */
function outcome(state: JobState<readonly ItemRemoval[]> | undefined, unsent: HostFailureCode): Partial<ItemRemovalState> {
    switch (state?.kind) {
        case 'done':
            return { removals: state.row };
        case 'failed':
            return { failure: state.failure };
        case 'timedOut':
            return { timedOut: true };
        default:
            return { failure: { code: unsent, raw: '' } };
    }
}
