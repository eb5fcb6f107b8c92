import { SignInNeed } from './sign-in-need';

/** A host that grants fewer sessions than a run needs while guests wait, or that the run can't reach until somebody signs in. */
export interface SessionShortage {
    readonly hostName: string;
    /** Sessions that the host grants now. */
    readonly granted: number;
    /** Minutes without any session, after which the run stopped trying until somebody continues it; null while it tries. */
    readonly pausedAfter: number | null;
    /** The sign-in that the run waits for; `canceled`: nobody is asked any more, until somebody continues it. Null while it waits for none. */
    readonly signIn: SignInNeed | 'canceled' | null;
}
