/** The page *Guests* around its table: what its template shows, and what its controls do. */
import { TestBed } from '@angular/core/testing';
import { convertToParamMap } from '@angular/router';
import { GuestsScreen, hostFacts, judgedGuests, noRun, readAt } from '../../testing/guests-screen';
import { importActivationRow } from '../data/import/import-activation-row';
import { keyOf } from '../domain/facts/guest-key';
import { noFilter } from '../domain/guests/guest-filter';
import { hostFailureText } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { GuestsComponent } from './guests.component';

describe('the page Guests', () => {
    let strings: AvmaStrings;
    let screen: GuestsScreen;

    beforeEach(() => {
        strings = avmaStrings();
        screen = new GuestsScreen();
    });
    afterEach(() => localStorage.clear());

    it('reads the host and its guests', async () => {
        await screen.open();
        expect(screen.calls).toEqual([['ensure host'], ['ensure guests']]);
        expect(GuestsComponent.navigationTitle()).toBe(strings.Guests.tab);
        expect(['columns', 'data-exchange', 'remove-items', 'export'].map(name => screen.page.has(`avma-${name}-dialog`))).toEqual(new Array(4).fill(true));
        expect(['avma-page-state', 'sme-loading-wheel', '.sme-color-warning', '.avma-filter-row button'].map(one => screen.page.has(one))).toEqual(
            new Array(4).fill(false)
        );
    });

    describe('in place of its table', () => {
        const none = (): unknown[] => [screen.page.has('sme-split-view'), screen.page.has('sme-loading-wheel')];

        it('has a wheel until guests are read', async () => {
            screen.judged.next({ ...judgedGuests([], { loading: true, complete: false }), assessed: null });
            await screen.open();
            expect(screen.given('sme-loading-wheel', 'message')).toEqual([strings.Guests.loading]);
            expect([screen.page.has('sme-split-view'), screen.page.has('avma-page-state')]).toEqual([false, false]);
        });

        it('says why there are no guests, with the raw error, and reads again', async () => {
            const failure = { code: 'moduleMissing', raw: 'HRESULT 0x80131500' } as const;
            screen.judged.next(judgedGuests([], { failure }));
            await screen.open();
            const { title, text, fix, link } = hostFailureText(failure.code);
            expect(['h2', '.avma-page-state > p', '.avma-page-state .avma-fix', 'pre'].map(one => screen.page.text(one))).toEqual([
                title,
                text,
                fix,
                failure.raw
            ]);
            expect(screen.page.element.querySelector('a')?.getAttribute('href')).toBe(link);
            expect([screen.page.has('.sme-icon-errorBadge'), ...none()]).toEqual([true, false, false]);
            screen.calls.length = 0;
            screen.page.click(strings.Common.retry);
            expect(screen.calls).toEqual([['refresh host'], ['refresh guests']]);
        });

        it('has a lock where the account has no rights', async () => {
            screen.host.next({ ...screen.host.value, facts: { ...hostFacts, hyperVRights: false } });
            screen.judged.next(judgedGuests([]));
            await screen.open();
            expect([screen.page.text('h2'), screen.page.has('.sme-icon-lock'), screen.page.has('a'), screen.page.has('pre')]).toEqual([
                strings.Failures.noRights.title,
                true,
                false,
                false
            ]);
        });

        it('says that a host has no guests', async () => {
            screen.judged.next(judgedGuests([]));
            await screen.open();
            const { emptyTitle, emptyText } = strings.Guests;
            expect([screen.page.text('h2'), screen.page.text('.avma-page-state > p'), screen.page.has('.sme-icon-virtualMachine'), ...none()]).toEqual([
                emptyTitle,
                emptyText,
                true,
                false,
                false
            ]);
            screen.calls.length = 0;
            screen.page.click(strings.Common.refresh);
            expect(screen.calls).toEqual([['refresh host'], ['refresh guests']]);
        });
    });

    describe('above its table', () => {
        it('filters by what the guests have, which the address names as a step of its own', async () => {
            await screen.open();
            const filter = screen.page.given('avma-guest-filter');
            expect([filter['facts'], filter['value']]).toEqual([screen.rows.map(row => row.filter), noFilter]);
            expect(screen.page.text('.avma-filter-row [role=status]')).toBe('');
            expect(screen.emit('avma-guest-filter', 'filterChange', { ...noFilter, state: 'off' })).toEqual([
                screen.writes({ state: 'off', guest: null }, false)
            ]);
            await screen.page.draw();
            expect([screen.names, screen.page.text('.avma-filter-row [role=status]')]).toEqual([
                ['APP02'],
                fillText(strings.Guests.count, { shown: 1, total: 3 })
            ]);
        });

        it('says what filters, which can be cleared there', async () => {
            screen.params.next(convertToParamMap({ search: 'nobody' }));
            await screen.open();
            expect([screen.names, screen.table.noRecordMessage, screen.table.isBusy]).toEqual([[], strings.Guests.filteredText, false]);
            expect(screen.given('avma-filter-chips', 'filter')).toEqual([{ ...noFilter, text: 'nobody' }]);
            screen.calls.length = 0;
            expect(screen.emit('avma-filter-chips', 'filterChange', noFilter)).toEqual([screen.writes({ search: null }, false)]);
            await screen.page.draw();
            expect([screen.names.length, screen.given('avma-filter-chips', 'filter')]).toEqual([3, [noFilter]]);
        });

        it('keeps guests current unless told not to, and remembers it', async () => {
            await screen.open();
            const box = screen.page.element.querySelector<HTMLInputElement>('#avma-keep-current');
            expect([screen.page.text('label[for=avma-keep-current]'), box?.checked]).toEqual([strings.Guests.keepCurrent, false]);
            screen.page.emit('#avma-keep-current', 'ngModelChange', true);
            expect(localStorage.getItem('avma.guests.keepCurrent')).toBe('on');
            screen.page.emit('#avma-keep-current', 'ngModelChange', false);
            expect(localStorage.getItem('avma.guests.keepCurrent')).toBe('off');
        });

        it('says what is old, unreadable, gone, and impossible', async () => {
            screen.judged.next(judgedGuests(screen.list, { failure: { code: 'unreachable', raw: '' }, problems: ['guests[3]: not a number'] }));
            screen.changes.next({ changed: new Map(), gone: [keyOf(screen.list[0])] });
            screen.host.next({ ...screen.host.value, facts: { ...hostFacts, languageMode: 'ConstrainedLanguage' } });
            await screen.open();
            const { Common, Failures, Guests, LookInside } = strings;
            await screen.select(screen.rows[0]);
            expect(screen.page.texts('.avma-filter-row .sme-color-warning')).toEqual([
                `${Failures.unreachable.title}. ${fillText(Common.stale, { time: dateText(readAt) })}`,
                fillText(Guests.problemRows, { count: 1, first: 'guests[3]: not a number' }),
                fillText(Guests.gone, { count: 1, names: `name of ${keyOf(screen.list[0])}` }),
                fillText(LookInside.forbidden, { languageMode: 'ConstrainedLanguage' })
            ]);
        });

        it('shows how runs go, and hands on what is decided about them', async () => {
            await screen.open();
            const [first, second] = ['', ' ~ avma-inside-run'].map(after => `avma-inside-run${after}`);
            for (const [selector, name, state] of [
                [first, 'inside', screen.inside.value],
                [second, 'logs', screen.logs.value]
            ] as const) {
                expect(screen.given(selector, 'names', 'state')).toEqual([new Map(screen.rows.map(row => [row.id, row.name])), state]);
                expect(screen.page.given(selector)['state']).toBe(state);
                expect(screen.emit(selector, 'retry', [screen.rows[1].id])).toEqual([['look', [screen.rows[1]], name]]);
                for (const event of ['resumeHost', 'stopHost', 'decide']) {
                    expect(screen.emit(selector, event, 'HV01')).toEqual([[`${name} ${event}`, 'HV01']]);
                }
                for (const event of ['stop', 'dismiss']) {
                    expect(screen.emit(selector, event)).toEqual([[`${name} ${event}`]]);
                }
            }
            expect(screen.given(second, 'texts')).toEqual([strings.GuestLogs]);
            expect(screen.given('avma-data-exchange-run', 'names')[0]).toBe(screen.page.given(first)['names']);
        });
    });

    describe('beside its table', () => {
        const details = (): Readonly<Record<string, unknown>> => screen.page.given('sme-details');
        const expanded = (): unknown[] => [screen.page.given('sme-split-view')['isExpanded'], details()['isExpanded']];

        it('asks to select a guest', async () => {
            await screen.open();
            expect([details()['header'], screen.page.text('sme-details p'), screen.page.has('avma-guest-details')]).toEqual([
                strings.Guests.details,
                strings.Guests.nothing,
                false
            ]);
            expect([screen.page.given('sme-split-view')['paneDistance'], ...expanded()]).toEqual([320, false, false]);
        });

        it('opens and closes with the pane, and with its own button, which the address says of the selected guest', async () => {
            await screen.open();
            await screen.select(screen.rows[0]);
            expect(screen.emit('sme-split-view', 'paneToggled', { isExpanded: true })).toEqual([screen.writes({ guest: screen.rows[0].id }, true)]);
            await screen.page.draw();
            expect(expanded()).toEqual([true, true]);
            expect(screen.emit('sme-details', 'isExpandedChange', false)).toEqual([screen.writes({ guest: null }, true)]);
            await screen.page.draw();
            expect(expanded()).toEqual([false, false]);
        });

        it('shows the only guest that is selected, and does with it what its details offer', async () => {
            const failure = importActivationRow({
                vmId: screen.list[0].guest.vmId,
                error: { code: 'accountRefused', hresult: null, id: null, reason: null, message: 'no' }
            });
            screen.inside.next({ ...noRun, jobs: new Map([[keyOf(screen.list[0]), { kind: 'done', row: failure }]]) });
            await screen.open();
            const [row] = screen.rows;
            await screen.select(row);
            expect([details()['header'], screen.page.given('avma-guest-details')['assessed'], screen.page.has('sme-details p')]).toEqual([
                'APP01',
                row.assessed,
                false
            ]);
            expect(screen.page.given('avma-guest-details')['failure']).toEqual(jasmine.objectContaining({ code: 'accountRefused' }));
            expect(screen.emit('avma-guest-details', 'openHistory', row.id)).toEqual([
                ['navigate', ['history'], { relativeTo: 'parent', queryParams: { guest: row.id } }]
            ]);
            expect(screen.emit('avma-guest-details', 'applyKey', 'kms')).toEqual([['apply', [row], 'kms']]);
            expect(screen.emit('avma-guest-details', 'removeItems')).toEqual([['removeItems', row]]);
            await screen.select(row, screen.rows[1]);
            expect([screen.page.has('avma-guest-details'), details()['header']]).toEqual([false, strings.Guests.details]);
        });

        it('opens the guest that the address names, and names it no longer once a filter has closed it', async () => {
            screen.params.next(convertToParamMap({ guest: keyOf(screen.list[1]) }));
            await screen.open();
            expect([details()['header'], ...expanded(), screen.calls.length]).toEqual(['APP02', true, true, 2]);
            screen.calls.length = 0;
            screen.params.next(convertToParamMap({ guest: keyOf(screen.list[1]), state: 'running' }));
            expect(screen.calls).toEqual([screen.writes({ guest: null, state: 'running' }, true)]);
        });
    });

    it('ends with its subscriptions', async () => {
        await screen.open();
        TestBed.resetTestingModule();
        expect([screen.params, screen.judged, screen.host, screen.inside].map(one => one.observed)).toEqual([false, false, false, false]);
    });
});
