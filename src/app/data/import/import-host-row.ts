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
 * The host row of `Get-AvmaHost` as facts.
 * @param path how errors name the row, such as `host`
 * @throws ImportError for a field of the wrong form
 */
export function importHostRow(row: unknown, path = 'host'): HostFacts {
    return record(hostReaders)(row, path);
}
