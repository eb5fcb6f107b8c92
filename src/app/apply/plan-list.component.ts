import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { ApplyItem } from '../domain/apply/apply-plan';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { avmaStrings, countText, fillText, TextValues } from '../shared/texts';

/** So many guests are drawn at first, and so many more when asked for. */
const firstShown = 50;
const moreShown = 100;

/** What will happen to each guest of a plan; those first whose keys have to be confirmed. */
@Component({ selector: 'avma-plan-list', templateUrl: './plan-list.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class PlanListComponent {
    /** The key of this guest may be replaced, or not any more. */
    @Output() public readonly confirm = new EventEmitter<{ readonly item: ApplyItem; readonly given: boolean }>();
    /** The hosts of guests, as `hostsToName` gives them. */
    @Input() public hostNames: ReadonlyMap<GuestKey, string> = new Map();
    public readonly strings = avmaStrings();
    public shown: readonly ApplyItem[] = [];
    /** Offers to draw more; empty where all are drawn. */
    public moreText = '';
    /** Whether any of the keys is a published one, which can be shown as a whole. */
    public published = false;
    public fullKeys = false;
    private ordered: readonly ApplyItem[] = [];
    private limit = firstShown;

    @Input() public set items(items: readonly ApplyItem[]) {
        const asked = (item: ApplyItem): boolean => item.confirmation !== null;
        this.ordered = [...items.filter(asked), ...items.filter(item => !asked(item))];
        this.published = items.some(({ key }) => key !== null);
        this.cut();
    }

    public readonly keyOf = guestKey;
    public readonly byId = (_: number, item: ApplyItem): string => guestKey(item);

    public showMore(): void {
        this.limit += moreShown;
        this.cut();
    }

    /** A key of its owner's is in no plan, so that it cannot be shown. */
    public changeText(item: ApplyItem): string {
        const { KeyClasses, Inside, Apply } = this.strings;
        const key = this.fullKeys && item.key !== null ? item.key : item.keyLastFive;
        const from = item.fromClass === null ? Apply.notKnown : `${Inside.classes[item.fromClass]} ${item.fromLastFive ?? ''}`.trim();
        return fillText(Apply.change, { to: `${KeyClasses[item.toClass]} ${key}`, from, channel: Apply.channels[item.channel] });
    }

    /** What is confirmed: to replace the key that was read, or a license without one. */
    public confirmText({ name, confirmation }: ApplyItem): string {
        const { Apply, Inside, Common } = this.strings;
        const lastFive = confirmation?.installedLastFive;
        if (!confirmation || lastFive) {
            return fillText(Apply.confirm, { guestName: name, lastFive });
        }
        const statuses: Readonly<Record<string, string>> = Inside.statuses;
        const status = statuses[`s${confirmation.installedStatus}`] ?? Common.unknown;
        return fillText(Apply.confirmWithoutKey, { guestName: name, keyClass: Inside.classes[confirmation.installedClass], status });
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }

    private cut(): void {
        this.shown = this.ordered.slice(0, this.limit);
        const left = this.ordered.length - this.shown.length;
        this.moreText = left > 0 ? fillText(this.strings.Apply.more, { count: Math.min(left, moreShown), left: countText(left) }) : '';
    }
}
