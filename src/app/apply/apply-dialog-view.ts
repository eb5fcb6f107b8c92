/** The plan that the dialog *Apply keys* shows, what it still lacks, and whether it can be started. */
import { ApplyStartRefusal } from '../domain/apply/apply-failures';
import { ApplyConfirmation, ApplyItem, ApplyOptions, ApplyPlan, planApply } from '../domain/apply/apply-plan';
import { ApplyTarget, PlanSkipCode } from '../domain/apply/apply-target';
import { KeyTarget, takesAccounts, targetOf } from '../domain/apply/key-offers';
import { ApplyMode } from '../domain/facts/apply-facts';
import { GuestKey, guestKey, GuestPlace } from '../domain/facts/guest-key';
import { GuestAccesses } from '../domain/inside/guest-access';
import { readProductKey, TypedKey } from '../domain/advice/product-key';
import { jobFor } from '../state/apply/apply-run';
import { AssessedGuest } from '../state/guests/guest-judge';
import { remember } from '../shared/remember';
import { skipText } from '../shared/skip-text';
import { AvmaStrings, fillText } from '../shared/texts';
import { hostsToName } from './hosts-to-name';

/** What was chosen and entered. Accounts and typed keys are in no view. */
export interface ApplyDialogChoice {
    readonly guests: readonly AssessedGuest[];
    readonly mode: ApplyMode;
    readonly keyTarget: KeyTarget;
    readonly typedKey: string;
    readonly confirmed: readonly ApplyConfirmation[];
    readonly overNetwork: boolean;
    readonly access: GuestAccesses;
    /** Why the start was refused; null where it was not. */
    readonly refusal: ApplyStartRefusal | null;
}

export interface NamedGuest {
    readonly key: GuestKey;
    readonly name: string;
    /** Its host, where there is more than one; else empty. */
    readonly host: string;
}

/** Guests that nothing is done to yet. */
interface OtherGuests<Guest extends NamedGuest> {
    readonly title: string;
    /** It is open at once. */
    readonly open: boolean;
    readonly guests: readonly Guest[];
    /** What a list that names only some of many says of the others; empty where it names all. */
    readonly others: string;
}

export interface ApplyDialogView {
    readonly title: string;
    readonly modeText: string;
    /** What the button says. */
    readonly startText: string;
    readonly takesKey: boolean;
    /** What is wrong with the typed key; empty where nothing is. */
    readonly keyProblem: string;
    readonly planTitle: string;
    /** What would be done, and how: what is started is this. */
    readonly plan: ApplyPlan;
    readonly options: ApplyOptions;
    readonly waiting: OtherGuests<NamedGuest> | null;
    readonly leftOut: OtherGuests<NamedGuest & { readonly title: string; readonly fix: string }> | null;
    /** The hosts of guests, where there is more than one. */
    readonly hostNames: ReadonlyMap<GuestKey, string>;
    /** Why nobody can be entered from this host; empty where guests can. */
    readonly forbidden: string;
    /** The same guests for a script that is run in them, so that no way in is needed. */
    readonly handItems: readonly ApplyItem[];
    /** What guests of the plan still lack to be entered, once something was entered. */
    readonly lacking: readonly string[];
    /** Why the start was refused, and whether the run could do without its record. */
    readonly refusal: { readonly text: string; readonly canDoWithout: boolean } | null;
    readonly canStart: boolean;
}

/** A list of so many names is open at once. */
const fewNames = 20;
/** No list names more guests than that. */
const maximumNamed = 100;

/** What is to be in the guests, by the wish and the key that was typed for it. */
function targetFor(keyTarget: KeyTarget, key: TypedKey): ApplyTarget {
    if (keyTarget !== 'own' || key.key === null) {
        return targetOf(keyTarget);
    }
    return key.generic ? { kind: 'chosen', key: key.generic } : { kind: 'own', lastFive: key.lastFive };
}

