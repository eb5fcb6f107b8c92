/** Selects the key for a guest, or returns why there is none. */
import { ApplyMode } from '../facts/apply-facts';
import { Assessment, Particulars, Reason, ReasonCode } from '../judgement/assessment';
import { ActivationFacts } from '../facts/facts';
import { GuestIdentity, identifyGuest } from '../facts/guest-identity';
import { guestParticulars } from '../judgement/guest-reasons';
import { InsideObstacle, ReachableGuest } from '../inside/inside-channel';
import { avmaKeyByLastFive } from '../versions/keys';
import { kmsClientKey } from '../versions/kms-client-keys';
import { licenseClass } from '../versions/license-class';
import { GenericKey } from '../advice/product-key';

/** The key that guests should get. */
export type ApplyTarget =
    /** The AVMA key for the guest's build and edition. */
    | { readonly kind: 'avma' }
    /** The KMS client key for the guest's build and edition, to leave AVMA. */
    | { readonly kind: 'back' }
    /** A published key that the administrator chose, such as for a build without a documented key. */
    | { readonly kind: 'chosen'; readonly key: GenericKey }
    /** The administrator's own key; plans contain only its last five characters. */
    | { readonly kind: 'own'; readonly lastFive: string };

export type KeyClass = 'avma' | 'kmsClient' | 'own';

/** Reasons of the plan itself to skip a guest, in addition to the guest's reasons. */
export const planSkipCodes = [
    'alreadyRight',
    'keyInstalled',
    'keyNotInstalled',
    'noKmsClientKey',
    'keyOfOtherVersion',
    'keyOfOtherEdition',
    'confirmationMissing',
    'accountMissing',
    'addressMissing',
    'ownKeyUnconfirmed',
    'onOtherHost',
    'notKnownEnough'
] as const;
export type PlanSkipCode = (typeof planSkipCodes)[number];

/** Why a guest is skipped. Reasons already have texts, fixes, commands and a page. */
export type ApplySkip =
    | { readonly source: 'reason'; readonly code: ReasonCode; readonly data: Particulars }
    | { readonly source: 'obstacle'; readonly code: InsideObstacle }
    | { readonly source: 'plan'; readonly code: PlanSkipCode; readonly data: Particulars };

/** What an administrator should consider before a key is installed. */
export const applyWarnings = ['keyNotDocumented', 'ownKeyUnknown', 'leavesAvma', 'sameId'] as const;
export type ApplyWarning = (typeof applyWarnings)[number];

/** A guest in the form that the stores hold. */
export interface PlannableGuest extends ReachableGuest {
    readonly assessment: Assessment;
    /** The reading inside; null if the guest wasn't read. */
    readonly inside: { readonly facts: ActivationFacts } | null;
}

export interface TargetKey {
    /** Null for a secret key. */
    readonly key: string | null;
    readonly lastFive: string;
    readonly keyClass: KeyClass;
    readonly warnings: readonly ApplyWarning[];
}

export type KeyAnswer =
    | { readonly kind: 'key'; readonly key: TargetKey }
    | { readonly kind: 'skip'; readonly skip: ApplySkip }
    /** The guest is off; the key is selected once it runs. */
    | { readonly kind: 'later' };

const reasonSkip = ({ code, data }: Reason): KeyAnswer => ({ kind: 'skip', skip: { source: 'reason', code, data } });
const planSkip = (code: PlanSkipCode, data: Particulars): KeyAnswer => ({ kind: 'skip', skip: { source: 'plan', code, data } });

function generic(key: GenericKey, warnings: readonly ApplyWarning[] = []): KeyAnswer {
    return { kind: 'key', key: { key: key.key, lastFive: key.key.slice(-5), keyClass: key.keyClass, warnings } };
}

/** Reasons that don't rule out a key: one that is off will run, and a failed request is why somebody applies a key. */
const passing: readonly ReasonCode[] = ['notRunning', 'requestFailed'];

/** The reason that rules out AVMA. That the guest is off doesn't rule it out yet; problems of its host do. */
function forbidden(reasons: readonly Reason[], allowed: readonly ReasonCode[]): KeyAnswer | null {
    const reason = reasons.find(({ code }) => !passing.includes(code) && !allowed.includes(code));
    return reason ? reasonSkip(reason) : reasons.some(({ code }) => code === 'notRunning') ? { kind: 'later' } : null;
}

