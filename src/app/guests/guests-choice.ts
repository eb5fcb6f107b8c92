/** What somebody has chosen on the guests' page: a value, and what each thing that can be done makes of it. */
import { noFilter } from '../domain/guests/guest-filter';
import { idOf } from '../domain/facts/guest-key';
import { GuestColumn } from './guest-columns';
import { GuestsView, TableSort, defaultSort } from './guests-view';

export interface GuestsChoice {
    /** Filter, order and open details, as the address has them. */
    readonly view: GuestsView;
    /** What stands in the search field; the filter follows a moment later. */
    readonly search: string;
    /** Keys of the selected guests. */
    readonly selected: readonly string[];
    readonly expanded: boolean;
    /** The details that the address asks for have been opened, or there is nobody to open them of. */
    readonly restored: boolean;
    readonly columns: readonly GuestColumn[];
    /** Rows are grouped by their verdict. */
    readonly grouped: boolean;
    /** The view that was saved in this browser; null where none is. */
    readonly saved: GuestsView | null;
}

/** The parts of a page that decide whether a choice still applies. */
export interface ShownGuests {
    readonly shownRows: ReadonlyArray<{ readonly id: string }>;
    /** The selected rows that are shown. */
    readonly selection: ReadonlyArray<{ readonly id: string }>;
    /** All guests have been read, so that who is missing is not to come. */
    readonly complete: boolean;
}

/** Nothing chosen yet, but for what the browser remembers. */
export function firstChoice(remembered: Pick<GuestsChoice, 'columns' | 'grouped' | 'saved'>): GuestsChoice {
    return { view: { filter: noFilter, sort: defaultSort, guest: null }, search: '', selected: [], expanded: false, restored: false, ...remembered };
}

/** Whose details are open is in the address too. */
function withDetails(choice: GuestsChoice): GuestsChoice {
    const guest = choice.expanded && choice.selected.length === 1 ? choice.selected[0] : null;
    return choice.restored && guest !== choice.view.guest ? { ...choice, view: { ...choice.view, guest } } : choice;
}

/** A view from the address, from what was saved, or from a filter. A filter that is new takes the selection away. */
export function showView(choice: GuestsChoice, view: GuestsView): GuestsChoice {
    const filtered = JSON.stringify(view.filter) !== JSON.stringify(choice.view.filter);
    return filtered
        ? withDetails({ ...choice, view, search: view.filter.text ?? '', selected: [] })
        : // The same filter stays the same object, so that nothing is filtered again.
          { ...choice, view: { ...view, filter: choice.view.filter } };
}

/** What was typed is searched for. */
export function search(choice: GuestsChoice, text: string): GuestsChoice {
    const { view } = choice;
    return showView(choice, { ...view, filter: { ...view.filter, text: text || null }, guest: null });
}

export function sortBy(choice: GuestsChoice, sort: TableSort): GuestsChoice {
    return { ...choice, view: { ...choice.view, sort } };
}

/** The table repeats each selection that it is given, which is no choice of anybody. */
export function select(choice: GuestsChoice, ids: readonly string[]): GuestsChoice {
    const before = new Set(choice.selected);
    const same = ids.length === before.size && ids.every(id => before.has(id));
    return same ? choice : withDetails({ ...choice, selected: ids });
}

export function expand(choice: GuestsChoice, expanded: boolean): GuestsChoice {
    return expanded === choice.expanded ? choice : withDetails({ ...choice, expanded });
}

/** The guest that an address names; by an id alone only where one guest has it. */
function guestMeant(named: string, rows: ShownGuests['shownRows']): string | null {
    const exact = rows.find(({ id }) => id === named);
    const withId = rows.filter(({ id }) => idOf(id) === named);
    return exact?.id ?? (withId.length === 1 ? withId[0].id : null);
}

/** What still holds of a choice on the page that it has led to: who is not shown any more is not selected, and the address's guest is opened once it has come. */
export function settle(choice: GuestsChoice, { shownRows, selection, complete }: ShownGuests): GuestsChoice {
    const { guest } = choice.view;
    if (!choice.restored) {
        const meant = guest === null ? null : guestMeant(guest, shownRows);
        if (meant !== null) {
            return withDetails({ ...choice, selected: [meant], expanded: true, restored: true });
        }
        if (complete || guest === null) {
            return settle({ ...choice, restored: true }, { shownRows, selection, complete });
        }
    }
    return selection.length < choice.selected.length ? withDetails({ ...choice, selected: selection.map(({ id }) => id) }) : choice;
}
