/** Why a host activates no guests. */
import { ForbiddingCode, Particulars, Reason, ReasonRemark } from './assessment';
import { azureLocalBuild, oldestBuild, serverVersion } from '../versions/builds';
import { licensed } from '../versions/license-class';
import { azureLocalSku, HostEditionKind, hostEditionKind, hostEditionName, unlicensedSku } from '../versions/editions';
import { HostFacts } from '../facts/facts';

export function isAzureLocal(host: HostFacts): boolean {
    return host.operatingSystemSku === azureLocalSku;
}

/**
 * The newest build whose guests this host may activate: its own, or on Azure Local that of its set-up; null where it is not known.
 */
export function coveredBuild(host: HostFacts): number | null {
    if (!isAzureLocal(host)) {
        return host.buildNumber;
    }
    return azureLocalBuild(host.azureLocalActivation?.version ?? null);
}

/** What texts about the host need. */
export function hostParticulars(host: HostFacts): Particulars {
    return {
        hostName: host.computerName,
        hostBuild: host.buildNumber,
        hostVersion: serverVersion(host.buildNumber)?.name ?? null,
        hostSku: host.operatingSystemSku,
        hostEdition: hostEditionName(host.operatingSystemSku),
        hostLicenseStatus: host.licenseStatus,
        hostStatusCode: host.licenseStatusReason
    };
}

function azureLocalCodes(host: HostFacts): ForbiddingCode[] {
    const setUp = host.azureLocalActivation;
    if (!setUp || setUp.configured === false) {
        return ['azureLocalNotSetUp'];
    }
    return coveredBuild(host) === null ? ['hostUnknown'] : [];
}

const codesOfEdition: Readonly<Record<HostEditionKind, readonly ForbiddingCode[]>> = {
    datacenter: [],
    datacenterEvaluation: ['hostEvaluation'],
    standardEvaluation: ['hostNotDatacenter', 'hostEvaluation'],
    azureEdition: ['hostAzureEdition'],
    undocumented: ['hostUnknown'],
    other: ['hostNotDatacenter']
};

function isNotActivated({ licenseStatus, operatingSystemSku }: HostFacts): boolean {
    // The unlicensed SKU itself says that the product isn't activated.
    return licenseStatus === null ? operatingSystemSku === unlicensedSku : licenseStatus !== licensed;
}

function isAnythingUnread({ operatingSystemSku, buildNumber, licenseStatus }: HostFacts): boolean {
    return operatingSystemSku === null || buildNumber === null || licenseStatus === null;
}

function windowsServerCodes(host: HostFacts): ForbiddingCode[] {
    const sku = host.operatingSystemSku;
    const codes: ForbiddingCode[] = sku === null ? [] : [...codesOfEdition[hostEditionKind(sku)]];
    // Hosts begin with 2012 R2 in the table of automatic-vm-activation.md (2023-09-19), whatever their edition is.
    if (host.buildNumber !== null && host.buildNumber < oldestBuild) {
        codes.push('hostTooOld');
    }
    if (isNotActivated(host)) {
        codes.push('hostNotActivated');
    }
    if (isAnythingUnread(host) && !codes.includes('hostUnknown')) {
        codes.push('hostUnknown');
    }
    return codes;
}

/** Why a host is unknown although its edition, build and license were read; null where something wasn't. */
function unknownRemark(host: HostFacts): ReasonRemark | null {
    if (isAzureLocal(host)) {
        return 'azureLocalSetUpUnknown';
    }
    if (isAnythingUnread(host)) {
        return null;
    }
    return host.operatingSystemSku === unlicensedSku ? 'unlicensedHost' : 'nanoServerHost';
}

/** Everything that keeps this host from activating any guest, unsorted; empty where it can. */
export function hostReasons(host: HostFacts): Array<Reason<ForbiddingCode>> {
    const codes = isAzureLocal(host) ? azureLocalCodes(host) : windowsServerCodes(host);
    if (host.vmmsState?.toLowerCase() === 'absent') {
        codes.push('hyperVMissing');
    }
    // Stopped is the service's normal rest: Windows starts it when it is asked.
    if (host.sppsvcStartMode?.toLowerCase() === 'disabled') {
        codes.push('hostLicensingServiceDisabled');
    }
    const data = hostParticulars(host);
    const remark = unknownRemark(host);
    return codes.map(code => ({ code, data: code === 'hostUnknown' && remark ? { ...data, remark } : data }));
}
