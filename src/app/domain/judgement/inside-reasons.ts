/** Reasons, read inside a guest, that keep it from being activated. */
import { InsideCode, Particulars, Reason, ReasonRemark } from './assessment';
import { ActivationFacts } from '../facts/facts';
import { previewLastFives } from '../versions/keys';
import { LicenseClass, licensed } from '../versions/license-class';

const classCodes: Readonly<Partial<Record<LicenseClass, InsideCode>>> = {
    kmsClient: 'kmsClientKey',
    mak: 'makKey',
    oem: 'oemKey',
    retail: 'retailKey',
    kmsHost: 'kmsHostKey',
    keyless: 'licensedWithoutKey'
};

const notLicensedRemarks: Readonly<Partial<Record<InsideCode, ReasonRemark>>> = {
    makKey: 'makKeyNotLicensed',
    oemKey: 'oemKeyNotLicensed',
    retailKey: 'retailKeyNotLicensed'
};

/** What replacing the installed key would cost depends on whether Windows is licensed with it. */
function remark(code: InsideCode, { licenseStatus, partialProductKey }: ActivationFacts): ReasonRemark | null {
    if (licenseStatus === licensed) {
        return code === 'kmsClientKey' ? 'kmsClientKeyLicensed' : null;
    }
    if (code === 'retailKey' && previewLastFives.includes(partialProductKey?.toUpperCase() ?? '')) {
        return 'previewKey';
    }
    return licenseStatus === null ? null : (notLicensedRemarks[code] ?? null);
}

/**
 * The reasons from inside, unsorted.
 * @param rightLastFive last five characters of the AVMA key that matches this guest; null if none does
 * @param data values for the texts; the installed key and its status are added
 */
export function insideReasons(
    activation: ActivationFacts,
    installed: LicenseClass,
    rightLastFive: string | null,
    data: Particulars
): Array<Reason<InsideCode>> {
    const codes: InsideCode[] = [];
    if (activation.sppsvcStartMode?.toLowerCase() === 'disabled') {
        codes.push('licensingServiceDisabled');
    }
    if (activation.activationComponent === 'absent') {
        codes.push('activationComponentMissing');
    }
    if (installed === 'avma') {
        if (rightLastFive !== null && activation.partialProductKey !== null && activation.partialProductKey.toUpperCase() !== rightLastFive) {
            codes.push('wrongAvmaKey');
        }
        codes.push('statusCode');
    }
    const classCode = classCodes[installed];
    if (classCode) {
        codes.push(classCode);
    }
    const particulars = {
        ...data,
        installedLastFive: activation.partialProductKey,
        licenseStatus: activation.licenseStatus,
        statusCode: activation.licenseStatusReason
    };
    return codes.map(code => {
        const found = remark(code, activation);
        return { code, data: found ? { ...particulars, remark: found } : particulars };
    });
}
