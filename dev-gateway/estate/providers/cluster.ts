/** The classes of root/MSCluster, for nodes that are in a cluster. */
import { InstanceValues } from '../instance-values';
import { Node } from '../machines';

interface ClusterInstances {
    readonly clusters: readonly InstanceValues[];
    readonly nodes: readonly InstanceValues[];
    readonly resources: readonly InstanceValues[];
}

const online = 2;

export function clusterInstances(node: Node): ClusterInstances {
    const cluster = node.entry.cluster;
    if (!cluster) {
        return { clusters: [], nodes: [], resources: [] };
    }
    return {
        clusters: [{ Name: cluster.name, Fqdn: `${cluster.name.toLowerCase()}.${node.domain}` }],
        nodes: cluster.nodes.map((name, index) => ({ Name: name, Id: String(index + 1) })),
        resources: node.machines.map(machine => ({
            Name: `Virtual Machine ${machine.entry.name}`,
            Type: 'Virtual Machine',
            State: online,
            OwnerNode: node.entry.name,
            // The names of private properties are published nowhere: only the value is to be relied on.
            PrivateProperties: {
                kind: 'cim',
                namespace: 'root/MSCluster',
                className: 'MSCluster_Property',
                properties: { PrivateOfTheEstate: { type: 'string', value: machine.id.toLowerCase() } }
            }
        }))
    };
}
