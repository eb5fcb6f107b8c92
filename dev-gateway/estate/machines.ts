/** Converts estate entries to nodes and machines with ids, states and items. */
import { createHash } from 'node:crypto';
import { GuestEntry, ItemEntry, KeyEntry, NodeEntry } from './estate-file';
import { InstanceValues } from './instance-values';
import { growInside, Inside } from './inside';
import { editionSuffix, guestSystems, NodeSystem, nodeSystems } from './systems';

export interface Machine {
    readonly entry: GuestEntry;
    /** GUID in upper case, as in Hyper-V. */
    readonly id: string;
    readonly enabledState: number;
    /** Changes through the host's management service. */
    dataExchangeEnabled: boolean;
    /** The operating system's report; empty if no data arrives. */
    readonly intrinsic: readonly ItemEntry[];
    /** The guest's own items, which are values in its registry. */
    guestItems: readonly ItemEntry[];
    /** The guest's Windows; null without one. */
    readonly inside: Inside | null;
    /** Hours since it was started; varies, so that uptimes and dates differ between machines. */
    readonly age: number;
}

/** A failover cluster; its nodes in the order in which they joined. */
export interface Cluster {
    readonly name: string;
    readonly members: readonly ClusterMember[];
    /** Whether its name resolves to one of its nodes. */
    readonly resolves: boolean;
}

interface ClusterMember {
    readonly name: string;
    /** Null if the estate has no such node; the cluster then reports it as down. */
    readonly node: Node | null;
}

export interface Node {
    readonly entry: NodeEntry;
    readonly system: NodeSystem;
    readonly sku: number;
    readonly language: 'en' | 'de';
    readonly fqdn: string;
    readonly domain: string;
    /** The time that its events are counted back from, in milliseconds since 1970. */
    readonly now: number;
    /** The time of loading, in milliseconds since 1970. */
    readonly loadedAt: number;
    /** Null without a cluster. Set after all nodes exist. */
    cluster: Cluster | null;
    /** Its state in the cluster. Can change at run time. */
    clusterState: NonNullable<NodeEntry['clusterState']>;
    /** Who can connect. Can change at run time. */
    access: NonNullable<NodeEntry['access']>;
    /** Machines can be removed, and arrive from other nodes. */
    readonly machines: Machine[];
    /** Additional valid keys that aren't generic. */
    readonly otherKeys: readonly KeyEntry[];
    /** Msvm_ConcreteJob instances started by the management service, by InstanceID. */
    readonly jobs: Map<string, InstanceValues>;
}

/** Values of Msvm_ComputerSystem.EnabledState. 9 (quiesce) means paused, 6 (enabled but offline) means saved. */
const enabledStates = { running: 2, off: 3, saved: 6, paused: 9, starting: 10 } as const;

/** Derived from names, so that ids stay the same at every start and links and tests remain valid. */
function machineId(node: string, index: number): string {
    const hex = createHash('sha256').update(`${node}/${index}`).digest('hex').toUpperCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function hostLabel(name: string): string {
    const label = name
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, '')
        .slice(0, 15);
    return label === '' ? 'guest' : label;
}

/** The suite mask of Datacenter differs from other server editions (recorded/hyperv/win32-operatingsystem). */
function suiteMask(client: boolean, sku: number): string {
    return client ? '256' : editionSuffix(sku).startsWith(' Datacenter') ? '400' : '272';
}

