/** Failover clusters: their nodes, the possible owners of machines, and the cluster's view of both. */
import { Cluster, Machine, Node } from './machines';

/** Puts nodes with the same cluster name into one cluster. */
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

/** Whether a machine is a role of its node's cluster. */
export function isRole(node: Node, machine: Machine): boolean {
    return node.cluster !== null && machine.entry.clustered !== false;
}

/** Names of the nodes that the cluster lists as a machine's possible owners. */
export function possibleOwners(cluster: Cluster, machine: Machine): readonly string[] {
    return machine.entry.possibleOwners ?? cluster.members.map(member => member.name);
}

/** Whether the cluster would place a machine on a node now. */
export function canTake(cluster: Cluster, machine: Machine, node: Node): boolean {
    const owners = possibleOwners(cluster, machine);
    return node.cluster === cluster && node.clusterState === 'up' && (owners.length === 0 || owners.includes(node.entry.name));
}

/** The node that takes over a machine when its node goes down, preferred nodes first; null if none can. */
export function nextOwner(cluster: Cluster, machine: Machine): Node | null {
    const preferred = machine.entry.preferredOwners ?? [];
    const names = [...preferred, ...cluster.members.map(member => member.name)];
    const nodes = names.flatMap(name => cluster.members.find(member => member.name === name)?.node ?? []);
    return nodes.find(node => canTake(cluster, machine, node)) ?? null;
}
