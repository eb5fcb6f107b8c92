/** What moves do to guests, as the template shows it, and what its lists and buttons do. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, Router } from '@angular/router';
import { Rendered, textOf } from '../../testing/rendered';
import { savedFiles } from '../../testing/saved-files';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { ClusterGuestFacts, HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { HypotheticalHost, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { ContentComponent } from '../shared/content.component';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { MoveMatrixComponent } from './move-matrix.component';
import { MoveNode } from './move-row';
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
            declarations: [MovesComponent, MoveMatrixComponent, ContentComponent],
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

    const names = (): string[] => page.texts('tbody th');
    const cells = (name: string): string[] => page.texts(`[data-guest=${name}] td`);
    const heads = (): string[] => page.texts('thead th');

    it('has a row for each guest and a column for each node, with a word in each cell', async () => {
        await open();
        const { Guests, Moves, Verdicts } = strings;
        expect(heads()).toEqual([Guests.name, 'NODE1', 'NODE2', 'NODE3']);
        expect(names()).toEqual(['APP1', 'APP2', 'APP3']);
        expect(cells('APP1')).toEqual([fillText(Moves.here, { verdict: Verdicts.activated }), Moves.notOwner, Moves.cells.loses]);
        expect(cells('APP3')).toEqual([Moves.cells.keeps, Moves.cells.keeps, fillText(Moves.here, { verdict: Verdicts.activated })]);
        const scopes = [...page.element.querySelectorAll('th')].map(one => one.getAttribute('scope'));
        expect(scopes).toEqual(['col', 'col', 'col', 'col', 'row', 'row', 'row']);
        expect(page.text('[role=status]')).toBe(fillText(Moves.shown, { count: 3, total: 3 }));
        expect(page.find('table').attributes['aria-label']).toBe(Moves.tableLabel);
    });

    it('is searched, and shows all again', async () => {
        await open({ moves: 'loses' });
        expect(page.text('label[for=avma-moves-search]')).toBe(strings.Guests.search);
        await enter('#avma-moves-search', 'app2');
        expect([page.has('table'), page.text('[role=status]')]).toEqual([false, strings.Moves.none]);
        page.click(strings.Moves.showAll);
        await page.draw();
        expect(names()).toEqual(['APP1', 'APP2', 'APP3']);
        expect([page.valueOf('#avma-moves-search'), page.valueOf('#avma-moves-filter'), addresses]).toEqual(['', 'all', [{ moves: null, drain: null }]]);
    });

    it('hands on the wish to read anew, but not while hosts are read', async () => {
        await open();
        page.click(strings.Common.refresh);
        expect(events).toEqual([['refresh']]);
        await change({ busy: true });
        expect(page.buttons().find(one => textOf(one) === strings.Common.refresh)?.disabled).toBeTrue();
    });

    it('saves the guests that are shown as a list', async () => {
        await open({ moves: 'loses' });
        const { Guests, Moves } = strings;
        const files = savedFiles();
        page.click(Moves.exportCsv);
        expect(files.map(({ name, type }) => [name, type])).toEqual([['avma-moves.csv', 'text/csv']]);
        const [head, ...lines] = (await files[0].content.text()).replace('\uFEFF', '').trimEnd().split('\r\n');
        expect(head.split(',').slice(0, 4)).toEqual([Guests.name, Moves.on, Moves.today, Moves.against]);
        expect(lines).toEqual([`APP1,NODE1,${strings.Verdicts.activated},NODE3,,,2026-11-02T10:00:00.000Z,,`]);
        await enter('#avma-moves-search', 'nothing');
        expect(page.buttons().find(one => textOf(one) === Moves.exportCsv)?.disabled).toBeTrue();
    });

    it('drains a node of a cluster, says what comes of it, marks its column, and writes it into the address', async () => {
        await open();
        const { drainLabel, drainNone, drainHint, drains, drainCounts, drained, ifDrained } = strings.Moves;
        expect(page.text('label[for=avma-drain]')).toBe(drainLabel);
        expect(page.texts('#avma-drain option')).toEqual([drainNone, 'NODE1', 'NODE2', 'NODE3']);
        expect([page.valueOf('#avma-drain'), page.has('.avma-warning-box'), page.has('.avma-moves-drained')]).toEqual(['', false, false]);
        await enter('#avma-drain', 'NODE1');
        expect(page.valueOf('#avma-drain')).toBe('NODE1');
        expect([page.text('.avma-warning-box strong'), page.text('.avma-warning-box > span')]).toEqual([`${drainLabel} NODE1`, drainHint]);
        expect(page.texts('.avma-warning-box li')).toEqual([
            fillText(drainCounts.loses, { count: 1, names: 'APP1' }),
            fillText(drainCounts.safe, { count: 1, names: 'APP2' })
        ]);
        expect(heads()).toEqual([strings.Guests.name, fillText(drained, { node: 'NODE1' }), 'NODE2', 'NODE3', ifDrained]);
        expect(page.texts('tbody td:last-child')).toEqual([drains.loses, drains.safe]);
        expect(page.texts('.avma-moves-drained').length).toBe(3);
        await enter('#avma-drain', '');
        expect(addresses).toEqual([{ drain: 'NODE1' }, { drain: null }]);
        expect([heads().length, page.has('.avma-warning-box'), page.has('.avma-moves-drained')]).toEqual([4, false, false]);
    });

    it('drains no hosts that are no cluster', async () => {
        await open({}, { clustered: false });
        expect(page.has('#avma-drain')).toBeFalse();
    });

    it('shows some guests only, and writes into the address which', async () => {
        await open();
        const { filterLabel, filters } = strings.Moves;
        expect(page.text('label[for=avma-moves-filter]')).toBe(filterLabel);
        expect(page.texts('#avma-moves-filter option')).toEqual([filters.all, filters.loses, filters.against, filters.otherHost]);
        expect(page.valueOf('#avma-moves-filter')).toBe('all');
        await enter('#avma-moves-filter', 'otherHost');
        expect(names()).toEqual(['APP2', 'APP3']);
        expect(heads()[4]).toBe(strings.Moves.activatedBy);
        expect(page.texts('tbody td:last-child')).toEqual(['OLD01.contoso.com', 'OLD02.contoso.com']);
        await enter('#avma-moves-filter', 'loses');
        expect(names()).toEqual(['APP1']);
        await enter('#avma-moves-filter', 'all');
        expect(addresses).toEqual([{ moves: 'otherHost' }, { moves: 'loses' }, { moves: null }]);
    });

    it('activates anew what it can, and says how many it cannot', async () => {
        await open({ moves: 'otherHost' });
        const activate = fillText(strings.Moves.activateNow, { count: 1 });
        const button = (): HTMLButtonElement | undefined => page.buttons().find(one => textOf(one) === activate);
        expect(page.texts('.sme-color-warning')).toEqual([fillText(strings.Moves.cannotRenew, { count: 1 })]);
        page.click(activate);
        expect(events).toEqual([['activate', 'APP2']]);
        await change({ busy: true });
        expect(button()?.disabled).toBeTrue();
        await change({ busy: false, guests: guests.slice(0, 2) });
        expect([button()?.disabled, page.has('.sme-color-warning')]).toEqual([false, false]);
    });

    it('shows the guest that was clicked, until it is closed or clicked again', async () => {
        await open();
        const pressed = (): Array<string | null> => page.buttons('tbody').map(one => one.getAttribute('aria-pressed'));
        expect([page.has('avma-move-details'), pressed()]).toEqual([false, ['false', 'false', 'false']]);
        page.click('APP2');
        await page.draw();
        expect([page.text('h2 > span'), pressed()]).toEqual(['APP2', ['false', 'true', 'false']]);
        expect(page.given('avma-move-details')['row']).toEqual(jasmine.objectContaining({ name: 'APP2' }));
        page.click(strings.Moves.close);
        await page.draw();
        expect([page.has('avma-move-details'), pressed()]).toEqual([false, ['false', 'false', 'false']]);
        page.click('APP1');
        await page.draw();
        page.click('APP1');
        await page.draw();
        expect(page.has('avma-move-details')).toBeFalse();
    });
});
