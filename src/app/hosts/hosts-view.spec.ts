/** Everything that the page *Hosts* shows, from what the stores know and what was chosen. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { HostFailure } from '../data/host-failure';
import { ClusterNodeFacts, HostFacts } from '../domain/facts/facts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostReading, HostsState } from '../state/hosts/hosts.store';
import { hostFailureText } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { HostRows } from './host-row';
import { firstShown, HostsChoice, HostsPageState, HostsView, toView } from './hosts-view';

const dayMs = 86_400_000;
const failed: HostFailure = { code: 'unreachable', raw: 'HRESULT 0x80131500' };
const denied: HostFailure = { code: 'accessDenied', raw: 'denied' };

function host(computerName: string, change: object = {}): HostFacts {
    const able = { buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running', hyperVRights: true };
    return importHostRow({ ...able, computerName, ...change });
}

function reading(hostName: string, change: Partial<HostReading> = {}): HostReading {
    return { hostName, phase: 'read', facts: host(hostName.toUpperCase()), guests: [], problems: [], failure: null, ...change };
}

function node(nodeName: string, change: Partial<ClusterNodeFacts> = {}): ClusterNodeFacts {
    return { collectedAt: null, clusterName: 'CLU1', nodeName, nodeId: '1', state: 0, drainStatus: 0, buildNumber: 20348, unread: [], ...change };
}

/** An activated guest whose term ends in seven days. */
function guest(n: number, hostName: string): AssessedGuest {
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    const licenseDescription = 'Windows(R), VIRTUAL_MACHINE_ACTIVATION channel';
    const facts = importActivationRow({ vmId, licenseDescription, licenseStatus: 1, gracePeriodMinutes: 7 * 24 * 60 });
    return {
        hostName,
        host: host(hostName),
        guest: importGuestRow({ vmId, name: `G${n}`, enabledState: 2 }),
        assessment: {
            vmId,
            verdict: 'activated',
            evidence: 'verified',
            loggedAt: null,
            loggedBy: null,
            verifiedAt: null,
            reasons: [],
            notes: [],
            keyLastFive: null
        },
        inside: { facts, readAt: 0, hadAvma: true }
    };
}

const hostsOf = (...hosts: readonly HostReading[]): HostsState => ({ loading: false, account: null, hosts });
const noCluster = { loading: false, nodes: [], guests: [], failure: null };
const opened = { loading: false, facts: host('HV01'), failure: null };
const choice: HostsChoice = { part: 'hosts', hostNames: [], ofCluster: false, selected: null, expanded: false };
const two = hostsOf(reading('hv01'), reading('hv02'));
const nobody: HostsPageState = { hosts: hostsOf(), assessed: [], logs: new Map(), opened, cluster: noCluster, now: 0 };

