/** What a guest is: from Data Exchange, which it reports of itself, or from inside, which then wins. */
import { serverVersion, ServerVersion } from '../versions/builds';
import { edition, Edition } from '../versions/editions';
import { ActivationFacts, DataItem, GuestFacts } from './facts';

/** What keeps Data Exchange from saying anything about a guest right now. */
export type Silence = 'notRunning' | 'dataExchangeDisabled' | 'dataExchangeSilent';

export interface GuestIdentity {
    /** Null where the guest is of unknown kind. */
    readonly windows: boolean | null;
    /** OSBuildNumber as a number; null where it is none or nothing was reported. */
    readonly build: number | null;
    readonly sku: number | null;
    /** 1 workstation, 2 domain controller, 3 server */
    readonly productType: number | null;
    readonly version: ServerVersion | null;
    readonly edition: Edition | null;
    /** OSName: what the guest calls itself, for display only. */
    readonly osName: string | null;
    /** FullyQualifiedDomainName: a claim of the guest, no address. */
    readonly reportedName: string | null;
    readonly silence: Silence | null;
}

/** The value of an item; names compare without regard to letter case, and of two the last counts, as Windows does it. */
export function itemValue(items: readonly DataItem[], name: string): string | null {
    const wanted = name.toLowerCase();
    for (let index = items.length - 1; index >= 0; index--) {
        if (items[index].name.toLowerCase() === wanted) {
            return items[index].data;
        }
    }
    return null;
}

/** A decimal number without sign, as Windows writes it, or null: "6.8.0-45-generic" is no build. */
function itemNumber(items: readonly DataItem[], name: string): number | null {
    const text = itemValue(items, name)?.trim() ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const runningState = 2;
const disabledState = 3;
/** OSPlatformId of Windows NT (VER_PLATFORM_WIN32_NT) */
const windowsPlatform = 2;

function silenceOf(guest: GuestFacts): Silence | null {
    if (guest.enabledState !== null && guest.enabledState !== runningState) {
        return 'notRunning';
    }
    if (guest.dataExchangeState === disabledState) {
        return 'dataExchangeDisabled';
    }
    return guest.intrinsic.length === 0 ? 'dataExchangeSilent' : null;
}

/** Windows says so by its platform number; Linux' daemon writes its architecture as text and no edition. */
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
 * Puts together what is known. While a machine is not running, or Data Exchange is disabled, its old items are not taken for current.
 * @param activation what was read inside, without an error; null where nobody looked
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
