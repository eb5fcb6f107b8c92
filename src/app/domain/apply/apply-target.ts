/** Which key a guest shall get, or why none. */
import { ApplyMode } from '../facts/apply-facts';
import { Assessment, Particulars, Reason, ReasonCode } from '../judgement/assessment';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { GuestIdentity, identifyGuest } from '../facts/guest-identity';
import { guestParticulars } from '../judgement/guest-reasons';
import { InsideObstacle } from '../inside/inside-channel';
import { avmaKeyByLastFive } from '../versions/keys';
import { kmsClientKey } from '../versions/kms-client-keys';
import { licenseClass } from '../versions/license-class';
import { GenericKey } from '../advice/product-key';

/** What guests shall get. */
export type ApplyTarget =
    /** The AVMA key of its build and edition. */
    | { readonly kind: 'avma' }
    /** Back to the KMS client key of its build and edition. */
    | { readonly kind: 'back' }
    /** A published key that somebody chose, such as for a build without a documented one. */
    | { readonly kind: 'chosen'; readonly key: GenericKey }
    /** A key of its owner's, which a plan knows by its last five only. */
    | { readonly kind: 'own'; readonly lastFive: string };

export type KeyClass = 'avma' | 'kmsClient' | 'own';

/** Why a plan leaves a guest out, beyond what is said of the guest anyway. */
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
    'notKnownEnough'
] as const;
export type PlanSkipCode = (typeof planSkipCodes)[number];

/** Why a guest is left out. A reason has its texts, fix, commands and page already. */
export type ApplySkip =
    | { readonly source: 'reason'; readonly code: ReasonCode; readonly data: Particulars }
    | { readonly source: 'obstacle'; readonly code: InsideObstacle }
    | { readonly source: 'plan'; readonly code: PlanSkipCode; readonly data: Particulars };

/** Worth knowing before a key is put in. */
export const applyWarnings = ['keyNotDocumented', 'ownKeyUnknown', 'leavesAvma'] as const;
export type ApplyWarning = (typeof applyWarnings)[number];

/** A guest as the stores know it. */
export interface PlannableGuest {
    readonly host: HostFacts;
    readonly guest: GuestFacts;
    readonly assessment: Assessment;
    /** What was read inside; null where nobody has looked. */
    readonly inside: { readonly facts: ActivationFacts } | null;
}

export interface WantedKey {
    /** Null for a secret. */
    readonly key: string | null;
    readonly lastFive: string;
    readonly keyClass: KeyClass;
    readonly warnings: readonly ApplyWarning[];
}

export type KeyAnswer =
    | { readonly kind: 'key'; readonly key: WantedKey }
    | { readonly kind: 'skip'; readonly skip: ApplySkip }
    /** The guest is off, and what it is will be known when it is up. */
    | { readonly kind: 'later' };

const reasonSkip = ({ code, data }: Reason): KeyAnswer => ({ kind: 'skip', skip: { source: 'reason', code, data } });
const planSkip = (code: PlanSkipCode, data: Particulars): KeyAnswer => ({ kind: 'skip', skip: { source: 'plan', code, data } });

function generic(key: GenericKey, warnings: readonly ApplyWarning[] = []): KeyAnswer {
    return { kind: 'key', key: { key: key.key, lastFive: key.key.slice(-5), keyClass: key.keyClass, warnings } };
}

/** What forbids AVMA to a guest. That it is off forbids nothing yet, while what is wrong with its host stays so. */
function forbidden(reasons: readonly Reason[], allowed: readonly ReasonCode[]): KeyAnswer | null {
    const reason = reasons.find(({ code }) => code !== 'notRunning' && !allowed.includes(code));
    return reason ? reasonSkip(reason) : reasons.some(({ code }) => code === 'notRunning') ? { kind: 'later' } : null;
}

function avmaTarget({ assessment }: PlannableGuest): KeyAnswer {
    const key = avmaKeyByLastFive(assessment.keyLastFive);
    if (key) {
        return generic({ keyClass: 'avma', key: key.key, edition: key.edition, avma: key });
    }
    if (assessment.keyLastFive !== null) {
        // Activated with an AVMA key that no table knows: whatever it is, it is right.
        return planSkip('alreadyRight', { keyLastFive: assessment.keyLastFive, installedLastFive: assessment.keyLastFive });
    }
    return forbidden(assessment.reasons, []) ?? planSkip('notKnownEnough', {});
}

/** What a guest must be for any key: a Windows Server whose build and edition are known, and no evaluation. */
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

/** Whether a key is for the guest's version; null where no table says which keys are. */
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
        // What no table lists can be tried; what host or guest forbid stays forbidden.
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
 * The key for a guest. Total.
 * @param reading what was read inside, without an error; null where nobody looked
 */
export function wantedKey(one: PlannableGuest, reading: ActivationFacts | null, target: ApplyTarget, mode: ApplyMode): KeyAnswer {
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
