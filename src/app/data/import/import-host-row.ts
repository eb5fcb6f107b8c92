import { AzureLocalActivation, HostFacts, Unread } from '../../domain/facts/facts';
import { date, flag, list, nullable, presentText, Readers, record, text, texts, whole } from './field-readers';

const hostReaders: Readers<HostFacts> = {
    collectedAt: date,
    computerName: text,
    fqdn: text,
    osCaption: text,
    buildNumber: whole,
    operatingSystemSku: whole,
    productType: whole,
    manufacturer: text,
    model: text,
    licenseDescription: text,
    productKeyChannel: text,
    partialProductKey: text,
    licenseStatus: whole,
    licenseStatusReason: whole,
    gracePeriodMinutes: whole,
    evaluationEndDate: date,
    sppsvcState: text,
    sppsvcStartMode: text,
    vmmsState: text,
    hyperVPowerShell: flag,
    hyperVRights: flag,
    clusterName: text,
    clusterNodeNames: texts,
    azureLocalActivation: nullable(record<AzureLocalActivation>({ configured: flag, version: text })),
    psVersion: text,
    languageMode: text,
    unread: list(record<Unread>({ field: presentText, code: presentText }))
};

/**
 * Converts the row of `Get-AvmaHost` to facts.
 * @param path the row's name in errors, such as `host`
 * @throws ImportError for an invalid field
 */
export function importHostRow(row: unknown, path = 'host'): HostFacts {
    return record(hostReaders)(row, path);
}
