import { ChangeDetectionStrategy, ChangeDetectorRef, Component, EventEmitter, Input, NgZone, OnDestroy, Output } from '@angular/core';
import { interval, Subscription } from 'rxjs';
import { GuestGroup, groupGuests, occurringStates } from '../domain/apply/apply-groups';
import { ApplyState, StateKind } from '../domain/apply/apply-states';
import { GuestJobs } from '../state/inside/guest-readings';
import { insideFailure } from '../state/inside/inside-failure';
import { RunGuest, RunView } from '../state/apply/apply.store';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { avmaStrings, countText, fillText } from '../shared/texts';
import { elapsedText, RunRow, toRunRow } from './run-row';

/** So many guests of each group are drawn at first, and so many more when asked for. */
const firstShown = 50;
const moreShown = 100;
const tickMs = 1000;

interface ShownGroup {
    readonly kind: StateKind;
    readonly title: string;
    readonly rows: readonly RunRow[];
    /** Offers to draw more; empty where all are drawn. */
    readonly moreText: string;
}

interface StateChoice {
    /** Null for all. */
    readonly state: ApplyState | null;
    readonly label: string;
}

/** The guests of a run: how each stands, why, and what to do. However many there are, it draws what is looked at. */
@Component({ selector: 'avma-run-table', templateUrl: './run-table.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class RunTableComponent implements OnDestroy {
    /** How readings that somebody asked for stand, by the id of the guest. */
    @Input() public jobs: GuestJobs['jobs'] = new Map();
    /** Whether the guests are on this host, so that they can be opened. */
    @Input() public here = true;
    /** The guest to open. */
    @Output() public readonly openGuest = new EventEmitter<GuestKey>();
    /** A code of the licensing service to look up. */
    @Output() public readonly lookUp = new EventEmitter<string>();
    public readonly strings = avmaStrings();
    public choices: readonly StateChoice[] = [];
    public groups: readonly ShownGroup[] = [];
    /** The state that is looked for; null for all. */
    public only: ApplyState | null = null;
    private run: RunView | null = null;
    private readonly limits = new Map<StateKind, number>();
    private readonly rows = new WeakMap<RunGuest, RunRow>();
    private now = Date.now();
    private clock: Subscription | null = null;

    constructor(
        private readonly changes: ChangeDetectorRef,
        private readonly zone: NgZone
    ) {}

    @Input() public set view(view: RunView | null) {
        this.run = view;
        this.arrange();
    }

    public ngOnDestroy(): void {
        this.clock?.unsubscribe();
    }

    public readonly byGuest = (_: number, { key }: RunRow): string => key;
    public readonly byKind = (_: number, { kind }: ShownGroup): string => kind;
    public readonly byState = (_: number, { state }: StateChoice): string => state ?? '';

    public choose(state: ApplyState | null): void {
        this.only = state;
        this.arrange();
    }

    public showMore(kind: StateKind): void {
        this.limits.set(kind, (this.limits.get(kind) ?? firstShown) + moreShown);
        this.arrange();
    }

    public time({ since, took }: RunRow): string {
        return since === null ? took : elapsedText(this.now - since, this.strings);
    }

    /** What became of reading a guest of which nobody knew how it ended; empty where nobody reads it. */
    public reading({ key, state }: RunRow): string {
        const job = state === 'unknown' ? this.jobs.get(key) : undefined;
        if (job?.kind === 'waiting' || job?.kind === 'working') {
            return this.strings.LookInside.working;
        }
        const failed = insideFailure(job);
        const { LookInside, InsideFailures } = this.strings;
        return failed ? `${LookInside.notReadTitle}: ${InsideFailures[failed.code].title}. ${InsideFailures[failed.code].fix}` : '';
    }

    private arrange(): void {
        const guests = this.run?.guests ?? [];
        const groups = groupGuests(guests, this.only);
        this.groups = groups.map(group => this.shown(group));
        this.choices = this.run ? this.offered(this.run) : [];
        this.now = Date.now();
        this.tick(this.groups.some(({ rows }) => rows.some(({ since }) => since !== null)));
    }

    private shown({ kind, guests }: GuestGroup<RunGuest>): ShownGroup {
        const limit = this.limits.get(kind) ?? firstShown;
        const rows = guests.slice(0, limit).map(one => this.row(one));
        const left = guests.length - rows.length;
        return {
            kind,
            title: fillText(this.strings.ApplyGroups[kind], { count: guests.length }),
            rows,
            moreText: left > 0 ? fillText(this.strings.Apply.more, { count: Math.min(left, moreShown), left: countText(left) }) : ''
        };
    }

    private offered({ counts }: RunView): StateChoice[] {
        const texts = this.strings.ApplyStates;
        const states = occurringStates(counts);
        // What is looked for stays to be seen, also when nobody is in that state any more.
        const offered = this.only === null || states.includes(this.only) ? states : [...states, this.only];
        return [
            { state: null, label: fillText(this.strings.Apply.all, { count: counts.total }) },
            ...offered.map(state => ({ state, label: `${texts[state]} (${counts[state]})` }))
        ];
    }

    /** The same guest gives the same row, so that nothing is drawn twice. */
    private row(one: RunGuest): RunRow {
        const ledger = this.run?.ledger;
        const known = this.rows.get(one);
        if (known || !ledger) {
            return known as RunRow;
        }
        const row = toRunRow(one, ledger, this.run?.messages.get(guestKey(one.guest)) ?? '', this.strings);
        this.rows.set(one, row);
        return row;
    }

    /** One clock, while a guest that is drawn is at work; it checks this table and nothing else of the page. */
    private tick(on: boolean): void {
        if (on && !this.clock) {
            this.clock = new Subscription();
            this.zone.runOutsideAngular(() =>
                this.clock?.add(
                    interval(tickMs).subscribe(() => {
                        this.now = Date.now();
                        this.changes.detectChanges();
                    })
                )
            );
        } else if (!on) {
            this.clock?.unsubscribe();
            this.clock = null;
        }
    }
}
