/** The installed license of a guest, by the kind in the estate file. */
import { InsideEntry } from './estate-file';
import { genericKey } from './published-keys';

export type LicenseKind = NonNullable<InsideEntry['license']>;

/** The "no date" of licensing rows in WMI. */
export const never = '1601-01-01T00:00:00Z';

interface LicenseForm {
    /** The channel's name inside Description; null for a license without a key, because its description isn't published. */
    readonly channel: string | null;
    /** ProductKeyChannel: only values that public dumps show (slmgr /dlv, exports of sppwmi). */
    readonly keyChannel: string | null;
    /** For keys that aren't generic: any five characters. */
    readonly lastFive?: string;
    readonly status: number;
    readonly reason: number;
    readonly graceMinutes: number;
}

export const licensed = 1;
export const notification = 5;

/** LicenseStatusReason (windows-surface/errors/spp.json) */
const reasons = { licensed: 0x4004f040, storeBased: 0x4004f401, notBound: 0xc004fd04, kmsNotBound: 0xc004f056 } as const;

const sixDays = 8640;
const halfYear = 259200;

export const licenseForms: Readonly<Record<Exclude<LicenseKind, 'none'>, LicenseForm>> = {
    avma: { channel: 'VIRTUAL_MACHINE_ACTIVATION', keyChannel: 'VT:IA', status: licensed, reason: reasons.licensed, graceMinutes: sixDays },
    avmaUnlicensed: {
        channel: 'VIRTUAL_MACHINE_ACTIVATION',
        keyChannel: 'VT:IA',
        status: notification,
        reason: reasons.notBound,
        graceMinutes: 0
    },
    kmsClient: { channel: 'VOLUME_KMSCLIENT', keyChannel: 'Volume:GVLK', status: notification, reason: reasons.kmsNotBound, graceMinutes: 0 },
    kmsClientLicensed: { channel: 'VOLUME_KMSCLIENT', keyChannel: 'Volume:GVLK', status: licensed, reason: reasons.licensed, graceMinutes: halfYear },
    mak: { channel: 'VOLUME_MAK', keyChannel: 'Volume:MAK', lastFive: '7QXYZ', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    oem: { channel: 'OEM_SLP', keyChannel: 'OEM:SLP', lastFive: '3BQWT', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    retail: { channel: 'RETAIL', keyChannel: 'Retail', lastFive: 'R8TWD', status: licensed, reason: reasons.storeBased, graceMinutes: 0 },
    kmsHost: { channel: 'VOLUME_KMS_WS19', keyChannel: 'Volume:CSVLK', lastFive: 'K4HST', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    evaluation: {
        channel: 'TIMEBASED_EVAL',
        keyChannel: 'Retail:TB:Eval',
        lastFive: 'CPR8F',
        status: licensed,
        reason: reasons.licensed,
        graceMinutes: 172800
    },
    withoutKey: { channel: null, keyChannel: null, status: licensed, reason: reasons.licensed, graceMinutes: 0 }
};

/** For systems without a published key (clients, older systems): five characters that no published key ends with. */
const unknownKey = 'T83GX';

export function lastFiveOf(kind: Exclude<LicenseKind, 'none'>, os: string, sku: number): string | null {
    if (kind === 'withoutKey') {
        return null;
    }
    const generic = genericKey(kind.startsWith('avma') ? 'avma' : 'kmsClient', os, sku);
    return licenseForms[kind].lastFive ?? generic?.slice(-5) ?? unknownKey;
}
