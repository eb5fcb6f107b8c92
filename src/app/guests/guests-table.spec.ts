/** The table of the page *Guests*: what its template shows, and what can be done with its rows and views. */
import { convertToParamMap } from '@angular/router';
import { DataTableSortMode } from '@microsoft/windows-admin-center-sdk/angular';
import { activated, assessedGuest, barAction, GuestsScreen, hostFacts, judgedGuests, noRun } from '../../testing/guests-screen';
import { savedFiles } from '../../testing/saved-files';
import { FieldStubComponent } from '../../testing/sdk-stubs';
import { keyOf } from '../domain/facts/guest-key';
import { noFilter } from '../domain/guests/guest-filter';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { columnTitles, GuestColumn, guestColumns } from './guest-columns';
import { keepView } from './guests-view';

const offered = ['name', 'verdictText', 'state', 'os', 'edition', 'evidence', 'key'];

describe('the table of the page Guests', () => {
    let strings: AvmaStrings;
    let screen: GuestsScreen;

    beforeEach(() => {
        strings = avmaStrings();
        screen = new GuestsScreen();
    });
    afterEach(() => localStorage.clear());

    describe('in its table', () => {
        it('has a row for each guest, and a column for each of its facts', async () => {
            await screen.open();
            const titles = columnTitles(strings);
            const { columns, selection, noRecordMessage, tableAriaLabel, isBusy } = screen.table;
            expect(columns.map(({ field, header }) => [field, header])).toEqual([
                ...guestColumns.map(column => [column, titles[column]]),
                ['verdictLabel', titles.verdictText]
            ]);
            expect([screen.names, selection, noRecordMessage, tableAriaLabel, isBusy]).toEqual([
                ['APP01', 'APP02', 'SQL01'],
                [],
                strings.Guests.filteredText,
                strings.Guests.tableLabel,
                false
            ]);
            expect([
                ...screen.given('sme-data-table', 'avmaColumns', 'avmaGroup', 'avmaSort'),
                screen.page.find('sme-data-table').attributes['selectionMode']
            ]).toEqual([offered, '', { column: 'name', descending: false }, 'multiple']);
        });

        it('has a column for the host where guests are of many', async () => {
            screen.scope = 'many';
            await screen.open();
            expect(screen.given('sme-data-table', 'avmaColumns')).toEqual([['name', 'host', ...offered.slice(1)]]);
        });

        it('draws the verdict with its mark, what changed, what to look at, and the end of the term', async () => {
            const list = [screen.list[0], assessedGuest(3, 'SQL01', {}, { ...activated, avmaHostName: 'HV99' })];
            screen.judged.next(judgedGuests(list));
            screen.changes.next({ changed: new Map([[keyOf(screen.list[0]), 'new']]), gone: [] });
            screen.inside.next({ ...noRun, running: true, jobs: new Map([[keyOf(screen.list[0]), { kind: 'waiting' }]]) });
            await screen.open();
            const [app, sql] = screen.rows;
            const cells = screen.page.texts('.stub-row td');
            const width = guestColumns.length + 1;
            const cell = (row: number, column: GuestColumn): string => cells[row * width + guestColumns.indexOf(column)];
            expect([cell(0, 'verdictText'), cell(1, 'verdictText')]).toEqual([
                `${app.cell.label}${app.cell.headlineText}${strings.GuestChanges.new}`,
                `${sql.cell.label}${sql.cell.headlineText}${sql.badge}`
            ]);
            expect(sql.badge).not.toBe('');
            expect([...screen.page.element.querySelectorAll('.stub-row .avma-cell > span:first-child')].map(one => one.className)).toEqual([
                app.cell.iconClass,
                sql.cell.iconClass
            ]);
            expect([cell(0, 'evidence'), cell(1, 'evidence')]).toEqual([strings.LookInside.working, sql.evidence]);
            expect([cell(0, 'expires'), cell(1, 'expires')]).toEqual(['', sql.expiresText]);
            expect(sql.expiresText).not.toBe(sql.expires);
            const verified = '.avma-evidence.avma-evidence-verified';
            expect([screen.page.texts(verified).length, screen.page.element.querySelectorAll(`${verified} .sme-icon-completed`).length]).toEqual([1, 1]);
            expect(screen.page.element.querySelectorAll('.avma-evidence, .avma-evidence-verified, .sme-icon-completed').length).toBe(2);
        });

        it('sorts by what the address names, and writes there what is sorted by', async () => {
            await screen.open();
            const sorted = (): unknown[] => [
                screen.table.defaultSortColumn,
                screen.page.given('sme-data-table')['defaultSortMode'],
                screen.page.given('sme-data-table')['avmaSort']
            ];
            for (const column of guestColumns) {
                const descending = column === 'os';
                screen.params.next(convertToParamMap({ sort: `${descending ? '-' : ''}${column}` }));
                await screen.page.draw();
                const mode = descending ? DataTableSortMode.Descend : DataTableSortMode.Ascend;
                expect(sorted()).toEqual([screen.table.columns.find(one => one.field === column), mode, { column, descending }]);
            }
            jasmine.clock().install().mockDate();
            try {
                expect(screen.emit('sme-data-table', 'avmaSortChange', { column: 'state', descending: true })).toEqual([]);
                jasmine.clock().tick(400);
                expect(screen.calls).toEqual([screen.writes({ sort: '-state' }, true)]);
            } finally {
                jasmine.clock().uninstall();
            }
        });

        it('is searched by its field once somebody pauses, which the address has a moment later', async () => {
            await screen.open();
            const field = screen.page.standIn<FieldStubComponent>('sme-form-field');
            const shown = (): unknown => screen.page.find('sme-form-field').attributes['ng-reflect-model'];
            expect([field.label, field.placeholder]).toEqual([strings.Guests.search, strings.Guests.searchPlaceholder]);
            jasmine.clock().install().mockDate();
            try {
                expect(screen.emit('sme-form-field', 'ngModelChange', 'SQL')).toEqual([]);
                screen.page.drawNow();
                expect([shown(), screen.names.length]).toEqual(['SQL', 3]);
                jasmine.clock().tick(50);
                screen.page.drawNow();
                expect([screen.names, screen.calls]).toEqual([['SQL01'], []]);
                jasmine.clock().tick(400);
                expect(screen.calls).toEqual([screen.writes({ search: 'SQL' }, true)]);
            } finally {
                jasmine.clock().uninstall();
            }
        });

        it('shows the columns that are chosen, and remembers them', async () => {
            await screen.open();
            expect(screen.given('sme-master-view', 'showColumnPicker', 'showGroup')).toEqual([true, true]);
            const [[name, current, chosen]] = screen.emit('sme-master-view', 'columnPicker');
            expect([name, current]).toEqual(['chooseColumns', offered]);
            (chosen as (columns: readonly GuestColumn[]) => void)(['name', 'fqdn']);
            await screen.page.draw();
            expect([screen.page.given('sme-data-table')['avmaColumns'], localStorage.getItem('avma.guests.columns')]).toEqual([['name', 'fqdn'], 'name,fqdn']);
        });

        it('groups by the verdict until told otherwise, and remembers it', async () => {
            await screen.open();
            const grouped = (): unknown[] => [
                screen.page.given('sme-data-table')['avmaGroup'],
                screen.page.given('sme-master-view')['groupActive'],
                localStorage.getItem('avma.guests.group')
            ];
            expect(grouped()).toEqual(['', false, null]);
            screen.page.emit('sme-master-view', 'group');
            await screen.page.draw();
            expect(grouped()).toEqual(['verdictLabel', true, 'verdict']);
            await screen.open();
            expect(grouped()).toEqual(['verdictLabel', true, 'verdict']);
            screen.page.emit('sme-master-view', 'group');
            await screen.page.draw();
            expect(grouped()).toEqual(['', false, 'none']);
        });

        it('is read anew, unless it is being read', async () => {
            await screen.open();
            expect(screen.page.given('sme-master-view')['disableRefresh']).toBeFalse();
            expect(screen.emit('sme-master-view', 'refresh')).toEqual([['refresh host'], ['refresh guests']]);
            screen.judged.next(judgedGuests(screen.list, { loading: true }));
            screen.params.next(convertToParamMap({ search: 'nobody' }));
            await screen.page.draw();
            expect([screen.page.given('sme-master-view')['disableRefresh'], screen.table.isBusy, screen.page.has('.avma-filter-row button')]).toEqual([
                true,
                true,
                false
            ]);
            expect(screen.page.text('.avma-filter-row [role=status]')).toBe(fillText(strings.Guests.reading, { count: 3 }));
        });

        it('does with the selected guests what its bar offers, once there are any', async () => {
            await screen.open();
            const { Apply, LookInside, GuestLogs, DataExchange } = strings;
            const bar = (): unknown[] => [1, 2, 3, 4].map(place => screen.given(barAction(place), 'text', 'enabled'));
            const entries = (enabled: boolean): unknown[] => [Apply, LookInside, GuestLogs, DataExchange].map(texts => [texts.action, enabled]);
            expect(bar()).toEqual(entries(false));
            const chosen = screen.rows.slice(0, 2);
            await screen.select(...chosen);
            expect([bar(), screen.page.given('sme-master-view')['selection'], screen.table.selection]).toEqual([entries(true), chosen, chosen]);
            expect(screen.emit(barAction(1), 'execute')).toEqual([['apply', chosen]]);
            expect(screen.emit(barAction(2), 'execute')).toEqual([['look', chosen, 'inside']]);
            expect(screen.emit(barAction(3), 'execute')).toEqual([['look', chosen, 'logs']]);
            expect(screen.choose(4, DataExchange.enable)).toEqual([['setDataExchange', chosen, true]]);
            expect(screen.choose(4, DataExchange.disable)).toEqual([['setDataExchange', chosen, false]]);
            screen.page.emit('sme-master-view', 'clearSelection');
            await screen.page.draw();
            expect([bar(), screen.table.selection]).toEqual([entries(false), []]);
            expect(screen.choose(4, DataExchange.enable)).toEqual([['setDataExchange', [], true]]);
        });

        it('saves what is selected, or shown, and what is known of the opened host', async () => {
            const other = { ...assessedGuest(4, 'WEB01'), host: { ...hostFacts, computerName: 'HV02' }, hostName: 'HV02' };
            const list = [...screen.list, other];
            screen.judged.next(judgedGuests(list));
            const request = { at: '2026-11-30T09:00:00Z', code: 0, by: 'id', otherHost: null } as const;
            const requests = new Map([list[0], other].map(one => [keyOf(one), request] as const));
            screen.hostLogs.set('HV01', { readAt: '2026-11-30T09:30:00Z', state: 'ok', requests });
            const reading = screen.list[2].inside;
            screen.inside.next({ ...noRun, readings: reading ? new Map([[keyOf(screen.list[2]), reading]]) : new Map() });
            screen.params.next(convertToParamMap({ state: 'running' }));
            await screen.open();
            expect(screen.page.given(barAction(6))['text']).toBe(strings.Export.action);
            const files = savedFiles();
            const { csv, json, names: withNames, pseudonyms } = strings.Export;
            screen.choose(6, csv);
            await screen.select(screen.rows[2]);
            screen.choose(6, json);
            expect(files.map(({ name, type }) => [name, type])).toEqual([
                ['avma-guests-clu1.contoso.com.csv', 'text/csv'],
                ['avma-guests-clu1.contoso.com.json', 'application/json']
            ]);
            const [text, objects] = await Promise.all(files.map(({ content }) => content.text()));
            expect(['APP01', 'APP02', 'SQL01', 'WEB01'].map(name => text.includes(name))).toEqual([true, false, true, true]);
            expect((JSON.parse(objects) as ReadonlyArray<{ name: string }>).map(({ name }) => name)).toEqual(['WEB01']);
            const ofHost = screen.list.slice(0, 3).map(({ guest }) => guest);
            const [[name, exported, save]] = screen.choose(6, withNames);
            expect([name, exported]).toEqual(['exportNames', ofHost]);
            (save as (content: 'names') => void)('names');
            screen.choose(6, pseudonyms);
            const [known, hidden] = await Promise.all(files.slice(2).map(({ content }) => content.text()));
            expect(files[2].name).toBe('avma-HV01.json');
            const { host, events } = JSON.parse(known) as { host: { collectedAt: string }; events: ReadonlyArray<{ timeCreated: string; data: string[] }> };
            expect([host.collectedAt, events.map(({ timeCreated, data }) => [timeCreated, ...data])]).toEqual([
                '2026-11-30T09:30:00Z',
                [['2026-11-30T09:00:00Z', '0x00000000', screen.list[0].guest.vmId]]
            ]);
            expect(['APP01', 'WEB01', 'GDF74'].map(one => known.includes(one))).toEqual([true, false, true]);
            expect(['APP01', 'GDF74'].map(one => hidden.includes(one))).toEqual([false, true]);
            screen.host.next({ ...screen.host.value, facts: null });
            screen.choose(6, pseudonyms);
            expect(files.length).toBe(4);
        });
    });

    describe('with a view that is kept', () => {
        const saved = { filter: { ...noFilter, state: 'off' as const }, sort: { column: 'os' as const, descending: true }, guest: null };

        it('opens with it, and writes it into an address that says nothing', async () => {
            keepView(saved);
            await screen.open();
            expect(screen.calls.slice(2)).toEqual([screen.writes({ state: 'off', sort: '-os' }, true)]);
            expect([screen.names, screen.page.given('sme-data-table')['avmaSort']]).toEqual([['APP02'], saved.sort]);
            screen.params.next(convertToParamMap({ state: 'off', sort: '-os' }));
            screen.params.next(convertToParamMap({}));
            await screen.page.draw();
            expect(screen.names.length).toBe(3);
        });

        it('follows an address that says what to show', async () => {
            keepView(saved);
            screen.params.next(convertToParamMap({ search: 'sql' }));
            await screen.open();
            expect([screen.names, screen.calls.length]).toEqual([['SQL01'], 2]);
            expect(screen.choose(5, strings.Guests.savedView)).toEqual([screen.writes({ state: 'off', sort: '-os', search: null }, false)]);
            await screen.page.draw();
            expect(screen.names).toEqual(['APP02']);
        });

        it('offers to keep, show and forget it, and to show everything', async () => {
            await screen.open();
            const { views, keepView: keep, savedView, forgetView, everything } = strings.Guests;
            const texts = (): string[] => screen.menu(5).map(one => one.text);
            expect([screen.page.given(barAction(5))['text'], ...texts()]).toEqual([views, keep, everything]);
            screen.params.next(convertToParamMap({ search: 'sql' }));
            screen.choose(5, keep);
            await screen.page.draw();
            expect([localStorage.getItem('avma.guests.view'), ...texts()]).toEqual(['search=sql', keep, savedView, forgetView, everything]);
            expect(screen.choose(5, everything)).toEqual([screen.writes({ search: null }, false)]);
            screen.choose(5, forgetView);
            await screen.page.draw();
            expect([localStorage.getItem('avma.guests.view'), ...texts()]).toEqual([null, keep, everything]);
        });
    });
});
