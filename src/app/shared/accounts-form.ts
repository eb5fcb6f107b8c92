/** Who enters guests, as it is being typed: accounts for groups of guests or a list, names for WinRM, how many at a time. */
import { Subject, Subscription } from 'rxjs';
import { AccountList, accountListReader, AccountListProblem } from '../domain/inside/account-list';
import { claimedDomain } from '../domain/inside/account-scopes';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { accessByList, accessByScope, GuestAccesses, ScopedAccount } from '../domain/inside/guest-access';
import { identifyGuest } from '../domain/facts/guest-identity';
import { GuestAccount, GuestJob } from '../domain/inside/guest-target';
import { InsideObstacle, InsideWay, ReachableGuest, wayInto } from '../domain/inside/inside-channel';
import { limitedWait, waitSeconds } from '../domain/inside/time-limits';
import { AccountKeeper } from './account-keeper';
import { domainWarnings, usedUp } from './account-warnings';
import { AccountEntry, firstAccounts, needsTicks, newAccount, sameScope, ScopeChoice, toScope, toScopeChoices, toScopeLists } from './account-entries';
import { TickGuest } from './guest-ticks';
import { avmaStrings, fillText } from './texts';

export interface EnterableGuest<T extends ReachableGuest = ReachableGuest> {
    readonly entry: T;
    readonly key: GuestKey;
    readonly name: string;
    readonly channel: 'direct' | 'winrm';
    /** WinRM: what the guest says its name is. A suggestion, no address. */
    readonly claimedName: string | null;
    /** For warnings only. */
    readonly claimedDomain: string;
}

/** Names under which hosts reach guests over the network. */
export type GuestAddresses = Readonly<Partial<Record<GuestKey, string>>>;

export interface ExcludedGuest {
    readonly name: string;
    readonly obstacle: InsideObstacle;
}

/** Guests at a time on one host: what a host does beside its own work. */
const defaultPerHost = 4;
const maxPerHost = 16;
const maxTotal = 64;

const limited = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(Number(value)) || least));

function mayGetAccount(way: InsideWay, waits: boolean): boolean {
    return way.channel !== null || (waits && way.obstacle === 'notRunning');
}

/** Guests with a way into them, and those without. @param overNetwork by WinRM also where PowerShell Direct would do */
function waysInto<T extends ReachableGuest>(
    guests: readonly T[],
    overNetwork: boolean
): { readonly enterable: ReadonlyArray<EnterableGuest<T>>; readonly excluded: readonly ExcludedGuest[] } {
    const enterable: Array<EnterableGuest<T>> = [];
    const excluded: ExcludedGuest[] = [];
    const chosen = new Set(guests.map(keyOf));
    for (const entry of guests) {
        const name = entry.guest.name ?? entry.guest.vmId;
        const way = wayInto(entry, chosen, overNetwork);
        if (way.channel === null) {
            excluded.push({ name, obstacle: way.obstacle });
        } else {
            const { channel } = way;
            enterable.push({
                entry,
                key: keyOf(entry),
                name,
                channel,
                claimedName: channel === 'winrm' ? identifyGuest(entry.guest, null).reportedName : null,
                claimedDomain: claimedDomain(entry.guest)
            });
        }
    }
    return { enterable, excluded };
}

/** The passwords live as long as the dialog is open: `forget` when it closes. */
export class AccountsForm {
    public accounts: AccountEntry[] = [newAccount()];
    public mode: 'accounts' | 'list' = 'accounts';
    public list = '';
    /** Names for WinRM, as they are being typed. Each change makes another object. */
    public addresses: GuestAddresses = {};
    public overNetwork = false;
    public parallel = defaultPerHost;
    /** How many hosts the guests are on. */
    public hostCount = 1;
    public perHost = defaultPerHost;
    /** How long a guest is waited for (`domain/inside/time-limits`). */
    public waitSeconds: number = waitSeconds.default;
    public scopes: readonly ScopeChoice[] = [];
    public enterable: readonly EnterableGuest[] = [];
    public excluded: readonly ExcludedGuest[] = [];
    public winrm: readonly EnterableGuest[] = [];
    private tickScopes: readonly ScopeChoice[] = [];
    private guests: readonly ReachableGuest[] = [];
    /** The guests to tick for each scope that lists guests. */
    private lists: ReadonlyMap<string, readonly TickGuest[]> = new Map();
    /** Emits when an account that is used again was dropped while the form is open. */
    public readonly dropped = new Subject<void>();
    private drops = Subscription.EMPTY;
    private readList = accountListReader([]);
    private known: { readonly input: FormInput; readonly outcome: FormOutcome } | null = null;

