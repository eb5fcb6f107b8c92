/** A guest's version and edition: as reported through Data Exchange, or as read inside the guest, which takes precedence. */
import { serverVersion, ServerVersion } from '../versions/builds';
import { edition, Edition } from '../versions/editions';
import { ActivationFacts, DataItem, GuestFacts } from './facts';

/** Why Data Exchange has no current data about a guest. */
type Silence = 'notRunning' | 'dataExchangeDisabled' | 'dataExchangeSilent' | 'shieldedSilent';

export interface GuestIdentity {
    /** Null if unknown. */
    readonly windows: boolean | null;
    /** OSBuildNumber; null if it isn't a number or wasn't reported. */
    readonly build: number | null;
    readonly sku: number | null;
    /** 1 workstation, 2 domain controller, 3 server */
    readonly productType: number | null;
    readonly version: ServerVersion | null;
    readonly edition: Edition | null;
    /** OSName, as the guest reports it; for display only. */
    readonly osName: string | null;
    /** FullyQualifiedDomainName, as the guest reports it; never use it as an address. */
    readonly reportedName: string | null;
    readonly silence: Silence | null;
}

/** An item's value. Names compare case-insensitively; of duplicates the last one counts, as in Windows. */
export function itemValue(items: readonly DataItem[], name: string): string | null {
    const wanted = name.toLowerCase();
    for (let index = items.length - 1; index >= 0; index--) {
        if (items[index].name.toLowerCase() === wanted) {
            return items[index].data;
        }
    }
    return null;
}

const largestNumber = 0xffffffff;

/** An unsigned decimal number of 32 bits, as Windows writes it; otherwise null, such as for "6.8.0-45-generic". */
function itemNumber(items: readonly DataItem[], name: string): number | null {
    const text = itemValue(items, name)?.trim() ?? '';
    return /^\d{1,10}$/.test(text) && Number(text) <= largestNumber ? Number(text) : null;
}

const runningState = 2;
const disabledState = 3;
/** OSPlatformId of Windows NT (VER_PLATFORM_WIN32_NT) */
const windowsPlatform = 2;

function silenceOf(guest: GuestFacts): Silence | null {
    if (guest.enabledState !== null && guest.enabledState !== runningState) {
        return 'notRunning';
    }
    const disabled = guest.dataExchangeState === disabledState;
    if (!disabled && guest.intrinsic.length > 0) {
        return null;
    }
    if (guest.shielded) {
        // "Certain integration components blocked (e.g. data exchange, PowerShell Direct)": guarded-fabric-and-shielded-vms.md (08/29/2018).
        return 'shieldedSilent';
    }
    return disabled ? 'dataExchangeDisabled' : 'dataExchangeSilent';
}

/** Windows reports a platform number. The Linux daemon reports its architecture as text, and no edition. */
function isWindows(items: readonly DataItem[]): boolean | null {
    const platform = itemValue(items, 'OSPlatformId')?.trim() ?? '';
    if (platform !== '') {
        return Number(platform) === windowsPlatform;
    }
    if (itemNumber(items, 'OSEditionId') !== null || itemNumber(items, 'ProductType') !== null) {
        return true;
    }
    const architecture = itemValue(items, 'ProcessorArchitecture')?.trim() ?? '';
    return architecture !== '' && !/^\d+$/.test(architecture) ? false : null;
}

/**
 * Merges what Data Exchange and a reading say. Ignores Data Exchange items while the machine is off or Data Exchange is disabled, because they may be old.
 * @param activation a reading without an error; null if the guest wasn't read inside
 */
export function identifyGuest(guest: GuestFacts, activation: ActivationFacts | null): GuestIdentity {
    const silence = silenceOf(guest);
    const items = silence === null ? guest.intrinsic : [];
    const build = activation?.buildNumber ?? itemNumber(items, 'OSBuildNumber');
    const sku = activation?.operatingSystemSku ?? itemNumber(items, 'OSEditionId');
    return {
        windows: activation ? true : isWindows(items),
        build,
        sku,
        productType: activation?.productType ?? itemNumber(items, 'ProductType'),
        version: serverVersion(build),
        edition: edition(sku),
        osName: itemValue(items, 'OSName'),
        reportedName: itemValue(items, 'FullyQualifiedDomainName'),
        silence: activation ? null : silence
    };
}
