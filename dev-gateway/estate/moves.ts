/** Machines that leave their node. What they are and what they know of themselves goes with them: id, licence, event log. */
import { isRole, nextOwner } from './clusters';
import { logsInside, logsOfNode } from './event-writer';
import { Machine, Node } from './machines';

/** The node that a machine is on now. */
export function holder(nodes: readonly Node[], machine: Machine): Node | undefined {
    return nodes.find(node => node.machines.includes(machine));
}

/** The machine is on no node any more. */
export function takeAway(nodes: readonly Node[], machine: Machine): void {
    const from = holder(nodes, machine);
    if (from) {
        // Logs grow when they are first asked for: what the estate file says of this machine is said of the node that it leaves.
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

/** The cluster starts the roles of a node that went down elsewhere; what no other node can take stays, and has failed. */
export function failOver(nodes: readonly Node[], node: Node): void {
    const { cluster } = node;
    for (const machine of cluster ? node.machines.filter(one => isRole(node, one)) : []) {
        const to = cluster && nextOwner(cluster, machine);
        if (to) {
            moveMachine(nodes, machine, to);
        }
    }
}
