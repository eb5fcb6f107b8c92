/** The inside of a guest: its Windows and that system's data. */
import { createHash } from 'node:crypto';
import { AccountEntry, GuestEntry, InsideEntry, NodeEntry } from './estate-file';
import { FaultPlan } from './fault-plan';
import { LicenseKind } from './inside-licenses';
import { givenLicense, InstalledLicense } from './installed-license';
import { guestSystems } from './systems';

export interface Inside {
    readonly entry: InsideEntry;
    /** Short name of the operating system in the estate file. */
    readonly os: string;
    /** Changes with the edition. */
    sku: number;
    readonly build: number;
    readonly version: string;
    readonly caption: string;
    readonly productType: number;
    readonly serverYear: number;
    readonly language: 'en' | 'de';
    readonly computerName: string;
    readonly fqdn: string;
    readonly domain: string;
    /** The id that Data Exchange writes into the guest's registry; null if it writes none. */
    readonly vmId: string | null;
    readonly license: LicenseKind;
    /** Changes when keys are installed or activated. */
    installed: InstalledLicense | null;
    /** Number of further activation requests that the host answers with the request limit. */
    throttled: number;
    /** Number of further readings that return the license as it was before its activation. */
    readsBeforeLicensed: number;
    readonly faults: FaultPlan;
    /** End of the current restart, in milliseconds since 1970. */
    restartsUntil: number;
    readonly iaid: string;
    /** Follows the host's setting, unless the estate file sets it. */
    dataExchange: 'Running' | 'Stopped';
    readonly accounts: readonly AccountEntry[];
}

const evaluations = [79, 80];
const computerNameLength = 15;
/** Semi-annual releases and clients have the features of a server of this year. */
const semiAnnualYear = 2019;

export interface InsideOrigin {
    readonly node: NodeEntry;
    readonly domain: string;
    readonly id: string;
    readonly label: string;
}

/** Null without Windows. */
export function growInside(guest: GuestEntry, { node, domain, id, label }: InsideOrigin): Inside | null {
    const os = guest.inside?.os ?? guest.os;
    const system = guestSystems[os ?? ''];
    if (system?.kind !== 'windows' || os === undefined) {
        return null;
    }
    const entry = guest.inside ?? {};
    const sku = entry.sku ?? guest.sku ?? system.sku;
    const license = entry.license ?? (evaluations.includes(sku) ? 'evaluation' : 'kmsClient');
    const computerName = entry.computerName ?? label.toUpperCase().slice(0, computerNameLength);
    return {
        entry,
        os,
        sku,
        build: system.build,
        version: system.version,
        caption: `Microsoft ${system.name}`,
        productType: system.client ? 1 : guest.domainController ? 2 : 3,
        serverYear: Number(/^20\d\d/.exec(os)?.[0] ?? semiAnnualYear),
        language: node.language ?? 'en',
        computerName,
        fqdn: `${computerName.toLowerCase()}.${domain}`,
        domain,
        vmId: entry.insideVmId === null ? null : id,
        get license() {
            return this.installed?.kind ?? 'none';
        },
        installed: givenLicense(license, entry, os, sku, entry.avmaHost ?? `${node.name}.${domain}`),
        throttled: entry.throttled ?? 0,
        readsBeforeLicensed: 0,
        faults: new FaultPlan(entry.faults ?? []),
        restartsUntil: 0,
        iaid: createHash('sha256').update(`iaid/${id}`).digest('hex').slice(0, 32),
        dataExchange: entry.dataExchangeService ?? (guest.dataExchange === 'off' ? 'Stopped' : 'Running'),
        accounts: entry.accounts ?? node.guestAccounts ?? []
    };
}

/** Whether a user name means an account: `.\user` equals `user` and `COMPUTER\user`, case-insensitively. */
function names(account: AccountEntry, user: string, inside: Inside): boolean {
    const plain = account.user.toLowerCase();
    const local = plain.startsWith('.\\') ? plain.slice(2) : null;
    const [domain, name] = plain.split('\\');
    const accepted =
        local === null
            ? [plain, `${name}@${inside.domain}`, ...(domain === '' ? [name] : [])]
            : [plain, local, `${inside.computerName.toLowerCase()}\\${local}`];
    return accepted.includes(user.toLowerCase());
}

/** The account with a user name; null if there is none. */
export function accountOf(inside: Inside, user: string | null): AccountEntry | null {
    return inside.accounts.find(account => user !== null && names(account, user, inside)) ?? null;
}

export function knows(inside: Inside, user: string, password: string): boolean {
    return inside.accounts.some(account => names(account, user, inside) && account.password === password);
}
