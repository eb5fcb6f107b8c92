/** What the page *Hosts* shows: many hosts side by side, the nodes of a cluster or whatever was chosen. */
import { ClusterGuestFacts, ClusterNodeFacts, HostFacts } from '../domain/facts/facts';
import { sameMachine } from '../domain/facts/node-names';
import { ComparedProperty, nodeDifferences } from '../domain/hosts/node-differences';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostLogsState } from '../state/guests/host-logs';
import { ClusterState } from '../state/hosts/cluster.store';
import { HostState } from '../state/hosts/host.store';
import { AccountOutcome, HostPhase, HostReading, HostsState, isDenied, isSilent, wantsRetry } from '../state/hosts/hosts.store';
import { FailureView, failureView } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { HostContext, HostRow, HostRows } from './host-row';
import { MoveNode } from './move-row';

/** The hosts, or what moves between them do. */
export type HostsPart = 'hosts' | 'moves';

/** What the stores say. */
export interface HostsPageState {
    readonly hosts: HostsState;
    /** The guests of each host, in the order of the hosts. */
    readonly assessed: ReadonlyArray<readonly AssessedGuest[]>;
    readonly opened: HostState;
    readonly cluster: ClusterState;
    /** Milliseconds since 1970, by the browser's clock. */
    /** The hosts' logs, by host name. */
    readonly logs: HostLogsState;
    readonly now: number;
}

/** What the administrator has chosen. */
export interface HostsChoice {
    readonly part: HostsPart;
    /** Names of hosts that are no nodes of the opened cluster. */
    readonly hostNames: readonly string[];
    /** The nodes of the cluster are shown, not what was chosen. */
    readonly ofCluster: boolean;
    /** The name by which the selected host was asked; null for none. */
    readonly selected: string | null;
    readonly expanded: boolean;
}

/** What is said where no host is shown. */
interface EmptyHosts {
    readonly title: string;
    readonly text: string;
    /** The first button asks the chosen hosts again; where none were chosen it asks which. */
    readonly asks: boolean;
    readonly action: string;
    readonly otherAction: string;
}

export interface HostsView {
    readonly choice: HostsChoice;
    /** In place of everything, where the cluster couldn't be read and there is nothing else. */
    readonly failure: FailureView | null;
    readonly empty: EmptyHosts | null;
    /** Nobody has been asked yet, since the opened host or its cluster is still read. */
    readonly opening: boolean;
    /** Filters, buttons and table are there. */
    readonly shown: boolean;
    /** Hosts are being read. */
    readonly loading: boolean;
    readonly canShowCluster: boolean;
    readonly canShowGuests: boolean;
    readonly canRetry: boolean;
    /** The button for one account for all hosts that deny access; empty where there aren't several. */
    readonly oneAccount: string;
    readonly status: string;
    /** The guests of all hosts that were read, by result; empty where fewer than two were read. */
    readonly totals: string;
    /** What became of an account for several hosts; empty where nothing is to be said. */
    readonly accountText: string;
    /** Why the cluster couldn't be read, beside hosts that could; empty where it could. */
    readonly clusterFailure: string;
    readonly differences: readonly string[];
    readonly rows: HostRow[];
    /** What the table says without rows that match, or while it has none. */
    readonly noRows: string;
    readonly selection: HostRow | null;
    readonly selected: HostRow[];
    /** Guests of all hosts. */
    readonly guests: readonly AssessedGuest[];
    /** What the cluster says of its guests. */
    readonly placements: readonly ClusterGuestFacts[];
    /** Hosts that guests may move to. */
    readonly nodes: readonly MoveNode[];
}

/** So many names are told in a sentence. */
const maxNames = 10;

/**
 * What is shown when the page opens: what was read before stays. The nodes of a cluster are read at once; other hosts are asked when somebody wants it.
 * @returns null while the opened host isn't known
 */
export function firstShown({ facts }: HostState, cluster: ClusterState, hosts: HostsState): 'chosen' | 'cluster' | 'readCluster' | null {
    if (!facts) {
        return null;
    }
    if (hosts.hosts.length > 0 || cluster.loading) {
        return cluster.loading || cluster.nodes.length > 0 ? 'cluster' : 'chosen';
    }
    return facts.clusterName === null ? 'chosen' : 'readCluster';
}

