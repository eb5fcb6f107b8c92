/** Who enters guests, as it is being typed: accounts for groups of guests or a list, names for WinRM, how many at a time. */
import { AccountListProblem, readAccountList } from '../domain/inside/account-list';
import { accountFor, AccountScope, claimedDomain, claimedDomains } from '../domain/inside/account-scopes';
import { GuestFacts, HostFacts } from '../domain/facts/facts';
import { accessByList, accessByScope, GuestAccesses, ScopedAccount } from '../domain/inside/guest-access';
import { identifyGuest } from '../domain/facts/guest-identity';
import { GuestJob } from '../domain/inside/guest-target';
import { InsideObstacle, insideWay } from '../domain/inside/inside-channel';
import { limitedWait, waitSeconds } from '../domain/inside/time-limits';
import { avmaStrings, fillText } from './texts';

/** A guest and the host that it would be entered from. */
export interface FormGuest {
    readonly host: HostFacts;
    readonly guest: GuestFacts;
}

export interface EnterableGuest<T extends FormGuest = FormGuest> {
    readonly entry: T;
    readonly name: string;
    readonly channel: 'direct' | 'winrm';
    /** WinRM: what the guest says its name is. A suggestion, no address. */
    readonly claimedName: string | null;
}

export interface ExcludedGuest {
    readonly name: string;
    readonly obstacle: InsideObstacle;
}

interface AccountEntry {
    user: string;
    password: string;
    /** `all`, or a domain after `domain:` */
    scope: string;
}

export interface ScopeChoice {
    readonly value: string;
    readonly label: string;
}

/** Guests at a time on one host: what a host does beside its own work. */
const usualPerHost = 4;
const mostPerHost = 16;
const mostOverAll = 64;

const newAccount = (): AccountEntry => ({ user: '', password: '', scope: 'all' });
const limited = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(Number(value)) || least));

/** Guests with a way into them, and those without. @param overNetwork by WinRM also where PowerShell Direct would do */
function waysInto<T extends FormGuest>(
    guests: readonly T[],
    overNetwork: boolean
): { readonly enterable: ReadonlyArray<EnterableGuest<T>>; readonly excluded: readonly ExcludedGuest[] } {
    const enterable: Array<EnterableGuest<T>> = [];
    const excluded: ExcludedGuest[] = [];
    for (const entry of guests) {
        const name = entry.guest.name ?? entry.guest.vmId;
        const way = insideWay(entry.host, entry.guest);
        if (way.channel === null) {
            excluded.push({ name, obstacle: way.obstacle });
        } else {
            const channel = overNetwork ? 'winrm' : way.channel;
            enterable.push({ entry, name, channel, claimedName: channel === 'winrm' ? identifyGuest(entry.guest, null).reportedName : null });
        }
    }
    return { enterable, excluded };
}

/** The passwords live as long as the dialog is open: `forget` when it closes. */
export class AccountsForm {
    public accounts: AccountEntry[] = [newAccount()];
    public mode: 'accounts' | 'list' = 'accounts';
    public list = '';
    public addresses: Record<string, string> = {};
    public overNetwork = false;
    public parallel = usualPerHost;
    /** How many hosts the guests are on. */
    public hostCount = 1;
    public perHost = usualPerHost;
    /** How long a guest is waited for (`domain/inside/time-limits`). */
    public waitSeconds: number = waitSeconds.default;
    public scopes: readonly ScopeChoice[] = [];
    public enterable: readonly EnterableGuest[] = [];
    public excluded: readonly ExcludedGuest[] = [];
    public winrm: readonly EnterableGuest[] = [];
    private guests: readonly FormGuest[] = [];

    /** Begins anew for these guests. */
    public open(guests: readonly FormGuest[]): void {
        this.forget();
        this.guests = guests;
        this.hostCount = new Set(guests.map(({ host }) => host)).size;
        this.perHost = usualPerHost;
        this.parallel = Math.min(mostPerHost, usualPerHost * Math.max(1, this.hostCount));
        this.reach(false);
        const texts = avmaStrings().LookInside;
        this.scopes = [
            { value: 'all', label: texts.scopeAll },
            ...claimedDomains(guests.map(({ guest }) => guest)).map(({ domain, count }) => ({
                value: `domain:${domain}`,
                label: fillText(domain === '' ? texts.scopeNoDomain : texts.scopeDomain, { domain, count })
            }))
        ];
    }

    /** Also the guests: what a closed dialog still shows is checked in every tick, and counts nothing. */
    public forget(): void {
        this.guests = [];
        this.enterable = [];
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

    /** By the guest's id. A guest over WinRM without a confirmed name has an account and no address. */
    public get access(): GuestAccesses {
        const addresses = new Map(Object.entries(this.addresses));
        const facts = this.guests.map(({ guest }) => guest);
        return this.byList ? accessByList(readAccountList(this.list, facts), addresses) : accessByScope(facts, this.entered, addresses);
    }

    /** The guests that can be entered as things stand: with an account, and over the network under a name that was confirmed. */
    public get jobs(): readonly GuestJob[] {
        const access = this.access;
        return this.enterable.flatMap(({ entry, channel }): GuestJob[] => {
            const { vmId } = entry.guest;
            const found = access.get(vmId);
            const address = channel === 'winrm' ? (found?.address ?? null) : null;
            // A name that nobody has confirmed is nobody's: such a guest is left out.
            return found && (channel === 'direct' || address !== null) ? [{ target: { vmId, channel, address }, account: found.account }] : [];
        });
    }

    /** How many guests can be entered as things stand. */
    public get covered(): number {
        return this.jobs.length;
    }

    public get listProblems(): readonly string[] {
        const { LookInside } = avmaStrings();
        const texts: Readonly<Record<AccountListProblem, string>> = LookInside.problems;
        const { problems } = readAccountList(
            this.list,
            this.guests.map(({ guest }) => guest)
        );
        return problems.map(({ line, problem }) => fillText(LookInside.listLine, { line: String(line), problem: texts[problem] }));
    }

    /** One warning for each account that reaches over several domains. */
    public get domainWarnings(): readonly string[] {
        const entered = this.entered;
        return entered.flatMap((account, index) => {
            const own = this.enterable.filter(({ entry }) => accountFor(entry.guest, entered) === account);
            const count = new Set(own.map(({ entry }) => claimedDomain(entry.guest))).size;
            return count > 1 ? [fillText(avmaStrings().LookInside.warningDomains, { number: index + 1, count })] : [];
        });
    }

    public get options(): { readonly parallel: number; readonly perHost: number; readonly waitSeconds: number; readonly timeoutMs: number } {
        const parallel = limited(this.parallel, 1, this.hostCount > 1 ? mostOverAll : mostPerHost);
        const wait = limitedWait(this.waitSeconds);
        return {
            parallel,
            perHost: this.hostCount > 1 ? limited(this.perHost, 1, mostPerHost) : parallel,
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

    private get entered(): ScopedAccount[] {
        return this.accounts.map(({ user, password, scope }) => ({ user, password, scope: toScope(scope) }));
    }
}

function toScope(value: string): AccountScope {
    return value === 'all' ? { kind: 'all' } : { kind: 'domain', domain: value.slice('domain:'.length) };
}
