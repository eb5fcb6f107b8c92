import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable, Subscription } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { HostFacts } from '../../domain/facts/facts';

/** The opened host. After a failed refresh the old facts stay, and `failure` contains the reason. */
export interface HostState {
    readonly loading: boolean;
    readonly facts: HostFacts | null;
    readonly failure: HostFailure | null;
}

@Injectable({ providedIn: 'root' })
export class HostStore {
    private readonly subject = new BehaviorSubject<HostState>({ loading: false, facts: null, failure: null });
    private running: Subscription | null = null;

    public readonly state: Observable<HostState> = this.subject.asObservable();

    constructor(@Inject(hostConnectionToken) private readonly connection: HostConnection) {}

    public get current(): HostState {
        return this.subject.value;
    }

    public get hostName(): string {
        return this.connection.hostName;
    }

    /** Whether a cluster was opened; the facts are those of the node that answered. */
    public get isCluster(): boolean {
        return this.connection.isCluster;
    }

    /** Name of the host whose log and facts are read; in a cluster, the node that answers, once its name is known. */
    public get answeringName(): string {
        return (this.isCluster ? this.current.facts?.computerName : null) ?? this.hostName;
    }

    /** Reads the host unless it is already loaded or loading. */
    public ensure(): void {
        if (!this.current.facts && !this.current.loading) {
            this.refresh();
        }
    }

    /** Reads the host again; cancels a running reading. */
    public refresh(): void {
        this.running?.unsubscribe();
        this.subject.next({ ...this.current, loading: true, failure: null });
        this.running = this.connection.readHost().subscribe({
            next: facts => this.subject.next({ loading: false, facts, failure: null }),
            error: (failure: HostFailure) => this.subject.next({ ...this.current, loading: false, failure })
        });
    }
}