function reportedItems(entry: GuestEntry, domain: string, index: number): ItemEntry[] {
    const system = guestSystems[entry.os ?? ''];
    if (!system) {
        return [];
    }
    const address = `10.0.${Math.floor(index / 250)}.${(index % 250) + 4}`;
    const label = hostLabel(entry.name);
    const values: Array<[string, string]> =
        system.kind === 'linux'
            ? [
                  ['FullyQualifiedDomainName', label],
                  ['IntegrationServicesVersion', '3.1'],
                  ['NetworkAddressIPv4', address],
                  ['NetworkAddressIPv6', 'fe80::215:5dff:fe00:1'],
                  ['OSBuildNumber', system.kernel],
                  ['OSName', system.name],
                  ['OSMajorVersion', system.majorVersion],
                  ['OSMinorVersion', ''],
                  ['OSVersion', system.kernel],
                  ['ProcessorArchitecture', 'x86_64'],
                  ...(system.platformId ? [['OSPlatformId', system.platformId] as [string, string]] : [])
              ]
            : [
                  ['FullyQualifiedDomainName', `${label}.${domain}`],
                  ['OSName', system.client ? system.name : `${system.name}${editionSuffix(entry.sku ?? system.sku)}`],
                  ['OSVersion', system.version],
                  ['CSDVersion', ''],
                  ['OSMajorVersion', system.version.split('.')[0]],
                  ['OSMinorVersion', system.version.split('.')[1]],
                  ['OSBuildNumber', String(system.build)],
                  ['OSPlatformId', '2'],
                  ['ServicePackMajor', '0'],
                  ['ServicePackMinor', '0'],
                  ['SuiteMask', suiteMask(system.client ?? false, entry.sku ?? system.sku)],
                  ['ProductType', system.client ? '1' : entry.domainController ? '2' : '3'],
                  ['OSEditionId', String(entry.sku ?? system.sku)],
                  ['ProcessorArchitecture', '9'],
                  ['IntegrationServicesVersion', system.version],
                  ['NetworkAddressIPv4', address],
                  ['NetworkAddressIPv6', 'fe80::215:5dff:fe00:1'],
                  ['RDPAddressIPv4', address],
                  ['RDPAddressIPv6', 'fe80::215:5dff:fe00:1']
              ];
    const items = new Map(values);
    for (const [name, data] of Object.entries(entry.intrinsic ?? {})) {
        if (data === null) {
            items.delete(name);
        } else {
            items.set(name, data);
        }
    }
    return [...items].map(([name, data]) => ({ name, data }));
}

function growMachine(entry: GuestEntry, node: NodeEntry, domain: string, index: number): Machine {
    const enabledState = enabledStates[entry.state ?? 'running'];
    const id = entry.id ?? machineId(node.name, index);
    // Data Exchange is blocked in shielded machines (guarded-fabric-and-shielded-vms.md, 08/29/2018).
    const reports = enabledState === enabledStates.running && entry.dataExchange !== 'silent' && !entry.shielded;
    return {
        entry,
        id,
        enabledState,
        dataExchangeEnabled: entry.dataExchange !== 'off',
        get intrinsic() {
            // Computed on demand, so that large estates don't hold the items in memory.
            return reports && this.dataExchangeEnabled ? reportedItems(entry, domain, index) : [];
        },
        guestItems: entry.guestItems ?? [],
        inside: growInside(entry, { node, domain, id, label: hostLabel(entry.name) }),
        age: 24 + ((index * 7) % 900)
    };
}

function repeated(node: NodeEntry): GuestEntry[] {
    const rule = node.repeat;
    return rule
        ? Array.from({ length: rule.count }, (_, index) => {
              const guest = rule.of[index % rule.of.length];
              return { ...guest, name: guest.name.replace('{n}', String(index + 1).padStart(4, '0')) };
          })
        : [];
}

/** @param otherKeys keys in the estate file */
export function growNode(entry: NodeEntry, domain: string, now: number, otherKeys: readonly KeyEntry[] = []): Node {
    const system = nodeSystems[entry.os];
    return {
        entry,
        system,
        sku: entry.sku ?? system.sku,
        language: entry.language ?? 'en',
        fqdn: `${entry.name.toLowerCase()}.${domain}`,
        domain,
        now,
        loadedAt: Date.now(),
        otherKeys,
        cluster: null,
        clusterState: entry.clusterState ?? (entry.access === 'unreachable' ? 'down' : 'up'),
        access: entry.access ?? 'open',
        machines: [...(entry.guests ?? []), ...repeated(entry)].map((guest, index) => growMachine(guest, entry, domain, index)),
        jobs: new Map()
    };
}

/** The node's clock in milliseconds since 1970. It started at the estate's "now". */
export function timeOn(node: Node): number {
    return node.now + Date.now() - node.loadedAt;
}
