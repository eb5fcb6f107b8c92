/** Runs Install-AvmaKey like the tool, in estates with one host and its guests. */
import { Estate } from '../../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry, NodeEntry } from '../../../dev-gateway/estate/estate-file';
import { RunEvent } from '../../../dev-gateway/powershell/engine-api';
import { Account, encryptText, GuestReader } from './guest-reader';

export const admin: Account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };

/** Published keys, and made-up keys of other classes. */
export const keys = {
    avma2019Datacenter: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW',
    avma2019Standard: 'TNK62-RXVTB-4P47B-2D623-4GF74',
    avma2012R2Datacenter: 'Y4TGP-NPTV9-HTC2H-7MGQ3-DV4TW',
    avma2022Datacenter: 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG',
    kmsClient2019Datacenter: 'WMDGN-G9PQG-XVVXX-R3X43-63DFG',
    mak: 'BCDFG-HJKMP-QRTVW-XY234-M4K42',
    exhaustedMak: 'BCDFG-HJKMP-QRTVW-XY234-M4K99'
} as const;

export interface ApplyRow {
    readonly runId: string;
    readonly seq: number;
    readonly at: string;
    readonly vmId: string;
    readonly channel: string;
    readonly accountName: string | null;
    readonly keyLastFive: string | null;
    readonly attempt: number;
    readonly step: string;
    readonly outcome: string | null;
    readonly before: LicenseState | null;
    readonly after: LicenseState | null;
    readonly error: { readonly code: string; readonly hresult: number | null; readonly id: string | null; readonly reason: string | null } | null;
    readonly elapsedMs: number;
}

interface LicenseState {
    readonly licenseDescription: string | null;
    readonly partialProductKey: string | null;
    readonly licenseStatus: number | null;
}

export interface Applied {
    readonly rows: readonly ApplyRow[];
    /** Null if no last row arrived. */
    readonly end: ApplyRow | null;
    readonly events: readonly RunEvent[];
}

export interface Order {
    readonly mode?: string;
    readonly productKey?: string | null;
    /** Clear text here, but encrypted when it is sent. */
    readonly key?: string | null;
    readonly keyClass?: string | null;
    readonly expectedBuild?: number;
    readonly expectedSku?: number;
    readonly replaceable?: readonly string[] | null;
    readonly expectedLastFive?: string | null;
    readonly waitSeconds?: number;
    readonly channel?: 'direct' | 'winrm';
    readonly address?: string;
    readonly account?: Account;
    readonly timeoutMs?: number;
    /** Stops the run when it returns true, like the tool stops a run at its time limit. */
    readonly until?: () => boolean;
    readonly attempt?: number;
}

/** A host named HV with a guest named A (2019 Datacenter with the KMS client key) that accepts the domain account. */
export function estateWith(guest: Partial<GuestEntry> = {}, node: Partial<NodeEntry> = {}, file: Partial<EstateFile> = {}): Estate {
    const entry: NodeEntry = { name: 'HV', os: '2019', guestAccounts: [admin], guests: [{ name: 'A', os: '2019', ...guest }], ...node };
    const more = [
        { key: keys.mak, license: 'mak', os: '2019', sku: 8 },
        { key: keys.exhaustedMak, license: 'mak', os: '2019', sku: 8, activation: '0xC004C020' }
    ] as const;
    return new Estate({ domain: 'contoso.com', keys: more, nodes: [entry, { name: 'HV2', os: '2019', guestAccounts: [admin] }], ...file }, 0);
}

export class KeyInstaller {
    private constructor(
        private readonly reader: GuestReader,
        private readonly estate: Estate
    ) {}

    public static async open(estate: Estate, node = 'HV', keySize: number | null = 1024): Promise<KeyInstaller> {
        return new KeyInstaller(await GuestReader.open(estate, node, keySize), estate);
    }

    /** The id of a guest, even of one that has left the host. */
    public idOf(name = 'A'): string {
        const found = this.estate.nodeNames.flatMap(one => this.estate.node(one)?.machines ?? []).find(machine => machine.entry.name === name);
        return found?.id ?? 'AFB8E28D-7509-3A74-AAFA-0886C2328070';
    }

    /** By default, installs the AVMA key of 2019 Datacenter and activates it. */
    public async apply(order: Order = {}, vmId = this.idOf()): Promise<Applied> {
        const { channel, address, account, key, timeoutMs, until, ...rest } = order;
        const parameters = {
            runId: 'run-1',
            mode: 'installAndActivate',
            productKey: key || rest.mode === 'activate' ? null : keys.avma2019Datacenter,
            keyClass: null,
            expectedBuild: 17763,
            expectedSku: 8,
            replaceable: null,
            expectedLastFive: null,
            attempt: 1,
            waitSeconds: 1,
            ...rest,
            key: key ? encryptText(key, this.reader.key) : null
        };
        const { rows, events } = await this.reader.rows('Install-AvmaKey', { vmId, channel, address }, account ?? admin, parameters, timeoutMs, until);
        const applied = rows as unknown as ApplyRow[];
        return { rows: applied, end: applied.find(row => row.step === 'end') ?? null, events };
    }

    public close(): Promise<void> {
        return this.reader.close();
    }
}

export const steps = ({ rows }: Applied): string => rows.map(row => row.step).join(' ');

/** The result of a run: outcome and code. */
export const result = ({ end }: Applied): readonly [string | null, string | null] => [end?.outcome ?? null, end?.error?.code ?? null];
