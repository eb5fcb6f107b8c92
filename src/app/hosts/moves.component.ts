import { Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { drainOutcomes } from '../domain/hosts/drain';
import { ClusterGuestFacts } from '../domain/facts/facts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { avmaStrings, fillText } from '../shared/texts';
import { countDrains, MoveNode, MoveRow, toMoveRow } from './move-row';

/** Which guests are shown. */
type MoveFilter = 'all' | 'against' | 'otherHost';

/** So many names are told in a sentence; the table has all. */
const mostNames = 10;

/** What moves between hosts do to each guest, and what draining a node would do. Not OnPush, for the SDK's table. */
@Component({ selector: 'avma-moves', templateUrl: './moves.component.html' })
export class MovesComponent implements OnChanges {
    @Input() public guests: readonly AssessedGuest[] = [];
    @Input() public nodes: readonly MoveNode[] = [];
    @Input() public placements: readonly ClusterGuestFacts[] = [];
    /** Whether the hosts are the nodes of one cluster, so that one of them can be drained. */
    @Input() public clustered = false;
    @Input() public busy = false;
    @Output() public readonly refresh = new EventEmitter<void>();
    /** Guests that another host has activated, to be activated anew. */
    @Output() public readonly activate = new EventEmitter<readonly MoveRow[]>();
    public readonly strings = avmaStrings();
    public readonly ascending = DataTableSortMode.Ascend;
    public drained = '';
    public filter: MoveFilter = 'all';
    public rows: readonly MoveRow[] = [];
    public shownRows: MoveRow[] = [];
    /** Those of them that another host has activated and that theirs can activate anew. */
    public renewable: readonly MoveRow[] = [];
    public selection: MoveRow | null = null;
    public expanded = false;
    public total = 0;
    public summary: readonly string[] = [];

    constructor(
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {
        // A link shows the same simulation.
        const params = this.route.snapshot.queryParamMap;
        this.drained = params.get('drain') ?? '';
        this.filter = params.get('moves') === 'against' ? 'against' : params.get('moves') === 'otherHost' ? 'otherHost' : 'all';
    }

    public readonly identity = (row: MoveRow): string => row.id;

    public ngOnChanges(): void {
        this.show();
    }

    public drain(nodeName: string): void {
        this.drained = nodeName;
        this.keep({ drain: nodeName || null });
    }

    public choose(filter: MoveFilter): void {
        this.filter = filter;
        this.keep({ moves: filter === 'all' ? null : filter });
    }

    public get activateText(): string {
        return fillText(this.strings.Moves.activateNow, { count: this.renewable.length });
    }

    /** How many of the guests that another host has activated are on a host that cannot; empty where none is. */
    public get cannotRenewText(): string {
        const count = this.filter === 'otherHost' ? this.shownRows.length - this.renewable.length : 0;
        return count > 0 ? fillText(this.strings.Moves.cannotRenew, { count }) : '';
    }

    public select(row: MoveRow | null): void {
        this.selection = row;
    }

    private keep(queryParams: Readonly<Record<string, string | null>>): void {
        this.show();
        void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
    }

    private show(): void {
        const placed = new Map(this.placements.flatMap(one => (one.vmId === null ? [] : [[one.vmId, one] as const])));
        this.rows = this.guests.map(one => toMoveRow(one, this.nodes, placed.get(one.guest.vmId) ?? null, this.drained, this.strings));
        const passes: Readonly<Record<MoveFilter, (row: MoveRow) => boolean>> = {
            all: () => true,
            against: row => row.against !== '',
            otherHost: row => row.activatedBy !== ''
        };
        this.shownRows = this.rows.filter(row => passes[this.filter](row) && (this.drained === '' || row.drain !== null));
        this.renewable = this.shownRows.filter(({ canRenew }) => canRenew);
        this.selection = this.shownRows.find(row => row.id === this.selection?.id) ?? null;
        this.summary = this.drained === '' ? [] : this.drainSummary();
    }

    /** If this node is drained: how many guests end how, with their names, the worst first. */
    private drainSummary(): string[] {
        const byOutcome = countDrains(this.rows);
        const lines = drainOutcomes.flatMap(outcome => {
            const rows = byOutcome.get(outcome) ?? [];
            const names = rows
                .slice(0, mostNames)
                .map(row => row.name)
                .join(', ');
            const more = rows.length > mostNames ? `, +${rows.length - mostNames}` : '';
            return rows.length === 0 ? [] : [fillText(this.strings.Moves.drainCounts[outcome], { count: rows.length, names: `${names}${more}` })];
        });
        return lines.length > 0 ? lines : [this.strings.Moves.drainNobody];
    }
}
