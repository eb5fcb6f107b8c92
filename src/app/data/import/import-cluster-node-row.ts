import { ClusterNodeFacts, Unread } from '../../domain/facts/facts';
import { date, list, presentText, Readers, record, text, whole } from './field-readers';

const nodeReaders: Readers<ClusterNodeFacts> = {
    collectedAt: date,
    clusterName: text,
    nodeName: presentText,
    nodeId: text,
    state: whole,
    drainStatus: whole,
    buildNumber: whole,
    unread: list(record<Unread>({ field: presentText, code: presentText }))
};

/**
 * One row of `Get-AvmaClusterNode` as facts.
 * @param path how errors name the row, such as `nodes[3]`
 * @throws ImportError for a field of the wrong form
 */
export function importClusterNodeRow(row: unknown, path = 'clusterNode'): ClusterNodeFacts {
    return record(nodeReaders)(row, path);
}
