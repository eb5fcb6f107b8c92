/** What the gateway must know of the nodes behind it. The estate is one such directory. */
import { WindowsAnswerer } from '../windows-call';

export interface Credential {
    /** DOMAIN\user or user@domain */
    readonly user: string;
    readonly password: string;
}

export interface NodeDirectory extends WindowsAnswerer {
    readonly nodeNames: readonly string[];
    /** Failover clusters: under such a name, too, a node answers. */
    readonly clusterNames: readonly string[];
    /** @param credential null: the account that the gateway runs as */
    access(node: string, credential: Credential | null): 'ok' | 'credentialsNeeded' | 'forbidden' | 'jea' | 'unreachable' | 'unknownNode';
    languageMode(node: string): 'full' | 'constrained';
    windowsModules(node: string): readonly string[];
    /** Properties that conditions of a manifest can name; null for a node that is not known. */
    inventory(node: string): object | null;
}
