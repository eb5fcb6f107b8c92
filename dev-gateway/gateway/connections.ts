/** The gateway's connections, with the data that a shell needs to decide whether to offer a tool. */
import { NodeDirectory } from './node-directory';

/**
 * Connection types and their solutions in Windows Admin Center (MicrosoftDocs/windowsserverdocs, extend/guides/dynamic-tool-display.md and
 * cluster-connection-change-wac-1909.md: since 1909, every cluster is a `cluster`).
 */
export const connectionKinds = {
    server: { type: 'msft.sme.connection-type.server', solution: 'msft.sme.server-manager!servers' },
    windowsClient: { type: 'msft.sme.connection-type.windows-client', solution: 'msft.sme.server-manager!windowsClients' },
    cluster: { type: 'msft.sme.connection-type.cluster', solution: 'msft.sme.software-defined-data-center!cluster' },
    oldFailoverCluster: { type: 'msft.sme.connection-type.cluster', solution: 'msft.sme.failover-cluster!failover-cluster' }
} as const;

export type ConnectionKind = keyof typeof connectionKinds;

function connectionTo(nodes: NodeDirectory, kind: ConnectionKind, name: string): object {
    const aliases = nodes.aliases(name);
    // If the connection's own name fails, the shell tries its aliases in order and saves the one that works (ConnectionManager.getActiveAlias).
    const lost = nodes.access(name, null) === 'unknownNode';
    const activeAlias = (lost && aliases.find(alias => !['unknownNode', 'unreachable'].includes(nodes.access(alias, null)))) || null;
    return { name, ...connectionKinds[kind], aliases, activeAlias, inventory: nodes.inventory(activeAlias ?? name) };
}

/** All connections of the gateway, servers before clusters. */
export function connectionsOf(nodes: NodeDirectory): readonly object[] {
    return [...nodes.nodeNames.map(name => connectionTo(nodes, 'server', name)), ...nodes.clusterNames.map(name => connectionTo(nodes, 'cluster', name))];
}
