/** Which modules of Windows a node has, by its roles. */
import { Node } from './machines';

export function windowsModulesOf(node: Node): string[] {
    return [
        'CimCmdlets',
        ...(node.entry.hyperV !== 'absent' && node.entry.hyperVModule !== false ? ['Hyper-V'] : []),
        ...(node.entry.cluster ? ['FailoverClusters'] : []),
        ...(node.entry.azureLocalAnswer ? ['ServerAVMAManager'] : [])
    ];
}
