import { Inject, Injectable } from '@angular/core';
import { Observable } from 'rxjs';
import { KnownConnection, ManyHosts, manyHostsToken } from '../../data/many-hosts';

/** The servers and clusters that the administrator has in Windows Admin Center, asked anew each time. */
@Injectable({ providedIn: 'root' })
export class ConnectionsStore {
    constructor(@Inject(manyHostsToken) private readonly many: ManyHosts) {}

    /** Fails with a `HostFailure`. */
    public list(): Observable<readonly KnownConnection[]> {
        return this.many.connections();
    }
}
