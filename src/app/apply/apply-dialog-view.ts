/** The plan that the dialog *Apply keys* shows, what it still lacks, and whether it can be started. */
import { ApplyStartRefusal } from '../domain/apply/apply-failures';
import { ApplyConfirmation, ApplyItem, ApplyOptions, ApplyPlan, planApply, sendsOwnKey } from '../domain/apply/apply-plan';
import { ApplyTarget, PlanSkipCode } from '../domain/apply/apply-target';
import { KeyTarget, keyTargets, takesAccounts, targetOf } from '../domain/apply/key-offers';
import { ApplyMode, applyModes } from '../domain/facts/apply-facts';
import { GuestKey, guestKey, keyOf } from '../domain/facts/guest-key';
import { GuestAccesses, withOwnKeyNames } from '../domain/inside/guest-access';
import { readProductKey, TypedKey } from '../domain/advice/product-key';
import { jobFor } from '../state/apply/apply-run';
import { AssessedGuest } from '../state/guests/guest-judge';
import { remember } from '../shared/remember';
import { AvmaStrings, fillText } from '../shared/texts';
import { hostsToName } from './hosts-to-name';
import { OwnKeyName } from './own-key-name';
import { PlanGroup, tickedPlan, toPlanGroups } from './plan-groups';

/** What was chosen and entered. Accounts and typed keys are in no view. */
export interface ApplyDialogChoice {
    readonly guests: readonly AssessedGuest[];
    readonly mode: ApplyMode;
    readonly keyTarget: KeyTarget;
    readonly typedKey: string;
    readonly confirmed: readonly ApplyConfirmation[];
    /** Addresses that were confirmed for an own product key. */
    readonly keyNames: ReadonlyMap<GuestKey, string>;
    /** Guests that the administrator left out. */
    readonly unticked: ReadonlySet<GuestKey>;
    readonly overNetwork: boolean;
    readonly access: GuestAccesses;
    /** Why the start was refused; null where it was not. */
    readonly refusal: ApplyStartRefusal | null;
}

/** A choice, and whether the other choices rule it out. */
interface Option<T> {
    readonly value: T;
    readonly text: string;
    readonly excluded: boolean;
}

export interface ApplyDialogView {
    readonly title: string;
    readonly modeText: string;
    readonly modes: ReadonlyArray<Option<ApplyMode>>;
    readonly keyTargets: ReadonlyArray<Option<KeyTarget>>;
    /** What the button says. */
    readonly startText: string;
    readonly takesKey: boolean;
    /** What is wrong with the typed key; empty where nothing is. */
    readonly keyProblem: string;
    /** All guests, by what would happen to them. */
    readonly groups: readonly PlanGroup[];
    /** The addresses that would get an own product key, and whether that is confirmed; only of guests with an account and a name. */
    readonly ownKeyNames: ReadonlyMap<GuestKey, OwnKeyName>;
    /** Whether any of the keys is a published one, which can be shown as a whole. */
    readonly published: boolean;
    /** What would be done to the ticked guests, and how: what is started is this. */
    readonly plan: ApplyPlan;
    readonly options: ApplyOptions;
    /** The hosts of guests, where there is more than one. */
    readonly hostNames: ReadonlyMap<GuestKey, string>;
    /** Why nobody can be entered from this host; empty where guests can. */
    readonly forbidden: string;
    /** Accounts are of use: a guest can be changed, or could be if it weren't reached over the network. */
    readonly asksAccounts: boolean;
    /** The same guests for a script that is run in them, so that no way in is needed. */
    readonly handItems: readonly ApplyItem[];
    /** Why nothing can be started, or which guests would be skipped. */
    readonly notes: readonly string[];
    /** Why the start was refused, and whether the run could do without its record. */
    readonly refusal: { readonly text: string; readonly canDoWithout: boolean } | null;
    readonly canStart: boolean;
}

/** Activating on another host is for guests that keep their AVMA key. */
const excludes = (mode: ApplyMode, keyTarget: KeyTarget): boolean => mode === 'renew' && keyTarget !== 'avma';

/** What is to be in the guests, by the wish and the key that was typed for it. */
function targetFor(keyTarget: KeyTarget, key: TypedKey): ApplyTarget {
    if (keyTarget !== 'own' || key.key === null) {
        return targetOf(keyTarget);
    }
    return key.generic ? { kind: 'chosen', key: key.generic } : { kind: 'own', lastFive: key.lastFive };
}

function ownKeyNames(items: readonly ApplyItem[], access: GuestAccesses): ReadonlyMap<GuestKey, OwnKeyName> {
    return new Map(
        items.filter(sendsOwnKey).flatMap(item => {
            const { address = null, takesOwnKey = false } = access.get(guestKey(item)) ?? {};
            return address === null ? [] : [[guestKey(item), { address, given: takesOwnKey }] as const];
        })
    );
}

