/** A row of the table of hosts: what came of asking it, and its guests by result. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { Verdict } from '../domain/judgement/assessment';
import { ClusterNodeFacts, HostFacts } from '../domain/facts/facts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostReading } from '../state/hosts/hosts.store';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { clusterStateText, HostRow, HostRows, toHostRow } from './host-row';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

const able = {
    computerName: 'HV01',
    buildNumber: 20348,
    operatingSystemSku: 8,
    licenseStatus: 1,
    sppsvcStartMode: 'Auto',
    vmmsState: 'Running',
    hyperVRights: true
};
const host = (change: object = {}): HostFacts => importHostRow({ ...able, ...change });
const reading = (change: Partial<HostReading> = {}): HostReading => ({
    hostName: 'hv01.contoso.com',
    phase: 'read',
    facts: host(),
    guests: [],
    problems: [],
    failure: null,
    ...change
});
const node = (change: Partial<ClusterNodeFacts> = {}): ClusterNodeFacts => ({
    collectedAt: null,
    clusterName: 'CLU1',
    nodeName: 'NODE1',
    nodeId: '1',
    state: 0,
    drainStatus: 0,
    buildNumber: 17763,
    unread: [],
    ...change
});

/** A guest with a verdict. @param minutes of its AVMA term; null where it was not read inside */
function guest(n: number, verdict: Verdict, minutes: number | null = null, readAt = 0): AssessedGuest {
    const facts = importActivationRow({
        vmId: id(n),
        licenseDescription: 'Windows(R), VIRTUAL_MACHINE_ACTIVATION channel',
        licenseStatus: 1,
        gracePeriodMinutes: minutes
    });
    return {
        hostName: 'hv01.contoso.com',
        host: host(),
        guest: importGuestRow({ vmId: id(n), name: `G${n}`, enabledState: 2 }),
        assessment: {
            vmId: id(n),
            verdict,
            evidence: minutes === null ? 'reported' : 'verified',
            loggedAt: null,
            loggedBy: null,
            verifiedAt: null,
            reasons: [],
            notes: [],
            keyLastFive: null
        },
        inside: minutes === null ? null : { facts, readAt, hadAvma: true }
    };
}

