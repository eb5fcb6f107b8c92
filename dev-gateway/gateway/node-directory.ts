/** The gateway's view of its nodes. The estate implements it. */
import { WindowsAnswerer } from '../windows-call';

export interface Credential {
    /** DOMAIN\user or user@domain */
    readonly user: string;
    readonly password: string;
}

/** The endpoint that an account reaches on a node with access `jea`. */
interface NodeEndpoint {
    /** `tool`: created with the tool's session configuration. `gateway`: created by Windows Admin Center, without commands of extensions. */
    readonly kind: 'tool' | 'gateway';
    /** The account's groups, in the form of session configurations. */
    readonly groups: readonly string[];
}

/**
 * State of the tool's module on a node that runs only module commands. `untrusted`: its policy doesn't trust the files, so they run in the same language mode
 * as other text.
 */
type ModuleTrust = 'trusted' | 'untrusted' | 'absent';

export interface NodeDirectory extends WindowsAnswerer {
    readonly nodeNames: readonly string[];
    /** Failover clusters; one of their nodes answers under the cluster's name. */
    readonly clusterNames: readonly string[];
    /** Other names for a connection whose own name doesn't resolve: for a cluster, its nodes. */
    aliases(name: string): readonly string[];
    /** @param credential null for the account that the gateway runs as */
    access(node: string, credential: Credential | null): 'ok' | 'credentialsNeeded' | 'forbidden' | 'jea' | 'unreachable' | 'unknownNode';
    endpoint(node: string): NodeEndpoint;
    moduleTrust(node: string): ModuleTrust;
    languageMode(node: string): 'full' | 'constrained';
    windowsModules(node: string): readonly string[];
    /** Properties that a manifest's conditions can use; null for an unknown node. */
    inventory(node: string): object | null;
}
