/** The gateway's behavior where the real one is slow or isn't documented: realistic times by default, configurable in tests. */
import { ShellLimit } from './shell-quota';

export interface GatewayBehaviour {
    /** Milliseconds that a request for output waits if there is none yet. */
    readonly pollMs: number;
    /** Milliseconds to wait for more output after the first, so that one answer contains many rows. */
    readonly gatherMs: number;
    /** Milliseconds that an unused keyed session keeps its runspace. The SDK assumes three minutes. */
    readonly idleMs: number;
    /** Milliseconds that a finished command's answer waits for a client that polls late. */
    readonly lateMs: number;
    /** Omits empty `results` from answers, after which the SDK forgets what it has collected. */
    readonly omitEmptyResults: boolean;
    /** Status of an answer with nonterminating errors. The real gateway's status is unknown. */
    readonly nonTerminatingStatus: 200 | 400;
    /** Where an answer contains a command's failure: in `errors` with status 400, or with status 200 only in `exception`, or only in `statusCode`. */
    readonly failureForm: 'errors' | 'exception' | 'statusCode';
    /** Number of shells for each user on each node; null for no limit. */
    readonly shells: ShellLimit | null;
}

export const defaultBehavior: GatewayBehaviour = {
    pollMs: 3000,
    gatherMs: 40,
    idleMs: 3 * 60 * 1000,
    lateMs: 60 * 1000,
    omitEmptyResults: false,
    nonTerminatingStatus: 200,
    failureForm: 'errors',
    shells: null
};

/** How the gateway reaches one node; independent of what the node itself does. */
export interface NodeBehaviour {
    /** Added to each request for the node, in milliseconds. */
    readonly latencyMs?: number;
    /**
     * Result of the node's parts of a batch, whatever they request. `dropped`: an error in which the SDK finds neither `error` nor `errors`, so it omits the
     * node from its answer. `withoutJson`: an error without JSON, which makes the SDK fail the whole batch.
     */
    readonly batchPart?: 'dropped' | 'withoutJson';
    /** `broken`: rows arrive with wrong types, as null, or empty, in turn. */
    readonly rows?: 'broken';
    /** Number of shells for each user on this node, instead of the default. */
    readonly shells?: ShellLimit;
    /** Simulates the known issue after idle times: the gateway kept sessions too long, and the next commands fail before they start. */
    readonly stale?: StaleSessions;
}

/** The form of this failure isn't documented: an error of the command, an error of the gateway, or an exception in an answer with status 200. */
export interface StaleSessions {
    /** Number of commands that fail; later ones run. */
    readonly commands: number;
    readonly form: 'errors' | 'error' | 'exception';
}

/** Behavior of nodes by name, case-insensitive. Can change at run time. */
export class NodeBehaviours {
    private readonly byName = new Map<string, NodeBehaviour>();
    private readonly staleLeft = new Map<string, number>();

    /** @param everywhere the behavior of all nodes without their own */
    constructor(private readonly everywhere: NodeBehaviour = {}) {}

    public of(node: string): NodeBehaviour {
        return this.byName.get(node.toLowerCase()) ?? this.everywhere;
    }

    /** Replaces the node's behavior. */
    public set(node: string, behaviour: NodeBehaviour): void {
        this.byName.set(node.toLowerCase(), behaviour);
        this.staleLeft.set(node.toLowerCase(), behaviour.stale?.commands ?? 0);
    }

    /** The form in which a node's next command fails; null if it runs. */
    public takeStale(node: string): StaleSessions['form'] | null {
        const left = this.staleLeft.get(node.toLowerCase()) ?? 0;
        this.staleLeft.set(node.toLowerCase(), Math.max(0, left - 1));
        return left > 0 ? (this.of(node).stale?.form ?? null) : null;
    }

    /** Resets all nodes to the common behavior. */
    public reset(): void {
        this.byName.clear();
        this.staleLeft.clear();
    }
}

/**
 * A row that no importer accepts.
 * @param index of the row in its answer
 */
export function brokenRow(row: unknown, index: number): unknown {
    if (index % 3 !== 0) {
        return index % 3 === 1 ? null : {};
    }
    const wrong = (value: unknown): unknown => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value.length : value);
    return typeof row === 'object' && row !== null ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, wrong(value)])) : row;
}
