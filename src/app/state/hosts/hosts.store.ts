import { Inject, Injectable, NgZone } from '@angular/core';
import { BehaviorSubject, concat, defer, Observable, sampleTime, Subscription, tap } from 'rxjs';
import { HostFailure } from '../../data/host-failure';
import { HostAnswer, ManyHosts, manyHostsToken } from '../../data/many-hosts';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { distinctNames, sameMachine } from '../../domain/facts/node-names';

/**
 * How far one of many hosts has been read. Not asked for guests: `withoutHyperV`, which answered and has no Hyper-V, and `twice`, which is a machine that is
 * asked by another name, such as a cluster and the node that answers for it.
 */
export type HostPhase = 'waiting' | 'hostRead' | 'read' | 'withoutHyperV' | 'twice' | 'failed' | 'cancelled';

/** One of many hosts. After another reading that failed, facts and guests are the old ones, and `failure` says why. */
export interface HostReading {
    /** The name by which it was asked. */
    readonly hostName: string;
    readonly phase: HostPhase;
    readonly facts: HostFacts | null;
    readonly guests: readonly GuestFacts[];
    /** Rows of guests that could not be understood. */
    readonly problems: readonly string[];
    /** Why the host, or only its guests, could not be read. */
    readonly failure: HostFailure | null;
}

/** Why an account that was meant for several hosts was used for none but the first. */
export interface AccountOutcome {
    /** The host on which it was tried. */
    readonly hostName: string;
    /** `unproven`: the host failed for another reason, so that it says nothing of the account. */
    readonly kind: 'rejected' | 'unproven';
}

export interface HostsState {
    readonly loading: boolean;
    /** Null where nothing is to be said of an account. */
    readonly account: AccountOutcome | null;
    /** In the order in which they were asked for. */
    readonly hosts: readonly HostReading[];
}

/** Rows arrive in bursts; screens are redrawn this often at most. Those of many hosts take longer to draw, and nobody follows each. */
const burstMs = 150;
const burstOfManyMs = 1000;
const manyHosts = 40;

const open: readonly HostPhase[] = ['waiting', 'hostRead'];
const answered: readonly HostPhase[] = ['hostRead', 'read', 'withoutHyperV'];

/** A host that wants another try. */
export function wantsRetry({ phase }: HostReading): boolean {
    return phase === 'failed' || phase === 'cancelled';
}

/** A host that lets the account of the gateway, or the one that was given for it, not in. */
export function isDenied({ phase, failure }: HostReading): boolean {
    return phase === 'failed' && failure?.code === 'accessDenied';
}

/** Nothing is known of any host, and none has answered yet. */
export function isSilent({ loading, hosts }: HostsState): boolean {
    return loading && hosts.every(({ phase, facts }) => phase === 'waiting' && facts === null);
}

/** Many hosts with their guests: the nodes of a cluster, or whatever the administrator has chosen. Each host that was asked is answered for. */
@Injectable({ providedIn: 'root' })
export class HostsStore {
    private readonly subject = new BehaviorSubject<HostsState>({ loading: false, account: null, hosts: [] });
    private running: Subscription | null = null;
    /** What has been read since the state was last told; by name as asked. */
    private readings = new Map<string, HostReading>();
    /** Ids of the guests that the reading under way has found on each host. */
    private readonly seen = new Map<string, Set<string>>();
    /** Hosts that the administrator has been prompted for, by name: whoever cancels once isn't asked again by each refresh, the row offers to sign in. */
    private readonly prompted = new Set<string>();

    public readonly state: Observable<HostsState> = this.subject.asObservable();

    constructor(
        @Inject(manyHostsToken) private readonly many: ManyHosts,
        private readonly zone: NgZone
    ) {}

    public get current(): HostsState {
        return this.subject.value;
    }

    /** Reads these hosts, and forgets all others. What is known of them stays until they have answered. */
    public read(hostNames: readonly string[]): void {
        const known = this.readings;
        const names = distinctNames(hostNames);
        this.readings = new Map(names.map(name => [name, waiting(name, known.get(name))]));
        this.ask(names, true);
    }

    /** Asks those again that failed, and leaves all others as they are. */
    public retry(): void {
        this.askAgain(
            [...this.readings.values()].filter(wantsRetry).map(({ hostName }) => hostName),
            true
        );
    }

    /** Has the administrator asked for an account for one host, and reads it with that. Nothing happens where he cancels. */
    public signIn(hostName: string): void {
        this.many.askAccount(hostName).subscribe({ next: () => this.askAgain([hostName], false), error: () => undefined });
    }

