/** What the guests' page shows, of what the stores know and what somebody has chosen. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { HostFailureCode } from '../data/host-failure';
import { GuestFacts, HostFacts } from '../domain/facts/facts';
import { noFilter } from '../domain/guests/guest-filter';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { LookInsideState } from '../state/inside/look-inside.store';
import { avmaStrings, dateText, fillText } from '../shared/texts';
import { firstChoice, GuestsChoice } from './guests-choice';
import { GuestsPage, GuestsPageState, guestsToView } from './guests-page';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'hv01', vmId: id(n) });
const collectedAt = '2026-03-01T10:00:00.0000000Z';

function hostOf(change: object = {}): HostFacts {
    return importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true, ...change });
}

function guestOf(n: number, change: object = {}): GuestFacts {
    const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data }));
    return importGuestRow({ collectedAt, vmId: id(n), name: `vm${n}`, enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
}

const judged = (guest: GuestFacts, host = hostOf(), hostName = 'hv01'): AssessedGuest => ({
    hostName,
    host,
    guest,
    assessment: assess(host, guest, null),
    inside: null
});

const noJobs: LookInsideState = { readings: new Map(), jobs: new Map(), running: false, shortages: [], questions: [] };

describe("the guests' page", () => {
    let toView: (state: GuestsPageState, choice: GuestsChoice) => GuestsPage;
    const texts = avmaStrings;

    beforeEach(() => (toView = guestsToView(avmaStrings())));

    function stateOf(assessed: readonly AssessedGuest[] | null, change: Partial<GuestsPageState> = {}): GuestsPageState {
        const guests = (assessed ?? []).map(({ guest }) => guest);
        return {
            host: { loading: false, facts: hostOf(), failure: null },
            guests: { loading: false, complete: true, guests, problems: [], failure: null },
            assessed,
            many: false,
            inside: noJobs,
            changed: new Map(),
            gone: [],
            keepsCurrent: true,
            logs: noJobs,
            dataExchange: { running: false, request: null, outcomes: [], failure: null },
            ...change
        };
    }
    const choiceOf = (change: Partial<GuestsChoice> = {}): GuestsChoice => ({
        ...firstChoice({ columns: ['name', 'state'], grouped: false, saved: null }),
        restored: true,
        ...change
    });
    const filtered = (text: string): Partial<GuestsChoice> => ({ view: { ...choiceOf().view, filter: { ...noFilter, text } } });
    const list = (change: Partial<GuestsPageState['guests']> = {}): GuestsPageState['guests'] => ({
        loading: false,
        complete: true,
        guests: [],
        problems: [],
        failure: null,
        ...change
    });
    const failed = (code: HostFailureCode, raw = ''): GuestsPageState['guests'] => list({ complete: false, failure: { code, raw } });
    const names = (rows: ReadonlyArray<{ readonly name: string }>): string[] => rows.map(({ name }) => name);
    const page = (assessed: readonly AssessedGuest[] | null, state: Partial<GuestsPageState> = {}, choice: Partial<GuestsChoice> = {}): GuestsPage =>
        toView(stateOf(assessed, state), choiceOf(choice));

    const three = (): AssessedGuest[] => [judged(guestOf(3, { name: 'sql10' })), judged(guestOf(1, { name: 'sql2' })), judged(guestOf(2, { name: 'SQL2' }))];

    describe('in place of the table', () => {
        const kindOf = (state: Partial<GuestsPageState>): string => page([], state).kind;

        it('says that it loads until host and guests are there', () => {
            expect(page(null, { host: { loading: true, facts: null, failure: null }, guests: list({ complete: false }) }).kind).toBe('loading');
            expect(kindOf({ guests: list({ loading: true, complete: false }) })).toBe('loading');
            expect(kindOf({ guests: list({ complete: false }) })).toBe('loading');
            expect(page(null, { host: { loading: false, facts: null, failure: null } }).kind).toBe('loading');
            // The host has just come, and its guests are judged next.
            expect(page(null).kind).toBe('loading');
            expect(kindOf({ host: { loading: true, facts: hostOf(), failure: null } })).toBe('loading');
        });

        it('is complete only with the host, or a guest that the address names would count as gone before it is shown', () => {
            expect(page(null, { guests: list() }).complete).toBeFalse();
            expect(page([], { guests: list() }).complete).toBeTrue();
        });

        it('loads no longer than the guests do where they are of many hosts', () => {
            const many = { many: true, host: { loading: true, facts: null, failure: null } };
            expect(kindOf(many)).toBe('empty');
            expect(kindOf({ ...many, guests: list({ loading: true }) })).toBe('loading');
        });

        it('has no message where there are rows, however the last reading ended', () => {
            expect([page(three(), { guests: failed('unreachable') }).message, page([]).message]).toEqual([null, null]);
        });

        it('shows the failure of the host before that of the guests, with its raw error', () => {
            const host = { loading: false, facts: null, failure: { code: 'unreachable' as const, raw: 'WinRM 1' } };
            const shown = page(null, { host, guests: failed('managementServiceStopped', 'HRESULT 2') });
            expect(shown.kind).toBe('failure');
            expect(shown.message).toEqual(jasmine.objectContaining({ title: texts().Failures.unreachable.title, icon: 'errorBadge', raw: 'WinRM 1' }));
            const guests = page([], { guests: failed('managementServiceStopped', 'HRESULT 2') });
            expect(guests.message).toEqual(
                jasmine.objectContaining({
                    title: texts().Failures.managementServiceStopped.title,
                    fix: texts().Failures.managementServiceStopped.fix,
                    raw: 'HRESULT 2'
                })
            );
        });

        it("leaves a failure of the host to the guests' own where the host is known, and where many hosts are shown", () => {
            const failure = { code: 'unreachable' as const, raw: '' };
            expect(kindOf({ host: { loading: false, facts: hostOf(), failure } })).toBe('empty');
            expect(kindOf({ host: { loading: false, facts: null, failure }, many: true })).toBe('empty');
        });

        it('tells an empty host from one whose guests this account may not see, and from one of which nobody knows', () => {
            const shown = (change: object): GuestsPage => page([], { host: { loading: false, facts: hostOf(change), failure: null } });
            expect([shown({}).kind, shown({}).message]).toEqual(['empty', null]);
            expect(shown({ hyperVRights: false }).kind).toBe('noRights');
            expect(shown({ hyperVRights: false }).message).toEqual(jasmine.objectContaining({ title: texts().Failures.noRights.title, icon: 'lock', raw: '' }));
            const unread = [{ field: 'hyperVRights', code: 'notSeen' }];
            expect(shown({ hyperVRights: null, unread }).kind).toBe('rightsUnknown');
            expect(shown({ hyperVRights: null, unread }).message?.title).toBe(texts().Failures.rightsUnknown.title);
            expect(shown({ hyperVRights: null }).kind).toBe('empty');
            // Of many hosts nothing follows from the rights on the opened one.
            const without = { loading: false, facts: hostOf({ hyperVRights: false }), failure: null };
            expect(page([], { host: without, many: true }).kind).toBe('empty');
        });

        it('says why there is no guest: of one host, and of many', () => {
            expect(page([]).emptyText).toBe(texts().Guests.emptyText);
            expect(page([], { many: true }).emptyText).toBe(texts().Hosts.noGuests);
        });

        it('keeps the table while rows are there, and says that they are old', () => {
            const shown = page(three(), { guests: { ...failed('unreachable'), guests: [guestOf(1)] } });
            expect([shown.kind, shown.message]).toEqual(['table', null]);
            expect(shown.stale).toBe(`${texts().Failures.unreachable.title}. ${fillText(texts().Common.stale, { time: dateText(collectedAt) })}`);
            expect(page(three()).stale).toBe('');
            expect(page([], { guests: failed('unreachable') }).stale).toBe('');
        });
    });

    describe('rows', () => {
        it('stand by name, numbers by their value, and by id where names are the same', () => {
            const shown = page(three());
            expect(names(shown.rows)).toEqual(['sql2', 'SQL2', 'sql10']);
            expect(shown.shownRows).toEqual(shown.rows as never);
            expect(shown.names.get(key(3))).toBe('sql10');
            expect(shown.facts).toEqual(shown.rows.map(row => row.filter));
        });

        it('are those that pass the filter, which says how many they are', () => {
            const shown = page(three(), {}, filtered('sql10'));
            expect([names(shown.shownRows), shown.rows.length]).toEqual([['sql10'], 3]);
            expect(shown.status).toBe(fillText(texts().Guests.count, { shown: 1, total: 3 }));
            expect(shown.filter.text).toBe('sql10');
            expect(page(three()).status).toBe('');
        });

        it('say that nothing passes the filter, once everything has been read', () => {
            const shown = page(three(), {}, filtered('web'));
            expect([shown.kind, shown.noRecords, shown.tableBusy]).toEqual(['table', texts().Guests.filteredText, false]);
            const busy = page(three(), { guests: list({ loading: true }) }, filtered('web'));
            expect([busy.noRecords, busy.tableBusy]).toEqual(['\u00a0', true]);
        });

        it('are counted above each group, as many as are shown', () => {
            const off = judged(guestOf(4, { name: 'web', enabledState: 3 }));
            const heads = (shown: GuestsPage): string[] => [...shown.groupHeads.values()].sort();
            expect(heads(page([...three(), off]))).toEqual([`${texts().Verdicts.eligible} (3)`, `${texts().Verdicts.unknown} (1)`]);
            expect(heads(page([...three(), off], {}, filtered('sql10')))).toEqual([`${texts().Verdicts.eligible} (1)`]);
        });

        it('say that they are those of the saved view', () => {
            const saved = { ...choiceOf().view, filter: { ...noFilter, text: 'sql10' } };
            const shows = (choice: Partial<GuestsChoice>): boolean => page(three(), {}, choice).showsSavedView;
            expect([shows({ ...filtered('sql10'), saved }), shows({ ...filtered('sql2'), saved }), shows(filtered('sql10'))]).toEqual([true, false, false]);
        });

        it('say how many have been read while more are', () => {
            const shown = page(three(), { guests: list({ loading: true, complete: false }) });
            expect([shown.busy, shown.status, shown.tableBusy]).toEqual([true, fillText(texts().Guests.reading, { count: 3 }), false]);
            const loading = { host: { loading: true, facts: hostOf(), failure: null } };
            expect(page(three(), loading).busy).toBeTrue();
            expect(page(three(), { ...loading, many: true }).busy).toBeFalse();
        });

        it('are the same objects, in the same lists, while nothing about them is new', () => {
            const assessed = three();
            const state = stateOf(assessed);
            const first = toView(state, choiceOf({ selected: [key(1)] }));
            const again = toView(
                { ...state, logs: { ...noJobs }, keepsCurrent: false },
                { ...choiceOf({ selected: [key(1)] }), expanded: true, view: choiceOf().view }
            );
            expect(again.rows).toBe(first.rows);
            expect(again.names).toBe(first.names);
            expect(again.facts).toBe(first.facts);
            const { filter } = choiceOf().view;
            const one = toView(state, choiceOf({ selected: [key(1)], view: { ...choiceOf().view, filter } }));
            const selected = [key(1)];
            expect(toView(state, choiceOf({ selected, view: { ...choiceOf().view, filter } })).shownRows).toBe(one.shownRows);
            const changed = [...assessed.slice(1), judged(guestOf(3, { name: 'sql1' }))];
            const after = toView(stateOf(changed), choiceOf());
            expect(names(after.rows)).toEqual(['sql1', 'sql2', 'SQL2']);
            expect(after.rows[1]).toBe(first.rows[0]);
            expect(after.rows[2]).toBe(first.rows[1]);
        });

        it('are marked where guests have changed, and tell who has gone', () => {
            const changed = new Map([[key(1), 'new' as const]]);
            const shown = page(three(), { changed, gone: ['APP01', 'APP02'] });
            expect(shown.changed).toBe(changed);
            expect(shown.gone).toBe(fillText(texts().Guests.gone, { count: 2, names: 'APP01, APP02' }));
            expect(page(three()).gone).toBe('');
        });

        it('tell of rows that could not be understood, with the first', () => {
            const shown = page(three(), { guests: list({ problems: ['vmId: null', 'other'] }) });
            expect(shown.problems).toBe(fillText(texts().Guests.problemRows, { count: 2, first: 'vmId: null' }));
            expect(page(three()).problems).toBe('');
        });

        it('name their host, and are found by it, where they are of many', () => {
            const other = hostOf({ computerName: 'HV02' });
            const all = [judged(guestOf(1)), judged(guestOf(2), other, 'hv02.contoso.com'), judged(guestOf(3), hostOf({ computerName: null }), 'hv03')];
            const many = page(all, { many: true });
            expect(many.rows.map(({ host }) => host)).toEqual(['HV01', 'HV02', 'hv03']);
            expect(many.columns).toEqual(['name', 'host', 'state']);
            expect(names(page(all, { many: true }, filtered('hv02')).shownRows)).toEqual(['vm2']);
            const columns = ['name', 'state', 'host'] as const;
            expect(page(all, { many: true }, { columns }).columns).toEqual(columns);
            toView = guestsToView(avmaStrings());
            expect(page(all).columns).toEqual(['name', 'state']);
            expect(page(all, {}, filtered('hv02')).shownRows).toEqual([]);
        });
    });

    describe('the selection', () => {
        it('is of ids, in the order in which they were chosen, and of the rows as they are now', () => {
            const before = page(three(), {}, { selected: [key(3), key(1)] });
            expect(names(before.selection)).toEqual(['sql10', 'sql2']);
            const after = page([judged(guestOf(1, { name: 'renamed' })), judged(guestOf(3))], {}, { selected: [key(3), key(1)] });
            expect(names(after.selection)).toEqual(['vm3', 'renamed']);
            expect(after.selection.every(row => after.rows.includes(row))).toBeTrue();
        });

        it('has nobody who is not shown', () => {
            expect(names(page(three(), {}, { ...filtered('sql10'), selected: [key(1), key(3)] }).selection)).toEqual(['sql10']);
            expect(page([], {}, { selected: [key(1)] }).selection).toEqual([]);
        });

        it('is what the buttons work on, so that without it none does', () => {
            expect(page(three()).can).toEqual({ apply: false, look: false, changeDataExchange: false });
            expect(page(three(), {}, { selected: [key(1)] }).can).toEqual({ apply: true, look: true, changeDataExchange: true });
        });

        it('has its Data Exchange changed only if it is not shielded as a whole', () => {
            const guests = [judged(guestOf(1, { shielded: true })), judged(guestOf(2))];
            expect(page(guests, {}, { selected: [key(1)] }).can.changeDataExchange).toBeFalse();
            expect(page(guests, {}, { selected: [key(1), key(2)] }).can.changeDataExchange).toBeTrue();
        });

        it('is not looked into while guests are, and not where the host takes no accounts, which is said once somebody is selected', () => {
            const selected = [key(1)];
            expect(page(three(), { inside: { ...noJobs, running: true } }, { selected }).can).toEqual({ apply: true, look: false, changeDataExchange: true });
            const restricted = { host: { loading: false, facts: hostOf({ languageMode: 'ConstrainedLanguage' }), failure: null } };
            const text = fillText(texts().LookInside.forbidden, { languageMode: 'ConstrainedLanguage' });
            expect(page(three(), restricted, { selected }).can).toEqual({ apply: true, look: false, changeDataExchange: true });
            expect(page(three(), restricted, { selected }).forbidden).toBe(text);
            expect(page(three(), restricted).forbidden).toBe('');
            // Of many hosts each says it by itself.
            expect(page(three(), { ...restricted, many: true }, { selected }).forbidden).toBe('');
            expect(page(three(), { ...restricted, many: true }, { selected }).can.look).toBeTrue();
            const full = { host: { loading: false, facts: hostOf({ languageMode: 'FullLanguage' }), failure: null } };
            expect([page(three(), full, { selected }).forbidden, page(three(), full, { selected }).can.look]).toEqual(['', true]);
        });

        it('has its details where it is one guest', () => {
            const one = page(three(), {}, { selected: [key(3)], expanded: true });
            expect([one.one?.id, one.detailsTitle, one.expanded]).toEqual([key(3), 'sql10', true]);
            const two = page(three(), {}, { selected: [key(3), key(1)] });
            expect([two.one, two.detailsTitle, two.oneFailure, two.expanded]).toEqual([null, texts().Guests.details, null, false]);
        });
    });

    describe('looking inside', () => {
        const row = importActivationRow({ vmId: id(2), error: { code: 'accountRefused', hresult: null, id: null, reason: null, message: 'no' } });
        const jobs: LookInsideState['jobs'] = new Map([
            [key(1), { kind: 'waiting' as const }],
            [key(2), { kind: 'done' as const, row }],
            [key(3), { kind: 'timedOut' as const }]
        ]) as LookInsideState['jobs'];

        it('says who is being read, while the run lasts', () => {
            expect([...page(three(), { inside: { ...noJobs, running: true, jobs } }).working]).toEqual([key(1)]);
            expect([...page(three(), { inside: { ...noJobs, jobs } }).working]).toEqual([]);
        });

        it('says why the guest whose details are open was not read', () => {
            const failureOf = (n: number): string | undefined => page(three(), { inside: { ...noJobs, jobs } }, { selected: [key(n)] }).oneFailure?.code;
            expect([1, 2, 3].map(failureOf)).toEqual([undefined, 'accountRefused', 'timedOut']);
        });
    });

    it('has the choices: order, search, columns, groups, saved view, and keeping current', () => {
        const sort = { column: 'key', descending: true } as const;
        const view = { ...choiceOf().view, sort };
        const chosen = page(three(), {}, { view, search: 'sq', grouped: true, saved: view });
        expect([chosen.sort, chosen.search, chosen.columns, chosen.group, chosen.hasSavedView, chosen.keepsCurrent]).toEqual([
            sort,
            'sq',
            ['name', 'state'],
            'verdictLabel',
            true,
            true
        ]);
        const isDefault = page(three(), { keepsCurrent: false });
        expect([isDefault.group, isDefault.hasSavedView, isDefault.keepsCurrent, isDefault.complete]).toEqual(['', false, false, true]);
    });
});
