import { ActivationFacts, Unread } from '../../domain/facts/facts';
import { date, list, machineId, nullable, oneOf, presentText, Readers, record, shortText, whole32 } from './field-readers';
import { rowError } from './import-row-error';

const activationReaders: Readers<ActivationFacts> = {
    collectedAt: date,
    vmId: machineId,
    channel: nullable(oneOf('direct', 'winrm')),
    computerName: shortText,
    insideVmId: shortText,
    buildNumber: whole32,
    operatingSystemSku: whole32,
    productType: whole32,
    licenseName: shortText,
    licenseDescription: shortText,
    productKeyChannel: shortText,
    licenseFamily: shortText,
    partialProductKey: shortText,
    licenseStatus: whole32,
    licenseStatusReason: whole32,
    gracePeriodMinutes: whole32,
    evaluationEndDate: date,
    avmaHostName: shortText,
    avmaLastActivation: date,
    iaid: shortText,
    activationComponent: nullable(oneOf('started', 'present', 'absent')),
    sppsvcState: shortText,
    sppsvcStartMode: shortText,
    dataExchangeService: shortText,
    unread: list(record<Unread>({ field: presentText, code: presentText })),
    error: nullable(rowError)
};

/**
 * Converts one row of `Get-AvmaActivation` to facts.
 * @param path the row's name in errors, such as `activations[0]`
 * @throws ImportError for an invalid field
 */
export function importActivationRow(row: unknown, path = 'activation'): ActivationFacts {
    return record(activationReaders)(row, path);
}
