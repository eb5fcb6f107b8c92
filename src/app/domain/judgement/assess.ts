/** The judgement about one guest on one host. */
import { Assessment, ForbiddingCode, InsideCode, Reason, reasonCodes, Verdict } from './assessment';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { GuestIdentity, identifyGuest } from '../facts/guest-identity';
import { LoggedRequest } from '../facts/logged-request';
import { guestParticulars, guestReasons } from './guest-reasons';
import { hostReasons } from './host-reasons';
import { insideReasons } from './inside-reasons';
import { contradictsReading, judgeRequest, withRequestNotes } from './logged';
import { avmaKey, lastFive } from '../versions/keys';
import { LicenseClass, licenseClass, licensed } from '../versions/license-class';
import { notesOf } from './notes';
import { hasEnded, isCreatedSince } from './reading-term';

/** What a reason makes of a guest when it wins. */
const verdictOf: Readonly<Record<ForbiddingCode, Verdict>> = {
    hyperVMissing: 'notEligible',
    hostTooOld: 'notEligible',
    hostNotDatacenter: 'notEligible',
    hostEvaluation: 'notEligible',
    hostNotActivated: 'notEligible',
    hostLicensingServiceDisabled: 'notEligible',
    azureLocalNotSetUp: 'notEligible',
    hostAzureEdition: 'unknown',
    hostUnknown: 'unknown',
    notRunning: 'unknown',
    dataExchangeDisabled: 'unknown',
    dataExchangeSilent: 'unknown',
    shieldedSilent: 'unknown',
    notWindows: 'notApplicable',
    clientEdition: 'notApplicable',
    guestTooOld: 'notEligible',
    unknownBuild: 'unknown',
    guestNewerThanHost: 'notEligible',
    unknownEdition: 'unknown',
    editionNotCovered: 'notEligible',
    essentialsNotCovered: 'notEligible',
    azureEditionNeedsAzureLocal: 'notEligible',
    buildNotDocumented: 'unknown',
    evaluationDomainController: 'needsConversion',
    evaluationEdition: 'needsConversion'
};

type Forbidding = Reason<ForbiddingCode>;

function inOrder<One extends Reason>(reasons: readonly One[]): One[] {
    return [...reasons].sort((a, b) => reasonCodes.indexOf(a.code) - reasonCodes.indexOf(b.code));
}

/** Host and guest together, in the order in which they win. */
function forbidding(host: readonly Forbidding[], guest: readonly Forbidding[], identity: GuestIdentity): Forbidding[] {
    if (guest.some(reason => verdictOf[reason.code] === 'notApplicable')) {
        // Whatever the host is, it is no matter for a client or a Linux machine.
        return [...guest];
    }
    if (identity.silence) {
        return [...guest, ...inOrder(host)];
    }
    return inOrder([...host, ...guest]);
}

/** An evaluation that only its license gives away: Data Exchange and the SKU may name the edition without it. */
function withEvaluationInside(reasons: readonly Forbidding[], installed: LicenseClass | null, identity: GuestIdentity, data: Reason['data']): Forbidding[] {
    const known = reasons.some(reason => reason.code === 'evaluationEdition' || reason.code === 'evaluationDomainController');
    if (installed !== 'evaluation' || known) {
        return [...reasons];
    }
    return [...reasons, { code: identity.productType === 2 ? 'evaluationDomainController' : 'evaluationEdition', data }];
}

/** Reasons that explain a failed request, though they were read before it. The state of the license from back then explains nothing. */
const explaining: readonly InsideCode[] = ['licensingServiceDisabled', 'activationComponentMissing', 'wrongAvmaKey'];

/**
 * Says what can be done with a guest, and why. Pure and total: any facts get an answer, none an exception.
 * @param activation what was read inside this guest; one with an error, or from before the guest was created, is no evidence and is left aside
 * @param logged the newest request for activation in the host's log that is about this guest, and that counts (`requestCounts`)
 */
export function assess(host: HostFacts, guest: GuestFacts, activation?: ActivationFacts | null, logged?: LoggedRequest | null): Assessment {
    const reading = activation && activation.error === null && !isCreatedSince(guest, activation) ? activation : null;
    // After its term, an activation proves nothing: the guest is judged without the reading.
    const ended = reading !== null && hasEnded(host, reading, licenseClass(reading));
    const inside = ended ? null : reading;
    const identity = identifyGuest(guest, inside);
    const installed = inside ? licenseClass(inside) : null;
    const data = guestParticulars(host, guest, identity);
    const key = avmaKey(identity.build, identity.sku);
    const rightLastFive = key ? lastFive(key.key) : null;

    // Texts about the host speak of this guest, too.
    const ofHost = hostReasons(host).map(({ code, data: own }) => ({ code, data: { ...data, ...own } }));
    const ofGuest = withEvaluationInside(guestReasons(host, guest, identity), installed, identity, data);
    // A client or another system makes no such requests, so what seems to be one is of another machine.
    const isOutside = ofGuest.some(reason => verdictOf[reason.code] === 'notApplicable');
    const request = isOutside ? null : judgeRequest(host, guest, reading, logged ?? null);
    const decided = request && request.outcome !== 'expired' ? request.request : null;
    const notes = notesOf(host, guest, identity, inside, installed, data);
    if (ended && !request && !isOutside) {
        notes.push({ code: 'grantExpired', data: { ...data, at: reading.collectedAt } });
    }
    const base = {
        vmId: guest.vmId,
        evidence: decided ? ('logged' as const) : inside ? ('verified' as const) : ('reported' as const),
        loggedAt: decided?.at ?? null,
        loggedBy: decided?.by ?? null,
        verifiedAt: decided ? null : (inside?.collectedAt ?? null),
        notes: request ? withRequestNotes(notes, request, inside, installed, data) : notes
    };
    const contradicted = contradictsReading(request, installed);

    if (request?.outcome === 'granted' || (!decided && inside && installed === 'avma' && inside.licenseStatus === licensed)) {
        // Activated is activated; what the host lacks, or is too old for, says that it will not be renewed here.
        const reasons = inOrder([...ofHost, ...ofGuest.filter(reason => reason.code === 'guestNewerThanHost')]);
        return { ...base, verdict: 'activated', reasons, keyLastFive: contradicted ? null : (inside?.partialProductKey ?? rightLastFive) };
    }
    const failed: Reason[] = decided ? [{ code: 'requestFailed', data: { ...data, at: decided.at, code: decided.code } }] : [];
    const forbids = forbidding(ofHost, ofGuest, identity);
    if (forbids.length > 0) {
        return { ...base, verdict: verdictOf[forbids[0].code], reasons: [...forbids, ...failed], keyLastFive: null };
    }
    const read = inside && installed ? inOrder(insideReasons(inside, installed, rightLastFive, data)) : [];
    if (decided) {
        const also = installed === 'avma' ? read.filter(({ code }) => explaining.includes(code)) : [];
        return { ...base, verdict: 'keyInstalled', reasons: [...failed, ...also], keyLastFive: contradicted ? null : rightLastFive };
    }
    return { ...base, verdict: allowedVerdict(installed, read), reasons: read, keyLastFive: rightLastFive };
}

/** The verdict where host and guest allow activation: what is installed decides. */
function allowedVerdict(installed: LicenseClass | null, reasons: readonly Reason[]): Verdict {
    if (installed === null || installed === 'none' || installed === 'unreadable') {
        return 'eligible';
    }
    return installed === 'avma' && !reasons.some(reason => reason.code === 'wrongAvmaKey') ? 'keyInstalled' : 'otherKey';
}