function lackingTexts(items: readonly ApplyItem[], access: GuestAccesses, { Apply }: AvmaStrings): readonly string[] {
    if (access.size === 0) {
        return [];
    }
    const missing = items.map(item => jobFor(item, access));
    const told: ReadonlyArray<readonly [PlanSkipCode, string]> = [
        ['accountMissing', Apply.lacks.account],
        ['addressMissing', Apply.lacks.address],
        ['confirmationMissing', Apply.lacks.confirmation]
    ];
    return told.flatMap(([code, text]) => {
        const count = missing.filter(one => one === code).length;
        return count > 0 ? [fillText(text, { count })] : [];
    });
}

function toNamed(planned: GuestPlace & { readonly name: string }, hostNames: ReadonlyMap<GuestKey, string>): NamedGuest {
    const key = guestKey(planned);
    return { key, name: planned.name, host: hostNames.get(key) ?? '' };
}

const othersText = (all: number, { Apply }: AvmaStrings): string => (all > maximumNamed ? fillText(Apply.andOthers, { count: all - maximumNamed }) : '');

function toWaiting({ waiting }: ApplyPlan, hostNames: ReadonlyMap<GuestKey, string>, strings: AvmaStrings): ApplyDialogView['waiting'] {
    const count = waiting.length;
    return count === 0
        ? null
        : {
              title: fillText(strings.Apply.willWait, { count }),
              open: count <= fewNames,
              guests: waiting.slice(0, maximumNamed).map(one => toNamed(one, hostNames)),
              others: othersText(count, strings)
          };
}

function toLeftOut({ items, skipped }: ApplyPlan, hostNames: ReadonlyMap<GuestKey, string>, strings: AvmaStrings): ApplyDialogView['leftOut'] {
    const count = skipped.length;
    return count === 0
        ? null
        : {
              title: fillText(strings.Apply.leftOut, { count }),
              open: items.length === 0,
              guests: skipped.slice(0, maximumNamed).map(one => {
                  const { title, fix } = skipText(one.skip, one.vmId, strings);
                  return { ...toNamed(one, hostNames), title, fix };
              }),
              others: othersText(count, strings)
          };
}

/** Everything that a plan says in words. */
type PlanTexts = Pick<ApplyDialogView, 'waiting' | 'leftOut'>;

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
    const toHandItems = remember((guests: readonly AssessedGuest[], options: ApplyOptions) => planApply(guests, { ...options, byHand: true }).items);
    const toHostNames = remember(hostsToName);
    const toPlanTexts = remember((plan: ApplyPlan, hostNames: ReadonlyMap<GuestKey, string>): PlanTexts => ({
        waiting: toWaiting(plan, hostNames, strings),
        leftOut: toLeftOut(plan, hostNames, strings)
    }));

    return ({ guests, mode, keyTarget, typedKey, confirmed, overNetwork, access, refusal }) => {
        const { Apply, ApplyModes, ApplyStart, ByHand, ProductKeyProblems } = strings;
        const key = readProductKey(typedKey);
        const options = toOptions(mode, toTarget(JSON.stringify(targetFor(keyTarget, key))), confirmed, overNetwork);
        const plan = toPlan(guests, options);
        const hostNames = toHostNames(guests);
        const { items, waiting } = plan;
        const host = guests.length > 0 ? guests[0].host : null;
        const forbidden = host && !takesAccounts(host) ? fillText(ByHand.only, { languageMode: host.languageMode }) : '';
        return {
            title: fillText(Apply.title, { count: items.length + waiting.length, total: guests.length }),
            modeText: ApplyModes[mode].text,
            startText: ApplyModes[mode].title,
            takesKey: keyTarget === 'own',
            keyProblem: key.problem === null || key.problem === 'empty' ? '' : ProductKeyProblems[key.problem],
            planTitle: fillText(forbidden === '' ? Apply.willChange : ByHand.willChange, { count: items.length }),
            plan,
            options,
            ...toPlanTexts(plan, hostNames),
            hostNames,
            forbidden,
            handItems: toHandItems(guests, options),
            lacking: lackingTexts(items, access, strings),
            refusal: refusal && { text: ApplyStart[refusal], canDoWithout: refusal === 'ledgerFull' || refusal === 'ledgerUnavailable' },
            canStart: items.some(item => typeof jobFor(item, access) !== 'string') || waiting.some(item => access.has(guestKey(item)))
        };
    };
}
