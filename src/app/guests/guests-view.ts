/** What of the guests' page stands in its address: the filter, the order, and whose details are open. */
import { filterFromParams, filterToParams, GuestFilter } from '../domain/guest-filter';
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

export const usualSort: TableSort = { column: 'name', descending: false };

/** @param params Angular's ParamMap; whatever stands in it, the result is a view */
export function viewFromParams(params: { get(name: string): string | null }): GuestsView {
    const sort = params.get('sort') ?? '';
    const column = guestColumns.find(one => one === sort.replace(/^-/, ''));
    return {
        filter: filterFromParams(params),
        sort: column ? { column, descending: sort.startsWith('-') } : usualSort,
        guest: params.get('guest')?.toLowerCase() ?? null
    };
}

/** Null takes a parameter away: the usual view has an address without any. */
export function viewToParams({ filter, sort, guest }: GuestsView): Readonly<Record<string, string | null>> {
    const usual = sort.column === usualSort.column && sort.descending === usualSort.descending;
    return { ...filterToParams(filter), sort: usual ? null : `${sort.descending ? '-' : ''}${sort.column}`, guest };
}
