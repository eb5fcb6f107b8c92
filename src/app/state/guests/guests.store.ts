import { Inject, Injectable } from '@angular/core';
import { BehaviorSubject, combineLatest, distinctUntilChanged, map, Observable, sampleTime, shareReplay, Subscription, switchMap, tap } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { GuestFacts } from '../../domain/facts/facts';
import { HostLogsStore, knownRequests } from './host-logs';
import { AssessedGuest, GuestJudge, KnownOfGuests } from './guest-judge';
import { HostStore } from '../hosts/host.store';
import { HostsState, HostsStore } from '../hosts/hosts.store';
import { LookInsideStore } from '../inside/look-inside.store';

export interface GuestsState {
    readonly loading: boolean;
    /** True after a complete list was read. */
    readonly complete: boolean;
    readonly guests: readonly GuestFacts[];
    /** Rows of the last reading that the importer rejected. */
    readonly problems: readonly string[];
    readonly failure: HostFailure | null;
}

/** A list of guests together with what is judged of exactly these. */
export interface JudgedGuests {
    readonly guests: GuestsState;
    /** As many as there are guests, in their order; null until the host is read, because every verdict depends on it. */
    readonly assessed: readonly AssessedGuest[] | null;
}

/** Guests to show: those of the opened host, or those of all hosts that `HostsStore` has read. */
export type GuestScope = 'opened' | 'many';

/** Rows arrive in bursts, so limit the redraws. */
const burstMs = 150;

/** The guests of all hosts as one list. Failures of hosts are shown with the hosts. */
function guestsOfMany({ hosts, loading }: HostsState): GuestsState {
    const known = hosts.filter(({ facts }) => facts !== null);
    return {
        loading,
        complete: !loading && hosts.length > 0,
        guests: known.flatMap(({ guests }) => guests),
        problems: known.flatMap(({ problems }) => problems),
        failure: null
    };
}

@Injectable({ providedIn: 'root' })
export class GuestsStore {
    private readonly own = new BehaviorSubject<GuestsState>({ loading: false, complete: false, guests: [], problems: [], failure: null });
    private readonly scopeSubject = new BehaviorSubject<GuestScope>('opened');
    private running: Subscription | null = null;

    public readonly scope: Observable<GuestScope> = this.scopeSubject.asObservable();
    public readonly state: Observable<GuestsState>;

    /** For whoever needs both: joined from `state` and `assessed`, a list would come once with the assessments of the one before. */
    public readonly judged: Observable<JudgedGuests>;

    /** Guests with their assessments; null until the host is read, because every verdict depends on it. */
    public readonly assessed: Observable<readonly AssessedGuest[] | null>;

    constructor(
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        opened: HostStore,
        inside: LookInsideStore,
        private readonly hosts: HostsStore,
        logs: HostLogsStore
    ) {
        const readings = inside.state.pipe(
            map(state => state.readings),
            distinctUntilChanged()
        );
        const requests = logs.all.pipe(map(knownRequests));
        const judge = new GuestJudge();
        const openedFacts = opened.state.pipe(map(state => state.facts));
        const known = combineLatest([readings, requests]).pipe(map(([read, requested]): KnownOfGuests => ({ readings: read, logs: requested })));
        const ofOpened = combineLatest([openedFacts, this.own, known]).pipe(
            map(([host, guests, of]) => ({ guests, assessed: host && judge.assess(connection.hostName, host, guests.guests, of) }))
        );
        const ofMany = combineLatest([hosts.state, known]).pipe(
            map(([state, of]) => ({ guests: guestsOfMany(state), assessed: judge.assessHosts(state.hosts, of).flat() }))
        );
        combineLatest([openedFacts, this.own, this.scopeSubject, hosts.state]).subscribe(([facts, own, scope, { loading, hosts: several }]) => {
            const others = several.flatMap(({ hostName, facts: ofHost, guests, phase }) =>
                ofHost && phase === 'read' ? [{ hostName, facts: ofHost, guests }] : []
            );
            const { hostName } = connection;
            if (loading || (scope === 'opened' && own.loading)) {
                return;
            }
            // The page Hosts counts the guests of all hosts that were read, whichever guests are shown.
            const opened = scope === 'opened' && facts && own.complete ? [{ hostName, facts, guests: own.guests }] : [];
            const [shown, counted] = scope === 'many' ? [others, []] : [opened, others.filter(one => one.hostName !== opened[0]?.hostName)];
            if (shown.length + counted.length > 0) {
                logs.read(shown, counted);
            }
        });
        this.state = this.scopeSubject.pipe(switchMap(scope => (scope === 'opened' ? this.own : hosts.state.pipe(map(guestsOfMany)))));
        this.judged = this.scopeSubject.pipe(
            switchMap((scope): Observable<JudgedGuests> => (scope === 'opened' ? ofOpened : ofMany)),
            shareReplay({ bufferSize: 1, refCount: true })
        );
        this.assessed = this.judged.pipe(map(({ assessed }) => assessed));
    }

    public get current(): GuestsState {
        return this.currentScope === 'opened' ? this.own.value : guestsOfMany(this.hosts.current);
    }

    public get currentScope(): GuestScope {
        return this.scopeSubject.value;
    }

    /** Selects the guests to show, and reads them if necessary. */
    public show(scope: GuestScope): void {
        this.scopeSubject.next(scope);
        this.ensure();
    }

    /** Reads the guests unless they are already loaded or loading. */
    public ensure(): void {
        if (this.currentScope === 'opened' && !this.current.complete && !this.current.loading) {
            this.refresh();
        }
    }

    /** Reads all guests again. Existing rows stay until new ones replace them; removed guests leave the list at the end. */
    public refresh(): void {
        if (this.currentScope === 'many') {
            this.hosts.read(this.hosts.current.hosts.map(({ hostName }) => hostName));
            return;
        }
        this.running?.unsubscribe();
        this.emit({ loading: true, problems: [], failure: null });
        const guests = new Map(this.own.value.guests.map(guest => [guest.vmId, guest]));
        const problems: string[] = [];
        const seen = new Set<string>();
        this.running = this.connection
            .readGuests()
            .pipe(
                tap(batch => {
                    batch.guests.forEach(guest => {
                        guests.set(guest.vmId, guest);
                        seen.add(guest.vmId);
                    });
                    problems.push(...batch.problems);
                }),
                // Emit the last burst together with the end, not twice.
                sampleTime(burstMs)
            )
            .subscribe({
                next: () => this.emit({ loading: true, guests: [...guests.values()], problems: [...problems] }),
                error: (failure: HostFailure) => this.emit({ loading: false, guests: [...guests.values()], problems, failure }),
                complete: () => this.emit({ loading: false, complete: true, guests: [...guests.values()].filter(guest => seen.has(guest.vmId)), problems })
            });
    }

    private emit(change: Partial<GuestsState>): void {
        this.own.next({ ...this.own.value, ...change });
    }
}
