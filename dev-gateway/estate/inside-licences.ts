/** The installed licence of a guest, by the kind that an estate file names. */
import { InsideEntry } from './estate-file';

export type LicenceKind = NonNullable<InsideEntry['licence']>;

/** "No date" of licensing rows, as WMI writes it. */
export const never = '1601-01-01T00:00:00Z';

interface LicenceForm {
    /** The word inside Description. */
    readonly channel: string;
    /** ProductKeyChannel; what it is for AVMA is published nowhere. */
    readonly keyChannel: string | null;
    /** For keys that are not generic: any five characters. */
    readonly lastFive?: string;
    readonly status: number;
    readonly reason: number;
    readonly graceMinutes: number;
}

const licensed = 1;
const notification = 5;

/** LicenseStatusReason (windows-surface/errors/spp.json) */
const reasons = { licensed: 0x4004f040, storeBased: 0x4004f401, notBound: 0xc004fd04, kmsNotBound: 0xc004f056 } as const;

const sixDays = 8640;
const halfYear = 259200;

export const licenceForms: Readonly<Record<Exclude<LicenceKind, 'none'>, LicenceForm>> = {
    avma: { channel: 'VIRTUAL_MACHINE_ACTIVATION', keyChannel: null, status: licensed, reason: reasons.licensed, graceMinutes: sixDays },
    avmaUnlicensed: { channel: 'VIRTUAL_MACHINE_ACTIVATION', keyChannel: null, status: notification, reason: reasons.notBound, graceMinutes: 0 },
    kmsClient: { channel: 'VOLUME_KMSCLIENT', keyChannel: 'Volume:GVLK', status: notification, reason: reasons.kmsNotBound, graceMinutes: 0 },
    kmsClientLicensed: { channel: 'VOLUME_KMSCLIENT', keyChannel: 'Volume:GVLK', status: licensed, reason: reasons.licensed, graceMinutes: halfYear },
    mak: { channel: 'VOLUME_MAK', keyChannel: 'Volume:MAK', lastFive: '7QXYZ', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    oem: { channel: 'OEM_SLP', keyChannel: 'OEM:SLP', lastFive: '3BQWT', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    retail: { channel: 'RETAIL', keyChannel: 'Retail', lastFive: 'R8TWD', status: licensed, reason: reasons.storeBased, graceMinutes: 0 },
    kmsHost: { channel: 'VOLUME_KMS_WS19', keyChannel: 'Volume:CSVLK', lastFive: 'K4HST', status: licensed, reason: reasons.licensed, graceMinutes: 0 },
    evaluation: { channel: 'TIMEBASED_EVAL', keyChannel: 'TimeBased_EVAL', lastFive: 'CPR8F', status: licensed, reason: reasons.licensed, graceMinutes: 172800 }
};

type Edition = 'datacenter' | 'standard' | 'essentials' | 'azureEdition';

const editions: Readonly<Record<number, Edition>> = {
    7: 'standard',
    8: 'datacenter',
    50: 'essentials',
    145: 'datacenter',
    146: 'standard',
    407: 'azureEdition'
};

type LastFives = Readonly<Record<string, Readonly<Partial<Record<Edition, string>>>>>;

/** Last five of the published KMS client keys, by the short name of the system. */
const kmsClientKeys: LastFives = {
    '2012 R2': { datacenter: 'Q3VJ9', standard: 'MDVJX', essentials: 'M4FWM' },
    '2016': { datacenter: '8XDDG', standard: 'KHKQY', essentials: '4M63B' },
    '2019': { datacenter: '63DFG', standard: 'J464C', essentials: 'YY726' },
    '1809': { datacenter: 'CWH2D', standard: '724CC' },
    '1909': { datacenter: 'CWH2D', standard: '724CC' },
    '20H2': { datacenter: 'CWH2D', standard: '724CC' },
    '2022': { datacenter: '6VM33', standard: 'VMK7H', azureEdition: 'KHMXV' },
    '2025': { datacenter: 'YP6DF', standard: 'MY832', azureEdition: '8MCRC' }
};

/** Last five of the published AVMA keys. */
const avmaKeys: LastFives = {
    '2012 R2': { datacenter: 'DV4TW', standard: 'MTB6V', essentials: 'P36R2' },
    '2016': { datacenter: 'CWG3J', standard: '4RHYD', essentials: 'MHBKQ' },
    '2019': { datacenter: 'WMBMW', standard: '4GF74', essentials: 'HFV28' },
    '1809': { datacenter: 'WMBMW', standard: '4GF74' },
    '1909': { datacenter: 'WMBMW', standard: '4GF74' },
    '2022': { datacenter: 'DV9BG', standard: '78VHK', azureEdition: 'VMK3J' },
    '2025': { datacenter: 'VCH67', standard: '9HPQ4', azureEdition: '88J4F' }
};

/** Where no key is published (clients, older systems): five characters that no published key ends with. */
const unknownKey = 'T83GX';

export function lastFiveOf(kind: Exclude<LicenceKind, 'none'>, os: string, sku: number): string {
    const generic = kind.startsWith('avma') ? avmaKeys : kmsClientKeys;
    return licenceForms[kind].lastFive ?? generic[os]?.[editions[sku]] ?? unknownKey;
}
