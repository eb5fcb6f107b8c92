import { Inject, Injectable } from '@angular/core';
import { GuestSession } from '../../data/guest-session';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { GuestFacts } from '../../domain/facts/facts';

/** Finds the host of a guest. PowerShell Direct only reaches guests of its own host. */
@Injectable({ providedIn: 'root' })
export class GuestHosts {
    private guestHosts: ReadonlyMap<string, string> = new Map();

    constructor(
        @Inject(hostConnectionToken) private readonly opened: HostConnection,
        @Inject(manyHostsToken) private readonly many: ManyHosts
    ) {}

    /** Saves the hosts of guests. A Hyper-V replica has the same id as its original and is off, so the running one wins. */
    public take(hosts: ReadonlyArray<{ readonly hostName: string; readonly guests: readonly GuestFacts[] }>): void {
        const running = 2;
        const guestHosts = new Map<string, string>();
        for (const { hostName, guests } of hosts) {
            for (const { vmId, enabledState } of guests) {
                if (!guestHosts.has(vmId) || enabledState === running) {
                    guestHosts.set(vmId, hostName);
                }
            }
        }
        this.guestHosts = guestHosts;
    }

    /** The name used to reach a guest's host; the opened host for guests that weren't read with another one. */
    public hostOf(vmId: string): string {
        return this.guestHosts.get(vmId) ?? this.opened.hostName;
    }

    public connection(hostName: string): HostConnection {
        return hostName === this.opened.hostName ? this.opened : this.many.connect(hostName);
    }

    /** Creates a session on a host; sends nothing before its first use. */
    public openSession(hostName: string): GuestSession {
        return this.connection(hostName).openGuestSession();
    }
}
