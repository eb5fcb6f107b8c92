/** Additional information about a guest on its host. Notes don't affect the verdict. */
import { Note, NoteCode, Particulars } from './assessment';
import { newestBuildWithoutDirect, serverVersion } from '../versions/builds';
import { edition } from '../versions/editions';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { GuestIdentity } from '../facts/guest-identity';
import { hostDoubts } from './host-doubts';
import { isAzureLocal } from './host-reasons';
import { isImplausibleTerm, minutesLeftAt } from './reading-term';
import { isVirtualMachine } from './virtual-machine';
import { LicenseClass, licensed } from '../versions/license-class';
import { shortName } from '../facts/node-names';

const minutesOfADay = 24 * 60;
const expiringMinutes = 2 * minutesOfADay;
const hostExpiringMinutes = 30 * minutesOfADay;
const dataExchangeDisabledState = 3;

/** Whether a licensed host's license expires within 30 days. */
export function hostLicenseExpires(host: HostFacts): boolean {
    const minutes = host.gracePeriodMinutes ?? 0;
    return host.licenseStatus === licensed && minutes > 0 && minutes < hostExpiringMinutes;
}

function isOtherHost(host: HostFacts, activatingHost: string): boolean {
    const own = [host.computerName, host.fqdn].filter((name): name is string => !!name).map(shortName);
    return own.length > 0 && !own.includes(shortName(activatingHost));
}

function isSemiAnnual(build: number | null, sku: number | null): boolean {
    return serverVersion(build)?.longTerm === false || edition(sku)?.semiAnnual === true;
}

/** The notes of a guest, unsorted. `activation` and `installed` are null if the guest wasn't read inside. */
export function notesOf(
    host: HostFacts,
    guest: GuestFacts,
    identity: GuestIdentity,
    activation: ActivationFacts | null,
    installed: LicenseClass | null,
    data: Particulars
): Note[] {
    const notes: Note[] = [];
    const add = (code: NoteCode, more: Particulars = {}): void => void notes.push({ code, data: { ...data, ...more } });
    if (activation && installed === 'avma') {
        const minutes = activation.gracePeriodMinutes ?? 0;
        if (activation.avmaHostName && isOtherHost(host, activation.avmaHostName)) {
            add('activatedByOtherHost', { otherHost: activation.avmaHostName, lastActivation: activation.avmaLastActivation });
        }
        if (isImplausibleTerm(minutes)) {
            add('termImplausible', { minutesLeft: minutes });
        }
        const minutesLeft = minutesLeftAt(host, activation);
        if (activation.licenseStatus === licensed && minutes > 0 && minutesLeft < expiringMinutes) {
            add('activationExpiring', { minutesLeft });
        }
    }
    if (isVirtualMachine(host)) {
        add('hostIsVirtualMachine', { model: host.model });
    }
    hostDoubts(host).forEach(code => add(code));
    if (hostLicenseExpires(host)) {
        add('hostLicenceExpiring', { minutesLeft: host.gracePeriodMinutes });
    }
    if (host.buildNumber === newestBuildWithoutDirect.host || identity.build === newestBuildWithoutDirect.guest) {
        add('notDirectlyReachable');
    }
    if (guest.shielded) {
        add('shielded');
    }
    if (isSemiAnnual(identity.build, identity.sku) || (!isAzureLocal(host) && isSemiAnnual(host.buildNumber, host.operatingSystemSku))) {
        add('nonLtscBuild');
    }
    if (guest.replicationState) {
        add('replica', { replicationState: guest.replicationState });
    }
    // In a shielded machine it is blocked, so nobody can enable it.
    if (activation && guest.dataExchangeState === dataExchangeDisabledState && !guest.shielded) {
        add('dataExchangeDisabled');
    }
    return notes;
}
