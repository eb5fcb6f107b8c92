/** Plans what a run does with each guest before anything is sent. */
import { ApplyMode } from '../facts/apply-facts';
import { ApplySkip, ApplyTarget, ApplyWarning, KeyClass, PlannableGuest, targetKey, TargetKey } from './apply-target';
import { ActivationFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { GuestKey, guestKey, GuestPlace, keyOf } from '../facts/guest-key';
import { InsideObstacle, InsideWay, wayInto } from '../inside/inside-channel';
import { LicenseClass, licenseClass, licensed } from '../versions/license-class';

/** What needs confirmation for each guest: replacing a key that can't be read back, or (`licensed`) a working license outside AVMA. */
export const confirmationKinds = ['mak', 'oem', 'retail', 'kmsHost', 'unreadable', 'licensed'] as const;
type ConfirmationKind = (typeof confirmationKinds)[number];

/** A confirmation for one guest and exactly the displayed key; it doesn't apply to any other key. */
export interface ApplyConfirmation {
    readonly key: GuestKey;
    readonly installedClass: LicenseClass;
    readonly installedLastFive: string | null;
    /** LicenseStatus. Counts for a key whose last five characters couldn't be read. */
    readonly installedStatus: number | null;
}

interface NeededConfirmation extends ApplyConfirmation {
    readonly kinds: readonly ConfirmationKind[];
    readonly given: boolean;
}

export interface ApplyOptions {
    readonly mode: ApplyMode;
    /** For all guests without their own target. */
    readonly target: ApplyTarget;
    /** Targets of single guests, such as a manually selected key. */
    readonly targets?: ReadonlyMap<GuestKey, ApplyTarget>;
    readonly confirmations?: readonly ApplyConfirmation[];
    /** Uses WinRM even if PowerShell Direct is possible. */
    readonly overNetwork?: boolean;
    /** For a script that is run inside the guest, which needs no way in. */
    readonly byHand?: boolean;
    /** All guests of the choice; none of them is entered beside another one with its id. */
    readonly chosen?: ReadonlySet<GuestKey>;
}

interface Planned extends GuestPlace {
    /** The machine's name, or its id if it has none. */
    readonly name: string;
}

/** A guest to enter. */
export interface ApplyItem extends Planned {
    readonly action: 'apply';
    readonly mode: ApplyMode;
    readonly channel: 'direct' | 'winrm';
    /** The complete generic key; null for a secret key, which plans never contain. */
    readonly key: string | null;
    readonly keyLastFive: string;
    /** The installed key's class; null if unknown, in which case it is read first. */
    readonly fromClass: LicenseClass | null;
    readonly fromLastFive: string | null;
    readonly toClass: KeyClass;
    /** Build and SKU that the guest must still have when it is entered. */
    readonly expectedBuild: number;
    readonly expectedSku: number;
    readonly warnings: readonly ApplyWarning[];
    /** Null if none is needed, as far as known. */
    readonly confirmation: NeededConfirmation | null;
    /** The additional kinds of keys that may be replaced, confirmed for this guest. */
    readonly replaceable: readonly ConfirmationKind[];
    /** Last five characters of the confirmed key, or its class and status if they weren't read; empty without a confirmation. */
    readonly expectedLastFive: string;
}

/**
 * Whether a run would send a product key of the administrator's own over the network, where a machine that answers under the guest's name and repeats its id
 * can't be told from the guest.
 */
export function sendsOwnKey({ channel, key, mode }: ApplyItem): boolean {
    return channel === 'winrm' && key === null && (mode === 'install' || mode === 'installAndActivate');
}

/** A guest that is off. Its key is selected once it runs; null until something is known about the guest. */
interface WaitItem extends Planned {
    readonly action: 'waits';
    readonly mode: ApplyMode;
    readonly keyLastFive: string | null;
    readonly toClass: KeyClass | null;
}

interface SkippedItem extends Planned {
    readonly action: 'skipped';
    readonly skip: ApplySkip;
}

export type PlannedGuest = ApplyItem | WaitItem | SkippedItem;

export interface ApplyPlan {
    readonly items: readonly ApplyItem[];
    readonly waiting: readonly WaitItem[];
    readonly skipped: readonly SkippedItem[];
}

const foreignClasses: readonly LicenseClass[] = ['mak', 'oem', 'retail', 'kmsHost', 'unreadable'];

/** The reading inside, unless it failed. */
function readingOf(one: PlannableGuest): ActivationFacts | null {
    const facts = one.inside?.facts ?? null;
    return facts && facts.error === null ? facts : null;
}

const same = (left: string | null, right: string | null): boolean => (left?.toUpperCase() ?? null) === (right?.toUpperCase() ?? null);

/** Whether Windows is licensed as it was read: not if the activation's term has ended since, or the host's log has a failed request from later. */
function isStillLicensed({ assessment }: PlannableGuest, reading: ActivationFacts): boolean {
    return reading.licenseStatus === licensed && (licenseClass(reading) !== 'avma' || assessment.verdict === 'activated');
}

/** Why the mode has nothing to do, based on the reading. */
function settled(one: PlannableGuest, reading: ActivationFacts | null, wanted: TargetKey, mode: ApplyMode): ApplySkip | null {
    if (!reading || mode === 'check') {
        return null;
    }
    const data = { installedLastFive: reading.partialProductKey, keyLastFive: wanted.lastFive };
    if (!same(reading.partialProductKey, wanted.lastFive)) {
        return mode === 'activate' || mode === 'renew' ? { source: 'plan', code: 'keyNotInstalled', data } : null;
    }
    if (isStillLicensed(one, reading) && mode !== 'renew') {
        return { source: 'plan', code: 'alreadyRight', data };
    }
    return mode === 'install' ? { source: 'plan', code: 'keyInstalled', data } : null;
}

/** The confirmation needed to replace the installed key. Only a key whose class was read can be confirmed. */
function neededConfirmation(key: GuestKey, reading: ActivationFacts | null, wanted: TargetKey, options: ApplyOptions): NeededConfirmation | null {
    const replaces = (options.mode === 'install' || options.mode === 'installAndActivate') && reading && !same(reading.partialProductKey, wanted.lastFive);
    if (!replaces) {
        return null;
    }
    const installedClass = licenseClass(reading);
    const { partialProductKey: installedLastFive, licenseStatus: installedStatus } = reading;
    const kinds: ConfirmationKind[] = foreignClasses.includes(installedClass) ? [installedClass as ConfirmationKind] : [];
    if (reading.licenseStatus === licensed && installedClass !== 'avma') {
        kinds.push('licensed');
    }
    const given = (options.confirmations ?? []).some(
        one =>
            one.key === key &&
            one.installedClass === installedClass &&
            same(one.installedLastFive, installedLastFive) &&
            (installedLastFive !== null || one.installedStatus === installedStatus)
    );
    return kinds.length > 0 ? { key, installedClass, installedLastFive, installedStatus, kinds, given } : null;
}

/** What `Get-Refusal` compares with what it finds. */
function shownKey({ installedLastFive, installedClass, installedStatus }: ApplyConfirmation): string {
    return installedLastFive ?? `${installedClass}/${installedStatus ?? ''}`;
}

const noGuests: ReadonlySet<GuestKey> = new Set();

/** Obstacles that a script inside the guest doesn't meet. */
const notByHand: readonly InsideObstacle[] = ['shielded', 'notRunning', 'sameIdOverNetwork'];

function plannedWay(one: PlannableGuest, { byHand, chosen = noGuests, overNetwork = false }: ApplyOptions): InsideWay {
    const way = wayInto(one, chosen, overNetwork);
    return byHand && way.channel === null && notByHand.includes(way.obstacle) ? { channel: 'direct' } : way;
}

function warningsOf(wanted: TargetKey, reading: ActivationFacts | null, { twins = [] }: PlannableGuest): readonly ApplyWarning[] {
    const leaves = wanted.keyClass !== 'avma' && reading && licenseClass(reading) === 'avma';
    return [...wanted.warnings, ...(leaves ? (['leavesAvma'] as const) : []), ...(twins.length > 0 ? (['sameId'] as const) : [])];
}

/** Plans one guest; never throws. */
export function planGuest(one: PlannableGuest, options: ApplyOptions): PlannedGuest {
    const { vmId } = one.guest;
    const { mode } = options;
    const planned = { hostName: one.hostName, vmId, name: one.guest.name ?? vmId };
    const skipped = (skip: ApplySkip): SkippedItem => ({ ...planned, action: 'skipped', skip });

    const way = plannedWay(one, options);
    if (way.channel === null && way.obstacle !== 'notRunning') {
        // The guest's own reason contains more details. Of a shielded guest that reports nothing, no key is known for a script either.
        const reason = one.assessment.reasons.find(({ code }) => code === way.obstacle || (code === 'shieldedSilent' && way.obstacle === 'shielded'));
        return skipped(reason ? { source: 'reason', ...reason } : { source: 'obstacle', code: way.obstacle });
    }
    const reading = readingOf(one);
    const found = targetKey(one, reading, options.targets?.get(guestKey(planned)) ?? options.target, mode);
    if (found.kind === 'skip') {
        return skipped(found.skip);
    }
    const wanted = found.kind === 'key' ? found.key : null;
    const done = wanted && settled(one, reading, wanted, mode);
    if (done) {
        return skipped(done);
    }
    if (way.channel === null || !wanted) {
        return { ...planned, action: 'waits', mode, keyLastFive: wanted?.lastFive ?? null, toClass: wanted?.keyClass ?? null };
    }
    const identity = identifyGuest(one.guest, reading);
    if (identity.build === null || identity.sku === null) {
        // Selecting a key needs both values; without them, the script couldn't compare the guest with the plan.
        return skipped({ source: 'plan', code: 'notKnownEnough', data: {} });
    }
    const confirmation = neededConfirmation(keyOf(one), reading, wanted, options);
    return {
        ...planned,
        action: 'apply',
        mode,
        channel: way.channel,
        key: wanted.key,
        keyLastFive: wanted.lastFive,
        fromClass: reading ? licenseClass(reading) : null,
        fromLastFive: reading?.partialProductKey ?? null,
        toClass: wanted.keyClass,
        expectedBuild: identity.build,
        expectedSku: identity.sku,
        warnings: warningsOf(wanted, reading, one),
        confirmation,
        replaceable: confirmation?.given ? confirmation.kinds : [],
        expectedLastFive: confirmation?.given ? shownKey(confirmation) : ''
    };
}

/** Plans a selection, in its order. */
export function planApply(guests: readonly PlannableGuest[], options: ApplyOptions): ApplyPlan {
    const items: ApplyItem[] = [];
    const waiting: WaitItem[] = [];
    const skipped: SkippedItem[] = [];
    const chosen = new Set(guests.map(keyOf));
    for (const planned of guests.map(one => planGuest(one, { ...options, chosen }))) {
        switch (planned.action) {
            case 'apply':
                items.push(planned);
                break;
            case 'waits':
                waiting.push(planned);
                break;
            default:
                skipped.push(planned);
        }
    }
    return { items, waiting, skipped };
}
