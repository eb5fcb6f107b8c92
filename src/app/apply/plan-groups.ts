/** The guests of a plan, grouped by what will happen to them. */
import { ApplyItem, ApplyPlan, PlannedGuest } from '../domain/apply/apply-plan';
import { serverVersion } from '../domain/versions/builds';
import { edition } from '../domain/versions/editions';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { AvmaStrings, fillText } from '../shared/texts';

export interface PlanGroup {
    /** The same for the same group of another plan. */
    readonly id: string;
    readonly title: string;
    /** It is open at first. */
    readonly open: boolean;
    readonly guests: readonly PlannedGuest[];
}

/** Up to so many guests, every group is open at first: together they are no longer than two screens. */
const fewGuests = 20;

function keyTitle(item: ApplyItem, { KeyClasses }: AvmaStrings): string {
    const { expectedBuild, expectedSku, toClass, keyLastFive } = item;
    const system = `${edition(expectedSku)?.name ?? expectedSku} ${serverVersion(expectedBuild)?.name ?? expectedBuild}`;
    return `${system}, ${KeyClasses[toClass]} ${keyLastFive}`.trim();
}

/** The most guests first. */
function keyGroups(items: readonly ApplyItem[], open: boolean, strings: AvmaStrings): readonly PlanGroup[] {
    const byKey = new Map<string, ApplyItem[]>();
    for (const item of items) {
        const what = keyTitle(item, strings);
        const others = byKey.get(what);
        if (others) {
            others.push(item);
        } else {
            byKey.set(what, [item]);
        }
    }
    return [...byKey]
        .sort(([, one], [, other]) => other.length - one.length)
        .map(([what, guests]) => ({ id: `key ${what}`, title: fillText(strings.Apply.groups.key, { count: guests.length, what }), open, guests }));
}

/** Skipped guests come last, and are open at first only if nothing else is there. */
export function toPlanGroups({ items, waiting, skipped }: ApplyPlan, strings: AvmaStrings): readonly PlanGroup[] {
    const { Apply } = strings;
    const few = items.length + waiting.length + skipped.length <= fewGuests;
    const group = (id: string, text: string, guests: readonly PlannedGuest[], open: boolean): readonly PlanGroup[] =>
        guests.length > 0 ? [{ id, title: fillText(text, { count: guests.length }), open, guests }] : [];
    return [
        ...keyGroups(
            items.filter(({ confirmation }) => confirmation === null),
            few,
            strings
        ),
        ...group(
            'confirm',
            Apply.groups.confirm,
            items.filter(({ confirmation }) => confirmation !== null),
            few
        ),
        ...group('waits', Apply.groups.waits, waiting, few),
        ...group('skipped', Apply.groups.skipped, skipped, few && items.length + waiting.length === 0)
    ];
}

/** The plan without the guests that the administrator unticked. Those that need a confirmation have it as their tick. */
export function tickedPlan(plan: ApplyPlan, unticked: ReadonlySet<GuestKey>): ApplyPlan {
    if (unticked.size === 0) {
        return plan;
    }
    return {
        ...plan,
        items: plan.items.filter(item => item.confirmation !== null || !unticked.has(guestKey(item))),
        waiting: plan.waiting.filter(item => !unticked.has(guestKey(item)))
    };
}
