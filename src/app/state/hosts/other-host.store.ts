import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, Observable, Subscription } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { importCase } from '../../data/import/import-case';
import { ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { HostFacts } from '../../domain/facts/facts';

/** The host that guests may move to. */
export interface OtherHostState {
    readonly loading: boolean;
    /** How it is called: the name by which it was asked, or that of the file. Empty where none was chosen. */
    readonly name: string;
    readonly facts: HostFacts | null;
    readonly failure: HostFailure | null;
    /** What is wrong with the file, in the importer's words; empty where nothing is. */
    readonly fileProblem: string;
}

const none: OtherHostState = { loading: false, name: '', facts: null, failure: null, fileProblem: '' };

/** A host that exists and is not the opened one: asked by its name, or known from a file of facts. */
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

    /** @param text the file that "Export facts" has written; nothing is read but its host */
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
