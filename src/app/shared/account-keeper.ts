import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { GuestKey } from '../domain/facts/guest-key';
import { GuestAccount } from '../domain/inside/guest-target';

/** What is left of accounts after a run: those that the administrator chose to use again, and what guests answered (`state/inside/kept-accounts`). */
export interface AccountKeeper {
    readonly accounts: readonly GuestAccount[];
    /** Emits at once, and after each change. */
    readonly changes: Observable<readonly GuestAccount[]>;
    keep(account: GuestAccount): void;
    forget(account: GuestAccount): void;
    /** The account that a guest rejected in an earlier run, as it was entered; null if it has accepted one since. */
    rejectedUser(guest: GuestKey): string | null;
    /** The domain accounts that may be sent to no guest now, by `CountedAccount.name`, with the time when they may be again. */
    exhausted(): ReadonlyMap<string, number>;
}

export const accountKeeperToken = new InjectionToken<AccountKeeper>('AccountKeeper');
