import { ClusterGuestFacts, Unread } from '../../domain/facts/facts';
import { date, list, machineId, nullable, presentText, Readers, record, text, texts, whole } from './field-readers';

const guestReaders: Readers<ClusterGuestFacts> = {
    collectedAt: date,
    vmId: nullable(machineId),
    name: presentText,
    groupName: text,
    ownerNode: text,
    state: whole,
    // A missing list is unknown, not empty.
    possibleOwners: nullable(texts),
    preferredOwners: nullable(texts),
    unread: list(record<Unread>({ field: presentText, code: presentText }))
};

/**
 * Converts one row of `Get-AvmaClusterGuest` to facts.
 * @param path the row's name in errors, such as `clusterGuests[3]`
 * @throws ImportError for an invalid field
 */
export function importClusterGuestRow(row: unknown, path = 'clusterGuest'): ClusterGuestFacts {
    return record(guestReaders)(row, path);
}
