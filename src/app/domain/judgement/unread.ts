/** Why fields couldn't be read, and whether an administrator could read them. */
import { HostFacts, Unread } from '../facts/facts';
import { HostCheckId } from './host-checks';

/** `denied`: access denied. `notSeen`: Windows hides it from this account, if it exists. `failed`: anything else. */
export const unreadCauses = ['denied', 'notSeen', 'failed'] as const;
export type UnreadCause = (typeof unreadCauses)[number];

/** WBEM_E_ACCESS_DENIED and E_ACCESSDENIED. */
const deniedCodes = ['0x80041003', '0x80070005'];

export function unreadCause({ code }: Unread): UnreadCause {
    return deniedCodes.includes(code.toLowerCase()) ? 'denied' : code === 'notSeen' ? 'notSeen' : 'failed';
}

/** Whether missing rights kept the account from reading a field that an administrator could read. */
export function lacksRights(unread: readonly Unread[]): boolean {
    return unread.some(one => unreadCause(one) !== 'failed');
}

/** The field that each check of a host depends on. */
const checkedFields: Readonly<Record<HostCheckId, keyof HostFacts>> = {
    hyperV: 'vmmsState',
    edition: 'operatingSystemSku',
    version: 'buildNumber',
    activated: 'licenseStatus',
    payAsYouGo: 'partialProductKey',
    licensingService: 'sppsvcStartMode',
    azureLocal: 'azureLocalActivation',
    rights: 'hyperVRights',
    physical: 'model'
};

/** Why a check of a host is unknown; null if the host reported no cause. */
export function unreadForCheck(host: HostFacts, id: HostCheckId): Unread | null {
    return host.unread.find(({ field }) => field === checkedFields[id]) ?? null;
}
