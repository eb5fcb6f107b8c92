/** The Windows modules on a node, which depend on its roles, and the endpoint for accounts that can only use one. */
import { Node } from './machines';

export function windowsModulesOf(node: Node | null): string[] {
    return node
        ? [
              'CimCmdlets',
              ...(node.entry.hyperV !== 'absent' && node.entry.hyperVModule !== false ? ['Hyper-V'] : []),
              ...(node.entry.cluster ? ['FailoverClusters'] : []),
              ...(node.entry.azureLocalAnswer ? ['ServerAVMAManager'] : [])
          ]
        : [];
}

export function endpointOf(node: Node | null): { readonly kind: 'tool' | 'gateway'; readonly groups: readonly string[] } {
    return { kind: node?.entry.endpoint ?? 'tool', groups: node?.entry.groups ?? ['CONTOSO\\AVMA Operators'] };
}
