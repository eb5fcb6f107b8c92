/** Checks of an estate file that a schema can't express. Each message names the place in the file and the problem. */
import { EstateFile, NodeEntry } from './estate-file';
import { activationLayouts } from './event-layouts';

/** Nodes are found by name, case-insensitively, so a second node with the same name could never be reached. */
function nameComplaint({ nodes }: EstateFile): string | null {
    const seen = new Set<string>();
    for (const [index, { name }] of nodes.entries()) {
        if (seen.has(name.toLowerCase())) {
            return `/nodes/${index}/name must not repeat the name of another node "${name}"`;
        }
        seen.add(name.toLowerCase());
    }
    return null;
}

function layoutComplaint({ nodes }: EstateFile): string | null {
    for (const [index, node] of nodes.entries()) {
        const wrong = (node.activations ?? []).findIndex(({ layout }) => layout !== undefined && !activationLayouts.some(one => one.name === layout));
        if (wrong >= 0) {
            return `/nodes/${index}/activations/${wrong}/layout must be a layout of event-layouts.ts, not "${node.activations?.[wrong].layout ?? ''}"`;
        }
    }
    return null;
}

/** The guests of a node that are roles of its cluster, with their index in the file. */
function roles(node: NodeEntry): Array<readonly [number, NonNullable<NodeEntry['guests']>[number]]> {
    return [...(node.guests ?? []).entries()].filter(([, guest]) => node.cluster && guest.clustered !== false);
}

/** Every node of a cluster lists the same nodes, and its resources have unique names. */
function clusterComplaint({ nodes }: EstateFile): string | null {
    const lists = new Map<string, string>();
    const names = new Set<string>();
    for (const [index, node] of nodes.entries()) {
        const { cluster } = node;
        if (!cluster) {
            continue;
        }
        const list = cluster.nodes.join(', ');
        if (!cluster.nodes.includes(node.name) || (lists.get(cluster.name) ?? list) !== list) {
            return `/nodes/${index}/cluster/nodes must be the same list on every node of "${cluster.name}", with the node itself`;
        }
        lists.set(cluster.name, list);
        for (const [place, guest] of roles(node)) {
            const path = `/nodes/${index}/guests/${place}`;
            const stranger = [...(guest.possibleOwners ?? []), ...(guest.preferredOwners ?? [])].find(name => !cluster.nodes.includes(name));
            if (stranger !== undefined) {
                return `${path} must not be owned by "${stranger}", which is no node of "${cluster.name}"`;
            }
            const name = `${cluster.name}/${guest.name}`.toLowerCase();
            if (names.has(name)) {
                return `${path}/name must not repeat the name of another role of "${cluster.name}" "${guest.name}"`;
            }
            names.add(name);
        }
    }
    return null;
}

/** The first problem in a file that the schema accepts; null if there is none. */
export function estateComplaint(content: EstateFile): string | null {
    return nameComplaint(content) ?? layoutComplaint(content) ?? clusterComplaint(content);
}
