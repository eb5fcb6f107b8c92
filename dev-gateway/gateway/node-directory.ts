/** What the gateway must know of the nodes behind it. The estate is one such directory. */
import { WindowsAnswerer } from '../windows-call';

export interface Credential {
    /** DOMAIN\user or user@domain */
    readonly user: string;
    readonly password: string;
}

/** The endpoint that an account meets on a node with access `jea`. */
export interface NodeEndpoint {
    /** `tool`: made with the session configuration of the tool. `gateway`: made by Windows Admin Center, without commands of extensions. */
    readonly kind: 'tool' | 'gateway';
    /** The groups of the account, as session configurations name them. */
    readonly groups: readonly string[];
}

/**
 * How a node that runs only commands of modules stands to the module of a tool. `untrusted`: its policy does not trust the files, so that they have no more
 * language than a text.
 */
export type ModuleTrust = 'trusted' | 'untrusted' | 'absent';

export interface NodeDirectory extends WindowsAnswerer {
    readonly nodeNames: readonly string[];
    /** Failover clusters: under such a name, too, a node answers. */
    readonly clusterNames: readonly string[];
    /** Other names by which a connection can be reached, where its own leads nowhere: for a cluster, its nodes. */
    aliases(name: string): readonly string[];
    /** @param credential null: the account that the gateway runs as */
    access(node: string, credential: Credential | null): 'ok' | 'credentialsNeeded' | 'forbidden' | 'jea' | 'unreachable' | 'unknownNode';
    endpoint(node: string): NodeEndpoint;
    moduleTrust(node: string): ModuleTrust;
    languageMode(node: string): 'full' | 'constrained';
    windowsModules(node: string): readonly string[];
    /** Properties that conditions of a manifest can name; null for a node that is not known. */
    inventory(node: string): object | null;
}
