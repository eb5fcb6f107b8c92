/** How the gateway behaves where the real one is not documented, or slow: real times by default, switchable in tests. */
import { ShellLimit } from './shell-quota';

export interface GatewayBehaviour {
    /** How long a request for output is held while there is nothing new, in milliseconds. */
    readonly pollMs: number;
    /** How long more output is waited for once there is some, in milliseconds: one answer then carries many rows. */
    readonly gatherMs: number;
    /** How long an unused keyed session keeps its runspace, in milliseconds. The SDK reckons with three minutes. */
    readonly idleMs: number;
    /** How long the answer of a finished command waits for a client that polls late, in milliseconds. */
    readonly lateMs: number;
    /** Leaves `results` out of answers that have none: the SDK then forgets what it had collected. */
    readonly omitEmptyResults: boolean;
    /** Status of an answer whose errors did not end the script. Which one the real gateway uses is not known. */
    readonly nonTerminatingStatus: 200 | 400;
    /**
     * Where the failure of a command stands: among the errors of an answer with status 400, or in an answer with status 200 in `exception` alone, or in
     * `statusCode` alone.
     */
    readonly failureForm: 'errors' | 'exception' | 'statusCode';
    /** How many shells each user has on each node; null: as many as are asked for. */
    readonly shells: ShellLimit | null;
}

export const usualBehaviour: GatewayBehaviour = {
    pollMs: 3000,
    gatherMs: 40,
    idleMs: 3 * 60 * 1000,
    lateMs: 60 * 1000,
    omitEmptyResults: false,
    nonTerminatingStatus: 200,
    failureForm: 'errors',
    shells: null
};

/** How one node is to be reached through the gateway; nothing of it says what the node itself does. */
export interface NodeBehaviour {
    /** Each request for the node takes that much longer, in milliseconds. */
    readonly latencyMs?: number;
    /**
     * What becomes of the node's parts of batches, whatever they ask for. `dropped`: an error in which the SDK finds neither `error` nor `errors`, so that it
     * leaves the node out of its answer. `withoutJson`: an error without JSON, over which the SDK gives up the whole batch.
     */
    readonly batchPart?: 'dropped' | 'withoutJson';
    /** `broken`: what commands write arrives with values of other types, as nothing, or empty, by turns. */
    readonly rows?: 'broken';
    /** How many shells each user has there, whatever is usual. */
    readonly shells?: ShellLimit;
    /** Plays the known issue of an idle time: the gateway has kept sessions for too long, and the next commands fail before anything of them runs. */
    readonly stale?: StaleSessions;
}

/** How the failure arrives isn't documented: as an error of the command, of the gateway, or as an exception in an answer of status 200. */
export interface StaleSessions {
    /** How many commands fail; those after them run. */
    readonly commands: number;
    readonly form: 'errors' | 'error' | 'exception';
}

/** What is set for nodes, by name in any letter case. It can change while the gateway runs. */
export class NodeBehaviours {
    private readonly byName = new Map<string, NodeBehaviour>();
    private readonly staleLeft = new Map<string, number>();

    /** @param everywhere for all nodes for which nothing else is set */
    constructor(private readonly everywhere: NodeBehaviour = {}) {}

    public of(node: string): NodeBehaviour {
        return this.byName.get(node.toLowerCase()) ?? this.everywhere;
    }

    /** Takes the place of what was set for the node before. */
    public set(node: string, behaviour: NodeBehaviour): void {
        this.byName.set(node.toLowerCase(), behaviour);
        this.staleLeft.set(node.toLowerCase(), behaviour.stale?.commands ?? 0);
    }

    /** The form in which the next command of a node fails; null where it runs. */
    public takeStale(node: string): StaleSessions['form'] | null {
        const left = this.staleLeft.get(node.toLowerCase()) ?? 0;
        this.staleLeft.set(node.toLowerCase(), Math.max(0, left - 1));
        return left > 0 ? (this.of(node).stale?.form ?? null) : null;
    }

    /** Every node is as everywhere again. */
    public reset(): void {
        this.byName.clear();
        this.staleLeft.clear();
    }
}

/** A row as no importer takes it. @param index which of the rows of one answer */
export function brokenRow(row: unknown, index: number): unknown {
    if (index % 3 !== 0) {
        return index % 3 === 1 ? null : {};
    }
    const wrong = (value: unknown): unknown => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value.length : value);
    return typeof row === 'object' && row !== null ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, wrong(value)])) : row;
}
