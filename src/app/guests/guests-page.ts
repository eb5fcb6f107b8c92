/** The guests' page as a value: what it shows, made of what the stores know and what somebody has chosen. */
import { HostFailure } from '../data/host-failure';
import { GuestChange } from '../domain/guests/guest-changes';
import { FilterFacts, filterTest, GuestFilter } from '../domain/guests/guest-filter';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState } from '../state/guests/guests.store';
import { HostState } from '../state/hosts/host.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { DataExchangeState } from '../state/guests/data-exchange.store';
import { LookInsideState } from '../state/inside/look-inside.store';
import { insideFailure, InsideFailure } from '../state/inside/inside-failure';
import { GuestKey } from '../domain/facts/guest-key';
import { HostFailureText, hostFailureText } from '../shared/host-failure-text';
import { remember } from '../shared/remember';
import { AvmaStrings, compareNames, dateText, fillText } from '../shared/texts';
import { GuestColumn } from './guest-columns';
import { changesDataExchange, GuestRow, GuestRows } from './guest-row';
import { GuestsChoice } from './guests-choice';
import { TableSort } from './guests-view';

/** What the stores know. */
export interface GuestsPageState {
    readonly host: HostState;
    readonly guests: GuestsState;
    /** Null until the host has been read. */
    readonly assessed: readonly AssessedGuest[] | null;
    /** The guests of many hosts are shown, and which host each is on. */
    readonly many: boolean;
    readonly inside: LookInsideState;
    readonly logs: GuestJobs;
    readonly dataExchange: DataExchangeState;
    readonly changed: ReadonlyMap<GuestKey, GuestChange>;
    /** Names of guests that were there before. */
    readonly gone: readonly string[];
    /** The guests are read again by themselves. */
    readonly keepsCurrent: boolean;
}

/** What stands in place of the table, if anything. */
type PageKind = 'table' | 'loading' | 'failure' | 'noRights' | 'rightsUnknown' | 'empty';

export interface GuestsPage {
    readonly kind: PageKind;
    /** What stands in place of the table; null where the table does, or where guests are being read. */
    readonly message: (HostFailureText & { readonly icon: 'errorBadge' | 'lock'; readonly raw: string }) | null;
    /** Why there is no guest. */
    readonly emptyText: string;
    readonly busy: boolean;
    /** All guests have been read, and judged: without the host, none is shown yet. */
    readonly complete: boolean;
    readonly rows: readonly GuestRow[];
    /** What there is to filter by. */
    readonly facts: readonly FilterFacts[];
    readonly names: ReadonlyMap<GuestKey, string>;
    readonly filter: GuestFilter;
    readonly sort: TableSort;
    readonly search: string;
    readonly keepsCurrent: boolean;
    /** How many guests there are, where the table's own count does not say it. */
    readonly status: string;
    /** That and why the rows are old. */
    readonly stale: string;
    readonly problems: string;
    readonly gone: string;
    /** Why looking inside is not possible on this host, once somebody has selected whom to look into. */
    readonly forbidden: string;
    readonly inside: LookInsideState;
    readonly logs: GuestJobs;
    readonly dataExchange: DataExchangeState;
    /** Rows that pass the filter. */
    readonly shownRows: GuestRow[];
    readonly selection: GuestRow[];
    readonly columns: readonly GuestColumn[];
    /** Field that rows are grouped by: the verdict in words, or nothing. */
    readonly group: 'verdictLabel' | '';
    /** What stands above each group: the verdict, and how many of the shown rows have it. */
    readonly groupHeads: ReadonlyMap<string, string>;
    readonly hasSavedView: boolean;
    /** The filter is that of the saved view. */
    readonly showsSavedView: boolean;
    readonly can: { readonly apply: boolean; readonly look: boolean; readonly changeDataExchange: boolean };
    /** The table says that it is busy. */
    readonly tableBusy: boolean;
    readonly noRecords: string;
    readonly changed: ReadonlyMap<GuestKey, GuestChange>;
    /** Ids of the guests that are being read inside. */
    readonly working: ReadonlySet<GuestKey>;
    readonly expanded: boolean;
    /** Whose details are shown: the only one that is selected. */
    readonly one: GuestRow | null;
    /** Why that one was not read inside; null where it was, or nobody has tried. */
    readonly oneFailure: InsideFailure | null;
    readonly detailsTitle: string;
}

export type ToGuestsPage = (state: GuestsPageState, choice: GuestsChoice) => GuestsPage;

/** Rows that are equal in the chosen column keep this order, also after a reload. */
const byName = (a: GuestRow, b: GuestRow): number => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1);

function pageKind({ host, guests, assessed, many }: GuestsPageState, rows: number, busy: boolean, failure: HostFailure | null): PageKind {
    if (rows > 0) {
        return 'table';
    }
    if (failure) {
        return 'failure';
    }
    if (busy || !guests.complete || assessed === null) {
        return 'loading';
    }
    if (many || !host.facts) {
        return 'empty';
    }
    // An empty list proves nothing where it isn't known whether the account may see machines.
    const unknown = host.facts.hyperVRights === null && host.facts.unread.some(({ field }) => field === 'hyperVRights');
    return host.facts.hyperVRights === false ? 'noRights' : unknown ? 'rightsUnknown' : 'empty';
}

function toMessage(kind: PageKind, failure: HostFailure | null): GuestsPage['message'] {
    if (kind === 'failure' && failure) {
        return { ...hostFailureText(failure.code), icon: 'errorBadge', raw: failure.raw };
    }
    return kind === 'noRights' || kind === 'rightsUnknown' ? { ...hostFailureText(kind), icon: 'lock', raw: '' } : null;
}

