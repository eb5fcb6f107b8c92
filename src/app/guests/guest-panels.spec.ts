/** The panels of the guests' page: runs, Data Exchange, scope, items to remove, keys. */
import { PlacedOutcome } from '../state/guests/data-exchange.store';
import { guestKey, GuestPlace } from '../domain/facts/guest-key';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostReading } from '../state/hosts/hosts.store';
import { ItemRemovalState } from '../state/guests/item-removal.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { toDataExchangeQuestion } from './data-exchange-dialog.component';
import { toDataExchangeView } from './data-exchange-view';
import { GuestKeysView, toGuestKeys } from './guest-keys-view';
import { toGuestScopeView } from './guest-scope.component';
import { toInsideRunView } from './inside-run-view';
import { toRemoveItemsView } from './remove-items-view';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const place = (n: number): GuestPlace => ({ hostName: 'HV01', vmId: id(n) });
const names = new Map([
    [guestKey(place(1)), 'APP01'],
    [guestKey(place(2)), 'APP02']
]);
const host: HostFacts = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });

describe("the panels of the guests' page", () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    describe('of a run inside guests', () => {
        const done = (n: number, code: string | null): readonly [string, unknown] => [
            guestKey(place(n)),
            { kind: 'done', row: importActivationRow({ vmId: id(n), error: code && { code, hresult: null, id: null, reason: null, message: 'raw text' } }) }
        ];
        const runOf = (running: boolean, ...jobs: ReadonlyArray<readonly [string, unknown]>): GuestJobs =>
            ({ jobs: new Map(jobs), running, shortages: [] }) as unknown as GuestJobs;

        it('says how far it has come', () => {
            const run = runOf(true, [guestKey(place(1)), { kind: 'working' }], [guestKey(place(2)), { kind: 'waiting' }], done(3, null));
            const view = toInsideRunView(run, names, strings.LookInside);
            expect([view.total, view.done, view.running]).toEqual([3, 1, true]);
            expect(view.text).toBe(fillText(strings.LookInside.running, { done: 1, total: 3 }));
        });

        it('says in the end who was not read, by why, in the order of the codes, and by name or id', () => {
            const run = runOf(false, [guestKey(place(1)), { kind: 'timedOut' }], done(2, 'accountRefused'), done(3, 'accountRefused'), done(4, null));
            const view = toInsideRunView(run, names, strings.GuestLogs);
            expect(view.text).toBe(fillText(strings.GuestLogs.finished, { read: 1, total: 4, failed: 3 }));
            expect(view.groups.map(({ code, guests }) => [code, guests.map(({ name }) => name)])).toEqual([
                ['accountRefused', ['APP02', id(3)]],
                ['timedOut', ['APP01']]
            ]);
            expect(view.groups[0].guests[0].raw).toContain('raw text');
            expect(view.groups[1].guests[0].raw).toBe('');
            expect(view.failedIds).toEqual([guestKey(place(1)), guestKey(place(2)), guestKey(place(3))]);
        });

        it('is none without guests', () => {
            expect(toInsideRunView(runOf(false), names, strings.LookInside).total).toBe(0);
        });
    });

    describe('of Data Exchange', () => {
        const outcome = (n: number, change: Partial<PlacedOutcome>): PlacedOutcome => ({
            collectedAt: null,
            ...place(n),
            outcome: 'failed',
            enabledState: null,
            returnValue: null,
            error: null,
            ...change
        });
        const request = { enable: true, places: [place(1), place(2)] };
        const nothing = { running: false, request: null, outcomes: [], failure: null };

        it('is not there until something was asked for, and says for how many while it runs', () => {
            expect(toDataExchangeView(nothing, names, strings).shown).toBeFalse();
            const view = toDataExchangeView({ ...nothing, running: true, request }, names, strings);
            expect([view.shown, view.running, view.text, view.canUndo]).toEqual([true, true, fillText(strings.DataExchange.running, { count: 2 }), false]);
        });

        it('counts what was changed, what was so already, and who was not changed and why; undoes what was changed', () => {
            const error = { code: 'jobTimeout', hresult: null, id: null, reason: null, message: null };
            const outcomes = [
                outcome(1, { outcome: 'done' }),
                outcome(2, { outcome: 'already' }),
                outcome(2, { returnValue: 32773, error: { ...error, code: 'refused' } }),
                outcome(3, { error })
            ];
            const view = toDataExchangeView({ ...nothing, request, outcomes }, names, strings);
            expect(view.text).toBe(fillText(strings.DataExchange.finished, { done: 1, already: 1, failed: 2 }));
            expect(view.groups).toEqual([
                { code: 'refused', names: ['APP02 (32773)'] },
                { code: 'jobTimeout', names: [id(3)] }
            ]);
            expect(view.canUndo).toBeTrue();
            expect(toDataExchangeView({ ...nothing, request, outcomes, running: true }, names, strings).canUndo).toBeFalse();
            expect(toDataExchangeView({ ...nothing, request, outcomes: outcomes.slice(1) }, names, strings).canUndo).toBeFalse();
        });

        it('says why the host could not be asked', () => {
            const failure = { code: 'unreachable' as const, raw: 'x' };
            const view = toDataExchangeView({ ...nothing, request, failure }, names, strings);
            expect([view.text, view.failure]).toEqual([strings.Failures.unreachable.title, failure]);
        });

        it('is asked for before, with the names', () => {
            const { DataExchange: texts } = strings;
            const on = toDataExchangeQuestion({ enable: true, names: ['a', 'b'] }, strings);
            expect(on).toEqual({ title: fillText(texts.titleEnable, { count: 2 }), text: texts.textEnable, names: ['a', 'b'], action: texts.enable });
            const off = toDataExchangeQuestion({ enable: false, names: ['a'] }, strings);
            expect(off).toEqual({ title: fillText(texts.titleDisable, { count: 1 }), text: texts.textDisable, names: ['a'], action: texts.disable });
        });
    });

    describe('of the scope', () => {
        const reading = (phase: HostReading['phase']): HostReading => ({ hostName: phase, phase, facts: null, guests: [], problems: [], failure: null });

        it('goes without saying for the opened host', () => {
            expect(toGuestScopeView({ scope: 'opened', hosts: [reading('read')], openedName: 'HV01' }, strings)).toBeNull();
        });

        it('says of how many hosts the guests are, without those that are there twice, and how many want another try', () => {
            const hosts = [reading('read'), reading('withoutHyperV'), reading('duplicate')];
            expect(toGuestScopeView({ scope: 'many', hosts, openedName: 'HV01' }, strings)).toEqual({
                text: fillText(strings.Guests.ofAll, { count: 2, failed: 0 }),
                back: fillText(strings.Guests.onlyOpened, { hostName: 'HV01' })
            });
            const failing = [...hosts, reading('failed'), reading('cancelled')];
            expect(toGuestScopeView({ scope: 'many', hosts: failing, openedName: 'HV01' }, strings)?.text).toBe(
                fillText(strings.Guests.ofMany, { count: 4, failed: 2 })
            );
        });

        it('leads nowhere where a cluster was opened', () => {
            expect(toGuestScopeView({ scope: 'many', hosts: [], openedName: null }, strings)?.back).toBe('');
        });
    });

    describe('of items to remove', () => {
        const guest = importGuestRow({
            vmId: id(1),
            name: 'APP01',
            enabledState: 2,
            guest: [
                { name: 'One', data: '1' },
                { name: 'Two', data: '2' }
            ]
        });
        const assessed: AssessedGuest = { hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null };
        const covered = (count: number): Parameters<typeof toRemoveItemsView>[2] => ({ covered: count, excluded: [] });
        const nothing: ItemRemovalState = { running: false, request: null, removals: [], failure: null, timedOut: false };

        it('has all of them, removes those that are chosen, in their order, and nothing without a choice or without an account', () => {
            const none = toRemoveItemsView(nothing, { guest: assessed, chosen: [] }, covered(1), strings);
            expect([none.title, none.names, none.canRemove]).toEqual([fillText(strings.RemoveItems.title, { guestName: 'APP01' }), [], false]);
            const both = toRemoveItemsView(nothing, { guest: assessed, chosen: [1, 0] }, covered(1), strings);
            expect([both.names, both.canRemove]).toEqual([['One', 'Two'], true]);
            expect(toRemoveItemsView(nothing, { guest: assessed, chosen: [1, 0] }, covered(0), strings).canRemove).toBeFalse();
            const one = toRemoveItemsView(nothing, { guest: assessed, chosen: [1] }, covered(1), strings);
            expect(one.items).toEqual([
                { name: 'One', data: '1', chosen: false },
                { name: 'Two', data: '2', chosen: true }
            ]);
        });

        it('says why the guest cannot be entered', () => {
            const closed = (excluded: Parameters<typeof toRemoveItemsView>[2]['excluded']): string =>
                toRemoveItemsView(nothing, { guest: assessed, chosen: [] }, { covered: 0, excluded }, strings).closed;
            expect(closed([])).toBe('');
            expect(closed([{ name: 'APP01', obstacle: 'sameIdOverNetwork' }])).toBe(`${strings.InsideObstacles.sameIdOverNetwork}.`);
        });

        it('begins nothing while something is being removed', () => {
            const view = toRemoveItemsView({ ...nothing, running: true }, { guest: assessed, chosen: [0] }, covered(1), strings);
            expect([view.running, view.canRemove]).toEqual([true, false]);
        });

        it('says how it ended: each item, a failure, or that nobody knows', () => {
            const error = { code: 'accountRefused', hresult: null, id: null, reason: null, message: null };
            const removals: ItemRemovalState['removals'] = [
                { collectedAt: null, vmId: id(1), name: 'One', outcome: 'removed', error: null },
                { collectedAt: null, vmId: id(1), name: 'Two', outcome: 'failed', error }
            ] as ItemRemovalState['removals'];
            const view = toRemoveItemsView(
                { ...nothing, removals, timedOut: true, failure: { code: 'unreachable', raw: 'r' } },
                { guest: assessed, chosen: [] },
                covered(1),
                strings
            );
            expect(view.removals.map(({ outcome, text }) => [outcome, text.trim()])).toEqual([
                ['removed', `One: ${strings.ItemRemovals.removed}`],
                ['failed', `Two: ${strings.ItemRemovals.failed} ${strings.InsideFailures.accountRefused.title} (accountRefused)`]
            ]);
            expect(view.failure).toEqual({ text: `${strings.Failures.unreachable.title}. ${strings.Failures.unreachable.fix}`, raw: 'r' });
            expect(view.timedOut).toBe(`${strings.InsideFailures.timedOut.text} ${strings.RemoveItems.notKnown}`);
            const quiet = toRemoveItemsView(nothing, { guest: assessed, chosen: [] }, covered(1), strings);
            expect([quiet.timedOut, quiet.failure, quiet.removals]).toEqual(['', null, []]);
        });
    });

    describe('of keys', () => {
        function keysOf(change: object): GuestKeysView {
            const items = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' };
            const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
            const guest = importGuestRow({ vmId: id(1), name: 'APP01', enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
            return toGuestKeys({ hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null }, strings);
        }

        it('are offered where the guest can get them', () => {
            const keys = keysOf({ enabledState: 3 });
            expect([keys.offered.includes('avma'), keys.offered.includes('own'), keys.refused]).toEqual([true, true, []]);
        });

        it('are offered without the AVMA key where the details begin with the button for it', () => {
            expect(keysOf({})).toEqual({ offered: ['back', 'own'], refused: [] });
        });

        it('say of each that is not offered why', () => {
            const facts = importActivationRow({ vmId: id(1), licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1 });
            const guest = importGuestRow({ vmId: id(1), name: 'APP01', enabledState: 2 });
            const inside = { facts, readAt: 0, hadAvma: false };
            const { GuestKeys } = strings;
            const { refused } = toGuestKeys({ hostName: 'HV01', host, guest, assessment: assess(host, guest, facts), inside }, strings);
            expect(refused).toContain(fillText(GuestKeys.refused, { action: GuestKeys.own, reason: GuestKeys.noAvmaKey }));
        });

        it('are refused with one reason where it forbids all of them', () => {
            const keys = keysOf({ shielded: true });
            expect([keys.offered, keys.refused.length]).toEqual([[], 1]);
            expect(keys.refused[0]).not.toContain(strings.GuestKeys.avma);
        });
    });
});
