/** What of the history stands in its address: the filter, and whether the neighbours are read too. */
import { EventFilter, eventFilterFromParams, eventFilterToParams } from '../domain/events/event-filter';

export interface HistoryView {
    readonly filter: EventFilter;
    /** Whether other events of the licensing service are read beside AVMA's own. */
    readonly neighbours: boolean;
}

/** @param params Angular's ParamMap; whatever stands in it, the result is a view */
export function historyFromParams(params: { get(name: string): string | null }): HistoryView {
    return { filter: eventFilterFromParams(params), neighbours: params.get('neighbours') === '1' };
}

/** Null takes a parameter away: the usual view has an address without any. */
export function historyToParams({ filter, neighbours }: HistoryView): Readonly<Record<string, string | null>> {
    return { ...eventFilterToParams(filter), neighbours: neighbours ? '1' : null };
}
