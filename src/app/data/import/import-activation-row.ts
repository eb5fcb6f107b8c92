import { ActivationFacts, RowError, Unread } from '../../domain/facts/facts';
import { date, list, machineId, nullable, oneOf, presentText, Readers, record, text, whole } from './field-readers';

const activationReaders: Readers<ActivationFacts> = {
    collectedAt: date,
    vmId: machineId,
    channel: nullable(oneOf('direct', 'winrm')),
    computerName: text,
    insideVmId: text,
    buildNumber: whole,
    operatingSystemSku: whole,
    productType: whole,
    licenseName: text,
    licenseDescription: text,
    productKeyChannel: text,
    licenseFamily: text,
    partialProductKey: text,
    licenseStatus: whole,
    licenseStatusReason: whole,
    gracePeriodMinutes: whole,
    evaluationEndDate: date,
    avmaHostName: text,
    avmaLastActivation: date,
    iaid: text,
    activationComponent: nullable(oneOf('started', 'present', 'absent')),
    sppsvcState: text,
    sppsvcStartMode: text,
    dataExchangeService: text,
    unread: list(record<Unread>({ field: presentText, code: presentText })),
    error: nullable(record<RowError>({ code: presentText, hresult: whole, id: text, reason: text, message: text }))
};

/**
 * Converts one row of `Get-AvmaActivation` to facts.
 * @param path the row's name in errors, such as `activations[0]`
 * @throws ImportError for an invalid field
 */
export function importActivationRow(row: unknown, path = 'activation'): ActivationFacts {
    return record(activationReaders)(row, path);
}