    constructor(private readonly keptAccounts: AccountKeeper) {}

    /**
     * Begins anew for these guests.
     * @param waits guests that are off are entered once they have started
     */
    public open(guests: readonly ReachableGuest[], waits = false): void {
        this.forget();
        this.guests = guests;
        this.readList = accountListReader(guests);
        this.hostCount = new Set(guests.map(({ host }) => host)).size;
        this.perHost = defaultPerHost;
        this.parallel = Math.min(maxPerHost, defaultPerHost * Math.max(1, this.hostCount));
        this.reach(false);
        const chosen = new Set(guests.map(keyOf));
        this.lists = toScopeLists(guests.filter(one => mayGetAccount(wayInto(one, chosen, false), waits)));
        this.scopes = toScopeChoices(guests, this.lists);
        this.tickScopes = this.scopes.filter(({ value }) => needsTicks(value));
        const { keptAccounts } = this;
        this.accounts = firstAccounts(this.lists.get('named') ?? [], keptAccounts.accounts, guest => keptAccounts.rejectedUser(guest));
        this.drops = this.keptAccounts.changes.subscribe(left => this.drop(left));
    }

    /** Called when a run has started: keeps the accounts that are to be used again, and no list. */
    public used(): void {
        if (this.byList) {
            return;
        }
        const used = new Set([...this.access.values()].map(({ account }) => account));
        const wanted = this.accounts.filter(({ keep }) => keep);
        for (const account of used) {
            if (wanted.some(({ kept, user, password }) => (kept ? kept === account : user.trim() === account.user && password === account.password))) {
                this.keptAccounts.keep(account);
            }
        }
    }

    /** Drops an account that is used again. */
    public forgetKept(account: GuestAccount): void {
        this.keptAccounts.forget(account);
    }

    /** The scopes that an account can have: one that is used again lists its guests. */
    public scopesOf({ kept }: AccountEntry): readonly ScopeChoice[] {
        return kept ? this.tickScopes : this.scopes;
    }

    /** Also the guests: what a closed dialog still shows is checked in every tick, and counts nothing. */
    public forget(): void {
        this.drops.unsubscribe();
        this.known = null;
        this.readList = accountListReader([]);
        this.guests = [];
        this.enterable = [];
        this.lists = new Map();
        this.accounts = [newAccount()];
        this.list = '';
        this.addresses = {};
        this.mode = 'accounts';
    }

    /** Also guests that PowerShell Direct would reach, where its service is stopped in them or policy forbids it. */
    public reach(overNetwork: boolean): void {
        this.overNetwork = overNetwork;
        const ways = waysInto(this.guests, overNetwork);
        this.enterable = ways.enterable;
        this.excluded = ways.excluded;
        this.winrm = this.enterable.filter(one => one.channel === 'winrm');
    }

    public get byList(): boolean {
        return this.mode === 'list';
    }

    /** A guest over WinRM without a confirmed name has an account and no address. */
    public get access(): GuestAccesses {
        return this.outcome.access;
    }

    /** The guests that can be entered as things stand: with an account, and over the network under a name that was confirmed. */
    public get jobs(): readonly GuestJob[] {
        return this.outcome.jobs;
    }

    /** How many guests can be entered as things stand. */
    public get covered(): number {
        return this.jobs.length;
    }

    public get listProblems(): readonly string[] {
        return this.outcome.listProblems;
    }

    /** Accounts that were entered and that a run would send to no guest now, with what to say about each. */
    public get usedUp(): ReadonlyMap<string, string> {
        return this.outcome.usedUp;
    }

    /** One warning for each account that goes to guests that report different domains. */
    public get domainWarnings(): readonly string[] {
        return this.outcome.domainWarnings;
    }

    public get options(): { readonly parallel: number; readonly perHost: number; readonly waitSeconds: number; readonly timeoutMs: number } {
        const parallel = limited(this.parallel, 1, this.hostCount > 1 ? maxTotal : maxPerHost);
        const wait = limitedWait(this.waitSeconds);
        return {
            parallel,
            perHost: this.hostCount > 1 ? limited(this.perHost, 1, maxPerHost) : parallel,
            waitSeconds: wait,
            timeoutMs: wait * 1000
        };
    }

    public add(): void {
        this.accounts.push(newAccount());
    }

