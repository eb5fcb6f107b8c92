/** What moves do to guests, as the template shows it, and what its lists and buttons do. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, Router } from '@angular/router';
import { Rendered, textOf } from '../../testing/rendered';
import { ColumnStubComponent, FieldStubComponent, TableStubComponent } from '../../testing/sdk-stubs';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { ClusterGuestFacts, HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { HypotheticalHost, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { ContentComponent } from '../shared/content.component';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { MoveNode, MoveRow } from './move-row';
import { MovesComponent } from './moves.component';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const named = (computerName: string, change: Partial<HypotheticalHost> = {}): HostFacts => ({
    ...hypotheticalHost({ version: '2022', edition: 'datacenter', activated: true, ...change }),
    computerName
});
const able = named('NODE1');
const standard = named('NODE3', { edition: 'standard' });
const nodes: readonly MoveNode[] = [able, named('NODE2'), standard].map(facts => ({ name: facts.computerName ?? '', facts, up: true }));
const placement = (n: number, possibleOwners: readonly string[]): ClusterGuestFacts =>
    ({ vmId: id(n), possibleOwners }) as Partial<ClusterGuestFacts> as ClusterGuestFacts;

/** A guest that AVMA has activated, with this host unless told otherwise. */
function guest(n: number, host = able, avmaHostName = host.computerName): AssessedGuest {
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
        avmaHostName
    });
    return { hostName: 'hv', host, guest: facts, assessment: assess(host, facts, read), inside: { facts: read, readAt: 0, hadAvma: true } };
}

const guests = [guest(1), guest(2, able, 'OLD01.contoso.com'), guest(3, standard, 'OLD02.contoso.com')];
const placements = [placement(1, ['NODE1', 'NODE3']), placement(2, ['NODE2'])];

