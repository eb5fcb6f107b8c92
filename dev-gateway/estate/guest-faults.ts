/** The effects of faults on a guest and its connections. */
import { WindowsError } from '../windows-call';
import { directFailure, endingConnection, winRmFailure } from './connection-failures';
import { FaultEntry } from './estate-file';
import { Inside } from './inside';
import { Machine, Node } from './machines';
import { moveMachine, takeAway } from './moves';

export interface Struck {
    readonly nodes: readonly Node[];
    /** The node that the machine was entered from. */
    readonly node: Node;
    readonly machine: Machine;
    readonly inside: Inside;
    readonly direct: boolean;
}

const defaultRestartMs = 1500;

/** Never resolves; rejects when the caller cancels. */
export function hang(signal: AbortSignal): Promise<never> {
    signal.throwIfAborted();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

/** The connection is lost, which ends everything that runs there. */
export function connectionLost({ node, inside, direct }: Pick<Struck, 'node' | 'inside' | 'direct'>): WindowsError {
    return endingConnection(direct ? directFailure('lost', node.language) : winRmFailure('aborted', node.language, inside.fqdn));
}

/** Applies a fault. @throws WindowsError if the fault ends the connection */
export async function strike(fault: FaultEntry, struck: Struck, signal: AbortSignal): Promise<void> {
    const { nodes, machine, inside } = struck;
    switch (fault.what) {
        case 'changesEdition':
            inside.sku = fault.sku ?? inside.sku;
            return;
        case 'hangs':
            return hang(signal);
        case 'restarts':
            inside.restartsUntil = Date.now() + (inside.entry.restartMs ?? defaultRestartMs);
            break;
        case 'vanishes':
            takeAway(nodes, machine);
            break;
        case 'moves': {
            const to = nodes.find(node => node.entry.name === fault.to);
            if (to) {
                moveMachine(nodes, machine, to);
            }
            break;
        }
    }
    throw connectionLost(struck);
}
