import {
    AfterViewInit,
    ChangeDetectionStrategy,
    ChangeDetectorRef,
    Component,
    ElementRef,
    EventEmitter,
    Input,
    NgZone,
    OnChanges,
    OnDestroy,
    Output,
    ViewChild
} from '@angular/core';
import { sameMachine } from '../domain/facts/node-names';
import { avmaStrings, fillText } from '../shared/texts';
import { moveLooks } from './move-looks';
import { MoveNode, MoveRow } from './move-row';
import { moveRowHeight, moveWindow } from './move-window';

interface NodeHead {
    readonly name: string;
    /** The name, with a word where the node is drained. */
    readonly text: string;
    readonly drained: boolean;
}

/** Guests by nodes. A table of the browser's own, so that each cell has its row's and its column's head; it draws only rows in sight. */
@Component({ selector: 'avma-move-matrix', templateUrl: './move-matrix.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class MoveMatrixComponent implements OnChanges, AfterViewInit, OnDestroy {
    @Input() public rows: readonly MoveRow[] = [];
    @Input() public moveNodes: readonly MoveNode[] = [];
    /** The node that is drained; empty for none. */
    @Input() public drained = '';
    @Input() public showActivatedBy = false;
    /** The id of the selected row; null for none. */
    @Input() public selected: string | null = null;
    @Output() public readonly choose = new EventEmitter<MoveRow>();
    @ViewChild('scroller') public scroller!: ElementRef<HTMLElement>;
    public readonly strings = avmaStrings();
    public readonly looks = moveLooks(this.strings);
    public nodes: readonly NodeHead[] = [];
    public shown: readonly MoveRow[] = [];
    /** Index of the first row that is drawn. */
    public first = 0;
    /** Pixels of the rows that aren't drawn. */
    public above = 0;
    public below = 0;
    public columns = 1;
    private readonly resized = new ResizeObserver(() => this.follow());

    constructor(
        private readonly changes: ChangeDetectorRef,
        private readonly zone: NgZone
    ) {}

    public ngOnChanges(): void {
        const { moveNodes, drained, strings } = this;
        this.nodes = moveNodes.map(({ name }) => {
            const isDrained = drained !== '' && sameMachine(name, drained);
            return { name, drained: isDrained, text: isDrained ? fillText(strings.Moves.drained, { node: name }) : name };
        });
        this.columns = 1 + moveNodes.length + (drained === '' ? 0 : 1) + (this.showActivatedBy ? 1 : 0);
        this.arrange();
    }

    public ngAfterViewInit(): void {
        const { nativeElement } = this.scroller;
        // Each event of Angular's zone checks the whole page.
        this.zone.runOutsideAngular(() => {
            nativeElement.addEventListener('scroll', this.follow, { passive: true });
            this.resized.observe(nativeElement);
        });
    }

    public ngOnDestroy(): void {
        this.resized.disconnect();
        this.scroller.nativeElement.removeEventListener('scroll', this.follow);
    }

    public readonly byId = (_: number, { id }: MoveRow): string => id;
    public readonly byName = (_: number, { name }: NodeHead): string => name;

    /** Draws what has come into sight. */
    private readonly follow = (): void => {
        const { first, shown } = this;
        this.arrange();
        if (this.first !== first || this.shown.length !== shown.length) {
            const { nativeElement } = this.scroller;
            const hadFocus = nativeElement.contains(document.activeElement);
            this.changes.detectChanges();
            if (hadFocus && !nativeElement.contains(document.activeElement)) {
                // The row with the focus has left: keys go on scrolling.
                nativeElement.focus({ preventScroll: true });
            }
        }
    };

    private arrange(): void {
        const { rows } = this;
        // Before the first layout, and where its height isn't limited, the window's height is what can be in sight.
        const { scrollTop = 0, clientHeight = innerHeight } = (this.scroller as ElementRef<HTMLElement> | undefined)?.nativeElement ?? {};
        const { first, end } = moveWindow(scrollTop, Math.min(clientHeight, innerHeight), rows.length);
        this.first = first;
        this.shown = rows.slice(first, end);
        this.above = first * moveRowHeight;
        this.below = (rows.length - end) * moveRowHeight;
    }
}