describe('moves between hosts', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<MovesComponent>;
    let page: Rendered;
    let addresses: unknown[];
    let events: unknown[][];

    async function open(params: Readonly<Record<string, string>> = {}, inputs: Partial<MovesComponent> = {}): Promise<void> {
        addresses = [];
        events = [];
        const navigate = (_: unknown, extras: { readonly queryParams: unknown }): Promise<boolean> => {
            expect(extras).toEqual(jasmine.objectContaining({ queryParamsHandling: 'merge', replaceUrl: true }));
            addresses.push(extras.queryParams);
            return Promise.resolve(true);
        };
        TestBed.configureTestingModule({
            declarations: [MovesComponent, ContentComponent, TableStubComponent, ColumnStubComponent, FieldStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: Router, useValue: { navigate } },
                { provide: ActivatedRoute, useValue: { snapshot: { queryParamMap: convertToParamMap(params) } } }
            ]
        });
        fixture = TestBed.createComponent(MovesComponent);
        page = new Rendered(fixture);
        fixture.componentInstance.refresh.subscribe(() => events.push(['refresh']));
        fixture.componentInstance.activate.subscribe(rows => events.push(['activate', ...rows.map(({ name }) => name)]));
        await change({ guests, nodes, placements, clustered: true, busy: false, ...inputs });
    }

    async function change(inputs: Partial<MovesComponent>): Promise<void> {
        Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
        await page.draw();
    }

    async function enter(selector: string, value: string): Promise<void> {
        page.enter(selector, value);
        await page.draw();
    }

    beforeEach(() => (strings = avmaStrings()));

    const table = (): TableStubComponent => page.standIn('sme-data-table');
    const rows = (): readonly MoveRow[] => table().items as readonly MoveRow[];
    const columns = (): ReadonlyArray<readonly [keyof MoveRow, string]> => {
        const { Guests, Moves } = strings;
        return [
            ['name', Guests.name],
            ['on', Moves.on],
            ['today', Moves.today],
            ['against', Moves.against],
            ['fine', Moves.fine],
            ['unknown', Moves.unknown],
            ['activatedBy', Moves.activatedBy]
        ];
    };
    const told = (): ReadonlyArray<readonly [string, string]> => table().columns.map(({ field, header }) => [field, header]);

    it('has a row for each guest, with a column for each of its facts', async () => {
        await open();
        expect(rows().map(({ name }) => name)).toEqual(['APP1', 'APP2', 'APP3']);
        expect(told()).toEqual(columns());
        expect(page.texts('th')).toEqual(columns().map(([, header]) => header));
        expect(page.texts('.stub-row:nth-child(4) td')).toEqual(columns().map(([field]) => String(rows()[2][field])));
        expect([table().selection, table().noRecordMessage, table().tableAriaLabel]).toEqual([null, strings.Moves.none, strings.Moves.tableLabel]);
    });

    it('is searched by its field, and sorted by name', async () => {
        await open();
        const field = page.standIn<FieldStubComponent>('sme-form-field');
        expect([field.label, field.placeholder]).toEqual([strings.Guests.search, strings.Guests.searchPlaceholder]);
        expect(table().globalFilter).toBe(field);
        expect(table().defaultSortColumn).toBe(table().columns.first);
    });

    it('hands on the wish to read anew, but not while hosts are read', async () => {
        await open();
        expect(page.given('sme-master-view')['disableRefresh']).toBeFalse();
        page.emit('sme-master-view', 'refresh');
        expect(events).toEqual([['refresh']]);
        await change({ busy: true });
        expect(page.given('sme-master-view')['disableRefresh']).toBeTrue();
    });

    it('drains a node of a cluster, says what comes of it, and writes it into the address', async () => {
        await open();
        const { drainLabel, drainNone, drainHint, drains, drainCounts, ifDrained } = strings.Moves;
        expect(page.text('label[for=avma-drain]')).toBe(drainLabel);
        expect(page.texts('#avma-drain option')).toEqual([drainNone, 'NODE1', 'NODE2', 'NODE3']);
        expect([page.valueOf('#avma-drain'), page.has('.avma-warning-box')]).toEqual(['', false]);
        await enter('#avma-drain', 'NODE1');
        expect(page.valueOf('#avma-drain')).toBe('NODE1');
        expect([page.text('.avma-warning-box strong'), page.text('.avma-warning-box > span')]).toEqual([`${drainLabel} NODE1`, drainHint]);
        expect(page.texts('.avma-warning-box li')).toEqual([
            fillText(drainCounts.loses, { count: 1, names: 'APP1' }),
            fillText(drainCounts.safe, { count: 1, names: 'APP2' })
        ]);
        expect(told()).toEqual([...columns(), ['drainText', ifDrained]]);
        expect(page.texts('.stub-row td:last-child')).toEqual([drains.loses, drains.safe]);
        await enter('#avma-drain', '');
        expect(addresses).toEqual([{ drain: 'NODE1' }, { drain: null }]);
        expect([told().length, page.has('.avma-warning-box')]).toEqual([7, false]);
    });

    it('drains no hosts that are no cluster', async () => {
        await open({}, { clustered: false });
        expect(page.texts('label')).toEqual([strings.Moves.filterLabel]);
    });

    it('shows some guests only, and writes into the address which', async () => {
        await open();
        const { filterLabel, filterAll, filterAgainst, filterOtherHost } = strings.Moves;
        expect(page.text('label[for=avma-moves-filter]')).toBe(filterLabel);
        expect(page.texts('#avma-moves-filter option')).toEqual([filterAll, filterAgainst, filterOtherHost]);
        expect([page.valueOf('#avma-moves-filter'), page.buttons()]).toEqual(['all', []]);
        await enter('#avma-moves-filter', 'otherHost');
        expect(rows().map(({ name }) => name)).toEqual(['APP2', 'APP3']);
        await enter('#avma-moves-filter', 'against');
        expect(rows().map(({ name }) => name)).toEqual(['APP1']);
        await enter('#avma-moves-filter', 'all');
        expect(addresses).toEqual([{ moves: 'otherHost' }, { moves: 'against' }, { moves: null }]);
    });

    it('activates anew what it can, and says how many it cannot', async () => {
        await open({ moves: 'otherHost' });
        const activate = fillText(strings.Moves.activateNow, { count: 1 });
        expect(page.valueOf('#avma-moves-filter')).toBe('otherHost');
        expect(page.buttons().map(textOf)).toEqual([activate]);
        expect(page.texts('.sme-color-warning')).toEqual([fillText(strings.Moves.cannotRenew, { count: 1 })]);
        page.click(activate);
        expect(events).toEqual([['activate', 'APP2']]);
        await change({ busy: true });
        expect(page.buttons().map(({ disabled }) => disabled)).toEqual([true]);
        await change({ busy: false, guests: guests.slice(0, 2) });
        expect([page.buttons()[0].disabled, page.has('.sme-color-warning')]).toEqual([false, false]);
    });

    describe('beside the table', () => {
        const details = (): Readonly<Record<string, unknown>> => page.given('sme-details');

        it('asks to select a guest', async () => {
            await open();
            expect([details()['header'], page.text('sme-details p'), page.has('avma-move-details')]).toEqual([
                strings.Moves.details,
                strings.Guests.nothing,
                false
            ]);
            expect(page.given('sme-master-view')['selection']).toEqual([]);
        });

        it('shows the selected guest, by its name, until the selection is cleared', async () => {
            await open();
            const [, row] = rows();
            table().selectionChange.emit(row);
            await page.draw();
            expect([details()['header'], page.has('sme-details p')]).toEqual(['APP2', false]);
            expect(page.given('avma-move-details')['row']).toBe(row);
            expect(table().selection).toBe(row);
            expect(page.given('sme-master-view')['selection']).toEqual([row]);
            page.emit('sme-master-view', 'clearSelection');
            await page.draw();
            expect([details()['header'], table().selection, page.given('sme-master-view')['selection']]).toEqual([strings.Moves.details, null, []]);
        });

        it('opens and closes with the pane, and with its own button', async () => {
            await open();
            const expanded = (): unknown[] => [page.given('sme-split-view')['isExpanded'], details()['isExpanded']];
            expect([page.given('sme-split-view')['paneDistance'], ...expanded()]).toEqual([280, false, false]);
            page.emit('sme-split-view', 'paneToggled', { isExpanded: true });
            await page.draw();
            expect(expanded()).toEqual([true, true]);
            page.emit('sme-details', 'isExpandedChange', false);
            await page.draw();
            expect(expanded()).toEqual([false, false]);
        });
    });
});