    public remove(index: number): void {
        this.accounts.splice(index, 1);
    }

    /** The guests to tick for an account; null if its scope needs no ticks. */
    public listOf({ scope }: AccountEntry): readonly TickGuest[] | null {
        return this.lists.get(scope) ?? null;
    }

    /** Another scope keeps the ticks of guests that it lists, so that no tick counts that isn't shown. */
    public choose(account: AccountEntry, scope: string): void {
        account.scope = scope;
        const listed = new Set(this.listOf(account)?.map(({ key }) => key));
        account.ticked = new Set([...account.ticked].filter(key => listed.has(key)));
    }

    /** A guest has one account: a tick takes it from the others. */
    public tick(account: AccountEntry, ticked: ReadonlySet<GuestKey>): void {
        for (const other of this.accounts) {
            if ([...other.ticked].some(key => ticked.has(key))) {
                other.ticked = new Set([...other.ticked].filter(key => !ticked.has(key)));
            }
        }
        account.ticked = ticked;
    }

    private drop(left: readonly GuestAccount[]): void {
        const accounts = this.accounts.filter(({ kept }) => !kept || left.includes(kept));
        if (accounts.length < this.accounts.length) {
            this.accounts = accounts.length > 0 ? accounts : [newAccount()];
            this.dropped.next();
        }
    }

    /** What the fields come to: found out once after each input, however often the page asks. */
    private get outcome(): FormOutcome {
        const { guests, enterable, mode, list } = this;
        const accounts = this.accounts.map(account => ({ user: account.user, password: account.password, scope: toScope(account), kept: account.kept }));
        const addresses = new Map(Object.entries(this.addresses) as Array<[GuestKey, string]>);
        const input: FormInput = { guests, enterable, mode, list, accounts, addresses };
        if (!this.known || !sameInput(this.known.input, input)) {
            this.known = { input, outcome: toOutcome(input, this.readList(list), this.keptAccounts) };
        }
        return this.known.outcome;
    }
}

/** What was typed and chosen, as it stood at one moment. */
interface FormInput {
    readonly guests: readonly ReachableGuest[];
    readonly enterable: readonly EnterableGuest[];
    readonly mode: AccountsForm['mode'];
    readonly list: string;
    readonly accounts: readonly ScopedAccount[];
    readonly addresses: ReadonlyMap<GuestKey, string>;
}

interface FormOutcome {
    readonly access: GuestAccesses;
    readonly jobs: readonly GuestJob[];
    readonly listProblems: readonly string[];
    readonly domainWarnings: readonly string[];
    readonly usedUp: ReadonlyMap<string, string>;
}

function sameInput(one: FormInput, other: FormInput): boolean {
    return (
        one.guests === other.guests &&
        one.enterable === other.enterable &&
        one.mode === other.mode &&
        one.list === other.list &&
        one.accounts.length === other.accounts.length &&
        one.accounts.every(({ user, password, scope, kept }, index) => {
            const account = other.accounts[index];
            return kept === account.kept && user === account.user && password === account.password && sameScope(scope, account.scope);
        }) &&
        one.addresses.size === other.addresses.size &&
        [...one.addresses].every(([key, address]) => other.addresses.get(key) === address)
    );
}

function toOutcome({ guests, enterable, mode, accounts, addresses }: FormInput, listed: AccountList, keeper: AccountKeeper): FormOutcome {
    const access = mode === 'list' ? accessByList(listed, guests, addresses) : accessByScope(guests, accounts, addresses);
    const { LookInside } = avmaStrings();
    const texts: Readonly<Record<AccountListProblem, string>> = LookInside.problems;
    return {
        access,
        jobs: enterable.flatMap(({ entry, key, channel }): GuestJob[] => {
            const { hostName, guest } = entry;
            const found = access.get(key);
            const address = channel === 'winrm' ? (found?.address ?? null) : null;
            // A name that nobody has confirmed is nobody's: such a guest is left out.
            return found && (channel === 'direct' || address !== null)
                ? [{ target: { hostName, vmId: guest.vmId, channel, address }, account: found.account, productType: found.productType }]
                : [];
        }),
        listProblems: listed.problems.map(({ line, problem }) => fillText(LookInside.listLine, { line: String(line), problem: texts[problem] })),
        domainWarnings: domainWarnings(enterable, access),
        usedUp: usedUp(mode === 'list' ? [] : accounts.map(({ user }) => user.trim()), access, keeper)
    };
}