function groupHeads(rows: readonly GuestRow[], { Guests }: AvmaStrings): ReadonlyMap<string, string> {
    const counts = new Map<string, number>();
    rows.forEach(({ verdictLabel }) => counts.set(verdictLabel, (counts.get(verdictLabel) ?? 0) + 1));
    return new Map([...counts].map(([verdict, count]) => [verdict, fillText(Guests.option, { verdict, count })]));
}

/** The guests that a run is at, or will be. */
function workingIds({ running, jobs }: LookInsideState): ReadonlySet<GuestKey> {
    const open = running ? [...jobs].filter(([, { kind }]) => kind === 'working' || kind === 'waiting') : [];
    return new Set(open.map(([id]) => id));
}

/** Of many hosts each says it by itself, as a row. */
function forbiddenText({ host, many }: GuestsPageState, strings: AvmaStrings): string {
    const languageMode = many ? null : (host.facts?.languageMode ?? null);
    return languageMode === null || languageMode === 'FullLanguage' ? '' : fillText(strings.LookInside.forbidden, { languageMode });
}

/** The table's own count says the rest. */
function statusText(busy: boolean, shown: number, total: number, { Guests }: AvmaStrings): string {
    return busy ? fillText(Guests.reading, { count: total }) : shown < total ? fillText(Guests.count, { shown, total }) : '';
}

/**
 * Makes the function from state and choice to page. It is pure; it remembers its last answers, so that rows that stay the same, and lists of them, stay the
 * same objects: the SDK's table draws everything anew for a new list.
 */
export function guestsToView(strings: AvmaStrings): ToGuestsPage {
    const cache = new GuestRows();
    const toRows = remember((assessed: readonly AssessedGuest[] | null, many: boolean) =>
        (assessed ?? []).map(one => cache.of(one, strings, many)).sort(byName)
    );
    const toFacts = remember((rows: readonly GuestRow[]) => rows.map(row => row.filter));
    const toNames = remember((rows: readonly GuestRow[]) => new Map(rows.map(row => [row.id, row.name])));
    const toShown = remember((rows: readonly GuestRow[], filter: GuestFilter) => {
        const passes = filterTest(filter);
        return rows.filter(row => passes(row.filter));
    });
    const byId = remember((shown: readonly GuestRow[]) => new Map<string, GuestRow>(shown.map(row => [row.id, row])));
    const toSelection = remember((shown: readonly GuestRow[], selected: readonly string[]) =>
        selected.map(id => byId(shown).get(id)).filter((row): row is GuestRow => !!row)
    );
    const toColumns = remember((columns: readonly GuestColumn[], many: boolean): readonly GuestColumn[] =>
        many && !columns.includes('host') ? ['name', 'host', ...columns.slice(1)] : columns
    );
    const toWorking = remember(workingIds);
    const toGroupHeads = remember((shown: readonly GuestRow[]) => groupHeads(shown, strings));

    return (state, choice) => {
        const { host, guests, many, inside } = state;
        const { Guests, Common, Hosts } = strings;
        const busy = (host.loading && !many) || guests.loading;
        const failure = host.failure && !host.facts && !many ? host.failure : guests.failure;
        const rows = toRows(state.assessed, many);
        const shownRows = toShown(rows, choice.view.filter);
        const selection = toSelection(shownRows, choice.selected);
        const kind = pageKind(state, rows.length, busy, failure);
        const forbidden = forbiddenText(state, strings);
        const chosen = selection.length > 0;
        const one = selection.length === 1 ? selection[0] : null;
        const time = dateText(guests.guests[0]?.collectedAt ?? null);
        return {
            kind,
            message: toMessage(kind, failure),
            emptyText: many ? Hosts.noGuests : Guests.emptyText,
            busy,
            complete: guests.complete && state.assessed !== null,
            rows,
            facts: toFacts(rows),
            names: toNames(rows),
            filter: choice.view.filter,
            sort: choice.view.sort,
            search: choice.search,
            keepsCurrent: state.keepsCurrent,
            status: statusText(busy, shownRows.length, rows.length, strings),
            stale: failure && rows.length > 0 ? `${hostFailureText(failure.code).title}. ${fillText(Common.stale, { time })}` : '',
            problems: guests.problems.length > 0 ? fillText(Guests.problemRows, { count: guests.problems.length, first: guests.problems[0] }) : '',
            gone: state.gone.length > 0 ? fillText(Guests.gone, { count: state.gone.length, names: state.gone.join(', ') }) : '',
            forbidden: chosen ? forbidden : '',
            inside,
            shownRows,
            selection,
            logs: state.logs,
            dataExchange: state.dataExchange,
            columns: toColumns(choice.columns, many),
            group: choice.grouped ? 'verdictLabel' : '',
            groupHeads: toGroupHeads(shownRows),
            hasSavedView: choice.saved !== null,
            showsSavedView: choice.saved !== null && JSON.stringify(choice.saved.filter) === JSON.stringify(choice.view.filter),
            can: { apply: chosen, look: chosen && !inside.running && forbidden === '', changeDataExchange: changesDataExchange(selection).length > 0 },
            tableBusy: busy && shownRows.length === 0,
            noRecords: busy ? '\u00a0' : Guests.filteredText,
            changed: state.changed,
            working: toWorking(inside),
            expanded: choice.expanded,
            one,
            oneFailure: one && insideFailure(inside.jobs.get(one.id)),
            detailsTitle: one?.name ?? Guests.details
        };
    };
}
