import { Inject, Injectable, NgZone } from '@angular/core';
import { BehaviorSubject, concat, defer, Observable, sampleTime, Subscription, tap } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { HostAnswer, ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { distinctNames, sameMachine } from '../../domain/facts/node-names';

/**
 * The state of reading one of several hosts. Guests aren't read for `withoutHyperV`, and for `twice`: a duplicate that was already read under another name,
 * such as a cluster and the node that answers for it.
 */
export type HostPhase = 'waiting' | 'hostRead' | 'read' | 'withoutHyperV' | 'duplicate' | 'failed' | 'cancelled';

/** One of several hosts. After a failed refresh, facts and guests are the old ones, and `failure` contains the reason. */
export interface HostReading {
    /** The name that was used to reach the host. */
    readonly hostName: string;
    readonly phase: HostPhase;
    readonly facts: HostFacts | null;
    readonly guests: readonly GuestFacts[];
    /** Guest rows that the importer rejected. */
    readonly problems: readonly string[];
    /** Why the host, or only its guests, couldn't be read. */
    readonly failure: HostFailure | null;
}

/** Why an account for several hosts was only used for the first one. */
export interface AccountOutcome {
    /** The host that the account was tried on. */
    readonly hostName: string;
    /** `unproven`: the host failed for another reason, which says nothing about the account. */
    readonly kind: 'rejected' | 'unproven';
}

export interface HostsState {
    readonly loading: boolean;
    /** Null if there is no message about an account. */
    readonly account: AccountOutcome | null;
    /** In the requested order. */
    readonly hosts: readonly HostReading[];
}

/** Rows arrive in bursts, so limit the redraws. Many hosts take longer to draw, and nobody follows each of them. */
const burstMs = 150;
const burstOfManyMs = 1000;
const manyHosts = 40;

const open: readonly HostPhase[] = ['waiting', 'hostRead'];
const answered: readonly HostPhase[] = ['hostRead', 'read', 'withoutHyperV'];

/** Whether a retry makes sense for a host. */
export function wantsRetry({ phase }: HostReading): boolean {
    return phase === 'failed' || phase === 'cancelled';
}

/** Whether a host rejected the gateway's account, or the one that was entered for it. */
export function isDenied({ phase, failure }: HostReading): boolean {
    return phase === 'failed' && failure?.code === 'accessDenied';
}

/** Whether no host has answered yet and none has old data. */
export function isSilent({ loading, hosts }: HostsState): boolean {
    return loading && hosts.every(({ phase, facts }) => phase === 'waiting' && facts === null);
}

/** Several hosts with their guests: the nodes of a cluster, or hosts that the administrator selected. Every host ends with a result. */
@Injectable({ providedIn: 'root' })
export class HostsStore {
    private readonly subject = new BehaviorSubject<HostsState>({ loading: false, account: null, hosts: [] });
    private running: Subscription | null = null;
    /** Readings that may be newer than the emitted state, by host name as requested. */
    private readings = new Map<string, HostReading>();
    /** Ids of the guests that the running reading found on each host. */
    private readonly seen = new Map<string, Set<string>>();
    /** Names of hosts that prompted for an account. After a cancellation, a refresh doesn't prompt again; the row offers to sign in. */
    private readonly prompted = new Set<string>();

    public readonly state: Observable<HostsState> = this.subject.asObservable();

    constructor(
        @Inject(manyHostsToken) private readonly many: ManyHosts,
        private readonly zone: NgZone
    ) {}

    public get current(): HostsState {
        return this.subject.value;
    }

    /** Reads these hosts, and drops all others. Existing data stays until the hosts have answered. */
    public read(hostNames: readonly string[]): void {
        const known = this.readings;
        const names = distinctNames(hostNames);
        this.readings = new Map(names.map(name => [name, waiting(name, known.get(name))]));
        this.ask(names, true);
    }

    /** Reads the failed hosts again, and keeps all others. */
    public retry(): void {
        this.askAgain(
            [...this.readings.values()].filter(wantsRetry).map(({ hostName }) => hostName),
            true
        );
    }

    /** Prompts for an account for one host, and reads the host with it. Does nothing if the administrator cancels. */
    public signIn(hostName: string): void {
        this.many.askAccount(hostName).subscribe({ next: () => this.askAgain([hostName], false), error: () => undefined });
    }

    /**
     * Prompts for one account for all hosts that denied access. Tries it on the first one, and uses it for the others only if that host accepts it, so that a
     * typo can't lock the account out.
     */
    public signInToDenied(): void {
        const [first, ...others] = [...this.readings.values()].filter(isDenied).map(({ hostName }) => hostName);
        if (first === undefined) {
            return;
        }
        this.many.askAccount(first).subscribe({
            next: account =>
                this.askAgain([first], false, () => {
                    const tried = this.readings.get(first);
                    if (tried && !tried.failure) {
                        this.many.shareAccount(account, others).subscribe(() => this.askAgain(others, false));
                    } else if (tried) {
                        this.emit(false, { hostName: first, kind: isDenied(tried) ? 'rejected' : 'unproven' });
                    }
                }),
            error: () => undefined
        });
    }

    /** Stops; hosts without an answer become `cancelled`. */
    public cancel(): void {
        this.running?.unsubscribe();
        this.running = null;
        this.end('cancelled', null);
    }

    private askAgain(names: readonly string[], prompts: boolean, then?: () => void): void {
        const known = names.filter(name => this.readings.has(name));
        known.forEach(name => this.readings.set(name, waiting(name, this.readings.get(name))));
        this.ask(known, prompts, then);
    }

    /**
     * @param prompts whether to prompt if exactly one host needs an account
     * @param then runs after all hosts have answered, unless another reading started
     */
    private ask(names: readonly string[], prompts: boolean, then: () => void = () => undefined): void {
        this.running?.unsubscribe();
        names.forEach(name => this.seen.set(name, new Set()));
        this.emit(true);
        const hosts = defer(() => this.many.readHosts(names, name => prompts && this.claimPrompt(name))).pipe(tap(answer => this.takeHost(answer)));
        const guests = defer(() => this.many.readGuests(names.filter(name => this.readings.get(name)?.phase === 'hostRead'))).pipe(
            tap(answer => this.takeGuests(answer))
        );
        const answers = concat<[HostAnswer<HostFacts>, HostAnswer<GuestFacts>]>(hosts, guests).pipe(
            // Emit the last burst together with the end, not twice.
            sampleTime(names.length > manyHosts ? burstOfManyMs : burstMs)
        );
        // Outside the zone, because inside it every step of every request would check the whole page. Only emitted states need drawing.
        this.running = this.zone.runOutsideAngular(() =>
            answers.subscribe({
                next: () => this.zone.run(() => this.emit(true)),
                error: (failure: HostFailure) => this.zone.run(() => this.end('failed', failure)),
                complete: () =>
                    this.zone.run(() => {
                        this.end('failed', { code: 'noAnswer', raw: '' });
                        then();
                    })
            })
        );
    }

    /** Each host prompts only once. */
    private claimPrompt(hostName: string): boolean {
        const isFirst = !this.prompted.has(hostName);
        this.prompted.add(hostName);
        return isFirst;
    }

    /** Gives hosts that never answered a final state. */
    private end(phase: HostPhase, failure: HostFailure | null): void {
        for (const reading of [...this.readings.values()].filter(one => open.includes(one.phase))) {
            this.readings.set(reading.hostName, { ...reading, phase, failure });
        }
        this.emit(false);
    }

    private emit(loading: boolean, account: AccountOutcome | null = null): void {
        this.subject.next({ loading, account, hosts: [...this.readings.values()] });
    }

    private change(hostName: string, change: (reading: HostReading) => Partial<HostReading>): void {
        const reading = this.readings.get(hostName);
        if (reading) {
            this.readings.set(hostName, { ...reading, ...change(reading) });
        }
    }

    private takeHost(answer: HostAnswer<HostFacts>): void {
        this.change(answer.hostName, reading => {
            if (answer.kind === 'failed') {
                return { phase: 'failed', failure: answer.failure };
            }
            if (answer.kind === 'rows') {
                const [problem] = answer.problems;
                const facts = answer.rows[0] ?? null;
                if (!facts) {
                    return badRow(problem);
                }
                return {
                    facts,
                    phase: this.isDuplicate(reading, facts) ? 'duplicate' : facts.vmmsState?.toLowerCase() === 'absent' ? 'withoutHyperV' : 'hostRead'
                };
            }
            // A command that ended without a row returned nothing about the host.
            return reading.phase === 'waiting' ? badRow('') : {};
        });
    }

    /** Whether this host was already read under another name. Keeps the entry with the computer's own name, otherwise the one that answered first. */
    private isDuplicate({ hostName }: HostReading, facts: HostFacts): boolean {
        const other = [...this.readings.values()].find(one => one.hostName !== hostName && answered.includes(one.phase) && isSameHost(one.facts, facts));
        if (!other) {
            return false;
        }
        const named = (name: string): boolean => sameMachine(name, facts.computerName ?? '');
        if (named(other.hostName) || !named(hostName)) {
            return true;
        }
        this.readings.set(other.hostName, { ...other, phase: 'duplicate', guests: [] });
        return false;
    }

    private takeGuests(answer: HostAnswer<GuestFacts>): void {
        this.change(answer.hostName, reading => {
            if (answer.kind === 'failed') {
                return { phase: 'failed', failure: answer.failure };
            }
            const seen = this.seen.get(answer.hostName);
            if (answer.kind === 'done') {
                // Removed guests leave the list at the end.
                return { phase: 'read', guests: reading.guests.filter(guest => seen?.has(guest.vmId)) };
            }
            answer.rows.forEach(guest => seen?.add(guest.vmId));
            return { guests: merged(reading.guests, answer.rows), problems: [...reading.problems, ...answer.problems] };
        });
    }
}

/** Compares full names only, because computers without a domain may share a name. */
function isSameHost(one: HostFacts | null, other: HostFacts): boolean {
    return !!one?.fqdn && !!other.fqdn && one.fqdn.toLowerCase() === other.fqdn.toLowerCase();
}

function badRow(raw: string): Partial<HostReading> {
    return { phase: 'failed', failure: { code: 'badRow', raw } };
}

function waiting(hostName: string, before: HostReading | undefined): HostReading {
    return { hostName, phase: 'waiting', facts: before?.facts ?? null, guests: before?.guests ?? [], problems: [], failure: null };
}

/** Existing guests keep their positions. */
function merged(known: readonly GuestFacts[], rows: readonly GuestFacts[]): readonly GuestFacts[] {
    const byId = new Map(known.map(guest => [guest.vmId, guest]));
    rows.forEach(guest => byId.set(guest.vmId, guest));
    return [...byId.values()];
}
