import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, forkJoin, Observable, Subscription } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { ClusterGuestFacts, ClusterNodeFacts } from '../../domain/facts/facts';

/** The opened host's cluster. After a failed refresh the old rows stay, and `failure` contains the reason. */
export interface ClusterState {
    readonly loading: boolean;
    /** Empty if the host isn't a cluster node, and before the cluster is read. */
    readonly nodes: readonly ClusterNodeFacts[];
    readonly guests: readonly ClusterGuestFacts[];
    readonly failure: HostFailure | null;
}

@Injectable({ providedIn: 'root' })
export class ClusterStore {
    private readonly subject = new BehaviorSubject<ClusterState>({ loading: false, nodes: [], guests: [], failure: null });
    private running: Subscription | null = null;

    public readonly state: Observable<ClusterState> = this.subject.asObservable();

    constructor(
        @Inject(manyHostsToken) private readonly many: ManyHosts,
        @Inject(hostConnectionToken) private readonly connection: HostConnection
    ) {}

    public get current(): ClusterState {
        return this.subject.value;
    }

    public refresh(): void {
        this.running?.unsubscribe();
        const { address } = this.connection;
        this.subject.next({ ...this.current, loading: true, failure: null });
        this.running = forkJoin([this.many.readClusterNodes(address), this.many.readClusterGuests(address)]).subscribe({
            next: ([nodes, guests]) => this.subject.next({ loading: false, nodes, guests, failure: null }),
            error: (failure: HostFailure) => this.subject.next({ ...this.current, loading: false, failure })
        });
    }
}