/** @param known where the rows of earlier views are found again; changes nothing but their identity */
export function toView(state: HostsPageState, choice: HostsChoice, known = new HostRows()): HostsView {
    const strings = avmaStrings();
    const { Hosts } = strings;
    const { hosts, assessed, logs, opened, cluster, now } = state;
    const { loading } = hosts;
    const nodeOf = ({ hostName }: HostReading): ClusterNodeFacts | null => cluster.nodes.find(node => sameMachine(node.nodeName, hostName)) ?? null;
    const contextOf = (reading: HostReading, index: number): HostContext => ({
        node: nodeOf(reading),
        guests: assessed[index] ?? [],
        isLogRead: (logs.get(reading.hostName)?.readAt ?? null) !== null
    });
    // While the SDK's table comes up it draws all its rows anew several times: they come once there is something to say.
    const shown = isSilent(hosts) ? [] : hosts.hosts;
    const rows = shown.map((reading, index) => known.of(reading, contextOf(reading, index), strings, now));
    const isEmpty = rows.length === 0 && !loading && !opened.loading && !cluster.loading;
    const guests = assessed.flat();
    const denied = hosts.hosts.filter(isDenied).length;
    const selection = rows.find(row => row.id === choice.selected) ?? null;
    return {
        choice,
        failure: isEmpty ? failureView(cluster.failure) : null,
        empty: isEmpty && !cluster.failure ? emptyHosts(choice.hostNames, strings) : null,
        opening: rows.length === 0 && !isEmpty && !loading,
        shown: rows.length > 0 || loading,
        loading,
        canShowCluster: !choice.ofCluster && !!opened.facts?.clusterName,
        canShowGuests: guests.length > 0,
        canRetry: !loading && hosts.hosts.some(wantsRetry),
        oneAccount: !loading && denied > 1 ? fillText(Hosts.oneAccount, { count: denied }) : '',
        status: statusText(hosts, strings),
        totals: choice.part === 'hosts' ? totalsText(rows, strings) : '',
        accountText: accountText(hosts.account, strings),
        clusterFailure: failureView(cluster.failure)?.title ?? '',
        differences: choice.part === 'hosts' && cluster.nodes.length > 0 ? differences(hosts.hosts, strings) : [],
        rows,
        noRows: rows.length === 0 ? '\u00a0' : Hosts.noMatch,
        selection,
        selected: selection ? [selection] : [],
        guests,
        placements: cluster.guests,
        nodes: hosts.hosts.filter(({ phase }) => phase !== 'duplicate').map(reading => known.nodeOf(reading, nodeOf(reading)))
    };
}

/** Whom the button would ask again, or that nobody was chosen. */
function emptyHosts(hostNames: readonly string[], { Hosts }: AvmaStrings): EmptyHosts {
    const count = hostNames.length;
    if (count === 0) {
        return { title: Hosts.emptyTitle, text: Hosts.emptyText, asks: false, action: Hosts.choose, otherAction: '' };
    }
    const names = hostNames.slice(0, maxNames).join(', ') + (count > maxNames ? ', ...' : '');
    return {
        title: fillText(Hosts.savedTitle, { count }),
        text: fillText(Hosts.savedText, { names }),
        asks: true,
        action: fillText(Hosts.ask, { count }),
        otherAction: Hosts.choose
    };
}

function accountText(account: AccountOutcome | null, { Hosts }: AvmaStrings): string {
    return account ? fillText(account.kind === 'rejected' ? Hosts.accountRejected : Hosts.accountUnproven, { hostName: account.hostName }) : '';
}

function statusText({ hosts, loading }: HostsState, { Hosts }: AvmaStrings): string {
    if (hosts.length === 0) {
        return '';
    }
    const { parts } = Hosts;
    const count = (...phases: readonly HostPhase[]): number => hosts.filter(({ phase }) => phases.includes(phase)).length;
    const counts: ReadonlyArray<readonly [string, number]> = [
        [parts.read, count('read')],
        [parts.open, count('waiting', 'hostRead')],
        [parts.without, count('withoutHyperV')],
        [parts.duplicate, count('duplicate')],
        [parts.failed, count('failed')],
        [parts.cancelled, count('cancelled')]
    ];
    const begin = fillText(loading ? Hosts.reading : Hosts.counts, { total: hosts.length });
    const texts = counts.filter(([, number]) => number > 0).map(([text, number]) => fillText(text, { count: number }));
    return `${begin}; ${texts.join(', ')}`;
}

/** Leaves out what no guest is: guests that nobody has checked aren't "0 activated". */
function totalsText(rows: readonly HostRow[], { Hosts }: AvmaStrings): string {
    const counted = rows.filter(({ guests }) => guests !== null);
    const sum = (count: (row: HostRow) => number | null): number => counted.reduce((total, row) => total + (count(row) ?? 0), 0);
    if (counted.length < 2) {
        return '';
    }
    const counts: ReadonlyArray<readonly [string, number]> = [
        [Hosts.totalParts.activated, sum(({ activated }) => activated)],
        [Hosts.totalParts.ready, sum(({ ready }) => ready)],
        [Hosts.totalParts.blocked, sum(({ blocked }) => blocked)],
        [Hosts.totalParts.others, sum(({ otherGuests }) => otherGuests)]
    ];
    const all = fillText(Hosts.totals, { hosts: counted.length, guests: sum(({ guests }) => guests) });
    const parts = counts.filter(([, count]) => count > 0).map(([text, count]) => fillText(text, { count }));
    return parts.length > 0 ? `${all}: ${parts.join(', ')}` : all;
}

/** In what the nodes of a cluster differ, a line each. */
function differences(hosts: readonly HostReading[], strings: AvmaStrings): string[] {
    const { Hosts } = strings;
    const read = hosts.flatMap(({ facts }): ReadonlyArray<readonly [string, HostFacts]> => (facts ? [[facts.computerName ?? '', facts]] : []));
    return nodeDifferences(new Map(read)).map(({ property, values }) => {
        const list = values.map(({ value, nodeNames }) => `${comparedText(property, value, strings)}: ${nodeNames.join(', ')}`).join('; ');
        return `${Hosts.compared[property]} – ${list}`;
    });
}

function comparedText(property: ComparedProperty, value: string | null, { Hosts, Common, Inside }: AvmaStrings): string {
    if (value === null) {
        return Common.unknown;
    }
    const answers: Readonly<Record<string, string>> = Hosts.answers;
    const statuses: Readonly<Record<string, string>> = Inside.statuses;
    return property === 'answer' ? (answers[value] ?? value) : property === 'licenseStatus' ? (statuses[`s${value}`] ?? value) : value;
}
