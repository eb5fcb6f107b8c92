/** The page *What if* as its template shows it, and what its controls do. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, ParamMap, Router } from '@angular/router';
import { BehaviorSubject, combineLatest, map, Observable, of, throwError } from 'rxjs';
import { Rendered } from '../../testing/rendered';
import { ColumnStubComponent, FieldStubComponent, TableStubComponent } from '../../testing/sdk-stubs';
import { HostFailure } from '../data/host-failure';
import { KnownConnection } from '../data/many-hosts';
import { importGuestRow } from '../data/import/import-guest-row';
import { HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { defaultHost, hypotheticalEditions, hypotheticalFamilies, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { ContentComponent } from '../shared/content.component';
import { PageStateComponent } from '../shared/page-state.component';
import { AvmaStrings, avmaStrings, fillText, reasonTitle } from '../shared/texts';
import { VerdictCellComponent } from '../shared/verdict-cell.component';
import { AssessedGuest } from '../state/guests/guest-judge';
import { ConnectionsStore } from '../state/hosts/connections.store';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { OtherHostState, OtherHostStore } from '../state/hosts/other-host.store';
import { WhatIfRow } from './what-if-row';
import { WhatIfComponent } from './what-if.component';

const failed: HostFailure = { code: 'unreachable', raw: 'HRESULT 0x80131500' };
const opened: HostFacts = { ...hypotheticalHost(defaultHost), computerName: 'HV01' };
const older: HostFacts = { ...opened, computerName: 'HV02', buildNumber: 17763 };
const nothing: OtherHostState = { loading: false, name: '', facts: null, failure: null, fileProblem: '' };

function guest(n: number, build: string): AssessedGuest {
    const reported = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: '8', ProductType: '3' };
    const facts = importGuestRow({
        vmId: `00000000-0000-0000-0000-00000000000${n}`,
        name: `APP0${n}`,
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data }))
    });
    return { hostName: 'HV01', host: opened, guest: facts, assessment: assess(opened, facts), inside: null };
}

const guests = [guest(1, '20348'), guest(2, '17763')];
const read: GuestsState = { loading: false, complete: true, guests: guests.map(one => one.guest), problems: [], failure: null };

describe('the page What if', () => {
    let strings: AvmaStrings;
    let page: Rendered;
    let host: BehaviorSubject<HostState>;
    let list: BehaviorSubject<GuestsState>;
    let assessed: BehaviorSubject<readonly AssessedGuest[] | null>;
    let other: BehaviorSubject<OtherHostState>;
    let params: BehaviorSubject<ParamMap>;
    /** Everything that was asked of stores and router, in its order. */
    let calls: unknown[][];
    let connections: Observable<readonly KnownConnection[]>;

    const called =
        <T>(name: string, result?: T): ((...args: readonly unknown[]) => T) =>
        (...args) => {
            calls.push([name, ...args]);
            return result as T;
        };

    beforeEach(() => {
        strings = avmaStrings();
        host = new BehaviorSubject<HostState>({ loading: false, facts: opened, failure: null });
        list = new BehaviorSubject(read);
        assessed = new BehaviorSubject<readonly AssessedGuest[] | null>(guests);
        other = new BehaviorSubject(nothing);
        params = new BehaviorSubject(convertToParamMap({}));
        calls = [];
        connections = of(['hv03', 'hv01.contoso.com', 'CL01'].map(name => ({ name, address: name, kind: 'server' as const })));
        const judged = combineLatest([list, assessed]).pipe(map(([of, them]) => ({ guests: of, assessed: them })));
        const others = {
            state: other,
            get current(): OtherHostState {
                return other.value;
            },
            read: called('read'),
            takeFile: called('takeFile')
        };
        const hosts = { state: host, hostName: 'hv01.contoso.com', ensure: called('ensure host'), refresh: called('refresh host') };
        TestBed.configureTestingModule({
            declarations: [
                WhatIfComponent,
                ContentComponent,
                PageStateComponent,
                VerdictCellComponent,
                TableStubComponent,
                ColumnStubComponent,
                FieldStubComponent
            ],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: HostStore, useValue: hosts },
                { provide: GuestsStore, useValue: { judged, ensure: called('ensure guests'), refresh: called('refresh guests') } },
                { provide: OtherHostStore, useValue: others },
                { provide: ConnectionsStore, useValue: { list: () => connections } },
                { provide: Router, useValue: { navigate: called('navigate', Promise.resolve(true)) } },
                { provide: ActivatedRoute, useValue: { queryParamMap: params } }
            ]
        });
    });

    async function open(address: Readonly<Record<string, string>> = {}): Promise<void> {
        params.next(convertToParamMap(address));
        page = new Rendered(TestBed.createComponent(WhatIfComponent));
        await page.draw();
    }

    /** What is asked of stores and router by what somebody does. */
    function asked(work: () => void): unknown[][] {
        calls.length = 0;
        work();
        return calls;
    }

    const table = (): TableStubComponent => page.standIn('sme-data-table');
    const items = (): readonly WhatIfRow[] => table().items as readonly WhatIfRow[];
    const to = (queryParams: object): unknown[] => ['navigate', [], jasmine.objectContaining({ queryParams, queryParamsHandling: 'merge' })];
    const labels = (): string[] => page.texts('.avma-filter-row label');
    const box = (selector: string): HTMLInputElement => page.find(selector).nativeElement as HTMLInputElement;

    it('reads host and guests, and asks nobody else', async () => {
        await open();
        expect(calls).toEqual([['ensure host'], ['ensure guests']]);
        expect([page.text('.avma-intro'), WhatIfComponent.navigationTitle()]).toEqual([strings.WhatIf.intro, strings.WhatIf.tab]);
        expect(page.has('.avma-warning-box') || page.has('avma-page-state') || page.has('sme-loading-wheel')).toBeFalse();
    });

    it('asks for the host that is described, and writes each choice into the address', async () => {
        await open({ version: '2019', edition: 'standard', activated: 'false', changes: 'true' });
        const { WhatIf } = strings;
        expect(labels().slice(0, 3)).toEqual([WhatIf.source, WhatIf.edition, WhatIf.version]);
        expect(labels()[4]).toBe(WhatIf.onlyChanges);
        expect([...page.element.querySelectorAll('.avma-filter-row label')].map(one => one.getAttribute('for'))).toEqual(
            [...page.element.querySelectorAll('.avma-filter-row :is(select, input)')].map(one => one.id)
        );
        expect(page.texts('#avma-if-source option')).toEqual([WhatIf.sources.described, WhatIf.sources.host, WhatIf.sources.file]);
        expect(page.texts('#avma-if-edition option')).toEqual(hypotheticalEditions.map(one => WhatIf.editions[one]));
        expect(page.texts('#avma-if-version option')).toEqual(hypotheticalFamilies.map(one => one));
        const chosen = (id: string): string => page.text(`${id} option:checked`) ?? '';
        expect([page.valueOf('#avma-if-source'), chosen('#avma-if-edition'), chosen('#avma-if-version')]).toEqual([
            'described',
            WhatIf.editions.standard,
            '2019'
        ]);
        expect([box('#avma-if-activated').checked, box('#avma-if-changes').checked]).toEqual([false, true]);
        const choose = (selector: string, index: number): unknown[][] =>
            asked(() => page.enter(selector, (box(selector) as unknown as HTMLSelectElement).options[index].value));
        expect(choose('#avma-if-edition', 0)).toEqual([to({ edition: hypotheticalEditions[0] })]);
        expect(choose('#avma-if-version', 1)).toEqual([to({ version: hypotheticalFamilies[1] })]);
        expect(asked(() => box('#avma-if-activated').click())).toEqual([to({ activated: true })]);
        expect(asked(() => box('#avma-if-changes').click())).toEqual([to({ changes: false })]);
    });

    describe('with a host by its name', () => {
        const choose = async (source: string): Promise<void> => {
            page.enter('#avma-if-source', source);
            await page.draw();
        };

        it('asks it with its button and with Enter, and puts it into the address', async () => {
            await open();
            await choose('host');
            const { source, hostName, onlyChanges, ask } = strings.WhatIf;
            expect([labels(), calls.at(-1)]).toEqual([[source, hostName, onlyChanges], to({ host: null })]);
            expect([page.has('#avma-if-edition'), page.has('#avma-if-file')]).toEqual([false, false]);
            expect(page.buttons('.avma-filter-row').map(({ disabled }) => disabled)).toEqual([true]);
            page.enter('#avma-if-host', ' hv02 ');
            await page.draw();
            expect(asked(() => page.click(ask))).toEqual([['read', 'hv02'], to({ host: 'hv02' })]);
            expect(asked(() => page.emit('#avma-if-host', 'keydown.enter'))).toEqual([['read', 'hv02'], to({ host: 'hv02' })]);
        });

        it('offers the connections of Windows Admin Center but the opened one, and takes names where they cannot be listed', async () => {
            const offered = (): string[] => [...page.element.querySelectorAll('datalist option')].map(one => (one as HTMLOptionElement).value);
            await open();
            await choose('host');
            expect([box('#avma-if-host').getAttribute('list'), page.find('datalist').nativeElement.id]).toEqual(['avma-if-connections', 'avma-if-connections']);
            expect(offered()).toEqual(['CL01', 'hv03']);
            connections = throwError(() => failed);
            await open();
            await choose('host');
            expect([offered(), page.has('#avma-if-host')]).toEqual([[], true]);
        });

        it('says of a name that no host has that it is none, until another is typed', async () => {
            await open();
            await choose('host');
            expect([box('#avma-if-host').getAttribute('aria-invalid'), box('#avma-if-host').getAttribute('aria-describedby')]).toEqual(['false', null]);
            page.enter('#avma-if-host', 'no host');
            await page.draw();
            expect(asked(() => page.click(strings.WhatIf.ask))).toEqual([]);
            await page.draw();
            expect(page.text('#avma-if-wrong')).toContain('no host');
            expect([box('#avma-if-host').getAttribute('aria-invalid'), box('#avma-if-host').getAttribute('aria-describedby')]).toEqual([
                'true',
                'avma-if-wrong'
            ]);
            page.enter('#avma-if-host', 'no hos');
            await page.draw();
            expect(page.has('#avma-if-wrong')).toBeFalse();
        });

        it('asks the host that a link names once, unless it was asked last', async () => {
            await open({ host: 'hv02' });
            expect(calls).toEqual([['ensure host'], ['ensure guests'], ['read', 'hv02']]);
            expect([page.valueOf('#avma-if-source'), page.valueOf('#avma-if-host')]).toEqual(['host', 'hv02']);
            expect(asked(() => params.next(convertToParamMap({ host: 'hv02', changes: 'true' })))).toEqual([]);
            other.next({ ...nothing, name: 'hv03' });
            expect(asked(() => params.next(convertToParamMap({ host: 'hv03' })))).toEqual([]);
            expect(asked(() => params.next(convertToParamMap({ host: 'no host' })))).toEqual([]);
        });

        it('judges on it, or says why it could not be asked', async () => {
            other.next({ ...nothing, name: 'hv02', facts: older });
            await open({ host: 'hv02' });
            expect(items().map(({ name, change }) => `${name} ${change}`)).toEqual(['APP01 worse', 'APP02 same']);
            const said = page.texts('.avma-filter-row [role=status]');
            expect(said.length).toBe(2);
            expect(said[0]).toContain('hv02');
            other.next({ ...nothing, name: 'hv02', failure: failed });
            await page.draw();
            const { title, fix } = strings.Failures.unreachable;
            expect([page.text('.avma-warning-box strong'), page.text('.avma-warning-box .avma-line')]).toEqual([title, fix]);
            // What the gateway wrote is for whoever asks for it.
            expect(page.find('.avma-warning-box details').nativeElement.open).toBeFalse();
            expect([page.text('.avma-warning-box summary'), page.text('.avma-warning-box pre')]).toEqual([strings.Common.rawDetails, failed.raw]);
            expect(page.given('.avma-warning-box avma-copy-button')['text']).toBe(failed.raw);
            other.next({ ...nothing, name: 'hv02', failure: { code: 'unreachable', raw: '' } });
            await page.draw();
            expect(page.has('.avma-warning-box details')).toBeFalse();
        });
    });

    it('takes a file with the facts of a host, and says what is wrong with it', async () => {
        await open();
        page.enter('#avma-if-source', 'file');
        await page.draw();
        const { source, file, onlyChanges, fileProblem } = strings.WhatIf;
        expect([labels(), page.has('#avma-if-host')]).toEqual([[source, file, onlyChanges], false]);
        const files = new DataTransfer();
        box('#avma-if-file').dispatchEvent(new Event('change'));
        await page.draw();
        expect(calls.some(([name]) => name === 'takeFile')).toBeFalse();
        files.items.add(new File(['{}'], 'hv02.json'));
        box('#avma-if-file').files = files.files;
        const taken = new Promise(resolve => (TestBed.inject(OtherHostStore).takeFile = (...args): void => resolve(args)));
        box('#avma-if-file').dispatchEvent(new Event('change'));
        expect(await taken).toEqual(['hv02.json', '{}']);
        other.next({ ...nothing, fileProblem: 'host.buildNumber: x' });
        await page.draw();
        expect(page.texts('.avma-warning-box > *')).toEqual([fileProblem, 'host.buildNumber: x']);
    });

    it('has a page where host or guests could not be read, whose button tries again', async () => {
        list.next({ ...read, guests: [], failure: failed });
        assessed.next([]);
        await open();
        const { title, text, fix } = strings.Failures.unreachable;
        expect([page.text('h2'), page.text('.avma-page-state > p'), page.text('.avma-page-state .avma-fix'), page.text('pre')]).toEqual([
            title,
            text,
            fix,
            failed.raw
        ]);
        expect([page.has('.sme-icon-errorBadge'), page.has('.avma-intro')]).toEqual([true, false]);
        expect(asked(() => page.click(strings.Common.retry))).toEqual([['refresh host'], ['refresh guests']]);
    });

    it('shows that it reads, and then that there are no guests', async () => {
        list.next({ ...read, loading: true, complete: false, guests: [] });
        assessed.next(null);
        await open();
        expect(page.given('sme-loading-wheel')['message']).toBe(strings.WhatIf.loading);
        expect([page.has('sme-data-table'), page.has('avma-page-state')]).toEqual([false, false]);
        list.next({ ...read, guests: [] });
        await page.draw();
        const { emptyTitle, emptyText } = strings.WhatIf;
        expect([page.text('h2'), page.text('.avma-page-state > p'), page.has('.sme-icon-virtualMachine')]).toEqual([emptyTitle, emptyText, true]);
        expect([page.has('sme-loading-wheel'), page.has('sme-data-table')]).toEqual([false, false]);
        expect(asked(() => page.click(strings.Common.refresh))).toEqual([['refresh host'], ['refresh guests']]);
    });

    it('has a row for each guest, with its verdict today and there', async () => {
        await open({ version: '2019' });
        const { name, os, there, change, noMatch, tableLabel, searchPlaceholder, today } = strings.WhatIf;
        expect(table().columns.map(({ field, header }) => [field, header])).toEqual([
            ['name', name],
            ['os', os],
            ['todayText', fillText(today, { hostName: 'HV01' })],
            ['thereText', there],
            ['changeText', change]
        ]);
        expect(items().map(one => one.name)).toEqual(['APP01', 'APP02']);
        const [first] = items();
        expect(page.texts('.stub-row:nth-child(2) td strong')).toEqual([first.today.label, first.there.label]);
        expect(first.today.label === first.there.label).toBeFalse();
        expect([table().noRecordMessage, table().tableAriaLabel, table().defaultSortColumn]).toEqual([noMatch, tableLabel, table().columns.first]);
        const field = page.standIn<FieldStubComponent>('sme-form-field');
        expect([field.label, field.placeholder, table().globalFilter === field]).toEqual([strings.Guests.search, searchPlaceholder, true]);
        expect(page.texts('.avma-filter-row [role=status]').at(-1)).not.toBe('');
        expect(asked(() => page.emit('sme-master-view', 'refresh'))).toEqual([['refresh host'], ['refresh guests']]);
        expect(page.given('sme-master-view')['disableRefresh']).toBeFalse();
        list.next({ ...read, loading: true });
        await page.draw();
        expect(page.given('sme-master-view')['disableRefresh']).toBeTrue();
    });

    it('says why the selected guest has its verdict there, until that is closed', async () => {
        await open({ version: '2019' });
        expect([page.text('.avma-if-hint'), page.has('section')]).toEqual([strings.WhatIf.selectHint, false]);
        table().selectionChange.emit(items()[0]);
        await page.draw();
        await page.draw();
        expect(page.text('h2 > span')).toBe(`APP01 – ${strings.WhatIf.there}: ${strings.Verdicts.notEligible}`);
        const explained = page.given('avma-explanation')['explanation'] as { readonly title: string };
        expect(explained.title).toBe(reasonTitle(items()[0].reasons[0]));
        expect(page.has('.avma-if-hint')).toBeFalse();
        table().selectionChange.emit(items()[1]);
        await page.draw();
        await page.draw();
        expect([page.text('section p'), page.has('avma-explanation')]).toEqual([strings.WhatIf.noReason, false]);
        page.click(strings.Moves.close);
        await page.draw();
        await page.draw();
        expect(page.has('section')).toBeFalse();
    });

    it('ends with its subscriptions', async () => {
        await open();
        TestBed.resetTestingModule();
        expect([params.observed, host.observed]).toEqual([false, false]);
    });
});
