/** The overview as a value: what it shows, made of what the stores know. */
import { HostFailure } from '../data/host-failure';
import { canActivateNow } from '../domain/apply/activatable';
import { takesAccounts } from '../domain/apply/key-offers';
import { LogState } from '../domain/events/log-report';
import { HostFacts } from '../domain/facts/facts';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { wayInto } from '../domain/inside/inside-channel';
import { lacksRights } from '../domain/judgement/unread';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostLogsState } from '../state/guests/host-logs';
import { GuestsState } from '../state/guests/guests.store';
import { HostState } from '../state/hosts/host.store';
import { HostsState } from '../state/hosts/hosts.store';
import { FailureView, failureView } from '../shared/host-failure-text';
import { remember } from '../shared/remember';
import { AvmaStrings, dateText, fillText } from '../shared/texts';
import { BarPart, GuestFinding, toBar, toFindings } from './overview-guests';
import { Headline, HostsKind, namesText, toHeadline } from './overview-headline';
import { hostsOfMany, openedHost, OverviewHost } from './overview-hosts';

/** What the stores know. */
export interface OverviewState {
    /** The name by which host or cluster was opened. */
    readonly hostName: string;
    readonly isCluster: boolean;
    readonly host: HostState;
    /** Several hosts are shown: the nodes of the cluster, or those that were chosen. */
    readonly many: boolean;
    readonly hosts: HostsState;
    readonly guests: GuestsState;
    /** Null until the host was read. */
    readonly assessed: readonly AssessedGuest[] | null;
    readonly logs: HostLogsState;
    /** The time of the visit before, ISO 8601; null for the first one. */
    readonly since: string | null;
    /** Guests are being read inside, which one run at a time can do. */
    readonly looking: boolean;
    /** Milliseconds since 1970. */
    readonly now: number;
}

/** What the account couldn't read. */
interface UnreadNotice {
    readonly text: string;
    /** The fields with their codes, to be copied. */
    readonly raw: string;
}

/** What one host needs. */
export interface HostNeeds {
    /** Empty for the opened host, which the headline names. */
    readonly name: string;
    /** Null if it was never read. */
    readonly facts: HostFacts | null;
    readonly failure: FailureView | null;
}

export interface OverviewView {
    readonly loading: boolean;
    readonly readAt: string;
    /** Why the opened host or its guests couldn't be read; null where a requirement that isn't met says it. */
    readonly failure: FailureView | null;
    /** Null until a host was read. */
    readonly headline: Headline | null;
    /** Which hosts the page is about; empty for the opened one. */
    readonly about: string;
    /** The button that shows the opened host alone; empty if there is none. */
    readonly back: string;
    /** Null where an administrator would see no more. */
    readonly unread: UnreadNotice | null;
    /** What a policy takes away from the tool on this host; empty where it takes nothing. */
    readonly restricted: string;
    /** Guests that can be activated now; empty until all guests were read. */
    readonly activatable: readonly GuestKey[];
    readonly activateText: string;
    /** Guests that aren't verified and can be looked into; empty until all guests were read. */
    readonly verifiable: readonly AssessedGuest[];
    readonly verifyText: string;
    readonly needs: readonly HostNeeds[];
    /** Hosts that need nothing, and those that have no room on the page. */
    readonly met: string;
    readonly moreHosts: string;
    readonly guestCount: string;
    readonly bar: readonly BarPart[];
    /** What is said in place of the bar; empty where there is one. */
    readonly noGuests: string;
    /** Null until all guests were read, or where there are none. */
    readonly findings: readonly GuestFinding[] | null;
    /** Hosts whose logs couldn't be read, and what follows. */
    readonly withoutLog: readonly string[];
}

/** So many hosts have room on the page; the page Hosts has the others. */
const maxHosts = 10;

/** Guests that nobody has looked into since, and that can be. */
function toVerifiable(assessed: readonly AssessedGuest[]): AssessedGuest[] {
    const open = assessed.filter(one => takesAccounts(one.host) && one.assessment.evidence !== 'verified');
    const chosen = new Set(open.map(keyOf));
    return open.filter(one => wayInto(one, chosen, false).channel !== null);
}

function withoutLog(logs: HostLogsState, strings: AvmaStrings): string[] {
    const hostsWith = (state: LogState): string[] => [...logs].filter(([, log]) => log.state === state).map(([hostName]) => hostName);
    const texts = [
        [strings.Overview.logDenied, hostsWith('denied')],
        [strings.Overview.logFailed, hostsWith('failed')]
    ] as const;
    return texts.filter(([, names]) => names.length > 0).map(([text, names]) => fillText(text, { hostNames: namesText(names, strings) }));
}

/** Whether a log that is asked for after the guests hasn't answered yet. */
function isLogPending({ many, hosts, hostName, host: { facts }, logs }: OverviewState): boolean {
    const names = many ? hosts.hosts.filter(({ phase }) => phase === 'read').map(one => one.hostName) : facts ? [hostName] : [];
    return names.some(name => !logs.has(name));
}

