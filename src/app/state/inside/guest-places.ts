import { Inject, Injectable } from '@angular/core';
import { GuestSession } from '../../data/guest-session';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { GuestFacts } from '../../domain/facts/facts';

/** On which host a guest is entered: PowerShell Direct knows only the guests of its own host. */
@Injectable({ providedIn: 'root' })
export class GuestPlaces {
    private places: ReadonlyMap<string, string> = new Map();

    constructor(
        @Inject(hostConnectionToken) private readonly opened: HostConnection,
        @Inject(manyHostsToken) private readonly many: ManyHosts
    ) {}

    /** Remembers where the guests of many hosts are. A replica has the id of its original, and is off: the running one is meant. */
    public take(hosts: ReadonlyArray<{ readonly hostName: string; readonly guests: readonly GuestFacts[] }>): void {
        const running = 2;
        const places = new Map<string, string>();
        for (const { hostName, guests } of hosts) {
            for (const { vmId, enabledState } of guests) {
                if (!places.has(vmId) || enabledState === running) {
                    places.set(vmId, hostName);
                }
            }
        }
        this.places = places;
    }

    /** The name by which the guest's host is asked: the opened host's for guests that no other was read with. */
    public hostOf(vmId: string): string {
        return this.places.get(vmId) ?? this.opened.hostName;
    }

    public connection(hostName: string): HostConnection {
        return hostName === this.opened.hostName ? this.opened : this.many.connect(hostName);
    }

    /** A session on a host; nothing is sent before its first use. */
    public openSession(hostName: string): GuestSession {
        return this.connection(hostName).openGuestSession();
    }
}
