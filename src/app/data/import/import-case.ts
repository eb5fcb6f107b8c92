import { ActivationFacts, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { list, Readers, record } from './field-readers';
import { importActivationRow } from './import-activation-row';
import { importGuestRow } from './import-guest-row';
import { importHostRow } from './import-host-row';

/** The input of the command `assess`: one host, its guests, and readings inside some of them. */
export interface AvmaCase {
    readonly host: HostFacts;
    readonly guests: readonly GuestFacts[];
    readonly activations: readonly ActivationFacts[];
}

const caseReaders: Readers<AvmaCase> = {
    host: importHostRow,
    guests: list(importGuestRow),
    activations: list(importActivationRow)
};

/** @throws ImportError for an invalid field, with its path in the file */
export function importCase(value: unknown): AvmaCase {
    return record(caseReaders)(value, '');
}
