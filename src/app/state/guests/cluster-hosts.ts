import { Inject, Injectable } from '@angular/core';
import { combineLatest, filter, first, Subscription, take } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { nodeAddress } from '../../domain/facts/node-names';
import { ClusterStore } from '../hosts/cluster.store';
import { GuestsStore } from './guests.store';
import { HostStore } from '../hosts/host.store';
import { HostsStore } from '../hosts/hosts.store';

/** Reads all nodes of the opened host's cluster. */
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

    /** If the administrator opened a cluster, shows all its nodes and their guests. Runs once. */
    public begin(): void {
        if (this.connection.isCluster && !this.begun) {
            this.begun = true;
            this.guests.show('many');
            this.read();
        }
    }

    /** Reads the list of nodes, then each node. */
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
                    // Without a list of nodes, show the node that answers.
                    this.guests.show('opened');
                    if (facts === null) {
                        this.waitForAnswer();
                    }
                }
            });
    }

    /** No node answered; once one does, after a retry on any page, read the whole cluster. */
    private waitForAnswer(): void {
        this.waiting = this.opened.state.pipe(first(({ facts }) => facts !== null)).subscribe(() => {
            if (this.connection.isCluster) {
                this.guests.show('many');
            }
            this.read();
        });
    }
}
