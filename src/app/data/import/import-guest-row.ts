import { DataItem, GuestFacts, MalformedItem } from '../../domain/facts/facts';
import { date, flag, list, machineId, numbers, oneOf, presentText, Readers, record, text, whole } from './field-readers';

const items = list(record<DataItem>({ name: presentText, data: presentText }));

const guestReaders: Readers<GuestFacts> = {
    collectedAt: date,
    vmId: machineId,
    name: text,
    enabledState: whole,
    lastStateChange: date,
    generation: whole,
    version: text,
    notes: text,
    createdOn: date,
    uptimeMs: whole,
    shielded: flag,
    replicationState: whole,
    parentSnapshot: text,
    dataExchangeState: whole,
    dataExchangeStatus: numbers,
    heartbeatStatus: numbers,
    intrinsic: items,
    guest: items,
    hostItems: items,
    hostOnlyItems: items,
    malformed: list(record<MalformedItem>({ pool: oneOf('intrinsic', 'guest', 'host', 'hostOnly'), raw: presentText })),
    clusterResource: text
};

/**
 * Converts one row of `Get-AvmaGuest` to facts.
 * @param path the row's name in errors, such as `guests[3]`
 * @throws ImportError for an invalid field
 */
export function importGuestRow(row: unknown, path = 'guest'): GuestFacts {
    return record(guestReaders)(row, path);
}
