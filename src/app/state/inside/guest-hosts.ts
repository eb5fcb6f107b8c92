import { Inject, Injectable } from '@angular/core';
import { GuestSession } from '../../data/guest-session';
import { SignInStorage } from './sign-in-storage';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';

/** Connects to the hosts of guests, and knows the sign-ins of all runs and tabs. PowerShell Direct only reaches guests of its own host. */
@Injectable({ providedIn: 'root' })
export class GuestHosts {
    constructor(
        @Inject(hostConnectionToken) private readonly opened: HostConnection,
        @Inject(manyHostsToken) private readonly many: ManyHosts,
        public readonly signIns: SignInStorage
    ) {}

    /** @param hostName the name that is used to reach the host */
    public connection(hostName: string): HostConnection {
        return hostName === this.opened.hostName ? this.opened : this.many.connect(hostName);
    }

    /** Creates a session on a host; sends nothing before its first use. */
    public openSession(hostName: string): GuestSession {
        return this.connection(hostName).openGuestSession();
    }
}
