/** Everything that the page shows of moves between hosts, from what is known and what was chosen. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { ClusterGuestFacts, HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { HypotheticalHost, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { MoveNode } from './move-row';
import { choiceFromParams, MoveRows, MovesChoice, MovesState, MovesView, toView } from './moves-view';

const id = (n: number): string => `00000000-0000-0000-0000-0000000000${String(n).padStart(2, '0')}`;
const named = (computerName: string, change: Partial<HypotheticalHost> = {}): HostFacts => ({
    ...hypotheticalHost({ version: '2022', edition: 'datacenter', activated: true, ...change }),
    computerName
});
const one = named('NODE1');
const standard = named('NODE3', { edition: 'standard' });
const toNode = (facts: HostFacts): MoveNode => ({ name: facts.computerName ?? '', facts, up: true });

/** A guest that AVMA has activated, on this host unless told otherwise. */
function guest(n: number, host = one, inside: object = {}): AssessedGuest {
    const reported = { OSPlatformId: '2', OSBuildNumber: '20348', OSEditionId: '8', ProductType: '3' };
    const intrinsic = Object.entries(reported).map(([name, data]) => ({ name, data }));
    const facts = importGuestRow({ vmId: id(n), name: `APP${n}`, enabledState: 2, dataExchangeState: 2, intrinsic });
    const read = importActivationRow({
        collectedAt: '2026-11-01T10:00:00Z',
        vmId: id(n),
        buildNumber: 20348,
        operatingSystemSku: 8,
        productType: 3,
        licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
        partialProductKey: 'DV9BG',
        licenseStatus: 1,
        gracePeriodMinutes: 1440,
        ...inside
    });
    return { hostName: 'hv', host, guest: facts, assessment: assess(host, facts, read), inside: { facts: read, readAt: 0, hadAvma: true } };
}

const placement = (n: number, possibleOwners: readonly string[] = []): ClusterGuestFacts =>
    ({ vmId: id(n), possibleOwners }) as Partial<ClusterGuestFacts> as ClusterGuestFacts;

const elsewhere = { avmaHostName: 'OLD01.contoso.com' };
const state: MovesState = { guests: [guest(1)], nodes: [toNode(one), toNode(named('NODE2'))], placements: [], clustered: true, busy: false };
const choice: MovesChoice = { filter: 'all', drained: '', search: '', selected: null };

