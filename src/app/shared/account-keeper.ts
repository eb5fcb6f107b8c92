import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { GuestAccount } from '../domain/inside/guest-target';

/** Accounts that the administrator chose to use again (`state/inside/kept-accounts`). */
export interface AccountKeeper {
    readonly accounts: readonly GuestAccount[];
    /** Emits at once, and after each change. */
    readonly changes: Observable<readonly GuestAccount[]>;
    keep(account: GuestAccount): void;
    forget(account: GuestAccount): void;
}

export const accountKeeperToken = new InjectionToken<AccountKeeper>('AccountKeeper');