describe('what the page Hosts shows', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<HostsPageState> = {}, chosen: Partial<HostsChoice> = {}): HostsView =>
        toView({ ...nobody, ...change }, { ...choice, ...chosen });

    describe('without hosts', () => {
        it('offers to choose some', () => {
            const { emptyTitle: title, emptyText: text, choose: action } = strings.Hosts;
            const empty = view();
            expect(empty.empty).toEqual({ title, text, asks: false, action, otherAction: '' });
            expect([empty.failure, empty.opening, empty.shown, empty.status]).toEqual([null, false, false, '']);
        });

        it('offers to ask those that were chosen last, ten of them by name', () => {
            const { savedTitle, savedText, ask, choose } = strings.Hosts;
            const names = Array.from({ length: 10 }, (_, index) => `hv${index}`);
            expect(view({}, { hostNames: names }).empty).toEqual({
                title: fillText(savedTitle, { count: 10 }),
                text: fillText(savedText, { names: names.join(', ') }),
                asks: true,
                action: fillText(ask, { count: 10 }),
                otherAction: choose
            });
            expect(view({}, { hostNames: [...names, 'more'] }).empty?.text).toBe(fillText(savedText, { names: `${names.join(', ')}, ...` }));
        });

        it('says why the cluster could not be read, in place of that', () => {
            const alone = view({ cluster: { ...noCluster, failure: failed } });
            expect([alone.failure, alone.empty]).toEqual([{ ...hostFailureText('unreachable'), raw: failed.raw }, null]);
            const beside = view({ hosts: two, cluster: { ...noCluster, failure: failed } });
            expect([beside.failure, beside.empty, beside.clusterFailure]).toEqual([null, null, strings.Failures.unreachable.title]);
            expect(view({ hosts: two }).clusterFailure).toBe('');
        });

        it('waits for the opened host and for its cluster before it says so', () => {
            for (const change of [{ opened: { ...opened, loading: true } }, { cluster: { ...noCluster, loading: true } }]) {
                const waiting = view(change);
                expect([waiting.empty, waiting.failure, waiting.opening, waiting.shown]).toEqual([null, null, true, false]);
            }
            expect(view({ hosts: two, opened: { ...opened, loading: true } }).opening).toBeFalse();
        });
    });

    it('shows a row for each host, in their order, once one has answered', () => {
        const silent = { loading: true, account: null, hosts: [reading('hv01', { phase: 'waiting', facts: null })] };
        const begun = view({ hosts: silent });
        expect([begun.rows, begun.shown, begun.loading, begun.opening, begun.empty]).toEqual([[], true, true, false, null]);
        expect(begun.noRows).toBe('\u00a0');
        const answered = { ...silent, hosts: [...silent.hosts, reading('hv02')] };
        const shown = view({ hosts: answered });
        expect(shown.rows.map(({ id }) => id)).toEqual(['hv01', 'hv02']);
        expect([shown.noRows, shown.shown, shown.loading]).toEqual([strings.Hosts.noMatch, true, true]);
        expect(view({ hosts: two }).loading).toBeFalse();
        expect(view({ hosts: hostsOf(reading('hv01')) }).shown).toBeTrue();
    });

    it('gives each host its own guests, and counts terms that end soon by the clock', () => {
        const assessed = [[guest(1, 'hv01')], [guest(2, 'hv02'), guest(3, 'hv02')]];
        const shown = view({ hosts: two, assessed });
        expect(shown.rows.map(({ guests, expiring }) => [guests, expiring])).toEqual([
            [1, 0],
            [2, 0]
        ]);
        expect(view({ hosts: two, assessed, now: 5 * dayMs }).rows.map(({ expiring }) => expiring)).toEqual([1, 2]);
        expect(shown.guests).toEqual(assessed.flat());
        expect(view({ hosts: two, assessed: [[], [guest(1, 'hv02')]] }).canShowGuests).toBeTrue();
        expect([shown.canShowGuests, view({ hosts: two, assessed: [[], []] }).canShowGuests]).toEqual([true, false]);
    });

    it('sums up the guests of all hosts that were read, where there are several', () => {
        const assessed = [[guest(1, 'hv01')], [guest(2, 'hv02'), guest(3, 'hv02')]];
        const { totals, totalParts } = strings.Hosts;
        const told = `${fillText(totals, { hosts: 2, guests: 3 })}: ${fillText(totalParts.activated, { count: 3 })}`;
        expect(view({ hosts: two, assessed }).totals).toBe(told);
        const failing = hostsOf(...two.hosts, reading('hv03', { phase: 'failed', facts: null, failure: failed }));
        expect(view({ hosts: failing, assessed }).totals).toBe(told);
        expect(view({ hosts: two, assessed: [[], []] }).totals).toBe(fillText(totals, { hosts: 2, guests: 0 }));
        expect([view({ hosts: hostsOf(reading('hv01')), assessed }).totals, view({ hosts: two, assessed }, { part: 'moves' }).totals]).toEqual(['', '']);
    });

    it('finds what the cluster says of each node', () => {
        const cluster = { ...noCluster, nodes: [node('HV02', { state: 2 }), node('HV01')] };
        const { up, paused } = strings.Hosts.clusterStates;
        expect(view({ hosts: hostsOf(reading('hv01.contoso.com'), reading('hv02')), cluster }).rows.map(row => row.clusterState)).toEqual([up, paused]);
    });

    it('counts what became of the hosts, and leaves out what none is', () => {
        const { counts, reading: begin, parts } = strings.Hosts;
        const hosts = [
            reading('a'),
            reading('b'),
            reading('c', { phase: 'waiting' }),
            reading('d', { phase: 'hostRead' }),
            reading('e', { phase: 'hostRead' }),
            reading('f', { phase: 'withoutHyperV' }),
            reading('g', { phase: 'duplicate' }),
            reading('h', { phase: 'failed', failure: failed }),
            reading('i', { phase: 'cancelled' })
        ];
        const told = [
            [parts.read, 2],
            [parts.open, 3],
            [parts.without, 1],
            [parts.duplicate, 1],
            [parts.failed, 1],
            [parts.cancelled, 1]
        ] as const;
        const list = told.map(([text, count]) => fillText(text, { count })).join(', ');
        expect(view({ hosts: hostsOf(...hosts) }).status).toBe(`${fillText(counts, { total: 9 })}; ${list}`);
        expect(view({ hosts: { ...hostsOf(...hosts), loading: true } }).status).toBe(`${fillText(begin, { total: 9 })}; ${list}`);
        expect(view({ hosts: two }).status).toBe(`${fillText(counts, { total: 2 })}; ${fillText(parts.read, { count: 2 })}`);
    });

    it('offers another try to hosts that failed or were cancelled, once all have ended', () => {
        const one = hostsOf(reading('hv01'), reading('hv02', { phase: 'failed', failure: failed }));
        expect(view({ hosts: one }).canRetry).toBeTrue();
        expect(view({ hosts: { ...one, loading: true } }).canRetry).toBeFalse();
        expect(view({ hosts: hostsOf(reading('hv01', { phase: 'cancelled' })) }).canRetry).toBeTrue();
        expect(view({ hosts: two }).canRetry).toBeFalse();
    });

    it('offers one account only where several hosts deny access, once all have ended', () => {
        const deny = (name: string): HostReading => reading(name, { phase: 'failed', failure: denied });
        const several = hostsOf(deny('a'), deny('b'), reading('c', { phase: 'failed', failure: failed }));
        expect(view({ hosts: several }).oneAccount).toBe(fillText(strings.Hosts.oneAccount, { count: 2 }));
        expect(view({ hosts: { ...several, loading: true } }).oneAccount).toBe('');
        expect(view({ hosts: hostsOf(deny('a'), reading('b')) }).oneAccount).toBe('');
    });

    it('says what became of that account', () => {
        const { accountRejected, accountUnproven } = strings.Hosts;
        const text = (kind: 'rejected' | 'unproven'): string => view({ hosts: { ...two, account: { hostName: 'hv01', kind } } }).accountText;
        expect(text('rejected')).toBe(fillText(accountRejected, { hostName: 'hv01' }));
        expect(text('unproven')).toBe(fillText(accountUnproven, { hostName: 'hv01' }));
        expect(view({ hosts: two }).accountText).toBe('');
    });

    it('offers the cluster of the opened host while other hosts are shown', () => {
        const clustered = { ...opened, facts: host('HV01', { clusterName: 'CLU1' }) };
        expect(view({ opened: clustered }).canShowCluster).toBeTrue();
        expect(view({ opened: clustered }, { ofCluster: true }).canShowCluster).toBeFalse();
        expect(view().canShowCluster).toBeFalse();
        expect(view({ opened: { ...opened, facts: null } }).canShowCluster).toBeFalse();
    });

    describe('of nodes that differ', () => {
        const cluster = { ...noCluster, nodes: [node('HV01'), node('HV02')] };
        const differing = (change: object): HostsState => hostsOf(reading('hv01'), reading('hv02', { facts: host('HV02', change) }));

        it('says in what, with the nodes of each value in words', () => {
            const { compared, answers } = strings.Hosts;
            const { statuses } = strings.Inside;
            expect(view({ hosts: differing({ operatingSystemSku: 7, buildNumber: 17763 }), cluster }).differences).toEqual([
                `${compared.answer} – ${answers.yes}: HV01; ${answers.no}: HV02`,
                `${compared.edition} – Datacenter: HV01; Standard: HV02`,
                `${compared.version} – 2022: HV01; 2019: HV02`,
                `${compared.build} – 20348: HV01; 17763: HV02`
            ]);
            const statusText = (licenseStatus: number | null): string | undefined => view({ hosts: differing({ licenseStatus }), cluster }).differences.at(-1);
            expect(statusText(5)).toBe(`${compared.licenseStatus} – ${statuses.s1}: HV01; ${statuses.s5}: HV02`);
            expect(statusText(77)).toBe(`${compared.licenseStatus} – ${statuses.s1}: HV01; 77: HV02`);
            expect(statusText(null)).toBe(`${compared.licenseStatus} – ${statuses.s1}: HV01; ${strings.Common.unknown}: HV02`);
        });

        it('says nothing of hosts that are no nodes, of nodes that are alike, and beside moves', () => {
            const hosts = differing({ operatingSystemSku: 7 });
            expect(view({ hosts }).differences).toEqual([]);
            expect(view({ hosts, cluster: { ...cluster, nodes: [node('HV01')] } }).differences.length).toBe(2);
            expect(view({ hosts: two, cluster }).differences).toEqual([]);
            expect(view({ hosts, cluster }, { part: 'moves' }).differences).toEqual([]);
            const unread = hostsOf(reading('hv01'), reading('hv02', { phase: 'waiting', facts: null }));
            expect(view({ hosts: unread, cluster }).differences).toEqual([]);
        });
    });

    describe('of hosts that guests may move to', () => {
        it('takes each machine once, by its own name', () => {
            const hosts = hostsOf(reading('hv01'), reading('clu1', { phase: 'duplicate' }), reading('hv03', { phase: 'waiting', facts: null }));
            expect(view({ hosts }).nodes.map(({ name }) => name)).toEqual(['HV01', 'hv03']);
            const cluster = { ...noCluster, nodes: [node('NODE3')] };
            expect(view({ hosts: hostsOf(reading('node3.contoso.com', { facts: null })), cluster }).nodes[0].name).toBe('NODE3');
        });

        it('has no facts where they are old, and is up where it was read, or where its cluster says so', () => {
            const facts = host('HV01');
            const [fresh, old, unread] = view({
                hosts: hostsOf(reading('hv01', { facts }), reading('hv02', { phase: 'failed', failure: failed }), reading('hv03', { facts: null }))
            }).nodes;
            expect([fresh.facts, old.facts, unread.facts]).toEqual([facts, null, null]);
            expect([fresh.up, old.up, unread.up]).toEqual([true, true, false]);
            const cluster = { ...noCluster, nodes: [node('HV01', { state: 2 }), node('HV02')] };
            const [paused, up] = view({ hosts: hostsOf(reading('hv01'), reading('hv02', { facts: null })), cluster }).nodes;
            expect([paused.up, up.up]).toEqual([false, true]);
        });

        it('says where the guests of the cluster may be', () => {
            const placement = { vmId: 'a', possibleOwners: ['HV01'] } as unknown as HostsPageState['cluster']['guests'][number];
            expect(view({ cluster: { ...noCluster, guests: [placement] } }).placements).toEqual([placement]);
        });
    });

    it('keeps the host that was selected, as its newest row, and none that has gone', () => {
        const shown = view({ hosts: two }, { selected: 'hv02' });
        expect(shown.selection).toBe(shown.rows[1]);
        expect(shown.selected).toEqual([shown.rows[1]]);
        const again = view({ hosts: hostsOf(reading('hv02', { phase: 'failed', failure: failed })) }, { selected: 'hv02' });
        expect(again.selection).toBe(again.rows[0]);
        const gone = view({ hosts: hostsOf(reading('hv01')) }, { selected: 'hv02' });
        expect([gone.selection, gone.selected]).toEqual([null, []]);
        expect(view({ hosts: two }).selection).toBeNull();
    });

    it('keeps rows and nodes while nothing changes', () => {
        const rows = new HostRows();
        const cluster = { ...noCluster, nodes: [node('HV01')] };
        const show = (change: Partial<HostsPageState> = {}): HostsView => toView({ ...nobody, hosts: two, ...change }, choice, rows);
        const first = show();
        const next = show({ now: 1000 });
        expect(next.rows[0]).toBe(first.rows[0]);
        expect(next.nodes[0]).toBe(first.nodes[0]);
        const clustered = show({ cluster });
        expect([clustered.rows[0], clustered.nodes[0]].some(one => one === first.rows[0] || one === first.nodes[0])).toBeFalse();
        expect([clustered.rows[1], clustered.nodes[1]]).toEqual([first.rows[1], first.nodes[1]]);
    });
});

describe('the hosts that are shown first', () => {
    const facts = host('HV01', { clusterName: 'CLU1' });
    const cluster = { ...noCluster, nodes: [node('HV01')] };

    it('wait for the opened host', () => {
        expect(firstShown({ ...opened, facts: null }, cluster, two)).toBeNull();
    });

    it('are the nodes of its cluster, which are read, or what was chosen', () => {
        expect(firstShown({ ...opened, facts }, noCluster, hostsOf())).toBe('readCluster');
        expect(firstShown(opened, noCluster, hostsOf())).toBe('chosen');
    });

    it('are those that were read before', () => {
        expect(firstShown({ ...opened, facts }, cluster, two)).toBe('cluster');
        expect(firstShown({ ...opened, facts }, noCluster, two)).toBe('chosen');
        expect(firstShown({ ...opened, facts }, noCluster, hostsOf(reading('hv01')))).toBe('chosen');
        expect(firstShown({ ...opened, facts }, { ...noCluster, loading: true }, hostsOf())).toBe('cluster');
        expect(firstShown(opened, { ...noCluster, loading: true }, two)).toBe('cluster');
    });
});
