/** What the page *History* shows: what the host's logs say about activation, newest first. */
import { EventFacts } from '../domain/facts/event-facts';
import { EventFilter, eventFilterFromParams, eventFilterTest, eventFilterToParams, noEventFilter } from '../domain/events/event-filter';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { chartUnit, OutcomeChart, outcomeChart } from '../domain/events/outcome-chart';
import { JoinedEvents } from '../state/events/joined-events';
import { HostState } from '../state/hosts/host.store';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { historyPage, HistoryPage, logReports, LogWarning, logWarnings } from './history-page';
import { HistoryRow, toHistoryRow } from './history-row';
import { HistorySelect, historySelects } from './history-selects';

/** What of the history stands in its address: the filter, and whether the neighbours are read too. */
export interface HistoryAddress {
    readonly filter: EventFilter;
    /** Whether other events of the licensing service are read beside AVMA's own. */
    readonly neighbours: boolean;
}

/** What the stores say. */
export interface HistoryState {
    readonly joined: JoinedEvents;
    readonly host: HostState;
    /** The name of the connection. */
    readonly hostName: string;
    /** Whose log is read. */
    readonly answeringName: string;
    readonly isCluster: boolean;
}

/** What the administrator has chosen or typed. */
export interface HistoryChoice {
    readonly address: HistoryAddress;
    /** The text in the search box; the address has it a moment later. */
    readonly typed: string;
    /** The key of the selected event; null for none. */
    readonly selected: string | null;
    readonly expanded: boolean;
}

export const initialChoice: HistoryChoice = { address: { filter: noEventFilter, neighbours: false }, typed: '', selected: null, expanded: false };

/** The events of the view, and what is made of them. */
interface HistoryLists {
    readonly rows: readonly HistoryRow[];
    readonly shownRows: HistoryRow[];
    readonly selects: readonly HistorySelect[];
    /** Null before the first reading. */
    readonly chart: OutcomeChart | null;
}

export interface HistoryView extends HistoryLists {
    readonly choice: HistoryChoice;
    /** What the events were joined with. */
    readonly joined: JoinedEvents;
    /** What stands in place of the timeline; null for nothing. */
    readonly page: HistoryPage | null;
    readonly warnings: readonly LogWarning[];
    readonly busy: boolean;
    /** Read without anything to show yet. */
    readonly loading: boolean;
    readonly canReadOlder: boolean;
    readonly canReadNewest: boolean;
    /** How many events are shown, read or let go; empty where the table's own count says all. */
    readonly status: string;
    /** Rows that couldn't be understood; empty where there are none. */
    readonly problems: string;
    /** Whose log this is where a cluster was opened, whose nodes have one each. */
    readonly ofNode: string;
    readonly selection: HistoryRow | null;
    readonly selected: HistoryRow[];
}

const dayMs = 86_400_000;
const longestKey = 500;

/** @param params Angular's ParamMap; whatever stands in it, the result is an address */
export function historyFromParams(params: { get(name: string): string | null }): HistoryAddress {
    return { filter: eventFilterFromParams(params), neighbours: params.get('neighbours') === '1' };
}

/** Null takes a parameter away: the usual view has an address without any. */
export function historyToParams({ filter, neighbours }: HistoryAddress): Readonly<Record<string, string | null>> {
    return { ...eventFilterToParams(filter), neighbours: neighbours ? '1' : null };
}

/** The key of the selected event; null for none. Longer than any key is no key. */
export function eventFromParams(params: { get(name: string): string | null }): string | null {
    return params.get('record')?.slice(0, longestKey) ?? null;
}

export function eventToParams(selected: string | null): Readonly<Record<'record', string | null>> {
    return { record: selected };
}

/** The ids of the events that are read. */
export function idsOf({ neighbours }: HistoryAddress): readonly number[] {
    return neighbours ? [...avmaEventIds, ...neighbourIds] : avmaEventIds;
}

/** The same event of the same guests gives the same row, so that the table keeps what it has drawn; what is typed or selected makes no list anew. */
export class HistoryRows {
    private rows = new WeakMap<EventFacts, HistoryRow>();
    private subjectOf: JoinedEvents['subjectOf'] | null = null;
    private last: { readonly of: readonly unknown[]; readonly lists: HistoryLists } | null = null;

