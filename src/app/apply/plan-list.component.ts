import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { ApplyItem, PlannedGuest } from '../domain/apply/apply-plan';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { skipText } from '../shared/skip-text';
import { avmaStrings, countText, fillText, TextValues } from '../shared/texts';
import { OwnKeyName } from './own-key-name';
import { PlanGroup } from './plan-groups';

/** So many guests are drawn at first, and so many more when asked for. */
const firstShown = 50;
const moreShown = 100;

interface SkippedRow {
    readonly title: string;
    readonly fix: string;
}

/** One guest of a group. */
interface PlanRow {
    readonly key: GuestKey;
    readonly name: string;
    /** Its host, if there are several; otherwise empty. */
    readonly host: string;
    /** A guest to enter. */
    readonly item: ApplyItem | null;
    /** Where an own product key would go; null if none is sent, or not over the network. */
    readonly ownKeyName: OwnKeyName | null;
    /** Why it is skipped. */
    readonly skipped: SkippedRow | null;
    /** Its tick; null if it is skipped or its confirmation is its tick. */
    readonly ticked: boolean | null;
    /** What would be installed, and over what. */
    readonly text: string;
}

/** One group of a plan: its guests are drawn once it is open, each with a tick box. */
@Component({ selector: 'avma-plan-list', templateUrl: './plan-list.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class PlanListComponent implements OnChanges {
    @Input() public group: PlanGroup = { id: '', title: '', open: false, guests: [] };
    @Input() public unticked: ReadonlySet<GuestKey> = new Set();
    /** The hosts of guests, as `hostsToName` gives them. */
    @Input() public hostNames: ReadonlyMap<GuestKey, string> = new Map();
    /** Published keys are shown as a whole. */
    @Input() public fullKeys = false;
    /** The addresses that would get a product key of the administrator's own. */
    @Input() public ownKeyNames: ReadonlyMap<GuestKey, OwnKeyName> = new Map();
    /** The key of this guest may be replaced, or not any more. */
    @Output() public readonly confirm = new EventEmitter<{ readonly item: ApplyItem; readonly given: boolean }>();
    /** An own product key may be sent to this address, or not any more. */
    @Output() public readonly confirmName = new EventEmitter<{ readonly key: GuestKey; readonly name: OwnKeyName }>();
    @Output() public readonly tick = new EventEmitter<{ readonly keys: readonly GuestKey[]; readonly ticked: boolean }>();
    public readonly strings = avmaStrings();
    public rows: readonly PlanRow[] = [];
    public open = false;
    /** Offers to draw more; empty where all are drawn. */
    public moreText = '';
    /** Ticks all guests of the group, or none; empty where there is no choice. */
    public allText = '';
    private allTicked = true;
    private opened: string | null = null;
    private limit = firstShown;

    public ngOnChanges(): void {
        if (this.opened !== this.group.id) {
            this.opened = this.group.id;
            this.open = this.group.open;
            this.limit = firstShown;
        }
        this.draw();
    }

    public readonly byKey = (_: number, { key }: PlanRow): string => key;

    public toggle(open: boolean): void {
        this.open = open;
        this.draw();
    }

    public showMore(): void {
        this.limit += moreShown;
        this.draw();
    }

    public tickAll(): void {
        this.tick.emit({ keys: this.group.guests.map(guestKey), ticked: !this.allTicked });
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

    private draw(): void {
        const { guests } = this.group;
        const { Apply } = this.strings;
        this.rows = this.open ? guests.slice(0, this.limit).map(one => this.rowOf(one)) : [];
        const left = guests.length - this.rows.length;
        this.moreText = this.open && left > 0 ? fillText(Apply.more, { count: Math.min(left, moreShown), left: countText(left) }) : '';
        const choosable = guests.filter(hasTick);
        this.allTicked = choosable.every(one => !this.unticked.has(guestKey(one)));
        this.allText = choosable.length > 1 ? fillText(this.allTicked ? Apply.untickAll : Apply.tickAll, { count: choosable.length }) : '';
    }

    private rowOf(planned: PlannedGuest): PlanRow {
        const key = guestKey(planned);
        return {
            key,
            name: planned.name,
            host: this.hostNames.get(key) ?? '',
            item: planned.action === 'apply' ? planned : null,
            ownKeyName: this.ownKeyNames.get(key) ?? null,
            skipped: planned.action === 'skipped' ? skipText(planned.skip, planned.vmId, this.strings) : null,
            ticked: hasTick(planned) ? !this.unticked.has(key) : null,
            text: this.textOf(planned)
        };
    }

    /** A key of its owner's is in no plan, so that it cannot be shown. */
    private textOf(planned: PlannedGuest): string {
        const { KeyClasses, Inside, Apply } = this.strings;
        if (planned.action !== 'apply') {
            return planned.action === 'waits' && planned.toClass !== null ? `${KeyClasses[planned.toClass]} ${planned.keyLastFive ?? ''}`.trim() : '';
        }
        const key = this.fullKeys && planned.key !== null ? planned.key : planned.keyLastFive;
        const from = planned.fromClass === null ? Apply.notKnown : `${Inside.classes[planned.fromClass]} ${planned.fromLastFive ?? ''}`.trim();
        return fillText(Apply.change, { to: `${KeyClasses[planned.toClass]} ${key}`, from, channel: Apply.channels[planned.channel] });
    }
}

function hasTick(planned: PlannedGuest): boolean {
    return planned.action === 'waits' || (planned.action === 'apply' && planned.confirmation === null);
}