describe('what the page shows of moves', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<MovesState> = {}, chosen: Partial<MovesChoice> = {}): MovesView => toView({ ...state, ...change }, { ...choice, ...chosen });
    const names = ({ shownRows }: MovesView): readonly string[] => shownRows.map(({ name }) => name);

    it('has a row for each guest, by name, judged on the nodes', () => {
        const shown = view({ guests: [guest(2), guest(1)], nodes: [toNode(one), toNode(standard)] });
        expect(names(shown)).toEqual(['APP1', 'APP2']);
        expect(names(view({ guests: [guest(10), guest(9)] }))).toEqual(['APP9', 'APP10']);
        expect(shown.shownRows[0].against).toBe('NODE3');
        expect(view({ guests: [] }).shownRows).toEqual([]);
    });

    it('lets a node be drained only where the hosts are one cluster, and is busy while they are read', () => {
        expect([view().canDrain, view({ clustered: false }).canDrain]).toEqual([true, false]);
        expect([view().busy, view({ busy: true }).busy]).toEqual([false, true]);
        expect(view().nodes).toBe(state.nodes);
    });

    it('shows all guests, those with a node against them, or those that another host has activated', () => {
        const guests = [guest(1), guest(2, named('NODE4')), guest(3, standard, elsewhere)];
        const nodes = [toNode(one), toNode(named('NODE4'))];
        expect(names(view({ guests, nodes }))).toEqual(['APP1', 'APP2', 'APP3']);
        expect(names(view({ guests, nodes: [toNode(one), toNode(standard)] }, { filter: 'against' }))).toEqual(['APP1', 'APP2']);
        expect(names(view({ guests, nodes }, { filter: 'against' }))).toEqual([]);
        const failing = [guest(1), guest(2, one, { licenseStatus: 5 })];
        expect(names(view({ guests: failing, nodes: [toNode(one), toNode(standard)] }, { filter: 'loses' }))).toEqual(['APP1']);
        expect(names(view({ guests, nodes }, { filter: 'otherHost' }))).toEqual(['APP3']);
    });

    it('is searched by name, and says how many of all are shown', () => {
        const guests = [guest(1), guest(2), guest(12)];
        const found = view({ guests }, { search: ' 2 app' });
        expect(names(found)).toEqual(['APP2', 'APP12']);
        expect(found.countText).toBe(fillText(strings.Moves.shown, { count: 2, total: 3 }));
        expect([found.emptyText, found.canShowAll]).toEqual(['', false]);
    });

    it('says why no guest is shown, and offers all where some are left out', () => {
        const empty = ({ countText, emptyText, canShowAll }: MovesView): unknown[] => [countText, emptyText, canShowAll];
        expect(empty(view({}, { search: 'x' }))).toEqual(['', strings.Moves.none, true]);
        expect(empty(view({}, { drained: 'NODE2' }))).toEqual(['', strings.Moves.none, true]);
        expect(empty(view({ guests: [] }))).toEqual(['', strings.Hosts.noGuests, false]);
        expect(empty(view({ guests: [], busy: true }))).toEqual(['', strings.Hosts.loading, false]);
    });

    it('names who activated guests where that is what is looked for', () => {
        expect([view().showActivatedBy, view({}, { filter: 'otherHost' }).showActivatedBy]).toEqual([false, true]);
    });

    describe('of guests that another host has activated', () => {
        const guests = [guest(1), guest(2, one, elsewhere), guest(3, one, elsewhere), guest(4, standard, elsewhere)];

        it('offers to activate those that their host can, and says how many it cannot', () => {
            const shown = view({ guests }, { filter: 'otherHost' });
            expect(shown.renewable.map(({ name }) => name)).toEqual(['APP2', 'APP3']);
            expect(shown.activateText).toBe(fillText(strings.Moves.activateNow, { count: 2 }));
            expect(shown.cannotRenewText).toBe(fillText(strings.Moves.cannotRenew, { count: 1 }));
            expect(shown.canActivate).toBeTrue();
            expect(view({ guests: guests.slice(0, 2) }, { filter: 'otherHost' }).canActivate).toBeTrue();
            expect(view({ guests: guests.slice(0, 3) }, { filter: 'otherHost' }).cannotRenewText).toBe('');
        });

        it('has the button, disabled, where none can be activated or hosts are read', () => {
            expect(view({ guests, busy: true }, { filter: 'otherHost' }).canActivate).toBeFalse();
            const stuck = view({ guests: [guests[3]] }, { filter: 'otherHost' });
            expect([stuck.canActivate, stuck.activateText]).toEqual([false, fillText(strings.Moves.activateNow, { count: 0 })]);
        });

        it('offers nothing where there is none, or others are shown', () => {
            for (const shown of [view({ guests: [guest(1)] }, { filter: 'otherHost' }), view({ guests }), view({ guests }, { filter: 'against' })]) {
                expect([shown.activateText, shown.cannotRenewText]).toEqual(['', '']);
            }
        });
    });

    describe('of a node that is drained', () => {
        const drained = { drained: 'NODE1' };

        it('shows its guests alone, and says how they end, the worst first, with their names', () => {
            const guests = [guest(1), guest(2, named('NODE2')), guest(3), guest(4)];
            const placements = [placement(1), placement(3, ['NODE3']), placement(4, ['NODE3'])];
            const shown = view({ guests, placements, nodes: [...state.nodes, toNode(standard)] }, drained);
            expect(names(shown)).toEqual(['APP1', 'APP3', 'APP4']);
            const { loses, mayLose } = strings.Moves.drainCounts;
            expect(shown.summary).toEqual([fillText(loses, { count: 2, names: 'APP3, APP4' }), fillText(mayLose, { count: 1, names: 'APP1' })]);
        });

        it('takes guests for clustered of which the cluster says so', () => {
            expect(view({}, drained).summary).toEqual([fillText(strings.Moves.drainCounts.leaves, { count: 1, names: 'APP1' })]);
            expect(view({ placements: [placement(2)] }, drained).summary).toEqual(view({}, drained).summary);
            expect(view({ placements: [placement(1)] }, drained).summary).toEqual([fillText(strings.Moves.drainCounts.safe, { count: 1, names: 'APP1' })]);
        });

        it('names ten guests, and counts the others', () => {
            const { leaves } = strings.Moves.drainCounts;
            const many = (count: number): readonly string[] => view({ guests: Array.from({ length: count }, (_, n) => guest(n)) }, drained).summary;
            const ten = Array.from({ length: 10 }, (_, n) => `APP${n}`).join(', ');
            expect(many(10)).toEqual([fillText(leaves, { count: 10, names: ten })]);
            expect(many(12)).toEqual([fillText(leaves, { count: 12, names: `${ten}, +2` })]);
        });

        it('says that it has none, counts what the filter leaves out, and says nothing where no node is drained', () => {
            expect(view({}, { drained: 'NODE2' }).summary).toEqual([strings.Moves.drainNobody]);
            const filtered = view({}, { ...drained, filter: 'otherHost' });
            expect([filtered.shownRows.length, filtered.summary.length]).toEqual([0, 1]);
            expect(view().summary).toEqual([]);
        });
    });

    it('keeps the guest that was selected, as its newest row, and none that is not shown', () => {
        const guests = [guest(1), guest(2)];
        const selected = `hv|${id(2)}`;
        const shown = view({ guests }, { selected });
        expect(shown.selection).toBe(shown.shownRows[1]);
        expect(view({ guests }, { selected, filter: 'otherHost' }).selection).toBeNull();
        expect(view({ guests }).selection).toBeNull();
    });

    it('keeps rows until the guest, the nodes, its placement or the drained node change', () => {
        const rows = new MoveRows();
        const show = (change: Partial<MovesState> = {}, chosen: Partial<MovesChoice> = {}): MovesView['shownRows'][number] =>
            toView({ ...state, ...change }, { ...choice, ...chosen }, rows).shownRows[0];
        const first = show();
        expect(show({ busy: true }, { search: 'app' })).toBe(first);
        expect(show({ nodes: [toNode(standard)] }).against).toBe('NODE3');
        expect(show({ placements: [placement(1, ['NODE1'])] }).fine).toBe('');
        expect(show({}, { drained: 'NODE1' }).drain).not.toBeNull();
        expect(show({ guests: [guest(1, one, elsewhere)] }).activatedBy).toBe('OLD01.contoso.com');
    });
});

describe('the address of moves', () => {
    const from = (params: Record<string, string>): MovesChoice => choiceFromParams({ get: name => params[name] ?? null });

    it('says which guests are shown and which node is drained', () => {
        expect(from({ moves: 'against', drain: 'NODE1' })).toEqual({ ...choice, filter: 'against', drained: 'NODE1' });
        expect(from({ moves: 'otherHost' }).filter).toBe('otherHost');
        expect(from({ moves: 'loses' }).filter).toBe('loses');
        expect([from({}), from({ moves: 'none' })]).toEqual([choice, choice]);
    });
});
