/** Failover clusters: which nodes are in one, on which of them a machine can be, and how the cluster sees them. */
import { Cluster, Machine, Node } from './machines';

/** Tells nodes which cluster they are in. Nodes that name one cluster are in it together. */
export function formClusters(nodes: readonly Node[]): void {
    const formed = new Map<string, Cluster>();
    for (const node of nodes) {
        const { cluster } = node.entry;
        if (cluster) {
            const members = cluster.nodes.map(name => ({ name, node: nodes.find(one => one.entry.name === name) ?? null }));
            node.cluster = formed.get(cluster.name) ?? { name: cluster.name, members, resolves: cluster.resolves ?? true };
            formed.set(cluster.name, node.cluster);
        }
    }
}

/** Whether the machine is a role of the cluster that its node is in. */
export function isRole(node: Node, machine: Machine): boolean {
    return node.cluster !== null && machine.entry.clustered !== false;
}

/** The names of nodes that the cluster lists as possible owners of a machine. */
export function possibleOwners(cluster: Cluster, machine: Machine): readonly string[] {
    return machine.entry.possibleOwners ?? cluster.members.map(member => member.name);
}

/** Whether the cluster would put a machine on a node now. */
export function canTake(cluster: Cluster, machine: Machine, node: Node): boolean {
    const owners = possibleOwners(cluster, machine);
    return node.cluster === cluster && node.clusterState === 'up' && (owners.length === 0 || owners.includes(node.entry.name));
}

/** Where the cluster puts a machine whose node goes down: preferred nodes first. Null where none can take it. */
export function nextOwner(cluster: Cluster, machine: Machine): Node | null {
    const preferred = machine.entry.preferredOwners ?? [];
    const names = [...preferred, ...cluster.members.map(member => member.name)];
    const nodes = names.flatMap(name => cluster.members.find(member => member.name === name)?.node ?? []);
    return nodes.find(node => canTake(cluster, machine, node)) ?? null;
}
