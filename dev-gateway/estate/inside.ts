/** The inside of a guest: what its own Windows would say of itself. */
import { createHash } from 'node:crypto';
import { AccountEntry, GuestEntry, InsideEntry, NodeEntry } from './estate-file';
import { LicenceKind } from './inside-licences';
import { guestSystems } from './systems';

export interface Inside {
    readonly entry: InsideEntry;
    /** Short name of the system, as in the estate file. */
    readonly os: string;
    readonly sku: number;
    readonly build: number;
    readonly version: string;
    readonly caption: string;
    readonly productType: number;
    readonly serverYear: number;
    readonly language: 'en' | 'de';
    readonly computerName: string;
    readonly fqdn: string;
    readonly domain: string;
    /** What Data Exchange writes into the registry of the guest; null where nothing is written. */
    readonly vmId: string | null;
    readonly licence: LicenceKind;
    readonly avmaHost: string;
    readonly iaid: string;
    /** Follows the switch on the host, unless the estate file fixes it. */
    dataExchange: 'Running' | 'Stopped';
    readonly accounts: readonly AccountEntry[];
}

const evaluations = [79, 80];
const computerNameLength = 15;
/** Semi-annual releases and clients have what a server of this year has. */
const semiAnnualYear = 2019;

export interface InsideOrigin {
    readonly node: NodeEntry;
    readonly domain: string;
    readonly id: string;
    readonly label: string;
}

/** Null where no Windows is inside. */
export function growInside(guest: GuestEntry, { node, domain, id, label }: InsideOrigin): Inside | null {
    const system = guestSystems[guest.os ?? ''];
    if (system?.kind !== 'windows' || guest.os === undefined) {
        return null;
    }
    const entry = guest.inside ?? {};
    const sku = guest.sku ?? system.sku;
    const computerName = entry.computerName ?? label.toUpperCase().slice(0, computerNameLength);
    return {
        entry,
        os: guest.os,
        sku,
        build: system.build,
        version: system.version,
        caption: `Microsoft ${system.name}`,
        productType: system.client ? 1 : guest.domainController ? 2 : 3,
        serverYear: Number(/^20\d\d/.exec(guest.os)?.[0] ?? semiAnnualYear),
        language: node.language ?? 'en',
        computerName,
        fqdn: `${computerName.toLowerCase()}.${domain}`,
        domain,
        vmId: entry.insideVmId === null ? null : id,
        licence: entry.licence ?? (evaluations.includes(sku) ? 'evaluation' : 'kmsClient'),
        avmaHost: entry.avmaHost ?? `${node.name}.${domain}`,
        iaid: createHash('sha256').update(`iaid/${id}`).digest('hex').slice(0, 32),
        dataExchange: entry.dataExchangeService ?? (guest.dataExchange === 'off' ? 'Stopped' : 'Running'),
        accounts: entry.accounts ?? node.guestAccounts ?? []
    };
}

/** Whether this is the name of an account: `.\user` is also `user` and `COMPUTER\user`; letter case means nothing. */
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

export function knows(inside: Inside, user: string, password: string): boolean {
    return inside.accounts.some(account => names(account, user, inside) && account.password === password);
}
