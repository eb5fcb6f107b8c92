/** What of the guests' page stands in its address: the filter, the order, and whose details are open. */
import { filterFromParams, filterToParams, GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { GuestColumn, guestColumns } from './guest-columns';

export interface TableSort {
    readonly column: GuestColumn;
    readonly descending: boolean;
}

export interface GuestsView {
    readonly filter: GuestFilter;
    readonly sort: TableSort;
    /** The machine whose details are open, or null. */
    readonly guest: string | null;
}

export const defaultSort: TableSort = { column: 'name', descending: false };

/** @param params Angular's ParamMap; whatever stands in it, the result is a view */
export function viewFromParams(params: { get(name: string): string | null }): GuestsView {
    const sort = params.get('sort') ?? '';
    const column = guestColumns.find(one => one === sort.replace(/^-/, ''));
    return {
        filter: filterFromParams(params),
        sort: column ? { column, descending: sort.startsWith('-') } : defaultSort,
        guest: params.get('guest')?.toLowerCase() ?? null
    };
}

/** Null takes a parameter away: the usual view has an address without any. */
export function viewToParams({ filter, sort, guest }: GuestsView): Readonly<Record<string, string | null>> {
    const isDefault = sort.column === defaultSort.column && sort.descending === defaultSort.descending;
    return { ...filterToParams(filter), sort: isDefault ? null : `${sort.descending ? '-' : ''}${sort.column}`, guest };
}

const savedViewKey = 'avma.guests.view';

/** What the user has saved for a page without a choice in its address; null where nothing is, or nothing that can be read. */
export function readSavedView(): GuestsView | null {
    const saved = localStorage.getItem(savedViewKey);
    return saved === null ? null : viewFromParams(new URLSearchParams(saved));
}

/** @param view null forgets what was saved; whose details are open is not kept */
export function keepView(view: GuestsView | null): void {
    if (!view) {
        return localStorage.removeItem(savedViewKey);
    }
    const chosen = Object.entries(viewToParams({ ...view, guest: null })).filter((one): one is [string, string] => one[1] !== null);
    localStorage.setItem(savedViewKey, new URLSearchParams(chosen).toString());
}

/** Whether an address says itself what to show. */
export function namesView(params: { has(name: string): boolean }): boolean {
    return Object.keys(viewToParams({ filter: noFilter, sort: defaultSort, guest: null })).some(name => params.has(name));
}
