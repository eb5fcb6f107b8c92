/** A guest and what moves do to it, as the table shows it. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { assess } from '../domain/judgement/assess';
import { ClusterGuestFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { hypotheticalHost, HypotheticalHost } from '../domain/what-if/hypothetical-host';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { countDrains, MoveNode, MoveRow, toMoveRow, untilText, withDrain } from './move-row';

const vmId = '11111111-2222-3333-4444-555555555555';
const named = (computerName: string, change: Partial<HypotheticalHost> = {}): HostFacts => ({
    ...hypotheticalHost({ version: '2022', edition: 'datacenter', activated: true, ...change }),
    computerName
});
const node = (facts: HostFacts, up = true): MoveNode => ({ name: facts.computerName ?? '', facts, up });

const here = named('NODE1');
const equal = node(named('NODE2'));
const standard = node(named('NODE3', { edition: 'standard' }));
const unread: MoveNode = { name: 'NODE4', facts: null, up: true };
const nodes: readonly MoveNode[] = [node(here), equal, standard, unread];

function guestFacts(change: object = {}, platform = '2'): GuestFacts {
    const reported = { OSPlatformId: platform, OSBuildNumber: '20348', OSEditionId: '8', ProductType: '3' };
    return importGuestRow({
        vmId,
        name: 'APP01',
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data })),
        ...change
    });
}

/** @param inside fields of what was read inside; null where nobody looked */
function assessed(inside: object | null = {}, host = here, guest = guestFacts()): AssessedGuest {
    const facts =
        inside &&
        importActivationRow({
            collectedAt: '2026-11-01T10:00:00Z',
            vmId,
            buildNumber: 20348,
            operatingSystemSku: 8,
            productType: 3,
            licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            partialProductKey: 'DV9BG',
            licenseStatus: 1,
            gracePeriodMinutes: 1440,
            ...inside
        });
    // The browser's clock is wrong by years: nothing that is shown comes from it.
    const reading = facts && { facts, readAt: Date.parse('2020-01-01T00:00:00Z'), hadAvma: true };
    return { hostName: 'node1.contoso.com', host, guest, assessment: assess(host, guest, facts), inside: reading };
}

const clustered = (possibleOwners: readonly string[] | null = null): ClusterGuestFacts =>
    ({ vmId, name: 'Virtual Machine APP01', ownerNode: 'NODE1', possibleOwners }) as Partial<ClusterGuestFacts> as ClusterGuestFacts;

