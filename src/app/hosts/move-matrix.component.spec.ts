/** The matrix of moves with more guests than fit: only rows in sight are drawn, and each says which one of all it is. */
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { avmaStrings } from '../shared/texts';
import { MoveMatrixComponent } from './move-matrix.component';
import { MoveNode, MoveRow } from './move-row';
import { moveRowHeight, moveWindow } from './move-window';

const nodes: readonly MoveNode[] = ['NODE1', 'NODE2'].map(name => ({ name, facts: null, up: true }));
const rowsOf = (count: number): readonly MoveRow[] =>
    Array.from(
        { length: count },
        (_, n) => ({ id: `${n}`, name: `APP${n}`, cells: [{ kind: 'here', verdict: 'activated' }, { kind: 'loses' }] }) as Partial<MoveRow> as MoveRow
    );

describe('the window of a long table', () => {
    it('draws what is in sight and some rows around it', () => {
        const height = 10 * moveRowHeight;
        expect(moveWindow(0, height, 1000)).toEqual({ first: 0, end: 22 });
        expect(moveWindow(100 * moveRowHeight, height, 1000)).toEqual({ first: 88, end: 122 });
        expect(moveWindow(990 * moveRowHeight, height, 1000)).toEqual({ first: 978, end: 1000 });
    });

    it('has the last rows where the list has become shorter, and nothing without rows', () => {
        expect(moveWindow(900 * moveRowHeight, 10 * moveRowHeight, 20)).toEqual({ first: 0, end: 20 });
        expect(moveWindow(0, 400, 0)).toEqual({ first: 0, end: 0 });
        expect(moveWindow(-5, -1, 3)).toEqual({ first: 0, end: 3 });
    });
});

describe('the matrix of moves', () => {
    let fixture: ComponentFixture<MoveMatrixComponent>;

    function show(count: number): HTMLElement {
        TestBed.configureTestingModule({ declarations: [MoveMatrixComponent] });
        fixture = TestBed.createComponent(MoveMatrixComponent);
        Object.entries({ rows: rowsOf(count), moveNodes: nodes }).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
        fixture.detectChanges();
        const scroller = fixture.componentInstance.scroller.nativeElement;
        scroller.style.cssText = 'height: 360px; overflow: auto';
        return scroller;
    }

    const drawn = (scroller: HTMLElement): string[] => [...scroller.querySelectorAll('tbody th')].map(one => one.textContent?.trim() ?? '');
    const scrolledTo = async (scroller: HTMLElement, row: number): Promise<void> => {
        const scrolled = new Promise(resolve => scroller.addEventListener('scroll', resolve, { once: true }));
        scroller.scrollTop = row * moveRowHeight;
        await scrolled;
    };

    it('draws of 1,000 guests those in sight, and says which of all they are', async () => {
        const scroller = show(1000);
        expect(scroller.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1001');
        await scrolledTo(scroller, 500);
        expect(drawn(scroller).length).toBeLessThan(60);
        expect(drawn(scroller)).toContain('APP500');
        const row = scroller.querySelector('[data-guest=APP500]');
        expect(row?.getAttribute('aria-rowindex')).toBe('502');
        // What isn't drawn takes its room.
        expect(scroller.scrollHeight).toBeGreaterThan(990 * moveRowHeight);
    });

    it('keeps the focus where the row that had it has left', async () => {
        const scroller = show(1000);
        scroller.querySelector<HTMLElement>('tbody button')?.focus();
        await scrolledTo(scroller, 500);
        expect(document.activeElement).toBe(scroller);
    });

    it('draws all of a few guests', () => {
        expect(drawn(show(3))).toEqual(['APP0', 'APP1', 'APP2']);
        expect(fixture.componentInstance.below).toBe(0);
        const { Moves } = avmaStrings();
        expect(fixture.nativeElement.textContent).toContain(Moves.cells.loses);
    });
});