function avmaTarget({ assessment }: PlannableGuest): KeyAnswer {
    const key = avmaKeyByLastFive(assessment.keyLastFive);
    if (key) {
        return generic({ keyClass: 'avma', key: key.key, edition: key.edition, avma: key });
    }
    if (assessment.keyLastFive !== null) {
        // Activated with an AVMA key that isn't in our tables: it works, so keep it.
        return planSkip('alreadyRight', { keyLastFive: assessment.keyLastFive, installedLastFive: assessment.keyLastFive });
    }
    return forbidden(assessment.reasons, []) ?? planSkip('notKnownEnough', {});
}

/** Requirements for any key: a Windows Server with known build and edition that isn't an evaluation. */
function outsideAvma(one: PlannableGuest, reading: ActivationFacts | null, identity: GuestIdentity): KeyAnswer | null {
    const reason = (code: ReasonCode): KeyAnswer => reasonSkip({ code, data: guestParticulars(one.host, one.guest, identity) });
    if (identity.silence) {
        return identity.silence === 'notRunning' ? { kind: 'later' } : reason(identity.silence);
    }
    if (identity.build === null) {
        return reason('unknownBuild');
    }
    if (identity.sku === null) {
        return reason('unknownEdition');
    }
    if (identity.edition?.kind === 'client') {
        return reason('clientEdition');
    }
    const domainController = 2;
    return identity.edition?.kind === 'evaluation' || (reading && licenseClass(reading) === 'evaluation')
        ? reason(identity.productType === domainController ? 'evaluationDomainController' : 'evaluationEdition')
        : null;
}

function backTarget(identity: GuestIdentity): KeyAnswer {
    const key = kmsClientKey(identity.build, identity.sku);
    return key
        ? generic({ keyClass: 'kmsClient', key: key.key, edition: key.edition, kmsClient: key })
        : planSkip('noKmsClientKey', { guestBuild: identity.build, guestSku: identity.sku });
}

/** Whether a key is for the guest's version; null if no table lists the version's keys. */
function ofItsVersion(key: GenericKey, { build, sku, version }: GuestIdentity): boolean | null {
    if (key.keyClass === 'avma') {
        return version?.family ? version.family === key.avma.family : null;
    }
    const own = kmsClientKey(build, sku);
    return own ? own.key === key.key : null;
}

function chosenTarget(one: PlannableGuest, identity: GuestIdentity, key: GenericKey): KeyAnswer {
    const data = { keyLastFive: key.key.slice(-5), guestBuild: identity.build, guestSku: identity.sku };
    if (key.keyClass === 'avma') {
        // A key that no table lists for this build can be tried, but problems of host or guest still rule it out.
        const open: readonly ReasonCode[] = identity.build === null ? [] : ['buildNotDocumented', 'unknownBuild'];
        const forbids = one.assessment.keyLastFive === null ? forbidden(one.assessment.reasons, open) : null;
        if (forbids) {
            return forbids;
        }
    }
    if (identity.edition && identity.edition.kind !== key.edition) {
        return planSkip('keyOfOtherEdition', data);
    }
    const fits = ofItsVersion(key, identity);
    return fits === false ? planSkip('keyOfOtherVersion', data) : generic(key, fits ? [] : ['keyNotDocumented']);
}

/**
 * Selects the key for a guest; never throws.
 * @param reading a reading without an error; null if the guest wasn't read inside
 */
export function targetKey(one: PlannableGuest, reading: ActivationFacts | null, target: ApplyTarget, mode: ApplyMode): KeyAnswer {
    if (target.kind === 'avma') {
        return avmaTarget(one);
    }
    const identity = identifyGuest(one.guest, reading);
    const forbids = outsideAvma(one, reading, identity);
    if (forbids) {
        return forbids;
    }
    switch (target.kind) {
        case 'back':
            return backTarget(identity);
        case 'chosen':
            return chosenTarget(one, identity, target.key);
        default:
            return {
                kind: 'key',
                key: { key: null, lastFive: target.lastFive, keyClass: 'own', warnings: mode === 'check' ? [] : ['ownKeyUnknown'] }
            };
    }
}
