import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable, Subscription } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { HostFacts } from '../../domain/facts/facts';

/** What is known of the host. After a failed refresh the old facts stay, and `failure` says why they are old. */
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

    /** A cluster was opened; the facts are those of the node that answered. */
    public get isCluster(): boolean {
        return this.connection.isCluster;
    }

    /** Whose log and facts are read: in a cluster the node that answers, once it has said its name. */
    public get answeringName(): string {
        return (this.isCluster ? this.current.facts?.computerName : null) ?? this.hostName;
    }

    /** Reads the host unless it is known or being read. */
    public ensure(): void {
        if (!this.current.facts && !this.current.loading) {
            this.refresh();
        }
    }

    /** Reads the host again; a reading under way is given up for the new one. */
    public refresh(): void {
        this.running?.unsubscribe();
        this.subject.next({ ...this.current, loading: true, failure: null });
        this.running = this.connection.readHost().subscribe({
            next: facts => this.subject.next({ loading: false, facts, failure: null }),
            error: (failure: HostFailure) => this.subject.next({ ...this.current, loading: false, failure })
        });
    }
}
