/** How long a reading inside a guest is evidence: an activation ends with its term, and any reading ends with the machine that it was made of. */
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { LicenseClass, licensed } from '../versions/license-class';
import { grantMs } from './logged';

const minuteMs = 60 * 1000;
/** In minutes. AVMA terms last days, so a term of a year is forged or misread. */
const longestTerm = 365 * 24 * 60;

/** Whether a term is too long for AVMA. */
export function isImplausibleTerm(minutes: number): boolean {
    return minutes > longestTerm;
}

/** What is left of the term that a reading found, in minutes, when the host was read; 0 after its end. */
export function minutesLeftAt(host: HostFacts, { collectedAt, gracePeriodMinutes }: ActivationFacts): number {
    const age = Math.floor((Date.parse(host.collectedAt ?? '') - Date.parse(collectedAt ?? '')) / minuteMs);
    // NaN isn't greater.
    return Math.max(0, (gracePeriodMinutes ?? 0) - (age > 0 ? age : 0));
}

/** Until when a reading of an activation proves it, in milliseconds of the host's clock; NaN if the time of the reading is unknown. */
function provenUntil({ collectedAt, gracePeriodMinutes }: ActivationFacts): number {
    const minutes = gracePeriodMinutes ?? 0;
    return Date.parse(collectedAt ?? '') + (minutes > 0 && !isImplausibleTerm(minutes) ? minutes * minuteMs : grantMs);
}

/** Whether a reading found an activation whose term has ended since, by the host's clock. */
export function hasEnded(host: HostFacts, reading: ActivationFacts, installed: LicenseClass): boolean {
    // NaN fits no comparison.
    return installed === 'avma' && reading.licenseStatus === licensed && provenUntil(reading) < Date.parse(host.collectedAt ?? '');
}

/** Whether the guest was created after the reading, which is then about another machine that had its id. */
export function isCreatedSince({ createdOn }: GuestFacts, { collectedAt }: ActivationFacts): boolean {
    return Date.parse(createdOn ?? '') > Date.parse(collectedAt ?? '');
}

/** Whether an old reading can still be about this guest: neither about another machine, nor about its Windows from before an upgrade. */
export function isReadingOf(guest: GuestFacts, reading: ActivationFacts): boolean {
    const { build, sku } = identifyGuest(guest, null);
    const differs = (reported: number | null, read: number | null): boolean => reported !== null && read !== null && reported !== read;
    return !isCreatedSince(guest, reading) && !differs(build, reading.buildNumber) && !differs(sku, reading.operatingSystemSku);
}
