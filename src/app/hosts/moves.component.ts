import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { BehaviorSubject, combineLatest, map } from 'rxjs';
import { ClusterGuestFacts } from '../domain/facts/facts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { Choice } from '../shared/choice';
import { keepLists } from '../shared/keep-lists';
import { avmaStrings } from '../shared/texts';
import { saveMoves } from './export-moves';
import { MoveNode, MoveRow } from './move-row';
import { choiceFromParams, MoveFilter, moveFilters, MoveRows, MovesState, toView } from './moves-view';

/** What moves between hosts do to each guest, and what draining a node would do. */
@Component({ selector: 'avma-moves', templateUrl: './moves.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class MovesComponent implements OnChanges {
    @Input() public guests: readonly AssessedGuest[] = [];
    @Input() public nodes: readonly MoveNode[] = [];
    @Input() public placements: readonly ClusterGuestFacts[] = [];
    @Input() public clustered = false;
    @Input() public busy = false;
    @Output() public readonly refresh = new EventEmitter<void>();
    /** Guests that another host has activated, to be activated anew. */
    @Output() public readonly activate = new EventEmitter<readonly MoveRow[]>();
    public readonly strings = avmaStrings();
    public readonly filters = moveFilters;
    private readonly choice = new Choice(choiceFromParams(this.route.snapshot.queryParamMap));
    private readonly state = new BehaviorSubject<MovesState>({ guests: [], nodes: [], placements: [], clustered: false, busy: false });
    private readonly rows = new MoveRows();

    public readonly view$ = combineLatest([this.state, this.choice]).pipe(
        map(([state, choice]) => toView(state, choice, this.rows)),
        keepLists()
    );

    constructor(
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public ngOnChanges(): void {
        const { guests, nodes, placements, clustered, busy } = this;
        this.state.next({ guests, nodes, placements, clustered, busy });
    }

    public drain(nodeName: string): void {
        this.choice.change({ drained: nodeName });
        this.write({ drain: nodeName || null });
    }

    public choose(filter: MoveFilter): void {
        this.choice.change({ filter });
        this.write({ moves: filter === 'all' ? null : filter });
    }

    public search(search: string): void {
        this.choice.change({ search });
    }

    public showAll(): void {
        this.choice.change({ filter: 'all', drained: '', search: '' });
        this.write({ moves: null, drain: null });
    }

    /** A second click on the selected guest closes its details. */
    public select({ id }: MoveRow): void {
        this.choice.change({ selected: this.choice.value.selected === id ? null : id });
    }

    public close(): void {
        this.choice.change({ selected: null });
    }

    public save(rows: readonly MoveRow[]): void {
        saveMoves(rows, this.strings);
    }

    private write(queryParams: Readonly<Record<string, string | null>>): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
    }
}
