/** Which class of key a license row speaks of. */
import { avmaKeyByLastFive } from './keys';
import { kmsClientLastFives } from './kms-client-keys';

/** SoftwareLicensingProduct.ApplicationID of Windows. */
export const windowsApplicationId = '55c92734-d682-4d71-983e-d6ec3f16059f';

/**
 * `keyless`: licensed, but no product key can be read, as pay-as-you-go and subscriptions license Windows; Microsoft publishes no mark of either. `unreadable`:
 * the row names no known channel, or the key wasn't read. `none`: no key is installed.
 */
export const licenseClasses = ['avma', 'kmsClient', 'kmsHost', 'mak', 'oem', 'retail', 'evaluation', 'keyless', 'unreadable', 'none'] as const;
export type LicenseClass = (typeof licenseClasses)[number];

/** LicenseStatus of a licensed product */
export const licensed = 1;

/**
 * The channel's word inside SoftwareLicensingProduct.Description, as slmgr.vbs itself tests it; it is the same in every language.
 * The first that fits wins: VOLUME_KMSCLIENT also begins like VOLUME_KMS.
 */
const channelWords: ReadonlyArray<readonly [RegExp, LicenseClass]> = [
    [/VIRTUAL_MACHINE_ACTIVATION/i, 'avma'],
    // TIMEBASED_SUB is a subscription, so the prefix alone doesn't mean an evaluation.
    [/EVAL/i, 'evaluation'],
    [/VOLUME_KMSCLIENT/i, 'kmsClient'],
    [/VOLUME_KMS/i, 'kmsHost'],
    [/\bMAK\b|_MAK\b/i, 'mak'],
    [/\bOEM/i, 'oem'],
    [/\bRETAIL/i, 'retail']
];

/**
 * Values of the undocumented ProductKeyChannel, as public dumps of slmgr /dlv and sppwmi show them; a second opinion only. `VT:IA` is the one of AVMA keys.
 * `Retail:TB:Sub` (a subscription) and other time-based ones are no retail keys.
 */
const keyChannels: ReadonlyArray<readonly [RegExp, LicenseClass]> = [
    [/^VT:IA$/i, 'avma'],
    [/^Retail:TB:Eval$/i, 'evaluation'],
    [/^[^:]+:TB(:|$)/i, 'unreadable'],
    [/GVLK/i, 'kmsClient'],
    [/CSVLK/i, 'kmsHost'],
    [/MAK/i, 'mak'],
    [/^OEM/i, 'oem'],
    [/^Retail/i, 'retail']
];

/** The channel's word for each class that has one, as it stands in descriptions. */
export const wordOfClass: Readonly<Partial<Record<LicenseClass, string>>> = {
    avma: 'VIRTUAL_MACHINE_ACTIVATION',
    evaluation: 'TIMEBASED_EVAL',
    kmsClient: 'VOLUME_KMSCLIENT',
    kmsHost: 'VOLUME_KMS',
    mak: 'VOLUME_MAK',
    oem: 'OEM',
    retail: 'RETAIL'
};

/** What decides about the class; null where unknown. */
interface LicenseRow {
    readonly licenseDescription: string | null;
    readonly productKeyChannel: string | null;
    readonly partialProductKey: string | null;
    readonly licenseStatus?: number | null;
    /** The fields that couldn't be read: their null says nothing. */
    readonly unread?: ReadonlyArray<{ readonly field: string }>;
}

const wasRead = (row: LicenseRow, field: keyof LicenseRow): boolean => !row.unread?.some(one => one.field === field);

/**
 * The class by the description's channel, then by the last five of the generic keys, then by ProductKeyChannel. `unreadable`: the row names no known channel,
 * `none`: it names nothing.
 */
export function channelClass(row: LicenseRow): LicenseClass {
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
    const byChannel = keyChannels.find(([value]) => value.test(row.productKeyChannel ?? ''))?.[1];
    return byChannel ?? (row.partialProductKey || row.licenseDescription || row.productKeyChannel ? 'unreadable' : 'none');
}

/**
 * The class of the installed key.
 * @param row as in SoftwareLicensingProduct
 */
export function licenseClass(row: LicenseRow): LicenseClass {
    const byChannel = channelClass(row);
    if (byChannel === 'avma' || byChannel === 'evaluation') {
        return byChannel;
    }
    const keyRead = wasRead(row, 'partialProductKey');
    if (row.licenseStatus === licensed && !row.partialProductKey && keyRead && wasRead(row, 'licenseStatus')) {
        // The channel says what kind of license it is, but there is no key of that kind to replace.
        return 'keyless';
    }
    return byChannel === 'none' && !keyRead ? 'unreadable' : byChannel;
}