    public lists(joined: JoinedEvents, address: HistoryAddress, strings: AvmaStrings): HistoryLists {
        const of = [joined.events, joined.ofGuests, joined.subjectOf, joined.nameOf, address];
        if (!this.last?.of.every((one, index) => one === of[index])) {
            this.last = { of, lists: this.make(joined, address, strings) };
        }
        return this.last.lists;
    }

    private make(joined: JoinedEvents, address: HistoryAddress, strings: AvmaStrings): HistoryLists {
        const { events, ofGuests, nameOf } = joined;
        const ids = idsOf(address);
        const rows = [...events.events, ...ofGuests.filter(({ id }) => ids.includes(id))].map(event => this.row(event, joined, strings));
        const passes = eventFilterTest(address.filter, events.requestedAt ?? 0);
        const shownRows = rows.filter(row => passes(row.filter));
        const chart = events.requestedAt === null ? null : toChart(shownRows, events.startTime, events.requestedAt);
        return { rows, shownRows, selects: historySelects(address.filter, rows, nameOf, strings), chart };
    }

    private row(event: EventFacts, { subjectOf, nameOf }: JoinedEvents, strings: AvmaStrings): HistoryRow {
        if (subjectOf !== this.subjectOf) {
            this.rows = new WeakMap();
            this.subjectOf = subjectOf;
        }
        const row = this.rows.get(event) ?? toHistoryRow(event, subjectOf(event), nameOf, strings);
        this.rows.set(event, row);
        return row;
    }
}

/** @param known where the rows of earlier views are found again; changes nothing but their identity */
export function toView(state: HistoryState, choice: HistoryChoice, known = new HistoryRows()): HistoryView {
    const strings = avmaStrings();
    const { events } = state.joined;
    const lists = known.lists(state.joined, choice.address, strings);
    const { rows, shownRows } = lists;
    const busy = events.loading !== null;
    const empty = rows.length === 0;
    const reports = logReports(events);
    const selection = shownRows.find(({ key }) => key === choice.selected) ?? null;
    return {
        ...lists,
        choice,
        joined: state.joined,
        page: busy && empty ? null : historyPage(events, reports, strings),
        warnings: empty ? [] : logWarnings(events, reports, strings),
        busy,
        loading: busy && empty,
        canReadOlder: events.more && !busy,
        canReadNewest: events.released > 0 && !busy,
        status: statusText(state.joined, lists, strings),
        problems: events.problems.length > 0 ? fillText(strings.History.problemRows, { count: events.problems.length, first: events.problems[0] }) : '',
        ofNode: nodeText(state, strings),
        selection,
        selected: selection ? [selection] : []
    };
}

function nodeText({ host, isCluster, hostName, answeringName }: HistoryState, { History }: AvmaStrings): string {
    return isCluster && host.facts ? fillText(History.ofNode, { cluster: host.facts.clusterName ?? hostName, hostName: answeringName }) : '';
}

function statusText({ events: state }: JoinedEvents, { rows, shownRows }: HistoryLists, { History }: AvmaStrings): string {
    const { events, released, loading, more } = state;
    if (loading !== null) {
        return fillText(History.reading, { count: rows.length });
    }
    if (shownRows.length < rows.length) {
        return fillText(History.count, { shown: shownRows.length, total: rows.length });
    }
    if (released > 0) {
        const [newest] = events;
        const oldest = events[events.length - 1];
        return fillText(History.heldOlder, {
            count: events.length,
            from: dateText(oldest?.timeCreated ?? null),
            until: dateText(newest?.timeCreated ?? null)
        });
    }
    return more ? fillText(History.held, { count: rows.length }) : '';
}

/** From the period's begin, or from the oldest event where everything is shown. */
function toChart(shownRows: readonly HistoryRow[], startTime: string | null, requestedAt: number): OutcomeChart {
    const times = shownRows.flatMap(({ filter }) => (filter.time === null ? [] : [filter.time]));
    const from = startTime === null ? times.reduce((oldest, time) => Math.min(oldest, time), requestedAt) : Date.parse(startTime);
    const to = times.reduce((latest, time) => Math.max(latest, time), requestedAt);
    const unit = chartUnit((requestedAt - from) / dayMs);
    return outcomeChart(
        shownRows.map(({ filter }) => filter),
        { from, to, unit },
        time => -new Date(time).getTimezoneOffset()
    );
}
