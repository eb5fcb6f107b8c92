/** Order and columns of the guests' table, which the SDK's table is told and tells. The table is a stand-in. */
import { QueryList, SimpleChange } from '@angular/core';
import { fakeAsync, tick } from '@angular/core/testing';
import { DataTableColumnComponent, DataTableColumnPickerExtension, DataTableComponent, DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { Subject } from 'rxjs';
import { TableSort } from './guests-view';
import { TableViewDirective } from './table-view.directive';

const { None, Ascend, Descend } = DataTableSortMode;
type Column = Pick<DataTableColumnComponent, 'field' | 'width' | 'sortable' | 'hidden' | 'sortMode' | 'compareFunction'>;

describe("order and columns of the guests' table", () => {
    let name: Column;
    let state: Column;
    let label: Column;
    let drawn: Subject<unknown>;
    let clicked: unknown[];
    let arranged: unknown[];
    let told: TableSort[];
    let view: TableViewDirective;

    const column = (field: string, sortable: string): Column =>
        ({ field, width: '100px', sortable, hidden: false, sortMode: None, compareFunction: null }) as unknown as Column;

    beforeEach(() => {
        [name, state, label] = [column('name', 'true'), column('state', 'true'), column('cell.label', 'false')];
        drawn = new Subject();
        [clicked, arranged, told] = [[], [], []];
        const table = { renderedItemsChange: drawn, clickColumn: (one: unknown) => clicked.push(one) };
        spyOn(DataTableColumnPickerExtension.prototype, 'applyColumnPickerChange').and.callFake(options => void arranged.push(options));
        view = new TableViewDirective(table as unknown as DataTableComponent);
        view.avmaColumns = ['name', 'state'];
        view.avmaSort = { column: 'name', descending: false };
        view.avmaSortChange.subscribe(sort => told.push(sort));
        view.columns = new QueryList<DataTableColumnComponent>();
        view.columns.reset([name, state, label] as unknown as DataTableColumnComponent[]);
    });

    function start(): void {
        view.ngAfterContentInit();
        view.ngAfterViewInit();
        tick();
    }

    function change(inputs: Partial<Pick<TableViewDirective, 'avmaColumns' | 'avmaGroup' | 'avmaSort'>>): void {
        Object.assign(view, inputs);
        view.ngOnChanges(Object.fromEntries(Object.keys(inputs).map(input => [input, new SimpleChange(null, null, false)])));
        tick();
    }

    it('shows the chosen columns from the start, and sorts those that can be sorted', fakeAsync(() => {
        view.avmaColumns = ['name'];
        view.ngOnChanges({ avmaColumns: new SimpleChange(null, null, true), avmaSort: new SimpleChange(null, null, true) });
        start();
        expect([name.hidden, state.hidden, label.hidden]).toEqual([false, true, true]);
        expect([name.sortable, state.sortable, label.sortable]).toEqual(['custom', 'custom', 'false']);
        expect([name, state, label].map(one => typeof one.compareFunction)).toEqual(['function', 'function', 'object']);
        expect([arranged, clicked]).toEqual([[], []]);
    }));

    it('says what width the chosen columns need at least', fakeAsync(() => {
        start();
        expect(view.leastWidth).toBe('208px');
        // As when a column is dragged.
        name.width = '900px';
        change({ avmaColumns: ['name'] });
        expect(view.leastWidth).toBe('128px');
    }));

    it('arranges its columns and groups once they are others', fakeAsync(() => {
        start();
        change({ avmaColumns: ['name', 'os'] });
        expect(arranged.splice(0)).toEqual([{ chooseColumnData: ['name', 'os'], groupByColumnData: '' }]);
        change({ avmaGroup: 'cell.label' });
        expect(arranged.splice(0)).toEqual([{ chooseColumnData: ['name', 'os', 'cell.label'], groupByColumnData: 'cell.label' }]);
        change({ avmaSort: { column: 'name', descending: false } });
        expect(arranged).toEqual([]);
    }));

    it('groups a tick after it was drawn first', fakeAsync(() => {
        view.avmaGroup = 'cell.label';
        view.ngAfterContentInit();
        view.ngAfterViewInit();
        expect(arranged).toEqual([]);
        tick();
        expect(arranged).toEqual([{ chooseColumnData: ['name', 'state', 'cell.label'], groupByColumnData: 'cell.label' }]);
    }));

    it('clicks a column until it has the order', fakeAsync(() => {
        start();
        change({ avmaSort: { column: 'state', descending: false } });
        expect(clicked.splice(0)).toEqual([state]);
        expect(state.sortMode).toBe(None);
        state.sortMode = Ascend;
        change({ avmaSort: { column: 'state', descending: false } });
        expect(clicked).toEqual([]);
        change({ avmaSort: { column: 'state', descending: true } });
        expect(clicked.splice(0)).toEqual([state]);
        expect(state.sortMode as DataTableSortMode).toBe(Ascend);
        state.sortMode = Descend;
        change({ avmaSort: { column: 'state', descending: false } });
        expect(clicked.splice(0)).toEqual([state]);
        expect(state.sortMode as DataTableSortMode).toBe(None);
        change({ avmaSort: { column: 'fqdn', descending: false } });
        change({ avmaSort: null });
        expect(clicked).toEqual([]);
    }));

    it('tells of another order that the table has drawn, and of none that it was given', fakeAsync(() => {
        start();
        drawn.next(null);
        name.sortMode = Ascend;
        drawn.next(null);
        expect(told).toEqual([]);
        name.sortMode = Descend;
        drawn.next(null);
        drawn.next(null);
        expect(told.splice(0)).toEqual([{ column: 'name', descending: true }]);
        name.sortMode = None;
        state.sortMode = Descend;
        drawn.next(null);
        expect(told.splice(0)).toEqual([{ column: 'state', descending: true }]);
        state.sortMode = None;
        label.sortMode = Ascend;
        drawn.next(null);
        expect(told).toEqual([]);
        view.ngOnDestroy();
        expect(drawn.observed).toBeFalse();
    }));
});