/** Why there is no bar: an empty list proves nothing where the account or the service keeps guests hidden. */
function noGuestsText({ many, host: { facts }, guests, hosts }: OverviewState, { Overview, Checks, Failures, Guests, Hosts }: AvmaStrings): string {
    if (guests.loading) {
        return Overview.noGuestsYet;
    }
    if (many) {
        return hosts.hosts.some(({ phase }) => phase === 'read') ? Hosts.noGuests : '';
    }
    if (facts?.hyperVRights === false) {
        return Failures.noRights.text;
    }
    if (facts?.vmmsState && facts.vmmsState.toLowerCase() !== 'running') {
        return facts.vmmsState.toLowerCase() === 'absent' ? Checks.hyperV.problem : fillText(Checks.hyperV.warning, { vmmsState: facts.vmmsState });
    }
    if (guests.failure || !guests.complete) {
        return '';
    }
    return facts?.hyperVRights === null ? Failures.rightsUnknown.text : Guests.emptyText;
}

function aboutText({ many, isCluster, hostName, host: { facts } }: OverviewState, count: number, { Overview, Common }: AvmaStrings): string {
    const cluster = facts?.clusterName ?? hostName;
    if (many) {
        return isCluster ? fillText(Overview.ofCluster, { cluster, count }) : fillText(Overview.ofHosts, { count });
    }
    return isCluster ? fillText(Overview.ofNode, { cluster, hostName: facts?.computerName ?? Common.unknown }) : '';
}

/** The time of the oldest reading. */
function readAt(hosts: readonly OverviewHost[], { Common }: AvmaStrings): string {
    const [oldest] = hosts.flatMap(({ facts }) => facts?.collectedAt ?? []).sort();
    return oldest ? fillText(Common.readAt, { time: dateText(oldest) }) : '';
}

/** The failure, unless a requirement that isn't met says the same. */
function unexplained(failure: HostFailure | null, facts: HostFacts | null): HostFailure | null {
    const isExplained = facts !== null && ['hyperVAbsent', 'managementServiceStopped'].includes(failure?.code ?? '');
    return isExplained ? null : failure;
}

function unreadNotice({ hostName, host: { facts }, many }: OverviewState, { Unread }: AvmaStrings): UnreadNotice | null {
    if (many || !facts || !lacksRights(facts.unread)) {
        return null;
    }
    return {
        text: fillText(Unread.hostText, { hostName: facts.computerName ?? hostName }),
        raw: facts.unread.map(({ field, code }) => `${field}: ${code}`).join('\n')
    };
}

/** Makes the function from state to view. It is pure; what is made of all guests is made once for the same guests. */
export function overviewToView(strings: AvmaStrings): (state: OverviewState) => OverviewView {
    const { Apply, Guests, Overview } = strings;
    const activatableOf = remember((assessed: readonly AssessedGuest[]) => assessed.filter(canActivateNow).map(keyOf));
    const verifiableOf = remember(toVerifiable);
    const barOf = remember((assessed: readonly AssessedGuest[], pending: boolean) => toBar(assessed, pending, strings));

    return state => {
        const { many, isCluster, host, guests, assessed, since, now } = state;
        const hosts = many ? hostsOfMany(state.hosts, isCluster) : [openedHost(state.hostName, host, guests)];
        const isKnown = hosts.some(({ facts }) => facts !== null);
        const kind: HostsKind = many ? (isCluster ? 'nodes' : 'hosts') : 'one';
        // Until the log is read, guests that it shows as activated would count as not checked.
        const pending = guests.complete && isLogPending(state);
        const all = guests.complete && !pending ? assessed : null;
        const findings = all && toFindings(all, since, now, strings);
        const activatable = all ? activatableOf(all) : [];
        const verifiable = all && !state.looking ? verifiableOf(all) : [];
        const needing = many ? hosts.filter(({ standing }) => standing !== 'yes' && standing !== 'open') : hosts.filter(({ facts }) => facts !== null);
        const fine = many ? hosts.filter(({ standing }) => standing === 'yes').map(({ name }) => name) : [];
        const more = needing.length - maxHosts;
        const bar = assessed ? barOf(assessed, pending) : [];
        return {
            loading: host.loading || guests.loading || pending,
            readAt: readAt(hosts, strings),
            failure: many ? null : failureView(host.failure ?? unexplained(guests.failure, host.facts)),
            headline: isKnown || (many && hosts.length > 0) ? toHeadline(hosts, kind, findings, strings) : null,
            about: aboutText(state, hosts.length, strings),
            back: many && !isCluster ? fillText(Guests.onlyOpened, { hostName: host.facts?.computerName ?? state.hostName }) : '',
            unread: unreadNotice(state, strings),
            restricted: !many && host.facts && !takesAccounts(host.facts) ? fillText(Overview.restrictedText, { languageMode: host.facts.languageMode }) : '',
            activatable,
            activateText: fillText(Apply.activate, { count: activatable.length }),
            verifiable,
            verifyText: fillText(Overview.verify, { count: verifiable.length }),
            needs: needing
                .slice(0, maxHosts)
                .map(({ name, facts, failure }) => ({ name: many ? name : '', facts, failure: many ? failureView(failure) : null })),
            met: fine.length > 0 ? fillText(Overview.allMet, { names: namesText(fine, strings) }) : '',
            moreHosts: more > 0 ? fillText(Overview.moreHosts, { count: more }) : '',
            guestCount: bar.length > 0 ? fillText(Overview.guestCount, { count: guests.guests.length }) : Overview.guests,
            bar,
            noGuests: bar.length > 0 ? '' : noGuestsText(state, strings),
            findings: bar.length > 0 ? findings : null,
            withoutLog: withoutLog(state.logs, strings)
        };
    };
}
