import { EventFacts } from '../../domain/facts/event-facts';
import { ActivationFacts, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { list, Reader, Readers, record } from './field-readers';
import { importActivationRow } from './import-activation-row';
import { EventRow, importEventRow } from './import-event-row';
import { importGuestRow } from './import-guest-row';
import { importHostRow } from './import-host-row';

/** The input of the command `assess`: one host, its guests, readings inside some of them, and events of its log. */
export interface AvmaCase {
    readonly host: HostFacts;
    readonly guests: readonly GuestFacts[];
    readonly activations: readonly ActivationFacts[];
    readonly events: readonly EventFacts[];
}

const eventRows: Reader<readonly EventRow[]> = list(importEventRow);

/** Rows about a log are left out; they say nothing about a guest. */
const events: Reader<readonly EventFacts[]> = (value, path) => eventRows(value, path).flatMap(row => (row.kind === 'event' ? [row.event] : []));

const caseReaders: Readers<AvmaCase> = {
    host: importHostRow,
    guests: list(importGuestRow),
    activations: list(importActivationRow),
    events
};

/** @throws ImportError for an invalid field, with its path in the file */
export function importCase(value: unknown): AvmaCase {
    return record(caseReaders)(value, '');
}
