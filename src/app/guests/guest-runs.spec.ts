/** What the panels around the guests' table draw, and what their buttons set off: runs, Data Exchange, scope, filter, keys. */
import { guestKey, GuestPlace } from '../domain/facts/guest-key';
import { NO_ERRORS_SCHEMA, Type } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { By } from '@angular/platform-browser';
import { BehaviorSubject } from 'rxjs';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { stepsForInsideFailure } from '../domain/advice/commands';
import { FilterFacts, GuestFilter, noFilter } from '../domain/guests/guest-filter';
import { insideFailureCodes } from '../domain/inside/inside-failures';
import { assess } from '../domain/judgement/assess';
import { reasonCodes } from '../domain/judgement/assessment';
import { DataExchangeState, DataExchangeStore, PlacedOutcome } from '../state/guests/data-exchange.store';
import { GuestScope, GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { HostReading, HostsStore } from '../state/hosts/hosts.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { AvmaStrings, avmaStrings, dateText, fillText, stepText } from '../shared/texts';
import { DataExchangeRunComponent } from './data-exchange-run.component';
import { FilterChipsComponent } from './filter-chips.component';
import { GuestFilterComponent } from './guest-filter.component';
import { valueText } from './guest-filter-text';
import { GuestKeysComponent } from './guest-keys.component';
import { GuestScopeComponent } from './guest-scope.component';
import { InsideFailureTextComponent } from './inside-failure-text.component';
import { InsideRunComponent } from './inside-run.component';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const place = (n: number): GuestPlace => ({ hostName: 'HV01', vmId: id(n) });
const names = new Map([
    [guestKey(place(1)), 'APP01'],
    [guestKey(place(2)), '<b>APP02</b>']
]);

let shown: ComponentFixture<unknown>;
const page = (): HTMLElement => shown.nativeElement as HTMLElement;
const textsOf = (selector: string, part: Element = page()): string[] => [...part.querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');
/** What a part that stands for itself is given. */
const given = (selector: string, name: string): unknown[] => shown.debugElement.queryAll(By.css(selector)).map(one => one.properties[name]);
const press = (text: string): void => [...page().querySelectorAll('button')].find(one => one.textContent?.trim() === text)?.click();

function setInputs(inputs: object): void {
    Object.entries(inputs).forEach(([name, value]) => shown.componentRef.setInput(name, value));
    shown.detectChanges();
}

async function render<T>(component: Type<T>, inputs: object, providers: ReadonlyArray<{ provide: unknown; useValue: unknown }> = []): Promise<T> {
    const module = { declarations: [component], imports: [FormsModule], providers: [...providers], schemas: [NO_ERRORS_SCHEMA] };
    await TestBed.configureTestingModule(module).compileComponents();
    const fixture = TestBed.createComponent(component);
    shown = fixture;
    setInputs(inputs);
    return fixture.componentInstance;
}

describe("the panels around the guests' table draw", () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    describe('a run inside guests', () => {
        const failed = (n: number, code: string): readonly [string, unknown] => [
            guestKey(place(n)),
            { kind: 'done', row: importActivationRow({ vmId: id(n), error: { code, hresult: null, id: null, reason: null, message: 'raw text' } }) }
        ];
        const shortages = [{ hostName: 'HV01', granted: 1, pausedAfter: null, signIn: null }];
        const runOf = (running: boolean, ...jobs: ReadonlyArray<readonly [string, unknown]>): GuestJobs =>
            ({ jobs: new Map(jobs), running, shortages }) as unknown as GuestJobs;
        const working = (): GuestJobs =>
            runOf(true, [guestKey(place(1)), { kind: 'working' }], [guestKey(place(2)), { kind: 'waiting' }], [guestKey(place(3)), { kind: 'timedOut' }]);

        async function run(state: GuestJobs | null, change: object = {}): Promise<unknown[]> {
            const told: unknown[] = [];
            const panel = await render(InsideRunComponent, { state, names, ...change });
            for (const name of ['retry', 'stop', 'resumeHost', 'stopHost', 'dismiss'] as const) {
                panel[name].subscribe((value: unknown) => told.push(value === undefined ? name : [name, value]));
            }
            return told;
        }

        it('only where there is one', async () => {
            await run(null);
            expect(page().querySelector('avma-content')).toBeNull();
            setInputs({ state: runOf(false) });
            expect(page().querySelector('avma-content')).toBeNull();
            setInputs({ state: working() });
            expect(page().querySelector('avma-content')).not.toBeNull();
        });

        it('with how far it has come, what it waits for, and a button that stops it', async () => {
            const { GuestLogs, LookInside } = strings;
            const told = await run(working(), { texts: GuestLogs });
            const bar = page().querySelector('progress');
            expect([bar?.max, bar?.value, bar?.getAttribute('aria-label')]).toEqual([3, 1, GuestLogs.action]);
            expect(textsOf('.avma-run-line > span')).toEqual([fillText(GuestLogs.running, { done: 1, total: 3 }), '']);
            expect([textsOf('[role=status]'), textsOf('button')]).toEqual([[''], [LookInside.stop]]);
            press(LookInside.stop);
            expect(given('avma-session-shortages', 'shortages')).toEqual([shortages]);
            const part = shown.debugElement.query(By.css('avma-session-shortages'));
            part.triggerEventHandler('resumeHost', 'HV01');
            part.triggerEventHandler('stopHost', 'HV02');
            expect(told).toEqual(['stop', ['resumeHost', 'HV01'], ['stopHost', 'HV02']]);
        });

        it('with how it ended, and who was not read and why', async () => {
            const { LookInside, InsideFailures, Common } = strings;
            const told = await run(runOf(false, [guestKey(place(1)), { kind: 'timedOut' }], failed(2, 'accountRefused'), failed(3, 'accountRefused')));
            expect(page().querySelector('progress')).toBeNull();
            expect(textsOf('.avma-run-line > span')).toEqual([fillText(LookInside.finished, { read: 0, total: 3, failed: 3 })]);
            expect(textsOf('[role=status]').length).toBe(1);
            const groups = [...page().querySelectorAll('.avma-run-group')];
            expect(groups.map(one => one.getAttribute('data-code'))).toEqual(['accountRefused', 'timedOut']);
            const [refused, timedOut] = [InsideFailures.accountRefused.title, InsideFailures.timedOut.title];
            expect(textsOf('.avma-run-group > summary')).toEqual([`${refused} (2)`, `${timedOut} (1)`]);
            expect(given('avma-inside-failure-text', 'of')).toEqual(['accountRefused', 'timedOut']);
            expect(textsOf('li').map(text => text.split(/\s/)[0])).toEqual(['<b>APP02</b>', id(3), 'APP01']);
            expect([textsOf('li summary'), textsOf('li pre')]).toEqual([
                [Common.rawDetails, Common.rawDetails],
                ['accountRefused\nraw text', 'accountRefused\nraw text']
            ]);
            expect(given('avma-copy-button', 'text')).toEqual(['accountRefused\nraw text', 'accountRefused\nraw text']);
            expect(given('avma-copy-button', 'what')).toEqual(['<b>APP02</b>', id(3)]);
            expect(textsOf('button')).toEqual([LookInside.retry, LookInside.dismiss]);
            press(LookInside.retry);
            press(LookInside.dismiss);
            expect(told).toEqual([['retry', [guestKey(place(1)), guestKey(place(2)), guestKey(place(3))]], 'dismiss']);
        });

        it('without another try where all were read', async () => {
            await run(runOf(false, [guestKey(place(1)), { kind: 'done', row: importActivationRow({ vmId: id(1) }) }]));
            expect([textsOf('button'), textsOf('details')]).toEqual([[strings.LookInside.dismiss], []]);
        });

        it('with what each failure means, what to do, and what to type', async () => {
            await render(InsideFailureTextComponent, {});
            expect(page().textContent?.trim()).toBe('');
            for (const code of insideFailureCodes) {
                setInputs({ of: code });
                const { text, fix } = strings.InsideFailures[code];
                expect(textsOf('div'))
                    .withContext(code)
                    .toEqual([text, `${strings.Details.fix}: ${fix}`]);
                const steps = stepsForInsideFailure(code).map(stepText);
                expect(given('avma-command-steps', 'steps'))
                    .withContext(code)
                    .toEqual(steps.length > 0 ? [steps] : []);
            }
        });
    });

    describe('a change of Data Exchange', () => {
        const error = { code: 'refused', hresult: null, id: null, reason: null, message: null };
        const outcome = (n: number, change: Partial<PlacedOutcome>): PlacedOutcome => ({
            ...{ collectedAt: null, ...place(n), outcome: 'failed', enabledState: null, returnValue: null, error: null },
            ...change
        });
        const nothing: DataExchangeState = { running: false, request: null, outcomes: [], failure: null };
        const request = { enable: true, places: [place(1), place(2)] };

        async function change(state: DataExchangeState | null): Promise<string[]> {
            const told: string[] = [];
            const store = { undo: () => told.push('undo'), dismiss: () => told.push('dismiss') };
            await render(DataExchangeRunComponent, { state, names }, [{ provide: DataExchangeStore, useValue: store }]);
            return told;
        }

        it('only where one was asked for, and while it runs without buttons', async () => {
            await change(null);
            expect(page().querySelector('avma-content')).toBeNull();
            setInputs({ state: nothing });
            expect(page().querySelector('avma-content')).toBeNull();
            setInputs({ state: { ...nothing, running: true, request } });
            expect([textsOf('[role=status]'), textsOf('button, p, pre, details')]).toEqual([[fillText(strings.DataExchange.running, { count: 2 })], []]);
        });

        it('with what was changed and what was not and why, and the way back', async () => {
            const { DataExchange, DataExchangeFailures, Details, LookInside } = strings;
            const told = await change({ ...nothing, request, outcomes: [outcome(1, { outcome: 'done' }), outcome(2, { error, returnValue: 32773 })] });
            expect(textsOf('[role=status]')).toEqual([fillText(DataExchange.finished, { done: 1, already: 0, failed: 1 })]);
            expect(page().querySelector('details')?.getAttribute('data-code')).toBe('refused');
            expect(textsOf('details summary')).toEqual([`${DataExchangeFailures.refused.title} (1)`]);
            expect(textsOf('details p')).toEqual([`${Details.fix}: ${DataExchangeFailures.refused.fix}`]);
            expect(textsOf('details li')).toEqual(['<b>APP02</b> (32773)']);
            expect(textsOf('button')).toEqual([DataExchange.undo, LookInside.dismiss]);
            press(DataExchange.undo);
            press(LookInside.dismiss);
            expect(told).toEqual(['undo', 'dismiss']);
        });

        it('with why the host could not be asked, and the raw error where there is one', async () => {
            const { title, text, fix } = strings.Failures.unreachable;
            await change({ ...nothing, request, failure: { code: 'unreachable', raw: 'raw text' } });
            expect([textsOf('[role=status]'), textsOf('p'), textsOf('pre')]).toEqual([[title], [text, fix], ['raw text']]);
            expect(textsOf('button')).toEqual([strings.LookInside.dismiss]);
            setInputs({ state: { ...nothing, request, failure: { code: 'unreachable', raw: '' } } });
            expect(textsOf('pre')).toEqual([]);
        });
    });

    describe('the scope', () => {
        const reading = (hostName: string): HostReading => ({ hostName, phase: 'read', facts: null, guests: [], problems: [], failure: null });

        /** @param computerName what the opened host calls itself, where it has been read */
        async function scopeOf(
            isCluster: boolean,
            computerName: string | null
        ): Promise<{ readonly scope: BehaviorSubject<GuestScope>; readonly told: string[] }> {
            const [scope, told] = [new BehaviorSubject<GuestScope>('many'), [] as string[]];
            await render(GuestScopeComponent, {}, [
                { provide: GuestsStore, useValue: { scope, show: (one: GuestScope) => told.push(one) } },
                {
                    provide: HostStore,
                    useValue: { isCluster, hostName: 'hv01.contoso.com', state: new BehaviorSubject({ facts: computerName && { computerName } }) }
                },
                { provide: HostsStore, useValue: { state: new BehaviorSubject({ hosts: [reading('HV01'), reading('HV02')] }) } }
            ]);
            return { scope, told };
        }

        it('of many hosts, and leads back to the opened one', async () => {
            const { scope, told } = await scopeOf(false, 'HV01');
            expect(textsOf('[role=status]')).toEqual([fillText(strings.Guests.ofAll, { count: 2 })]);
            const back = fillText(strings.Guests.onlyOpened, { hostName: 'HV01' });
            expect(textsOf('button')).toEqual([back]);
            press(back);
            expect(told).toEqual(['opened']);
            scope.next('opened');
            shown.detectChanges();
            expect(page().textContent?.trim()).toBe('');
        });

        it('by the name that the host was opened with, until it has said its own', async () => {
            await scopeOf(false, null);
            expect(textsOf('button')).toEqual([fillText(strings.Guests.onlyOpened, { hostName: 'hv01.contoso.com' })]);
        });

        it('of a cluster without a way back', async () => {
            await scopeOf(true, 'HV01');
            expect([textsOf('[role=status]').length, textsOf('button')]).toEqual([1, []]);
        });
    });

    describe('the filter', () => {
        const facts: FilterFacts[] = [
            { verdict: 'eligible', reasons: [], os: 'other', evidence: 'reported', state: 'running', host: 'HV01', notes: [], createdOn: NaN, text: '' },
            {
                verdict: 'unknown',
                reasons: ['notRunning'],
                os: 'unknown',
                evidence: 'reported',
                state: 'off',
                host: 'HV01',
                notes: [],
                createdOn: NaN,
                text: ''
            }
        ];
        const selects = (): HTMLSelectElement[] => [...page().querySelectorAll('select')];

        it('with a labelled list for each field, of what there is, and with what is chosen', async () => {
            const { Guests, Verdicts } = strings;
            await render(GuestFilterComponent, { facts, value: { ...noFilter, state: 'off' } });
            await shown.whenStable();
            expect(selects().map(({ labels }) => labels[0]?.textContent)).toEqual([
                Guests.verdict,
                Guests.reason,
                Guests.system,
                Guests.evidence,
                Guests.state
            ]);
            const all = fillText(Guests.all, { count: 2 });
            expect(selects().map(one => textsOf('option', one)[0])).toEqual([all, all, all, all, all]);
            const counted = (verdict: 'eligible' | 'unknown'): string => fillText(Guests.option, { verdict: Verdicts[verdict], count: 1 });
            expect(textsOf('option', selects()[0]).sort()).toEqual([all, counted('eligible'), counted('unknown')].sort());
            expect(selects().map(({ value }) => value)).toEqual(['', '', '', '', 'off']);
        });

        it('with words for each value, also for one that no guest has any more', async () => {
            const { Common, Evidence, Guests, OsKinds, Reasons, States, Verdicts } = strings;
            const more: FilterFacts[] = [
                {
                    verdict: 'eligible',
                    reasons: ['notRunning'],
                    os: '2019',
                    evidence: 'verified',
                    state: 'other',
                    host: 'HV01',
                    notes: [],
                    createdOn: NaN,
                    text: ''
                },
                { verdict: 'eligible', reasons: [], os: 'other', evidence: 'verified', state: 'unknown', host: 'HV01', notes: [], createdOn: NaN, text: '' }
            ];
            await render(GuestFilterComponent, { facts: more, value: { ...noFilter, state: 'off', evidence: 'logged' } });
            const option = (verdict: string, count: number): string => fillText(Guests.option, { verdict, count });
            expect(selects().map(one => textsOf('option', one).slice(1))).toEqual([
                [option(Verdicts.eligible, 2)],
                [option(Reasons.notRunning.title, 1)],
                [option('Windows Server 2019', 1), option(OsKinds.other, 1)],
                [option(Evidence.verified, 2), option(Evidence.logged, 0)],
                [option(Guests.otherState, 1), option(Common.unknown, 1), option(States.off, 0)]
            ]);
            expect(selects().map(({ id: name, options }) => [name, options[0].value])).toEqual(
                ['verdict', 'reason', 'os', 'evidence', 'state'].map(field => [`avma-${field}`, ''])
            );
            setInputs({ value: noFilter });
            expect(textsOf('option', selects()[4]).length).toBe(3);
        });

        it('with the hosts first where there are several, or where one is chosen', async () => {
            await render(GuestFilterComponent, { facts: [facts[0], { ...facts[1], host: 'HV02' }], value: noFilter });
            expect(textsOf('option', selects()[0]).slice(1)).toEqual(['HV01 (1)', 'HV02 (1)']);
            setInputs({ facts });
            expect(selects().length).toBe(5);
            setInputs({ value: { ...noFilter, host: 'HV09' } });
            expect(textsOf('option', selects()[0]).slice(1)).toEqual(['HV01 (2)', 'HV09 (0)']);
        });

        it('names reasons as the table does', () => {
            const places = /\s*:?\s*\{\w+\}/;
            const other = reasonCodes.filter(code => valueText('reason', code, strings) !== strings.Reasons[code].title.replace(places, ''));
            expect(other).toEqual([]);
        });

        it('and hands on what is chosen, and no choice again', async () => {
            const chosen: GuestFilter[] = [];
            const filter = await render(GuestFilterComponent, { facts, value: { ...noFilter, state: 'off' } });
            filter.filterChange.subscribe(one => chosen.push(one));
            await shown.whenStable();
            const choose = (index: number, value: string): void => {
                selects()[index].value = value;
                selects()[index].dispatchEvent(new Event('change'));
            };
            choose(0, 'eligible');
            choose(4, '');
            choose(4, 'off');
            expect(chosen).toEqual([{ ...noFilter, state: 'off', verdict: 'eligible' }, noFilter]);
        });
    });

    describe('what filters', () => {
        const filter: GuestFilter = { ...noFilter, text: 'web', verdict: 'eligible', reason: 'dataExchangeSilent' };
        const chipsOf = async (value: GuestFilter): Promise<GuestFilter[]> => {
            const cleared: GuestFilter[] = [];
            (await render(FilterChipsComponent, { filter: value })).filterChange.subscribe(one => cleared.push(one));
            return cleared;
        };

        it('in the words of the table, the search too; each and all of it can be cleared', async () => {
            const { Guests, Reasons, Verdicts } = strings;
            const cleared = await chipsOf(filter);
            const labels = [
                fillText(Guests.chip, { field: Guests.verdict, value: Verdicts.eligible }),
                fillText(Guests.chip, { field: Guests.reason, value: Reasons.dataExchangeSilent.title }),
                fillText(Guests.chip, { field: Guests.search, value: 'web' })
            ];
            expect(textsOf('button')).toEqual([...labels, Guests.clearFilter]);
            expect([...page().querySelectorAll('.avma-chip')].map(one => one.getAttribute('aria-label'))).toEqual(
                labels.map(label => fillText(Guests.removeChip, { filter: label }))
            );
            [...labels, Guests.clearFilter].forEach(press);
            expect(cleared).toEqual([{ ...filter, verdict: null }, { ...filter, reason: null }, { ...filter, text: null }, noFilter]);
        });

        it('as the saved view, where it is that', async () => {
            await chipsOf(filter);
            expect(textsOf('div > span')).toEqual([]);
            setInputs({ saved: true });
            expect(textsOf('div > span')).toEqual([strings.Guests.myView]);
        });

        it('that only a link chooses', async () => {
            const since = '2026-11-01T10:00:00.000Z';
            const cleared = await chipsOf({ ...noFilter, note: 'grantExpired', since });
            const { Guests, Notes } = strings;
            expect(textsOf('.avma-chip')).toEqual([
                fillText(Guests.chip, { field: Guests.note, value: Notes.grantExpired.title }),
                fillText(Guests.chip, { field: Guests.since, value: dateText(since) })
            ]);
            press(textsOf('.avma-chip')[0]);
            expect(cleared).toEqual([{ ...noFilter, since }]);
        });

        it('nowhere where nothing does', async () => {
            await chipsOf(noFilter);
            expect(page().textContent?.trim()).toBe('');
        });
    });

    describe('the keys of a guest', () => {
        const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
        const assessed = (change: object): object => {
            const items = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' };
            const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
            const guest = importGuestRow({ vmId: id(1), name: 'APP01', enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
            return { hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null };
        };

        it('with a button for each that it can get', async () => {
            const chosen: string[] = [];
            const keys = await render(GuestKeysComponent, { assessed: assessed({ enabledState: 3 }) });
            keys.choose.subscribe(one => chosen.push(one));
            const { avma, back, own } = strings.GuestKeys;
            expect([textsOf('button'), textsOf('p')]).toEqual([[avma, back, own], []]);
            expect([...page().querySelectorAll('button')].map(one => one.getAttribute('data-keyTarget'))).toEqual(['avma', 'back', 'own']);
            press(back);
            expect(chosen).toEqual(['back']);
        });

        it('with why there is none', async () => {
            const keys = await render(GuestKeysComponent, { assessed: assessed({ shielded: true }) });
            expect([textsOf('div, button'), textsOf('p')]).toEqual([[], [keys.view.refused[0]]]);
            expect(textsOf('p')[0]).not.toBe('');
        });
    });
});
