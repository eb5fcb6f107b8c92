import { ActivationFacts, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { list, Readers, record } from './field-readers';
import { importActivationRow } from './import-activation-row';
import { importGuestRow } from './import-guest-row';
import { importHostRow } from './import-host-row';

/** What the command `assess` reads: one host, its guests, and what was read inside some of them. */
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

/** @throws ImportError for a field of the wrong form, by its path in the file */
export function importCase(value: unknown): AvmaCase {
    return record(caseReaders)(value, '');
}
