/** What a run will do to each guest, before anything is sent. */
import { ApplyMode } from '../facts/apply-facts';
import { ApplySkip, ApplyTarget, ApplyWarning, KeyClass, PlannableGuest, wantedKey, WantedKey } from './apply-target';
import { ActivationFacts } from '../facts/facts';
import { identifyGuest } from '../facts/guest-identity';
import { licensed } from '../judgement/host-reasons';
import { insideWay, InsideWay } from '../inside/inside-channel';
import { LicenseClass, licenseClass } from '../versions/license-class';

/** What has to be confirmed for one guest before its key is replaced: a key that cannot be read back, or (`licensed`) a licence outside AVMA that works. */
export const confirmationKinds = ['mak', 'oem', 'retail', 'kmsHost', 'unreadable', 'licensed'] as const;
export type ConfirmationKind = (typeof confirmationKinds)[number];

/** A permission for one guest and the very key that was shown: another key there is not meant by it. */
export interface ApplyConfirmation {
    readonly vmId: string;
    readonly installedClass: LicenseClass;
    readonly installedLastFive: string | null;
}

export interface NeededConfirmation extends ApplyConfirmation {
    readonly kinds: readonly ConfirmationKind[];
    readonly given: boolean;
}

export interface ApplyOptions {
    readonly mode: ApplyMode;
    /** For every guest without a target of its own. */
    readonly target: ApplyTarget;
    /** Targets of single guests, by id, such as a key chosen by hand. */
    readonly targets?: ReadonlyMap<string, ApplyTarget>;
    readonly confirmations?: readonly ApplyConfirmation[];
    /** By WinRM also where PowerShell Direct would do. */
    readonly overNetwork?: boolean;
    /** For a script that is run in the guest, so that no way in is needed. */
    readonly byHand?: boolean;
}

interface Planned {
    readonly vmId: string;
    /** The machine's name, or its id where it has none. */
    readonly name: string;
}

/** A guest that is entered. */
export interface ApplyItem extends Planned {
    readonly action: 'apply';
    readonly mode: ApplyMode;
    readonly channel: 'direct' | 'winrm';
    /** The whole generic key; null for a secret, which no plan holds. */
    readonly key: string | null;
    readonly keyLastFive: string;
    /** The class installed now; null: not known, will be read first. */
    readonly fromClass: LicenseClass | null;
    readonly fromLastFive: string | null;
    readonly toClass: KeyClass;
    /** What the guest must still be when its turn comes. */
    readonly expectedBuild: number;
    readonly expectedSku: number;
    readonly warnings: readonly ApplyWarning[];
    /** Null where none is needed, as far as is known. */
    readonly confirmation: NeededConfirmation | null;
    /** What may be replaced beyond what always may: the kinds that were confirmed for this guest. */
    readonly replaceable: readonly ConfirmationKind[];
    /** Last five of the key that was shown when that was confirmed; empty where nothing was, and where no last five were read. */
    readonly expectedLastFive: string;
}

/** A guest that is off. What it gets is decided when it is up; null where nothing is known of it yet. */
export interface WaitItem extends Planned {
    readonly action: 'waits';
    readonly mode: ApplyMode;
    readonly keyLastFive: string | null;
    readonly toClass: KeyClass | null;
}

