import { ClusterGuestFacts, Unread } from '../../domain/facts/facts';
import { date, list, machineId, nullable, presentText, Readers, record, text, texts, whole } from './field-readers';

const guestReaders: Readers<ClusterGuestFacts> = {
    collectedAt: date,
    vmId: nullable(machineId),
    name: presentText,
    groupName: text,
    ownerNode: text,
    state: whole,
    // No list is not an empty one: the first is unknown.
    possibleOwners: nullable(texts),
    preferredOwners: nullable(texts),
    unread: list(record<Unread>({ field: presentText, code: presentText }))
};

/**
 * One row of `Get-AvmaClusterGuest` as facts.
 * @param path how errors name the row, such as `clusterGuests[3]`
 * @throws ImportError for a field of the wrong form
 */
export function importClusterGuestRow(row: unknown, path = 'clusterGuest'): ClusterGuestFacts {
    return record(guestReaders)(row, path);
}
