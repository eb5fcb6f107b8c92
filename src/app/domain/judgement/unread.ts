/** What an account couldn't read, and whether an administrator could. */
import { HostFacts, Unread } from '../facts/facts';
import { HostCheckId } from './host-checks';

/** `denied`: access denied. `notSeen`: hidden from this account, if it's there at all. `failed`: anything else. */
export const unreadCauses = ['denied', 'notSeen', 'failed'] as const;
export type UnreadCause = (typeof unreadCauses)[number];

/** WBEM_E_ACCESS_DENIED and E_ACCESSDENIED. */
const deniedCodes = ['0x80041003', '0x80070005'];

export function unreadCause({ code }: Unread): UnreadCause {
    return deniedCodes.includes(code.toLowerCase()) ? 'denied' : code === 'notSeen' ? 'notSeen' : 'failed';
}

/** Whether the account was kept from reading something, which an administrator could read. */
export function isKeptFromReading(unread: readonly Unread[]): boolean {
    return unread.some(one => unreadCause(one) !== 'failed');
}

/** The field that decides each check of a host. */
const checkedFields: Readonly<Record<HostCheckId, keyof HostFacts>> = {
    hyperV: 'vmmsState',
    edition: 'operatingSystemSku',
    activated: 'licenseStatus',
    licensingService: 'sppsvcStartMode',
    azureLocal: 'azureLocalActivation',
    rights: 'hyperVRights',
    physical: 'model'
};

/** Why a check of a host is unknown; null where nothing is on record. */
export function unreadForCheck(host: HostFacts, id: HostCheckId): Unread | null {
    return host.unread.find(({ field }) => field === checkedFields[id]) ?? null;
}
