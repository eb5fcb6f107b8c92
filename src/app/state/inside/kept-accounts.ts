import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, fromEvent, Observable, Subscription, timer } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { GuestKey } from '../../domain/facts/guest-key';
import { GuestAccount } from '../../domain/inside/guest-target';
import { SignInStorage } from './sign-in-storage';

/** An account is dropped after this long without use. */
export const keptMs = 15 * 60_000;

const nameOf = ({ user }: GuestAccount): string => user.trim().toLowerCase();

/**
 * Accounts that the administrator chose to use again: in memory only, and without the guests that got them. Dropped after a rejection, after 15 minutes without use, when the
 * page closes, and when another connection is opened.
 */
@Injectable({ providedIn: 'root' })
export class KeptAccounts {
    private readonly subject = new BehaviorSubject<readonly GuestAccount[]>([]);
    private readonly ends = new Map<GuestAccount, Subscription>();
    private keptOn = '';

    /** Emits after each change. */
    public readonly changes: Observable<readonly GuestAccount[]> = this.subject.asObservable();

    constructor(
        @Inject(hostConnectionToken) private readonly opened: HostConnection,
        private readonly signIns: SignInStorage
    ) {
        signIns.rejections.subscribe(account => this.forget(account));
        fromEvent(window, 'pagehide').subscribe(() => this.forgetAll());
    }

    public get accounts(): readonly GuestAccount[] {
        if (this.subject.value.length > 0 && this.keptOn !== this.opened.hostName) {
            this.forgetAll();
        }
        return this.subject.value;
    }

    /** Keeps an account from now on, in place of one with the same name. Called at each use. */
    public keep(account: GuestAccount): void {
        const others = this.accounts.filter(one => nameOf(one) !== nameOf(account));
        this.keptOn = this.opened.hostName;
        this.set([...others, account]);
        this.ends.get(account)?.unsubscribe();
        this.ends.set(
            account,
            timer(keptMs).subscribe(() => this.forget(account))
        );
    }

    /** Also another password of the same name: a rejection counts against the name. */
    public forget(account: GuestAccount): void {
        this.set(this.subject.value.filter(one => nameOf(one) !== nameOf(account)));
    }

    /** The account that a guest rejected in an earlier run; null if it has accepted one since. */
    public rejectedUser(guest: GuestKey): string | null {
        return this.signIns.rejectedUser(guest);
    }

    /** The domain accounts that may be sent to no guest now, by `CountedAccount.name`, with the time when they may be again. */
    public exhausted(): ReadonlyMap<string, number> {
        return this.signIns.exhausted();
    }

    private forgetAll(): void {
        this.set([]);
    }

    private set(accounts: readonly GuestAccount[]): void {
        for (const gone of this.subject.value.filter(one => !accounts.includes(one))) {
            this.ends.get(gone)?.unsubscribe();
            this.ends.delete(gone);
        }
        if (accounts.length > 0 || this.subject.value.length > 0) {
            this.subject.next(accounts);
        }
    }
}