describe('a guest among the nodes that it could be on', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const row = (guest: AssessedGuest, placement: ClusterGuestFacts | null = null, drained = '', all = nodes): MoveRow =>
        withDrain(toMoveRow(guest, all, placement, strings), drained, all, strings);

    it('names the nodes by what they do to it, and its own among none of them', () => {
        const { id, name, on, today, against, fine, unknown } = row(assessed());
        expect([id, name, on, today]).toEqual([`node1.contoso.com|${vmId}`, 'APP01', 'NODE1', strings.Verdicts.activated]);
        expect([against, fine, unknown]).toEqual(['NODE3', 'NODE2', 'NODE4']);
        const untold = row(assessed(null));
        expect([untold.against, untold.fine, untold.unknown]).toEqual(['NODE3', 'NODE2', 'NODE4']);
        expect(row(assessed(null, here, guestFacts({ name: null }))).name).toBe(vmId);
    });

    it('has a cell for each node, in their order: its own, those that cannot own it, and what the others mean', () => {
        const kinds = (one: MoveRow): readonly string[] => one.cells.map(({ kind }) => kind);
        expect(kinds(row(assessed()))).toEqual(['here', 'keeps', 'loses', 'unknown']);
        expect(row(assessed()).cells[0]).toEqual({ kind: 'here', verdict: 'activated' });
        expect(kinds(row(assessed(null)))).toEqual(['here', 'canActivate', 'cannotActivate', 'unknown']);
        expect(kinds(row(assessed(), clustered(['NODE1', 'NODE3'])))).toEqual(['here', 'notOwner', 'loses', 'notOwner']);
        expect([row(assessed()).loses, row(assessed(null)).loses, row(assessed(), clustered(['NODE2'])).loses]).toEqual([true, false, false]);
    });

    it('knows its own node by whatever name', () => {
        expect([...row(assessed({}, named('node1'))).moves.keys()]).toEqual(['NODE2', 'NODE3', 'NODE4']);
    });

    it('takes as destinations the possible owners alone; an empty list says nothing', () => {
        expect([...row(assessed(), clustered(['node2', 'NODE4'])).moves.keys()]).toEqual(['NODE2', 'NODE4']);
        expect([...row(assessed(), clustered([])).moves.keys()]).toEqual(['NODE2', 'NODE3', 'NODE4']);
        expect([...row(assessed(), clustered(null)).moves.keys()]).toEqual(['NODE2', 'NODE3', 'NODE4']);
    });

    it("says when the term ends, by the host's clock, and only of guests that AVMA has activated", () => {
        expect(row(assessed()).ends).toBe('2026-11-02T10:00:00.000Z');
        expect(row(assessed(null)).ends).toBe('');
        expect(row(assessed({ licenseStatus: 5 })).ends).toBe('');
        expect(row(assessed({ licenseDescription: 'Windows(R), VOLUME_KMSCLIENT channel' })).ends).toBe('');
        expect(row(assessed({ gracePeriodMinutes: 0 })).ends).toBe('');
    });

    it('leaves what is not concerned without nodes that are not known', () => {
        const linux = row(assessed(null, here, guestFacts({}, '1')));
        expect([linux.against, linux.fine, linux.unknown]).toEqual(['', '', '']);
        expect(linux.cells.map(({ kind }) => kind)).toEqual(['here', 'notConcerned', 'notConcerned', 'notConcerned']);
    });

    it('says what draining its node does to it, and nothing where another node is drained', () => {
        const { drains } = strings.Moves;
        const drained = row(assessed(), clustered(), 'node1', [node(here), equal, standard]);
        expect([drained.drain?.outcome, drained.drainText]).toEqual(['mayLose', drains.mayLose]);
        expect(row(assessed(), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('loses');
        expect(row(assessed(), null, 'NODE1').drain?.outcome).toBe('leaves');
        expect(row(assessed(), clustered(), 'NODE1', [node(here), equal, { ...standard, up: false }]).drain?.outcome).toBe('safe');
        for (const other of ['', 'NODE2']) {
            expect([row(assessed(), clustered(), other).drain, row(assessed(), clustered(), other).drainText]).toEqual([null, '']);
        }
    });

    it('tells guests of which nobody knows whether they are activated from those that lose it', () => {
        expect(row(assessed(null), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('cannot');
        expect(row(assessed({ error: { code: 'noAnswer' } }), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('cannot');
        expect(row(assessed({ licenseStatus: 5 }), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('notByAvma');
        const requested = assessed(null);
        const ofLog = (verdict: 'activated' | 'keyInstalled'): AssessedGuest => ({
            ...requested,
            assessment: { ...requested.assessment, verdict, evidence: 'logged' }
        });
        expect(row(ofLog('activated'), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('loses');
        // A request that failed says nothing of the term before.
        expect(row(ofLog('keyInstalled'), clustered(['NODE3']), 'NODE1').drain?.outcome).toBe('cannot');
    });

    it('names another host that activated it, and whether its own can do so', () => {
        const other = { avmaHostName: 'OLD01.contoso.com' };
        const moved = row(assessed(other));
        expect([moved.activatedBy, moved.canRenew]).toEqual(['OLD01.contoso.com', true]);
        const stuck = row(assessed(other, named('NODE1', { edition: 'standard' })));
        expect([stuck.activatedBy, stuck.canRenew]).toEqual(['OLD01.contoso.com', false]);
        const own = row(assessed({ avmaHostName: 'node1.contoso.com' }));
        expect([own.activatedBy, own.canRenew]).toEqual(['', false]);
    });

    it('is counted by what the drain does', () => {
        const lost = row(assessed(), clustered(['NODE3']), 'NODE1');
        const stays = row(assessed(), null, 'NODE1');
        const counted = countDrains([lost, stays, lost, row(assessed())]);
        expect([...counted]).toEqual([
            ['loses', [lost, lost]],
            ['leaves', [stays]]
        ]);
    });

    it('says until when it stays activated, or that nobody knows', () => {
        const { withinDays } = strings.Moves;
        const until = (guest: AssessedGuest): string => {
            const move = row(guest).moves.get('NODE3');
            return move ? untilText(move, strings) : '';
        };
        expect(until(assessed())).toContain('2026');
        expect(until(assessed({ collectedAt: null }))).toBe(withinDays);
    });
});
