/** Reasons, read inside a guest, that keep it from being activated. */
import { InsideCode, Particulars, Reason } from './assessment';
import { ActivationFacts } from '../facts/facts';
import { LicenseClass } from '../versions/license-class';

const classCodes: Readonly<Partial<Record<LicenseClass, InsideCode>>> = {
    kmsClient: 'kmsClientKey',
    mak: 'makKey',
    oem: 'oemKey',
    retail: 'retailKey',
    kmsHost: 'kmsHostKey'
};

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
    return codes.map(code => ({ code, data: particulars }));
}
