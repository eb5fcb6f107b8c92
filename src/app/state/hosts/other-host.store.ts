import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable, Subscription } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { importCase } from '../../data/import/import-case';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { HostFacts } from '../../domain/facts/facts';

/** The host that guests may move to. */
export interface OtherHostState {
    readonly loading: boolean;
    /** The name that was used to reach the host, or the one in the file. Empty if no host was selected. */
    readonly name: string;
    readonly facts: HostFacts | null;
    readonly failure: HostFailure | null;
    /** The importer's message about the file; empty if the file is valid. */
    readonly fileProblem: string;
}

const none: OtherHostState = { loading: false, name: '', facts: null, failure: null, fileProblem: '' };

/** A host other than the opened one, read over the network by name or from a file with facts. */
@Injectable({ providedIn: 'root' })
export class OtherHostStore {
    private readonly subject = new BehaviorSubject<OtherHostState>(none);
    private running: Subscription | null = null;

    public readonly state: Observable<OtherHostState> = this.subject.asObservable();

    constructor(@Inject(manyHostsToken) private readonly many: ManyHosts) {}

    public get current(): OtherHostState {
        return this.subject.value;
    }

    public read(hostName: string): void {
        this.running?.unsubscribe();
        this.subject.next({ ...none, loading: true, name: hostName });
        this.running = this.many
            .connect(hostName)
            .readHost()
            .subscribe({
                next: facts => this.subject.next({ ...none, name: hostName, facts }),
                error: (failure: HostFailure) => this.subject.next({ ...none, name: hostName, failure })
            });
    }

    /** @param text a file written by "Export facts"; only its host is used */
    public takeFile(fileName: string, text: string): void {
        this.running?.unsubscribe();
        try {
            const { host } = importCase(JSON.parse(text.replace(/^\uFEFF/, '')));
            this.subject.next({ ...none, name: host.computerName ?? fileName, facts: host });
        } catch (error) {
            this.subject.next({ ...none, name: fileName, fileProblem: (error as Error).message });
        }
    }
}
