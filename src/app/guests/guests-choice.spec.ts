/** What is done on the guests' page, and what it leaves chosen. */
import { noFilter } from '../domain/guests/guest-filter';
import { expand, firstChoice, GuestsChoice, search, select, settle, showView, sortBy } from './guests-choice';
import { defaultSort } from './guests-view';

const first = firstChoice({ columns: ['name'], grouped: false, saved: null });
const opened = (change: Partial<GuestsChoice> = {}): GuestsChoice => ({ ...first, restored: true, ...change });
const withGuest = (guest: string | null): Partial<GuestsChoice> => ({ view: { ...first.view, guest } });
const rows = (...ids: readonly string[]): Array<{ readonly id: string }> => ids.map(id => ({ id }));

describe("a choice on the guests' page", () => {
    it('begins with everything, in the usual order, and what the browser remembers', () => {
        expect(first.view).toEqual({ filter: noFilter, sort: defaultSort, guest: null });
        expect([first.search, first.selected, first.expanded, first.restored, first.columns]).toEqual(['', [], false, false, ['name']]);
    });

    it('loses the selection with another filter, whose text stands in the search field', () => {
        const filter = { ...noFilter, text: 'sql', verdict: 'eligible' as const };
        const next = showView(opened({ selected: ['a'], search: 'old' }), { ...first.view, filter });
        expect([next.selected, next.search, next.view.filter]).toEqual([[], 'sql', filter]);
        expect(showView(next, first.view).search).toBe('');
    });

    it('keeps selection, search and the very filter where the filter is the same', () => {
        const before = opened({ selected: ['a'], search: 'typing' });
        const next = showView(before, { filter: { ...noFilter }, sort: { column: 'key', descending: true }, guest: 'b' });
        expect([next.selected, next.search, next.view.sort.column, next.view.guest]).toEqual([['a'], 'typing', 'key', 'b']);
        expect(next.view.filter).toBe(before.view.filter);
    });

    it('searches for what was typed, closes the address of the details, and leaves the rest of the filter', () => {
        const filter = { ...noFilter, state: 'off' as const };
        const next = search(opened({ view: { ...first.view, filter, guest: 'a' }, selected: ['a'], expanded: true }), 'web');
        expect([next.view.filter, next.view.guest, next.selected]).toEqual([{ ...filter, text: 'web' }, null, []]);
        expect(search(next, '').view.filter).toEqual(filter);
    });

    it('sorts, and keeps everything else', () => {
        const sort = { column: 'os', descending: true } as const;
        expect(sortBy(opened({ selected: ['a'] }), sort)).toEqual(opened({ selected: ['a'], view: { ...first.view, sort } }));
    });

    it('takes a selection once: what the table repeats, in whatever order, is nothing new', () => {
        const one = select(opened(), ['a', 'b']);
        expect(one.selected).toEqual(['a', 'b']);
        expect(select(one, ['b', 'a'])).toBe(one);
        expect(select(one, ['a']).selected).toEqual(['a']);
        expect(select(one, ['a', 'c']).selected).toEqual(['a', 'c']);
        expect(select(one, []).selected).toEqual([]);
    });

    it('names the one guest whose details are open in the address, and nobody otherwise', () => {
        const one = select(opened(), ['a']);
        expect(one.view.guest).toBeNull();
        const details = expand(one, true);
        expect([details.expanded, details.view.guest]).toEqual([true, 'a']);
        expect(expand(details, true)).toBe(details);
        expect(select(details, ['b']).view.guest).toBe('b');
        expect(select(details, ['a', 'b']).view.guest).toBeNull();
        expect(expand(details, false).view.guest).toBeNull();
    });

    it("leaves the address alone until the address's own guest has been looked for", () => {
        const waiting = { ...first, ...withGuest('late') };
        expect(select(waiting, ['a']).view.guest).toBe('late');
        expect(expand(select(waiting, ['a']), true).view.guest).toBe('late');
    });

    describe('settles on what is shown', () => {
        it('opens the guest of the address once it has come, and once only', () => {
            const waiting = { ...first, ...withGuest('b') };
            expect(settle(waiting, { shownRows: rows('a'), selection: [], complete: false })).toBe(waiting);
            const found = settle(waiting, { shownRows: rows('a', 'b'), selection: [], complete: false });
            expect([found.selected, found.expanded, found.restored, found.view.guest]).toEqual([['b'], true, true, 'b']);
            const other = select(found, ['a']);
            expect(settle(other, { shownRows: rows('a', 'b'), selection: rows('a'), complete: true })).toBe(other);
        });

        it('waits for nobody where all have been read, or where nobody is asked for', () => {
            const gone = settle({ ...first, ...withGuest('x') }, { shownRows: rows('a'), selection: [], complete: true });
            expect([gone.restored, gone.selected, gone.expanded]).toEqual([true, [], false]);
            expect(settle(first, { shownRows: [], selection: [], complete: false }).restored).toBeTrue();
        });

        it('drops who is not shown any more, and does not select them again when they return', () => {
            const before = opened({ selected: ['a', 'b'], expanded: true });
            const after = settle(before, { shownRows: rows('b'), selection: rows('b'), complete: true });
            expect([after.selected, after.view.guest]).toEqual([['b'], 'b']);
            expect(settle(after, { shownRows: rows('a', 'b'), selection: rows('b'), complete: true })).toBe(after);
            const nobody = settle(after, { shownRows: [], selection: [], complete: true });
            expect([nobody.selected, nobody.view.guest]).toEqual([[], null]);
        });
    });
});
