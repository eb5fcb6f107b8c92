/** Moves machines between nodes, together with their id, license and event log. */
import { isRole, nextOwner } from './clusters';
import { logsInside, logsOfNode } from './event-writer';
import { Machine, Node } from './machines';

/** The current node of a machine. */
export function holder(nodes: readonly Node[], machine: Machine): Node | undefined {
    return nodes.find(node => node.machines.includes(machine));
}

/** Removes a machine from its node. */
export function takeAway(nodes: readonly Node[], machine: Machine): void {
    const from = holder(nodes, machine);
    if (from) {
        // Generate the logs first: the estate file describes the machine's events on its original node.
        logsOfNode(from);
        if (machine.inside) {
            logsInside(from, machine, machine.inside);
        }
        from.machines.splice(from.machines.indexOf(machine), 1);
    }
}

export function moveMachine(nodes: readonly Node[], machine: Machine, to: Node): void {
    takeAway(nodes, machine);
    to.machines.push(machine);
}

/** Starts the roles of a node that went down on other nodes. Roles that no other node can take stay, in state failed. */
export function failOver(nodes: readonly Node[], node: Node): void {
    const { cluster } = node;
    for (const machine of cluster ? node.machines.filter(one => isRole(node, one)) : []) {
        const to = cluster && nextOwner(cluster, machine);
        if (to) {
            moveMachine(nodes, machine, to);
        }
    }
}