export interface SkippedItem extends Planned {
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

/** What was read inside, unless reading failed. */
function readingOf(one: PlannableGuest): ActivationFacts | null {
    const facts = one.inside?.facts ?? null;
    return facts && facts.error === null ? facts : null;
}

const same = (left: string | null, right: string | null): boolean => (left?.toUpperCase() ?? null) === (right?.toUpperCase() ?? null);

/** What stands in the way of the mode, by what was read. */
function settled(reading: ActivationFacts | null, wanted: WantedKey, mode: ApplyMode): ApplySkip | null {
    if (!reading || mode === 'check') {
        return null;
    }
    const data = { installedLastFive: reading.partialProductKey, keyLastFive: wanted.lastFive };
    if (!same(reading.partialProductKey, wanted.lastFive)) {
        return mode === 'activate' || mode === 'renew' ? { source: 'plan', code: 'keyNotInstalled', data } : null;
    }
    if (reading.licenseStatus === licensed && mode !== 'renew') {
        return { source: 'plan', code: 'alreadyRight', data };
    }
    return mode === 'install' ? { source: 'plan', code: 'keyInstalled', data } : null;
}

/** The permission that replacing the installed key takes; only a class that was read can be permitted. */
function neededConfirmation(vmId: string, reading: ActivationFacts | null, wanted: WantedKey, options: ApplyOptions): NeededConfirmation | null {
    const replaces = (options.mode === 'install' || options.mode === 'installAndActivate') && reading && !same(reading.partialProductKey, wanted.lastFive);
    if (!replaces) {
        return null;
    }
    const installedClass = licenseClass(reading);
    const installedLastFive = reading.partialProductKey;
    const kinds: ConfirmationKind[] = foreignClasses.includes(installedClass) ? [installedClass as ConfirmationKind] : [];
    if (reading.licenseStatus === licensed && installedClass !== 'avma') {
        kinds.push('licensed');
    }
    const given = (options.confirmations ?? []).some(
        one => one.vmId === vmId && one.installedClass === installedClass && same(one.installedLastFive, installedLastFive)
    );
    return kinds.length > 0 ? { vmId, installedClass, installedLastFive, kinds, given } : null;
}

function wayInto({ host, guest }: PlannableGuest, { byHand }: ApplyOptions): InsideWay {
    const way = insideWay(host, guest);
    const closed = way.channel === null && (way.obstacle === 'shielded' || way.obstacle === 'notRunning');
    return byHand && closed ? { channel: 'direct' } : way;
}

/** What will happen to one guest. Total: any facts get an answer. */
export function planGuest(one: PlannableGuest, options: ApplyOptions): PlannedGuest {
    const { vmId } = one.guest;
    const { mode } = options;
    const planned = { vmId, name: one.guest.name ?? vmId };
    const skipped = (skip: ApplySkip): SkippedItem => ({ ...planned, action: 'skipped', skip });

    const way = wayInto(one, options);
    if (way.channel === null && way.obstacle !== 'notRunning') {
        // Its own reason says more where there is one.
        const reason = one.assessment.reasons.find(({ code }) => code === way.obstacle);
        return skipped(reason ? { source: 'reason', ...reason } : { source: 'obstacle', code: way.obstacle });
    }
    const reading = readingOf(one);
    const found = wantedKey(one, reading, options.targets?.get(vmId) ?? options.target, mode);
    if (found.kind === 'skip') {
        return skipped(found.skip);
    }
    const wanted = found.kind === 'key' ? found.key : null;
    const done = wanted && settled(reading, wanted, mode);
    if (done) {
        return skipped(done);
    }
    if (way.channel === null || !wanted) {
        return { ...planned, action: 'waits', mode, keyLastFive: wanted?.lastFive ?? null, toClass: wanted?.keyClass ?? null };
    }
    const identity = identifyGuest(one.guest, reading);
    if (identity.build === null || identity.sku === null) {
        // A wanted key presupposes both; without them the guest could not be held to the plan.
        return skipped({ source: 'plan', code: 'notKnownEnough', data: {} });
    }
    const confirmation = neededConfirmation(vmId, reading, wanted, options);
    return {
        ...planned,
        action: 'apply',
        mode,
        channel: options.overNetwork ? 'winrm' : way.channel,
        key: wanted.key,
        keyLastFive: wanted.lastFive,
        fromClass: reading ? licenseClass(reading) : null,
        fromLastFive: reading?.partialProductKey ?? null,
        toClass: wanted.keyClass,
        expectedBuild: identity.build,
        expectedSku: identity.sku,
        warnings: wanted.keyClass !== 'avma' && reading && licenseClass(reading) === 'avma' ? [...wanted.warnings, 'leavesAvma'] : wanted.warnings,
        confirmation,
        replaceable: confirmation?.given ? confirmation.kinds : [],
        expectedLastFive: confirmation?.given ? (confirmation.installedLastFive ?? '') : ''
    };
}

/** The plan for a selection, in its order. */
export function planApply(guests: readonly PlannableGuest[], options: ApplyOptions): ApplyPlan {
    const items: ApplyItem[] = [];
    const waiting: WaitItem[] = [];
    const skipped: SkippedItem[] = [];
    for (const planned of guests.map(one => planGuest(one, options))) {
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
