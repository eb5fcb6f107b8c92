import { Inject, Injectable } from '@angular/core';
import { combineLatest, filter, first, Subscription, take } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { nodeAddress } from '../../domain/facts/node-names';
import { ClusterStore } from '../hosts/cluster.store';
import { GuestsStore } from './guests.store';
import { HostStore } from '../hosts/host.store';
import { HostsStore } from '../hosts/hosts.store';

/** The nodes of the opened host's cluster as the hosts that are read. */
@Injectable({ providedIn: 'root' })
export class ClusterHosts {
    private begun = false;
    private waiting: Subscription | null = null;

    constructor(
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        private readonly opened: HostStore,
        private readonly clusters: ClusterStore,
        private readonly hosts: HostsStore,
        private readonly guests: GuestsStore
    ) {}

    /** Whoever has opened a cluster means all of its nodes and their guests. Happens once. */
    public begin(): void {
        if (this.connection.isCluster && !this.begun) {
            this.begun = true;
            this.guests.show('many');
            this.read();
        }
    }

    /** Reads which nodes there are, then each of them. */
    public read(): void {
        this.waiting?.unsubscribe();
        this.opened.ensure();
        this.clusters.refresh();
        this.waiting = combineLatest([this.opened.state, this.clusters.state])
            .pipe(
                filter(([opened, cluster]) => !opened.loading && !cluster.loading),
                take(1)
            )
            .subscribe(([{ facts }, { nodes, failure }]) => {
                if (failure === null && nodes.length > 0) {
                    this.hosts.read(nodes.map(({ nodeName }) => nodeAddress(nodeName, facts?.fqdn ?? null)));
                } else if (this.hosts.current.hosts.length === 0) {
                    // The node that answers is all there is to see.
                    this.guests.show('opened');
                    if (facts === null) {
                        this.waitForAnswer();
                    }
                }
            });
    }

    /** Nobody has answered: whoever tries again on any page means the whole cluster. */
    private waitForAnswer(): void {
        this.waiting = this.opened.state.pipe(first(({ facts }) => facts !== null)).subscribe(() => {
            if (this.connection.isCluster) {
                this.guests.show('many');
            }
            this.read();
        });
    }
}
