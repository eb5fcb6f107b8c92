/**
 * What the newest request in the host's log proves about a guest. Whatever its result, a request proves that the guest had an AVMA key when it was made,
 * because nothing else asks the host.
 */
import { LicenseClass } from '../versions/license-class';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { LoggedRequest } from '../facts/logged-request';
import { Note, NoteCode, Particulars } from './assessment';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
/**
 * How long a success proves an activation. No page of Microsoft states the term; one report says seven days (devadmin.it, "Automatic Virtual Machine
 * Activation", 2014-04-07). One day more, because a guest that renews on time may do so a little later.
 */
export const grantMs = 8 * dayMs;
/** How far back the log is read: a renewal that is missing for five terms tells enough. */
export const logDays = 35;
/** The difference between two clocks of one domain that Kerberos accepts by default (Microsoft: "Maximum tolerance for computer clock synchronization"). */
const clockToleranceMs = 5 * minuteMs;

/** Result codes with an HRESULT's severity bit are failures; nothing is documented about other codes but 0. */
const firstFailure = 0x80000000;

/** `granted`: a success that still counts. `expired`: a success from too long ago. */
type RequestOutcome = 'granted' | 'expired' | 'failed';

/** A request that counts, with its outcome. */
export interface JudgedRequest {
    readonly outcome: RequestOutcome;
    readonly request: LoggedRequest;
}

/**
 * Whether a request says anything about this guest: not one from the host's future, not one without a known outcome, and not one from before the guest existed.
 */
export function requestCounts(host: HostFacts, guest: GuestFacts, { at, code, by }: LoggedRequest): boolean {
    const made = Date.parse(at);
    const hasOutcome = code === 0 || code >= firstFailure;
    // NaN fits neither comparison.
    const isPast = made <= Date.parse(host.collectedAt ?? '') + clockToleranceMs;
    const isSameGuest = guest.createdOn === null ? by === 'id' : Date.parse(guest.createdOn) <= made;
    return hasOutcome && isPast && isSameGuest;
}

/**
 * Judges a guest's newest request.
 * @param inside a reading without an error, which is stronger unless the request is newer
 */
export function judgeRequest(host: HostFacts, guest: GuestFacts, inside: ActivationFacts | null, request: LoggedRequest | null): JudgedRequest | null {
    if (!request || !requestCounts(host, guest, request)) {
        return null;
    }
    const made = Date.parse(request.at);
    if (inside && !(Date.parse(inside.collectedAt ?? '') < made)) {
        return null;
    }
    const age = Date.parse(host.collectedAt ?? '') - made;
    return { outcome: request.code !== 0 ? 'failed' : age <= grantMs ? 'granted' : 'expired', request };
}

/** The classes that are those of another key. */
const otherKeys: readonly LicenseClass[] = ['kmsClient', 'kmsHost', 'mak', 'oem', 'retail', 'evaluation', 'keyless'];

/** Whether a reading found another class of key before the request proved an AVMA key. */
export function contradictsReading(judged: JudgedRequest | null, installed: LicenseClass | null): boolean {
    return judged !== null && judged.outcome !== 'expired' && installed !== null && otherKeys.includes(installed);
}

/** Notes that a later success makes untrue: they say what a reading found about the last activation and its term. */
const outdated: readonly NoteCode[] = ['activatedByOtherHost', 'activationExpiring'];

/** Adds the notes of a request to those of the guest. */
export function withRequestNotes(
    notes: readonly Note[],
    { outcome, request }: JudgedRequest,
    inside: ActivationFacts | null,
    installed: LicenseClass | null,
    data: Particulars
): Note[] {
    const all = notes.filter(({ code }) => outcome !== 'granted' || !outdated.includes(code));
    if (outcome === 'expired') {
        all.push({ code: 'grantExpired', data: { ...data, at: request.at } });
    }
    if (outcome === 'granted' && request.otherHost !== null) {
        all.push({ code: 'activatedByOtherHost', data: { ...data, otherHost: request.otherHost, lastActivation: request.at } });
    }
    if (contradictsReading({ outcome, request }, installed)) {
        all.push({ code: 'logContradictsReading', data: { ...data, readAt: inside?.collectedAt ?? null, class: installed, loggedAt: request.at } });
    }
    return all;
}