describe('a row of the table of hosts', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const row = (one: HostReading, of: ClusterNodeFacts | null = null, guests: readonly AssessedGuest[] = [], now = 0, isLogRead = true): HostRow =>
        toHostRow(one, { node: of, guests, isLogRead }, strings, now);

    it('says whether the host activates guests, and why it does not', () => {
        const { answers } = strings.Hosts;
        expect([row(reading()).cell.label, row(reading()).answerText]).toEqual([answers.yes, answers.yes]);
        const standard = row(reading({ facts: host({ operatingSystemSku: 7 }) }));
        expect([standard.cell.label, standard.cell.headline]).toEqual([answers.no, strings.Reasons.hostNotDatacenter.title]);
        expect(standard.answerText).toBe(`${answers.no} \u2013 ${strings.Reasons.hostNotDatacenter.title}`);
        const annual = row(reading({ facts: host({ buildNumber: 25398 }) }));
        expect([annual.cell.label, annual.cell.headline]).toEqual([answers.unsure, strings.Notes.hostBuildNotDocumented.title]);
    });

    it('says how far it has come', () => {
        const { phases, duplicateText } = strings.Hosts;
        expect(row(reading({ phase: 'waiting', facts: null })).cell.label).toBe(phases.waiting);
        expect(row(reading({ phase: 'cancelled', facts: null })).cell.label).toBe(phases.cancelled);
        expect(row(reading({ phase: 'withoutHyperV' })).cell.label).toBe(phases.withoutHyperV);
        const second = row(reading({ phase: 'duplicate' }));
        expect([second.cell.label, second.cell.headline, second.name]).toEqual([
            phases.duplicate,
            duplicateText.replace('{hostName}', 'HV01'),
            'hv01.contoso.com'
        ]);
    });

    it('tells a host that was never read from one whose facts are old, and offers another account where access was denied', () => {
        const { failed, stale } = strings.Hosts;
        const { unreachable, accessDenied } = strings.Failures;
        const unreached = { phase: 'failed', failure: { code: 'unreachable', raw: '' } } as const;
        const never = row(reading({ ...unreached, facts: null }));
        expect([never.cell.label, never.cell.headline, never.denied]).toEqual([failed, unreachable.title, false]);
        expect(row(reading(unreached)).cell.label).toBe(stale);
        const denied = { phase: 'failed', failure: { code: 'accessDenied', raw: '' } } as const;
        const closed = row(reading({ ...denied, facts: null }));
        expect([closed.cell.label, closed.cell.headline, closed.denied]).toEqual([accessDenied.title, '', true]);
        expect(row(reading(denied)).cell.label).toBe(stale);
    });

    it('has name, system and license of the host, and of the cluster what the host does not say', () => {
        const known = row(reading(), node());
        expect([known.id, known.name, known.system, known.license]).toEqual(['hv01.contoso.com', 'HV01', '2022 Datacenter', strings.Inside.statuses.s1]);
        const { statuses } = strings.Inside;
        expect([0, 1, 2, 3, 4, 5, 6, 7, null].map(licenseStatus => row(reading({ facts: host({ licenseStatus }) })).license)).toEqual([
            ...[statuses.s0, statuses.s1, statuses.s2, statuses.s3, statuses.s4, statuses.s5, statuses.s6],
            ...[strings.Common.unknown, strings.Common.unknown]
        ]);
        expect(row(reading({ facts: host({ licenseStatus: null }) })).license).toBe(strings.Common.unknown);
        const unread = row(reading({ phase: 'waiting', facts: null }), node());
        expect([unread.name, unread.system, unread.license, unread.service]).toEqual(['NODE1', '2019', '', '']);
        expect(row(reading({ phase: 'waiting', facts: null })).name).toBe('hv01.contoso.com');
    });

    it('has the state of a node in words, and none outside clusters', () => {
        const { clusterStates } = strings.Hosts;
        const words = [0, 1, 2, 3, -1, null].map(state => clusterStateText(state, strings));
        expect(words).toEqual([
            clusterStates.up,
            clusterStates.down,
            clusterStates.paused,
            clusterStates.joining,
            clusterStates.unknown,
            clusterStates.unknown
        ]);
        expect([row(reading(), node({ state: 2 })).clusterState, row(reading()).clusterState]).toEqual([clusterStates.paused, '']);
    });

    it('counts guests by what can be done, each once', () => {
        const all: readonly Verdict[] = [
            ...(['activated', 'activated'] as const),
            ...(['keyInstalled', 'otherKey', 'eligible'] as const),
            ...(['needsConversion', 'notEligible', 'notEligible', 'notEligible'] as const),
            ...(['notApplicable', 'unknown', 'unknown', 'unknown', 'unknown'] as const)
        ];
        const counted = row(
            reading(),
            null,
            all.map((verdict, index) => guest(index, verdict))
        );
        expect([counted.guests, counted.activated, counted.ready, counted.blocked, counted.otherGuests, counted.unread]).toEqual([14, 2, 3, 4, 5, 14]);
    });

    it('counts nothing where guests were not read: that is no zero', () => {
        const { guests, activated, expiring, unread } = row(reading({ phase: 'failed', failure: { code: 'unreachable', raw: '' } }));
        expect([guests, activated, expiring, unread]).toEqual([null, null, null, null]);
        expect(row(reading()).guests).toBe(0);
    });

    it('says of how many activated guests it is known how', () => {
        const logged = guest(3, 'activated');
        const guests = [
            guest(1, 'activated', 9999),
            guest(2, 'activated', 9999),
            { ...logged, assessment: { ...logged.assessment, evidence: 'logged' as const } }
        ];
        const counted = row(reading(), null, [...guests, guest(4, 'eligible')], 0, false);
        expect([counted.activated, counted.activatedText]).toEqual([3, '3 (2 verified, 1 host log)']);
    });

    it('counts no activated guests where nobody has looked: that is no zero either', () => {
        const of = (isLogRead: boolean, ...guests: readonly AssessedGuest[]): readonly [number | null, string] => {
            const { activated, activatedText } = row(reading(), null, guests, 0, isLogRead);
            return [activated, activatedText];
        };
        expect(of(false, guest(1, 'eligible'))).toEqual([null, strings.Hosts.notChecked]);
        expect(of(false, guest(1, 'unknown'))).toEqual([null, strings.Hosts.notChecked]);
        expect(of(true, guest(1, 'eligible'))).toEqual([0, '0']);
        expect(of(false, guest(1, 'eligible', 9999), guest(2, 'notEligible'), guest(3, 'notApplicable'))).toEqual([0, '0']);
        expect(of(false)).toEqual([0, '0']);
    });

    it('counts terms that end soon, and guests that were not read inside', () => {
        const guests = [guest(1, 'activated', 7 * 24 * 60), guest(2, 'activated', 24 * 60), guest(3, 'unknown')];
        const counted = row(reading(), null, guests);
        expect([counted.expiring, counted.unread]).toEqual([1, 1]);
        expect(row(reading(), null, guests, 5 * dayMs).expiring).toBe(2);
    });
});

describe('the rows of hosts', () => {
    const one = reading();
    const guests = [guest(1, 'activated', 7 * 24 * 60)];

    it('stay the same objects while nothing changes, also as time passes', () => {
        const rows = new HostRows();
        const first = rows.of(one, { node: null, guests: guests, isLogRead: true }, avmaStrings(), 0);
        expect(rows.of(one, { node: null, guests: [...guests], isLogRead: true }, avmaStrings(), dayMs)).toBe(first);
    });

    it('change with the reading, the node, the guests, the log, and the clock', () => {
        const rows = new HostRows();
        const first = rows.of(one, { node: null, guests: guests, isLogRead: true }, avmaStrings(), 0);
        expect(rows.of(one, { node: null, guests: [guest(2, 'eligible')], isLogRead: false }, avmaStrings(), 0).activated).toBeNull();
        expect(rows.of(one, { node: null, guests: [guest(2, 'eligible')], isLogRead: true }, avmaStrings(), 0).activated).toBe(0);
        expect(rows.of({ ...one }, { node: null, guests: guests, isLogRead: true }, avmaStrings(), 0)).not.toBe(first);
        expect(rows.of(one, { node: node(), guests: guests, isLogRead: true }, avmaStrings(), 0).clusterState).not.toBe('');
        expect(rows.of(one, { node: null, guests: [guest(1, 'notEligible')], isLogRead: true }, avmaStrings(), 0).blocked).toBe(1);
        expect(rows.of(one, { node: null, guests: [...guests, guest(2, 'eligible')], isLogRead: true }, avmaStrings(), 0).guests).toBe(2);
        expect(rows.of(one, { node: null, guests: guests, isLogRead: true }, avmaStrings(), 0).expiring).toBe(0);
        expect(rows.of(one, { node: null, guests: guests, isLogRead: true }, avmaStrings(), 5 * dayMs).expiring).toBe(1);
    });
});
