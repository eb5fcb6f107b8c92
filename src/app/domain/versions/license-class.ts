/** Which class of key a licence row speaks of. */
import { avmaKeyByLastFive } from './keys';
import { kmsClientLastFives } from './kms-client-keys';

/** SoftwareLicensingProduct.ApplicationID of Windows. */
export const windowsApplicationId = '55c92734-d682-4d71-983e-d6ec3f16059f';

/** `unreadable` where the row names no channel that is known; `none` where no key is installed. */
export type LicenseClass = 'avma' | 'kmsClient' | 'kmsHost' | 'mak' | 'oem' | 'retail' | 'evaluation' | 'unreadable' | 'none';

/**
 * The channel's word inside SoftwareLicensingProduct.Description, as slmgr.vbs itself tests it; it is the same in every language.
 * The first that fits wins: VOLUME_KMSCLIENT also begins like VOLUME_KMS.
 */
const channelWords: ReadonlyArray<readonly [RegExp, LicenseClass]> = [
    [/VIRTUAL_MACHINE_ACTIVATION/i, 'avma'],
    [/TIMEBASED_|EVAL/i, 'evaluation'],
    [/VOLUME_KMSCLIENT/i, 'kmsClient'],
    [/VOLUME_KMS/i, 'kmsHost'],
    [/\bMAK\b|_MAK\b/i, 'mak'],
    [/\bOEM/i, 'oem'],
    [/\bRETAIL/i, 'retail']
];

/** Values of the undocumented ProductKeyChannel; a second opinion only. */
const keyChannels: ReadonlyArray<readonly [RegExp, LicenseClass]> = [
    [/^TimeBased/i, 'evaluation'],
    [/GVLK/i, 'kmsClient'],
    [/CSVLK/i, 'kmsHost'],
    [/MAK/i, 'mak'],
    [/^OEM/i, 'oem'],
    [/^Retail/i, 'retail']
];

/**
 * The class of the installed key, by the description's channel, then by the last five of the generic keys, then by ProductKeyChannel.
 * @param row description, last five and channel as in SoftwareLicensingProduct; null where unknown
 */
export function licenseClass(row: {
    readonly licenseDescription: string | null;
    readonly productKeyChannel: string | null;
    readonly partialProductKey: string | null;
}): LicenseClass {
    const byDescription = channelWords.find(([word]) => word.test(row.licenseDescription ?? ''));
    if (byDescription) {
        return byDescription[1];
    }
    if (avmaKeyByLastFive(row.partialProductKey)) {
        return 'avma';
    }
    if (kmsClientLastFives.includes(row.partialProductKey?.trim().toUpperCase() ?? '')) {
        return 'kmsClient';
    }
    const byChannel = keyChannels.find(([value]) => value.test(row.productKeyChannel ?? ''));
    if (byChannel) {
        return byChannel[1];
    }
    return row.partialProductKey || row.licenseDescription || row.productKeyChannel ? 'unreadable' : 'none';
}