    /**
     * Has the administrator asked for one account for all hosts that denied access. It is tried on the first of them, and used for the others only where
     * that one lets it in: a typing error would lock it out host by host.
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
                        this.tell(false, { hostName: first, kind: isDenied(tried) ? 'rejected' : 'unproven' });
                    }
                }),
            error: () => undefined
        });
    }

    /** Asks no more; those without an answer are `cancelled`. */
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

    /** @param prompts whether the one host that wants an account may ask for it @param then once all have answered, unless something else was asked */
    private ask(names: readonly string[], prompts: boolean, then: () => void = () => undefined): void {
        this.running?.unsubscribe();
        names.forEach(name => this.seen.set(name, new Set()));
        this.tell(true);
        const hosts = defer(() => this.many.readHosts(names, name => prompts && this.claimPrompt(name))).pipe(tap(answer => this.takeHost(answer)));
        const guests = defer(() => this.many.readGuests(names.filter(name => this.readings.get(name)?.phase === 'hostRead'))).pipe(
            tap(answer => this.takeGuests(answer))
        );
        const answers = concat<[HostAnswer<HostFacts>, HostAnswer<GuestFacts>]>(hosts, guests).pipe(
            // The last burst is told with the end, and not twice.
            sampleTime(names.length > manyHosts ? burstOfManyMs : burstMs)
        );
        // Each step of each request would have the whole page checked: only what is told is to be drawn.
        this.running = this.zone.runOutsideAngular(() =>
            answers.subscribe({
                next: () => this.zone.run(() => this.tell(true)),
                error: (failure: HostFailure) => this.zone.run(() => this.end('failed', failure)),
                complete: () =>
                    this.zone.run(() => {
                        this.end('failed', { code: 'noAnswer', raw: '' });
                        then();
                    })
            })
        );
    }

    /** Each host prompts once. */
    private claimPrompt(hostName: string): boolean {
        const isFirst = !this.prompted.has(hostName);
        this.prompted.add(hostName);
        return isFirst;
    }

    /** A host that nothing was heard of is not left open. */
    private end(phase: HostPhase, failure: HostFailure | null): void {
        for (const reading of [...this.readings.values()].filter(one => open.includes(one.phase))) {
            this.readings.set(reading.hostName, { ...reading, phase, failure });
        }
        this.tell(false);
    }

    private tell(loading: boolean, account: AccountOutcome | null = null): void {
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
                return { facts, phase: this.isTwice(reading, facts) ? 'twice' : facts.vmmsState?.toLowerCase() === 'absent' ? 'withoutHyperV' : 'hostRead' };
            }
            // A command that ends without a row has not said how the host is.
            return reading.phase === 'waiting' ? badRow('') : {};
        });
    }

    /** Whether this machine is there by another name. Of two names its own is kept, otherwise the one that has answered first. */
    private isTwice({ hostName }: HostReading, facts: HostFacts): boolean {
        const other = [...this.readings.values()].find(one => one.hostName !== hostName && answered.includes(one.phase) && isSameHost(one.facts, facts));
        if (!other) {
            return false;
        }
        const named = (name: string): boolean => sameMachine(name, facts.computerName ?? '');
        if (named(other.hostName) || !named(hostName)) {
            return true;
        }
        this.readings.set(other.hostName, { ...other, phase: 'twice', guests: [] });
        return false;
    }

    private takeGuests(answer: HostAnswer<GuestFacts>): void {
        this.change(answer.hostName, reading => {
            if (answer.kind === 'failed') {
                return { phase: 'failed', failure: answer.failure };
            }
            const seen = this.seen.get(answer.hostName);
            if (answer.kind === 'done') {
                // What has gone leaves at the end.
                return { phase: 'read', guests: reading.guests.filter(guest => seen?.has(guest.vmId)) };
            }
            answer.rows.forEach(guest => seen?.add(guest.vmId));
            return { guests: merged(reading.guests, answer.rows), problems: [...reading.problems, ...answer.problems] };
        });
    }
}

/** Machines without a domain may have one name, so that only full names tell. */
function isSameHost(one: HostFacts | null, other: HostFacts): boolean {
    return !!one?.fqdn && !!other.fqdn && one.fqdn.toLowerCase() === other.fqdn.toLowerCase();
}

function badRow(raw: string): Partial<HostReading> {
    return { phase: 'failed', failure: { code: 'badRow', raw } };
}

function waiting(hostName: string, before: HostReading | undefined): HostReading {
    return { hostName, phase: 'waiting', facts: before?.facts ?? null, guests: before?.guests ?? [], problems: [], failure: null };
}

/** Known guests stay in their places. */
function merged(known: readonly GuestFacts[], rows: readonly GuestFacts[]): readonly GuestFacts[] {
    const byId = new Map(known.map(guest => [guest.vmId, guest]));
    rows.forEach(guest => byId.set(guest.vmId, guest));
    return [...byId.values()];
}
