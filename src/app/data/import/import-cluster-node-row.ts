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
 * Converts one row of `Get-AvmaClusterNode` to facts.
 * @param path the row's name in errors, such as `nodes[3]`
 * @throws ImportError for an invalid field
 */
export function importClusterNodeRow(row: unknown, path = 'clusterNode'): ClusterNodeFacts {
    return record(nodeReaders)(row, path);
}
