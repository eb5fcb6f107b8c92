/** Lists stay the same arrays while they hold the same items. */
import { from, toArray } from 'rxjs';
import { keepLists } from './keep-lists';

interface View {
    readonly rows: readonly object[];
    readonly count: number;
}

describe('the lists of a view', () => {
    const one = { name: 'one' };
    const other = { name: 'other' };
    const last = (...views: readonly View[]): View => {
        let all: readonly View[] = [];
        from(views)
            .pipe(keepLists(), toArray())
            .subscribe(seen => (all = seen));
        return all[all.length - 1];
    };

    it('stay while they hold the same items, and everything else changes', () => {
        const rows = [one, other];
        const shown = last({ rows, count: 1 }, { rows: [one, other], count: 2 }, { rows: [one, other], count: 3 });
        expect(shown.rows).toBe(rows);
        expect(shown.count).toBe(3);
    });

    it('change with an item, the order, or the number of items', () => {
        for (const rows of [[one, { ...other }], [other, one], [one], [one, other, one], []]) {
            expect(last({ rows: [one, other], count: 1 }, { rows, count: 1 }).rows).toBe(rows);
        }
        expect(last({ rows: [], count: 1 }, { rows: [one], count: 1 }).rows).toEqual([one]);
    });
});
