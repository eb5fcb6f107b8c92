import { Inject, Injectable } from '@angular/core';
import { Observable } from 'rxjs';
import { KnownConnection, ManyHosts, manyHostsToken } from '../../data/many-hosts';

/** The administrator's servers and clusters in Windows Admin Center; queried for each call. */
@Injectable({ providedIn: 'root' })
export class ConnectionsStore {
    constructor(@Inject(manyHostsToken) private readonly many: ManyHosts) {}

    /** Fails with a `HostFailure`. */
    public list(): Observable<readonly KnownConnection[]> {
        return this.many.connections();
    }
}
