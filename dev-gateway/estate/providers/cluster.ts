/** The classes of root/MSCluster, with the same instances on every node of a cluster. */
import { CimObject } from '../../windows-call';
import { isRole, possibleOwners } from '../clusters';
import { InstanceValues } from '../instance-values';
import { Cluster, Machine, Node } from '../machines';

/** MSCluster_Node.State; -1 as an unsigned number */
const nodeStates = { up: 0, down: 1, paused: 2, joining: 3, unknown: 0xffffffff } as const;
/** NodeDrainStatus: not initiated */
const notDrained = 0;
/** MSCluster_Resource.State */
const online = 2;
const offline = 3;
const failed = 4;
/** Msvm_ComputerSystem.EnabledState */
const off = 3;
const saved = 6;

const keyOf = (value: string): CimObject['properties'][string] => ({ type: 'string', key: true, value });

/** An association's reference: the class and keys of the other end. */
function reference(className: string, keys: Readonly<Record<string, string>>): CimObject {
    const properties = Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, keyOf(value)]));
    return { kind: 'cim', namespace: 'root/MSCluster', className, properties };
}

const nodeReference = (name: string): CimObject => reference('MSCluster_Node', { CreationClassName: 'MSCluster_Node', Name: name });

const resourceName = (machine: Machine): string => `Virtual Machine ${machine.entry.name}`;

/** The machines that are roles of a cluster, with their owner nodes. */
function* roles({ members }: Cluster): Iterable<readonly [Node, Machine]> {
    for (const { node } of members) {
        for (const machine of node?.machines ?? []) {
            if (node && isRole(node, machine)) {
                yield [node, machine];
            }
        }
    }
}

function resourceState(owner: Node, machine: Machine): number {
    if (owner.clusterState === 'down') {
        return failed;
    }
    return machine.enabledState === off || machine.enabledState === saved ? offline : online;
}

export function* clusterInstances({ cluster, domain }: Node): Iterable<InstanceValues> {
    if (cluster) {
        yield { Name: cluster.name, Fqdn: `${cluster.name.toLowerCase()}.${domain}` };
    }
}

export function* clusterNodeInstances({ cluster }: Node): Iterable<InstanceValues> {
    for (const [index, { name, node }] of (cluster?.members ?? []).entries()) {
        yield {
            CreationClassName: 'MSCluster_Node',
            Name: name,
            Id: String(index + 1),
            State: nodeStates[node?.clusterState ?? 'down'],
            NodeDrainStatus: notDrained,
            BuildNumber: node?.system.build ?? null
        };
    }
}

export function* clusterResourceInstances({ cluster }: Node): Iterable<InstanceValues> {
    for (const [owner, machine] of cluster ? roles(cluster) : []) {
        yield {
            Name: resourceName(machine),
            Type: 'Virtual Machine',
            State: resourceState(owner, machine),
            OwnerGroup: machine.entry.name,
            OwnerNode: owner.entry.name,
            // The names of private properties aren't published, so scripts can only rely on values.
            PrivateProperties:
                machine.entry.privateProperties === false
                    ? null
                    : {
                          kind: 'cim',
                          namespace: 'root/MSCluster',
                          className: 'MSCluster_Property',
                          properties: { PrivateOfTheEstate: { type: 'string', value: machine.id.toLowerCase() } }
                      }
        };
    }
}

export function* possibleOwnerInstances({ cluster }: Node): Iterable<InstanceValues> {
    for (const [, machine] of cluster ? roles(cluster) : []) {
        for (const name of cluster ? possibleOwners(cluster, machine) : []) {
            yield { GroupComponent: reference('MSCluster_Resource', { Name: resourceName(machine) }), PartComponent: nodeReference(name) };
        }
    }
}

export function* preferredNodeInstances({ cluster }: Node): Iterable<InstanceValues> {
    for (const [, machine] of cluster ? roles(cluster) : []) {
        for (const name of machine.entry.preferredOwners ?? []) {
            yield { GroupComponent: reference('MSCluster_ResourceGroup', { Name: machine.entry.name }), PartComponent: nodeReference(name) };
        }
    }
}