function lackingTexts(items: readonly ApplyItem[], access: GuestAccesses, { Apply }: AvmaStrings): readonly string[] {
    if (access.size === 0) {
        return [];
    }
    const missing = items.map(item => jobFor(item, access));
    const told: ReadonlyArray<readonly [PlanSkipCode, string]> = [
        ['accountMissing', Apply.lacks.account],
        ['addressMissing', Apply.lacks.address],
        ['confirmationMissing', Apply.lacks.confirmation],
        ['ownKeyUnconfirmed', Apply.lacks.ownKeyName]
    ];
    return told.flatMap(([code, text]) => {
        const count = missing.filter(one => one === code).length;
        return count > 0 ? [fillText(text, { count })] : [];
    });
}

/** Why nothing can be started; empty if something can. */
function blockedText(plan: ApplyPlan, choosable: number, access: GuestAccesses, { Apply }: AvmaStrings): string {
    if (plan.items.length + plan.waiting.length === 0) {
        return choosable === 0 ? Apply.blocked.nothing : Apply.blocked.ticks;
    }
    if (plan.waiting.length === 0 && plan.items.every(({ confirmation }) => confirmation?.given === false)) {
        return Apply.blocked.confirm;
    }
    return access.size === 0 ? Apply.blocked.account : '';
}

/**
 * Makes the function from a choice to what is shown. It is pure; it remembers its last plan, since a plan of a thousand guests is not made anew for each letter of an
 * account. Of a typed key it remembers the last five characters.
 */
export function applyDialogToView(strings: AvmaStrings): (choice: ApplyDialogChoice) => ApplyDialogView {
    const toTarget = remember((text: string) => JSON.parse(text) as ApplyTarget);
    const toOptions = remember((mode: ApplyMode, target: ApplyTarget, confirmations: readonly ApplyConfirmation[], overNetwork: boolean): ApplyOptions => ({
        mode,
        target,
        confirmations,
        overNetwork
    }));
    const toPlan = remember((guests: readonly AssessedGuest[], options: ApplyOptions) => planApply(guests, options));
    const toHandItems = remember(
        (guests: readonly AssessedGuest[], options: ApplyOptions, unticked: ReadonlySet<GuestKey>) =>
            planApply(
                guests.filter(one => !unticked.has(keyOf(one))),
                { ...options, byHand: true }
            ).items
    );
    const toHostNames = remember(hostsToName);
    const toGroups = remember((plan: ApplyPlan) => toPlanGroups(plan, strings));
    const toTicked = remember(tickedPlan);

    return ({ guests, mode, keyTarget, typedKey, confirmed, keyNames, unticked, overNetwork, access: given, refusal }) => {
        const access = withOwnKeyNames(given, keyNames);
        const { Apply, ApplyModes, ApplyStart, ByHand, ProductKeyProblems } = strings;
        const key = readProductKey(typedKey);
        const options = toOptions(mode, toTarget(JSON.stringify(targetFor(keyTarget, key))), confirmed, overNetwork);
        const all = toPlan(guests, options);
        const plan = toTicked(all, unticked);
        const { items, waiting } = plan;
        const host = guests.length > 0 ? guests[0].host : null;
        const forbidden = host && !takesAccounts(host) ? fillText(ByHand.only, { languageMode: host.languageMode }) : '';
        const ready = items.filter(item => typeof jobFor(item, access) !== 'string').length + waiting.filter(item => access.has(guestKey(item))).length;
        const keyMissing = keyTarget === 'own' && key.key === null;
        const canStart = forbidden === '' && !keyMissing && ready > 0;
        const hoped = items.filter(({ confirmation }) => confirmation?.given !== false).length + waiting.length;
        const choosable = all.items.length + all.waiting.length;
        const blocked = forbidden ? Apply.blocked.forbidden : blockedText(plan, choosable, access, strings);
        const asked = blocked === '' || blocked === Apply.blocked.account ? (keyMissing ? Apply.blocked.key : blocked) : blocked;
        return {
            title: fillText(Apply.title, { count: items.length + waiting.length, total: guests.length }),
            modeText: ApplyModes[mode].text,
            modes: applyModes.map(value => ({ value, text: ApplyModes[value].title, excluded: excludes(value, keyTarget) })),
            keyTargets: keyTargets.map(value => ({ value, text: Apply.keyTargets[value], excluded: excludes(mode, value) })),
            startText: fillText(Apply.starts[mode], { count: canStart ? ready : hoped }),
            takesKey: keyTarget === 'own',
            keyProblem: key.problem === null || key.problem === 'empty' ? '' : ProductKeyProblems[key.problem],
            groups: toGroups(all),
            ownKeyNames: ownKeyNames(all.items, access),
            published: all.items.some(item => item.key !== null),
            plan,
            options,
            hostNames: toHostNames(guests),
            forbidden,
            asksAccounts: forbidden === '' && (choosable > 0 || overNetwork),
            handItems: toHandItems(guests, options, unticked),
            notes: canStart || asked === '' ? lackingTexts(items, access, strings) : [asked],
            refusal: refusal && { text: ApplyStart[refusal], canDoWithout: refusal === 'ledgerFull' || refusal === 'ledgerUnavailable' },
            canStart
        };
    };
}
