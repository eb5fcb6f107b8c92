/** Valid product keys: the generic ones that Microsoft publishes, and those in an estate file. */
import { KeyEntry } from './estate-file';

type Edition = 'datacenter' | 'standard' | 'essentials' | 'azureEdition';

const editions: Readonly<Record<number, Edition>> = {
    7: 'standard',
    8: 'datacenter',
    50: 'essentials',
    145: 'datacenter',
    146: 'standard',
    407: 'azureEdition'
};

/** By short name of the operating system. */
type Keys = Readonly<Record<string, Readonly<Partial<Record<Edition, string>>>>>;

const semiAnnualKmsClient = { datacenter: '6NMRW-2C8FM-D24W7-TQWMY-CWH2D', standard: 'N2KJX-J94YW-TQVFB-DG9YT-724CC' };

const kmsClientKeys: Keys = {
    '2012 R2': { datacenter: 'W3GGN-FT8W3-Y4M27-J84CP-Q3VJ9', standard: 'D2N9P-3P6X9-2R39C-7RTCD-MDVJX', essentials: 'KNC87-3J2TX-XB4WP-VCPJV-M4FWM' },
    '2016': { datacenter: 'CB7KF-BWN84-R7R2Y-793K2-8XDDG', standard: 'WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY', essentials: 'JCKRF-N37P4-C2D82-9YXRT-4M63B' },
    '2019': { datacenter: 'WMDGN-G9PQG-XVVXX-R3X43-63DFG', standard: 'N69G4-B89J2-4G8F4-WWYCC-J464C', essentials: 'WVDHN-86M7X-466P6-VHXV7-YY726' },
    '1809': semiAnnualKmsClient,
    '1909': semiAnnualKmsClient,
    '20H2': semiAnnualKmsClient,
    '2022': { datacenter: 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33', standard: 'VDYBN-27WPP-V4HQT-9VMD4-VMK7H', azureEdition: 'NTBV8-9K7Q8-V27C6-M2BTV-KHMXV' },
    '2025': { datacenter: 'D764K-2NDRG-47T6Q-P8T8W-YP6DF', standard: 'TVRH6-WHNXV-R9WG3-9XRFY-MY832', azureEdition: 'XGN3F-F394H-FD2MY-PP6FD-8MCRC' }
};

const avma2019 = { datacenter: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', standard: 'TNK62-RXVTB-4P47B-2D623-4GF74' };

const avmaKeys: Keys = {
    '2012 R2': { datacenter: 'Y4TGP-NPTV9-HTC2H-7MGQ3-DV4TW', standard: 'DBGBW-NPF86-BJVTX-K3WKJ-MTB6V', essentials: 'K2XGM-NMBT3-2R6Q8-WF2FK-P36R2' },
    '2016': { datacenter: 'TMJ3Y-NTRTM-FJYXT-T22BY-CWG3J', standard: 'C3RCX-M6NRP-6CXC9-TW2F2-4RHYD', essentials: 'B4YNW-62DX9-W8V6M-82649-MHBKQ' },
    '2019': { ...avma2019, essentials: '2CTP7-NHT64-BP62M-FV6GG-HFV28' },
    '1809': avma2019,
    '1909': avma2019,
    '2022': { datacenter: 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG', standard: 'YDFWN-MJ9JR-3DYRK-FXXRW-78VHK', azureEdition: 'F7TB6-YKN8Y-FCC6R-KQ484-VMK3J' },
    '2025': { datacenter: 'YQB4H-NKHHJ-Q6K4R-4VMY6-VCH67', standard: 'WWVGQ-PNHV9-B89P4-8GGM9-9HPQ4', azureEdition: '6NMQ9-T38WF-6MFGM-QYGYM-88J4F' }
};

/** The generic key for an operating system and edition; null if none is published. */
export function genericKey(kind: 'avma' | 'kmsClient', os: string, sku: number): string | null {
    return (kind === 'avma' ? avmaKeys : kmsClientKeys)[os]?.[editions[sku]] ?? null;
}

/** The result of checking a key. `wrongSystem`: not in the system's key configuration. `wrongEdition`: in it, but for another edition. */
export type KeyVerdict = { readonly kind: KeyEntry['license'] | 'avma' | 'kmsClient' } | 'unknown' | 'wrongSystem' | 'wrongEdition';

const form = /^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$/;

/** @param others keys in the estate file */
export function judgeKey(key: string, os: string, sku: number, others: readonly KeyEntry[]): KeyVerdict {
    if (!form.test(key)) {
        return 'unknown';
    }
    const other = others.find(one => one.key === key);
    if (other) {
        return other.os !== os ? 'wrongSystem' : other.sku !== sku ? 'wrongEdition' : { kind: other.license };
    }
    for (const [kind, keys] of [['avma', avmaKeys] as const, ['kmsClient', kmsClientKeys] as const]) {
        const systems = Object.keys(keys).filter(name => Object.values(keys[name]).includes(key));
        if (systems.length > 0) {
            return !systems.includes(os) ? 'wrongSystem' : keys[os][editions[sku]] === key ? { kind } : 'wrongEdition';
        }
    }
    return 'unknown';
}
