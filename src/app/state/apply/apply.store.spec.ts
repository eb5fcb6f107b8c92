/** A whole run with guests that answer on command: what is sent, what is saved, and what is shown. */
import { BehaviorSubject, concatMap, defer, EMPTY, finalize, from, map, NEVER, Observable, of, Subject, throwError, timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { GuestSession, InstallRequest } from '../../data/guest-session';
import { HostConnection } from '../../data/host-connection';
import { importActivationRow } from '../../data/import/import-activation-row';
import { importApplyRow } from '../../data/import/import-apply-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { GuestAccesses, withOwnKeyNames } from '../../domain/inside/guest-access';
import { ApplyRow } from '../../domain/facts/apply-facts';
import { recordCsv, recordJson } from '../../domain/apply/apply-record';
import { ApplyOptions, planApply } from '../../domain/apply/apply-plan';
import { PlannableGuest } from '../../domain/apply/apply-target';
import { assess } from '../../domain/judgement/assess';
import { ActivationFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey, keyOf } from '../../domain/facts/guest-key';
import { GuestAccount, GuestTarget } from '../../domain/inside/guest-target';
import { SignInNeed } from '../../domain/inside/sign-in-need';
import { ApplyRequest, ApplyStore, retryable, RunView } from './apply.store';
import { GuestsStore } from '../guests/guests.store';
import { LedgerStorage } from './ledger-storage';
import { LookInsideStore } from '../inside/look-inside.store';
import { MemoryStorage } from '../testing/memory-storage';
import { guestHostsOn } from '../testing/guest-hosts';
import { freeSession } from '../testing/free-session';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });
const number = (vmId: string): number => Number(vmId.slice(-12));

const host = importHostRow({ buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running' });
const server = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8', ProductType: '3' };
const right = { licenseDescription: 'x, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: 'WMBMW', licenseStatus: 1 };
const mak = { licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 5 };

function guest(n: number, change: object = {}, items: Readonly<Record<string, string>> = server, facts: ActivationFacts | null = null): PlannableGuest {
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const row = importGuestRow({ vmId: id(n), name: `G${n}`, enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
    return { hostName: 'HV01', host, guest: row, assessment: assess(host, row, facts), inside: facts && { facts } };
}
const guests = (...numbers: readonly number[]): PlannableGuest[] => numbers.map(n => guest(n));
const off = { enabledState: 3 };

const ann: GuestAccount = { user: 'CONTOSO\\ann', password: 'Zq7!canary' };
const ben: GuestAccount = { user: 'CONTOSO\\ben', password: 'Zq8!canary' };
const avma: ApplyOptions = { mode: 'installAndActivate', target: { kind: 'avma' } };
const ownKey = { key: 'BCDFG-HJKMN-PQRTV-WXY23-46789' };

type Answer = (request: InstallRequest, n: number) => Observable<ApplyRow>;

const row = (n: number, request: InstallRequest, step: string, more: object = {}): ApplyRow =>
    importApplyRow({ runId: request.runId, seq: 1, vmId: id(n), attempt: request.attempt, step, keyLastFive: 'WMBMW', ...more });
const steps =
    (end: object, before: object | null = null): Answer =>
    (request, n) =>
        of(row(n, request, 'connect'), row(n, request, 'check', { before }), row(n, request, 'end', { before, ...end }));
const activates = steps({ outcome: 'activated', after: right });
const fails = (code: string, hresult: number | null = null): Answer => steps({ outcome: 'failed', error: { code, hresult } });
const refuses: Answer = (request, n) => of(row(n, request, 'connect'), row(n, request, 'end', { outcome: 'failed', error: { code: 'credentialRefused' } }));

/** Guests behind sessions, with counters. */
class Bench {
    public readonly memory = new MemoryStorage();
    public readonly assessed = new BehaviorSubject<readonly PlannableGuest[] | null>(null);
    public readonly requests: InstallRequest[] = [];
    public readonly sent: Array<readonly [number, string]> = [];
    public readonly read: number[] = [];
    public readonly opened: GuestSession[] = [];
    public closed = 0;
    public most = 0;
    public answers: Record<number, Answer> = {};
    public reading: (n: number) => Observable<ActivationFacts> = n => of(importActivationRow({ vmId: id(n), ...right }));
    public readonly finished: RunView[] = [];
    public sessions: Pick<GuestSession, 'needs' | 'answered'> = freeSession;
    public inside!: LookInsideStore;
    public store!: ApplyStore;
    private busy = 0;

    constructor() {
        this.openTab();
    }

    /** A second store, as after a reload or in another tab. */
    public openTab(): void {
        const connection = { hostName: 'HV01', openGuestSession: () => this.open() } as Partial<HostConnection> as HostConnection;
        const guestHosts = guestHostsOn(connection);
        this.inside = new LookInsideStore(guestHosts);
        this.store = new ApplyStore(
            connection,
            { assessed: this.assessed } as Partial<GuestsStore> as GuestsStore,
            this.inside,
            new LedgerStorage(this.memory),
            guestHosts
        );
        this.store.finished.subscribe(view => this.finished.push(view));
    }

    public start(selection: readonly PlannableGuest[], change: Partial<ApplyRequest> = {}, account: (n: number) => GuestAccount = () => ann): unknown {
        const plan = change.plan ?? avma;
        const access = new Map(selection.map(one => [keyOf(one), { account: account(number(one.guest.vmId)), address: null, productType: 3 }]));
        const defaults = { plan, access, ownKey: null, parallel: 4, waitSeconds: 30 };
        return this.store.start({ ...defaults, shown: planApply(selection, plan), ...change });
    }

    public get states(): Readonly<Record<number, string>> {
        return statesOf(this.store.current.run);
    }

    public get phase(): string | undefined {
        return this.store.current.run?.phase;
    }

    private open(): GuestSession {
        const session: GuestSession = {
            ...this.sessions,
            open: () => EMPTY,
            install: (target: GuestTarget, account: GuestAccount, request: InstallRequest) =>
                defer(() => {
                    const n = number(target.vmId);
                    this.requests.push(request);
                    this.sent.push([n, account.user]);
                    this.busy++;
                    this.most = Math.max(this.most, this.busy);
                    return (this.answers[n] ?? activates)(request, n).pipe(finalize(() => this.busy--));
                }),
            lookInside: (target: GuestTarget) =>
                defer(() => {
                    this.read.push(number(target.vmId));
                    return this.reading(number(target.vmId));
                }),
            removeItems: () => NEVER,
            readEvents: () => NEVER,
            abandon: () => of(undefined),
            close: () => this.closed++
        };
        this.opened.push(session);
        return session;
    }
}

function statesOf(view: RunView | null): Readonly<Record<number, string>> {
    return Object.fromEntries((view?.guests ?? []).map(({ guest: one, state, failure }) => [number(one.vmId), failure ? `${state} ${failure.code}` : state]));
}

describe('a run', () => {
    let bench: Bench;
    beforeEach(() => (bench = new Bench()));

    it('goes from plan to proof: rows, a reading by the same session, and the record', () => {
        expect(bench.start(guests(1, 2))).toBeNull();
        expect([bench.states, bench.phase, bench.read.sort(), bench.closed === bench.opened.length]).toEqual([{ 1: 'done', 2: 'done' }, 'ended', [1, 2], true]);
        expect([...bench.inside.current.readings.values()].map(({ facts }) => [facts.partialProductKey, facts.licenseStatus])).toEqual([
            ['WMBMW', 1],
            ['WMBMW', 1]
        ]);
        const { runId, ...request } = bench.requests[0];
        expect(request).toEqual({
            attempt: 1,
            mode: 'installAndActivate',
            key: { generic: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW' },
            keyClass: 'avma',
            expectedBuild: 17763,
            expectedSku: 8,
            replaceable: [],
            expectedLastFive: '',
            waitSeconds: 30
        });
        expect([runId, bench.finished.length]).toEqual([bench.store.current.run?.ledger.runId ?? '', 1]);
        expect(bench.finished[0].counts.done).toBe(2);
    });

    it('lets the script end first in a guest that waits at every step and writes its key slowly', () => {
        // Seconds from step to step: another administrator, a slow disk, a request that is put off, a license that takes its time.
        const took = [
            ['connect', 0],
            ['check', 20],
            ['install', 75],
            ['activate', 110],
            ['readBack', 85],
            ['end', 70]
        ] as const;
        bench.answers[1] = request =>
            from(took).pipe(
                concatMap(([step, seconds]) =>
                    timer(seconds * 1000).pipe(map(() => row(1, request, step, step === 'end' ? { outcome: 'activated', after: right } : {})))
                )
            );
        new TestScheduler(fail).run(({ flush }) => {
            bench.start(guests(1), { waitSeconds: 60 });
            flush();
        });
        expect(bench.states).toEqual({ 1: 'done' });
    });

    it('keeps the plan before it touches a guest, and each row before anything else happens', () => {
        const rows = new Subject<ApplyRow>();
        let request: InstallRequest | null = null;
        bench.answers[1] = asked => {
            const [saved] = new LedgerStorage(bench.memory).list();
            expect(saved.ledger?.guests.map(one => [one.command, one.attempt])).toEqual([
                ['running', 1],
                ['queued', 0],
                ['skipped', 0]
            ]);
            request = asked;
            return rows;
        };
        bench.start([...guests(1, 2), guest(3, {}, { ...server, OSEditionId: '80' })]);
        expect(bench.states).toEqual({ 1: 'connecting', 2: 'waiting', 3: 'skipped' });
        const saved = (): number | undefined => new LedgerStorage(bench.memory).list()[0].ledger?.guests[0].rows.length;
        for (const [step, state] of [
            ['connect', 'connecting'],
            ['check', 'checking'],
            ['install', 'installing'],
            ['activate', 'activating']
        ]) {
            const before = saved() ?? 0;
            rows.next(row(1, request as unknown as InstallRequest, step));
            expect([saved(), bench.states[1]]).toEqual([before + 1, state]);
        }
        rows.next(row(1, request as unknown as InstallRequest, 'end', { outcome: 'activated', after: right }));
        rows.complete();
        expect(bench.states).toEqual({ 1: 'done', 2: 'done', 3: 'skipped' });
    });

    it('sends no guest that lacks an account, a confirmed name or a confirmation, and says so', () => {
        const foreign = guest(3, {}, server, importActivationRow({ vmId: id(3), buildNumber: 17763, operatingSystemSku: 8, ...mak }));
        const selection = [...guests(1, 2), foreign, guest(4, {}, { ...server, OSBuildNumber: '9600' })];
        bench.start(selection, {
            access: new Map([1, 3, 4].map(n => [key(n), { account: ann, address: null, productType: 3 }]))
        });
        const skips = bench.store.current.run?.guests.map(one => one.guest.skip?.code ?? null);
        expect([bench.sent.map(([n]) => n), skips]).toEqual([[1], [null, 'accountMissing', 'confirmationMissing', 'addressMissing']]);
        bench.start([foreign], {
            plan: { ...avma, confirmations: [{ key: key(3), installedClass: 'mak', installedLastFive: '3V66T', installedStatus: 5 }] }
        });
        expect([bench.requests[1].replaceable, bench.requests[1].expectedLastFive]).toEqual([['mak'], '3V66T']);
    });

    it('sends a key of the administrator over the network only to a name that was confirmed for it, and AVMA keys to any', () => {
        const target = { kind: 'own', lastFive: '46789' } as const;
        const access: GuestAccesses = new Map([1, 2].map(n => [key(n), { account: ann, address: `app${n}.contoso.com`, productType: 3 }]));
        const names = new Map([
            [key(1), 'app1.contoso.com'],
            [key(2), 'app2.fabrikam.com']
        ]);
        const plan = { mode: 'install', target, overNetwork: true } as const;
        bench.start(guests(1, 2), { plan, ownKey, access: withOwnKeyNames(access, names) });
        const skips = (): unknown => bench.store.current.run?.guests.map(one => one.guest.skip?.code ?? null);
        expect([bench.sent.map(([n]) => n), skips()]).toEqual([[1], [null, 'ownKeyUnconfirmed']]);
        expect(retryable(bench.store.current.run as RunView)).toContain(key(2));
        bench.start(guests(1, 2), { plan: { ...plan, target: { kind: 'avma' } }, access });
        expect(skips()).toEqual([null, null]);
    });

    it('costs a guest that is right already no second look, and the table knows it all the same', () => {
        bench.answers[1] = steps({ outcome: 'alreadyActivated', after: null }, right);
        bench.start(guests(1));
        expect([bench.states, bench.read]).toEqual([{ 1: 'alreadyRight' }, []]);
        const reading = bench.inside.current.readings.get(key(1))?.facts ?? null;
        const { verdict, evidence } = assess(host, guest(1).guest, reading);
        expect([verdict, evidence]).toEqual(['activated', 'verified']);
    });

    it('looks at what it has refused or failed to change, and never into another machine', () => {
        bench.answers = {
            1: steps({ outcome: 'refused', error: { code: 'keyNotReplaceable' } }, mak),
            2: fails('licensingError', 0xc004f050),
            3: steps({ outcome: 'refused', error: { code: 'wrongMachine' } }),
            4: fails('noAnswer'),
            5: steps({ outcome: 'refused', error: { code: 'otherKeyFound' } }, mak)
        };
        bench.reading = n => of(importActivationRow({ vmId: id(n), ...mak }));
        bench.start(guests(1, 2, 3, 4, 5));
        expect(bench.states).toEqual({
            1: 'refused keyNotReplaceable',
            2: 'failed licensingError',
            3: 'refused wrongMachine',
            4: 'failed noAnswer',
            5: 'refused otherKeyFound'
        });
        expect(bench.read.sort()).toEqual([1, 2, 5]);
    });

    it('is under way until its last reading has ended, and waits for nobody then', () => {
        const reading = new Subject<ActivationFacts>();
        bench.reading = () => reading;
        const phases: Array<string | undefined> = [];
        bench.store.state.subscribe(({ run }) => phases.push(run?.phase));
        bench.start(guests(1));
        expect([bench.states, bench.phase, bench.finished.length]).toEqual([{ 1: 'done' }, 'working', 0]);
        reading.complete();
        expect([bench.phase, bench.finished.length, phases.includes('waiting')]).toEqual(['ended', 1, false]);
    });

    it('puts the run before it among the earlier ones', () => {
        bench.start(guests(1));
        bench.answers[2] = () => NEVER;
        bench.start(guests(2));
        expect(bench.store.current.earlier.map(({ view }) => statesOf(view))).toEqual([{ 1: 'done' }]);
        expect(bench.states).toEqual({ 2: 'connecting' });
    });

    it('keeps a state that the rows have proved when the reading fails', () => {
        bench.reading = () => throwError(() => ({ code: 'unreachable', raw: 'gone' }));
        bench.start(guests(1));
        expect(bench.states).toEqual({ 1: 'done' });
    });

    it('starts once, however often it is asked to, and never beside a look inside', () => {
        bench.answers[1] = () => NEVER;
        expect([bench.start(guests(1)), bench.start(guests(1)), bench.start(guests(2))]).toEqual([null, 'running', 'running']);
        expect(bench.sent.length).toBe(1);
        bench.inside.start([{ target: { hostName: 'HV01', vmId: id(2), channel: 'direct', address: null }, account: ann, productType: 3 }], {
            parallel: 1,
            timeoutMs: 1000
        });
        expect(bench.read).toEqual([]);
        const other = new Bench();
        other.reading = () => NEVER;
        other.inside.start([{ target: { hostName: 'HV01', vmId: id(2), channel: 'direct', address: null }, account: ann, productType: 3 }], {
            parallel: 1,
            timeoutMs: 1000
        });
        expect([other.start(guests(1)), other.sent.length]).toEqual(['lookingInside', 0]);
    });

    it('starts nothing without guests, and nothing of an own key without the key', () => {
        expect(bench.start([guest(1, {}, { ...server, OSEditionId: '80' })])).toBe('noGuests');
        expect(bench.start(guests(1), { access: new Map() })).toBe('noGuests');
        expect(bench.start(guests(1), { plan: { mode: 'install', target: { kind: 'own', lastFive: '46789' } } })).toBe('ownKeyMissing');
        const otherKey = { plan: { mode: 'install', target: { kind: 'own', lastFive: 'AAAAA' } }, ownKey } as const;
        expect(bench.start(guests(1), otherKey)).toBe('ownKeyMissing');
        expect(bench.start(guests(1), { ...otherKey, plan: { ...avma, targets: new Map([[key(1), otherKey.plan.target]]) } })).toBe('ownKeyMissing');
        expect([bench.sent.length, bench.memory.length]).toEqual([0, 0]);
    });

    it('starts only with a ledger, unless it is told to do without', () => {
        bench.memory.room = 10;
        expect([bench.start(guests(1)), bench.sent.length]).toEqual(['ledgerFull', 0]);
        expect(bench.start(guests(1), { withoutLedger: true })).toBeNull();
        expect([bench.states, bench.store.current.writeProblem]).toEqual([{ 1: 'done' }, 'full']);
    });

    it('goes on and says so when there is no room left in the middle', () => {
        bench.answers[1] = (request, n) => {
            bench.memory.room = 10;
            return activates(request, n);
        };
        bench.start(guests(1, 2));
        expect([bench.states, bench.store.current.writeProblem]).toEqual([{ 1: 'done', 2: 'done' }, 'full']);
    });
});

describe('accounts in a run', () => {
    it('are refused exactly once each at 16 at a time, while others go on', () => {
        const bench = new Bench();
        const all = Array.from({ length: 40 }, (_, index) => index + 1);
        for (const n of all) {
            bench.answers[n] = n % 2 === 0 ? refuses : activates;
        }
        bench.start(guests(...all), { parallel: 16 }, n => (n % 2 === 0 ? ben : ann));
        const logons = (user: string): number => bench.sent.filter(([, one]) => one === user).length;
        expect([logons(ben.user), logons(ann.user)]).toEqual([1, 20]);
        const states = Object.entries(bench.states).filter(([n]) => Number(n) % 2 === 0);
        expect(states.filter(([, state]) => state === 'failed credentialRefused').length).toBe(1);
        expect(states.filter(([, state]) => state === 'notTried accountRefused').length).toBe(19);
    });

    it('go into as many guests as allowed as soon as one has let them in, not when it is done', () => {
        const bench = new Bench();
        for (let n = 1; n <= 20; n++) {
            bench.answers[n] = request => new Observable(observer => observer.next(row(n, request, 'check')));
        }
        bench.start(guests(...Array.from({ length: 20 }, (_, index) => index + 1)), { parallel: 16 });
        expect(bench.most).toBe(16);
    });
});

describe('a run that is stopped or lost', () => {
    let bench: Bench;
    beforeEach(() => (bench = new Bench()));

    it('lets the guests at work end, reading included, and sends no more', () => {
        const rows = new Subject<ApplyRow>();
        bench.answers[1] = () => rows;
        bench.start(guests(1, 2, 3));
        bench.store.stop();
        expect([bench.states, bench.phase]).toEqual([{ 1: 'connecting', 2: 'cancelled stopped', 3: 'cancelled stopped' }, 'working']);
        rows.next(row(1, bench.requests[0], 'end', { outcome: 'activated', after: right }));
        rows.complete();
        expect([bench.states[1], bench.phase, bench.read, bench.sent.length]).toEqual(['done', 'ended', [1], 1]);
    });

    it('knows nothing of guests whose host was lost, until somebody reads them', () => {
        bench.answers[1] = (request, n) =>
            n === 1 ? new Observable(observer => (observer.next(row(n, request, 'install')), observer.error({ code: 'unreachable', raw: 'x' }))) : EMPTY;
        bench.start(guests(1));
        expect([bench.states, bench.phase]).toEqual([{ 1: 'unknown hostFailed' }, 'ended']);
        expect(bench.store.current.run?.guests[0].guest.hostFailure).toContain('unreachable');
        const view = bench.store.current.run as RunView;
        const options = { parallel: 1, timeoutMs: 1000 };
        const jobs = [1, 2].map(n => ({
            target: { hostName: 'HV01', vmId: id(n), channel: 'winrm', address: 'g.contoso.com' } as const,
            account: ann,
            productType: 3
        }));
        // Reads only guests whose result is unknown, whichever jobs are passed.
        expect([bench.store.readUnknown(view, [], options), bench.store.readUnknown(view, jobs.slice(1), options)]).toEqual([false, false]);
        jasmine
            .clock()
            .install()
            .mockDate(new Date(Date.now() + 1000));
        expect(bench.store.readUnknown(view, jobs, options)).toBeTrue();
        jasmine.clock().uninstall();
        expect([bench.states, bench.read]).toEqual([{ 1: 'done' }, [1]]);
        expect(new LedgerStorage(bench.memory).list()[0].ledger?.guests[0].reading?.licenseStatus).toBe(1);
    });

    it('takes no reading from before the command for its result', () => {
        const options = { parallel: 1, timeoutMs: 1000 };
        const look = (n: number): boolean =>
            bench.inside.start([{ target: { hostName: 'HV01', vmId: id(n), channel: 'direct', address: null }, account: ann, productType: 3 }], options);
        const clock = jasmine.clock().install();
        const start = Date.now();
        clock.mockDate(new Date(start));
        expect(look(1)).toBeTrue();
        bench.answers[1] = () => EMPTY;
        bench.reading = n => (n === 1 ? throwError(() => ({ code: 'unreachable', raw: '' })) : of(importActivationRow({ vmId: id(n), ...right })));
        // Sent in the same millisecond as the reading, so the order is unknown.
        bench.start(guests(1));
        const [sent] = bench.store.current.run?.ledger.guests ?? [];
        expect([Date.parse(sent.sentAt ?? ''), bench.inside.current.readings.get(key(1))?.readAt]).toEqual([start, start]);
        const unknown = bench.states;
        expect(Object.values(unknown)[0]).toMatch(/^unknown/);
        expect(look(2)).toBeTrue();
        expect(bench.states).toEqual(unknown);
        clock.mockDate(new Date(start + 1));
        bench.reading = n => of(importActivationRow({ vmId: id(n), ...right }));
        expect(look(1)).toBeTrue();
        jasmine.clock().uninstall();
        expect(bench.states).toEqual({ 1: 'done' });
    });

    it('takes guests that answer nonsense for no failure of their host', () => {
        const all = [1, 2, 3, 4, 5];
        all.slice(0, 4).forEach(
            n => (bench.answers[n] = n % 2 ? (): Observable<ApplyRow> => throwError(() => ({ code: 'badRow', raw: 'x' })) : fails('malformedAnswer'))
        );
        bench.start(guests(...all), { parallel: 1 });
        expect(bench.states).toEqual({ 1: 'unknown hostFailed', 2: 'failed malformedAnswer', 3: 'unknown hostFailed', 4: 'failed malformedAnswer', 5: 'done' });
        const bad = new Bench();
        all.slice(0, 4).forEach(n => (bad.answers[n] = (): Observable<ApplyRow> => throwError(() => ({ code: 'badRow', raw: 'x' }))));
        bad.start(guests(...all), { parallel: 1 });
        expect(bad.states[5]).toBe('done');
    });

    it('sends no more to a host that is gone, so that nobody has to wonder about the rest', () => {
        const all = [1, 2, 3, 4, 5, 6, 7, 8];
        const gone = throwError(() => ({ code: 'unreachable', raw: '' }));
        all.forEach(n => (bench.answers[n] = () => gone));
        bench.start(guests(...all));
        expect(Object.values(bench.states)).toEqual([...Array<string>(3).fill('unknown hostFailed'), ...Array<string>(5).fill('cancelled stopped')]);
        // Failures of single sessions don't end the run.
        const other = new Bench();
        all.forEach(n => (other.answers[n] = n % 3 === 0 ? activates : (): typeof gone => gone));
        other.start(guests(...all), { parallel: 1 });
        expect(other.sent.length).toBe(8);
    });

    it('waits for no guest to start on a host that is gone, unless guests of other hosts are in the run', () => {
        const gone = throwError(() => ({ code: 'unreachable', raw: '' }));
        const start = (...elsewhere: readonly PlannableGuest[]): Bench => {
            const at = new Bench();
            [1, 2, 3].forEach(n => (at.answers[n] = () => gone));
            at.start([...guests(1, 2, 3), guest(4, off), ...elsewhere], { parallel: 1 });
            return at;
        };
        const alone = start();
        expect([alone.states[4], alone.phase]).toEqual(['cancelled stopped', 'ended']);
        const together = start({ ...guest(5), hostName: 'HV02' });
        expect([together.states[5], together.states[4], together.phase]).toEqual(['done', 'waiting', 'waiting']);
    });

    it('is left as it was by a reload: what was sent is unknown, what was not is cancelled, and nothing is sent again', () => {
        bench.answers[1] = request => new Observable(observer => observer.next(row(1, request, 'connect')));
        bench.start(guests(1, 2));
        window.dispatchEvent(new Event('pagehide'));
        bench.openTab();
        const [earlier] = bench.store.current.earlier;
        expect([earlier.elsewhere, earlier.view?.phase, statesOf(earlier.view)]).toEqual([
            false,
            'interrupted',
            { 1: 'unknown runLost', 2: 'cancelled stopped' }
        ]);
        expect([bench.store.current.run, bench.sent.length]).toEqual([null, 1]);
        jasmine
            .clock()
            .install()
            .mockDate(new Date(Date.now() + 1000));
        const jobs = [{ target: { hostName: 'HV01', vmId: id(1), channel: 'direct', address: null } as const, account: ann, productType: 3 }];
        bench.store.readUnknown(earlier.view as RunView, jobs, { parallel: 1, timeoutMs: 1000 });
        jasmine.clock().uninstall();
        expect(statesOf(bench.store.current.earlier[0].view)).toEqual({ 1: 'done', 2: 'cancelled stopped' });
    });

    describe('while somebody has to sign in', () => {
        const needs = new BehaviorSubject<SignInNeed | null>(null);
        const answered = new Subject<void>();
        const saved = (): unknown => new LedgerStorage(bench.memory).list()[0].ledger?.guests.map(one => [one.command, one.attempt, one.sentAt !== null]);

        beforeEach(() => {
            needs.next(null);
            bench.sessions = { needs, answered };
        });

        it('records no guest as sent, and as not started when it is stopped or reloaded', () => {
            bench.answers[1] = () => NEVER;
            bench.start(guests(1, 2));
            expect(saved()).toEqual([
                ['running', 1, true],
                ['queued', 0, false]
            ]);
            needs.next('host');
            expect(saved()).toEqual([
                ['queued', 0, false],
                ['queued', 0, false]
            ]);
            expect(bench.store.current.shortages).toEqual([{ hostName: 'HV01', granted: 2, pausedAfter: null, signIn: 'host' }]);
            window.dispatchEvent(new Event('pagehide'));
            const { store } = bench;
            bench.openTab();
            expect(statesOf(bench.store.current.earlier[0].view)).toEqual({ 1: 'cancelled stopped', 2: 'cancelled stopped' });
            store.stop();
            expect(statesOf(store.current.run)).toEqual({ 1: 'cancelled stopped', 2: 'cancelled stopped' });
        });

        it('takes the host’s first answer as the beginning of a guest', () => {
            const clock = jasmine.clock().install();
            const start = Date.now();
            clock.mockDate(new Date(start));
            bench.answers[1] = () => NEVER;
            bench.start(guests(1));
            needs.next('gateway');
            clock.mockDate(new Date(start + 600_000));
            needs.next(null);
            clock.mockDate(new Date(start + 601_000));
            answered.next();
            jasmine.clock().uninstall();
            expect(bench.store.current.run?.ledger.guests[0].sentAt).toBe(new Date(start + 601_000).toISOString());
        });

        it('still records what was sent before as unknown when it is reloaded', () => {
            bench.answers[1] = () => NEVER;
            bench.start(guests(1));
            answered.next();
            needs.next('gateway');
            window.dispatchEvent(new Event('pagehide'));
            bench.openTab();
            expect(statesOf(bench.store.current.earlier[0].view)).toEqual({ 1: 'unknown runLost' });
        });
    });

    it('is shown by a second tab as running there, and neither taken over nor deleted', () => {
        bench.answers[1] = () => NEVER;
        bench.start(guests(1, 2));
        bench.openTab();
        const [earlier] = bench.store.current.earlier;
        expect([earlier.elsewhere, earlier.view?.phase, statesOf(earlier.view)]).toEqual([true, 'working', { 1: 'connecting', 2: 'waiting' }]);
        bench.store.delete(earlier.runId);
        expect([bench.store.current.earlier.length, bench.sent.length]).toEqual([1, 1]);
    });

    it('is called interrupted by a second tab when nothing is heard of the first any more, which was killed', () => {
        jasmine.clock().install().mockDate(new Date());
        bench.answers[1] = () => NEVER;
        bench.start(guests(1, 2));
        const other = new Bench();
        for (let index = 0; index < bench.memory.length; index++) {
            const key = bench.memory.key(index) ?? '';
            other.memory.setItem(key, bench.memory.getItem(key) ?? '');
        }
        other.openTab();
        const seen = (): unknown => other.store.current.earlier.map(({ elsewhere, view }) => [elsewhere, view?.phase, statesOf(view)]);
        // Jasmine's clock loses timers in a long tick in which other timers end.
        const pass = (seconds: number): void => Array.from({ length: seconds }).forEach(() => jasmine.clock().tick(1000));
        pass(140);
        expect(seen()).toEqual([[true, 'working', { 1: 'connecting', 2: 'waiting' }]]);
        pass(20);
        expect(seen()).toEqual([[false, 'interrupted', { 1: 'unknown runLost', 2: 'cancelled stopped' }]]);
        jasmine.clock().uninstall();
    });

    it('hears of what other tabs do', () => {
        jasmine.clock().install();
        const other = new LedgerStorage(bench.memory);
        bench.start(guests(1));
        bench.store.dismiss();
        const [{ runId }] = bench.store.current.earlier;
        other.delete(runId);
        window.dispatchEvent(new StorageEvent('storage', { key: `avma.run.${runId}` }));
        jasmine.clock().tick(501);
        jasmine.clock().uninstall();
        expect(bench.store.current.earlier).toEqual([]);
    });

    it('can be deleted once it has ended', () => {
        bench.start(guests(1));
        const runId = bench.store.current.run?.ledger.runId ?? '';
        bench.store.delete(runId);
        expect([bench.store.current.run, bench.memory.length]).toEqual([null, 0]);
    });
});

describe('guests that come later', () => {
    it('are planned when they are up, by what they report then', () => {
        const bench = new Bench();
        bench.start([...guests(1), guest(2, off), guest(3, off)]);
        expect([bench.states, bench.phase, bench.finished.length]).toEqual([{ 1: 'done', 2: 'waiting', 3: 'waiting' }, 'waiting', 1]);
        bench.assessed.next([guest(2, { intrinsic: [] }), guest(3, off)]);
        expect(bench.states[2]).toBe('waiting');
        bench.assessed.next([guest(2, {}, { ...server, OSEditionId: '7' }), guest(3, {}, { ...server, OSEditionId: '79' })]);
        expect([bench.states, bench.phase]).toEqual([{ 1: 'done', 2: 'unknown notProved', 3: 'skipped' }, 'ended']);
        // The row's key differs from the key that is planned now: 4GF74 for Standard.
        expect(bench.requests[1].key).toEqual({ generic: 'TNK62-RXVTB-4P47B-2D623-4GF74' });
        expect([bench.store.current.run?.guests[2].guest.skip?.code, bench.finished.length]).toEqual(['evaluationEdition', 1]);
    });

    it('are not waited for once they are on another host, where nothing was planned for them', () => {
        const bench = new Bench();
        bench.start([guest(1, off), guest(2, off)]);
        bench.assessed.next([]);
        expect(bench.states).toEqual({ 1: 'waiting', 2: 'waiting' });
        bench.assessed.next([{ ...guest(1), hostName: 'HV02' }, guest(2, off)]);
        expect([bench.states, bench.phase, bench.sent.length]).toEqual([{ 1: 'skipped', 2: 'waiting' }, 'waiting', 0]);
        expect(bench.store.current.run?.guests[0].guest.skip).toEqual({ source: 'plan', code: 'onOtherHost', data: {} });
    });

    it('are waited for only as long as somebody wants to', () => {
        const bench = new Bench();
        bench.start([guest(1, off)]);
        bench.store.stopWaiting();
        bench.assessed.next(guests(1));
        expect([bench.states, bench.phase, bench.sent.length]).toEqual([{ 1: 'cancelled stopped' }, 'ended', 0]);
    });
});

describe('the request limit', () => {
    beforeEach(() => jasmine.clock().install());
    afterEach(() => jasmine.clock().uninstall());

    it('is met by trying again later, without holding up others', () => {
        const bench = new Bench();
        const limited = steps({
            outcome: 'installedNotActivated',
            after: { ...right, licenseStatus: 5 },
            error: { code: 'licensingError', hresult: 0xc004fd00 | 0 }
        });
        bench.answers[1] = (request, n) => (request.attempt < 3 ? limited : activates)(request, n);
        bench.start(guests(1, 2), { parallel: 1 });
        expect([bench.states, bench.phase, bench.read]).toEqual([{ 1: 'waiting', 2: 'done' }, 'working', [2]]);
        jasmine.clock().tick(30_001);
        expect(bench.states[1]).toBe('waiting');
        jasmine.clock().tick(60_001);
        expect([bench.states[1], bench.requests.map(one => one.attempt), bench.phase]).toEqual(['done', [1, 1, 2, 3], 'ended']);
        expect(bench.store.current.run?.guests[0].guest.rows.length).toBe(9);
    });
});

describe('secrets', () => {
    /** A password as hostile guests repeat it: as it is, reversed, Base64, hexadecimal, and in two fields. */
    const halves = [ann.password.slice(0, 5), ann.password.slice(5)];
    const hex = [...ann.password].map(character => character.charCodeAt(0).toString(16)).join('');
    const forms = [ann.password, [...ann.password].reverse().join(''), btoa(ann.password), hex];

    it('are in no state, no storage and no record, whatever a guest makes of them', () => {
        const bench = new Bench();
        const everywhere = (one: string, other: string): object => ({
            outcome: 'failed',
            error: { code: one, hresult: 5, id: one, reason: other, message: `${one} for ${ownKey.key}` },
            accountName: one,
            after: { licenseDescription: one, partialProductKey: other, licenseStatus: 1 }
        });
        forms.forEach((form, index) => (bench.answers[index + 1] = steps(everywhere(form, form), { licenseDescription: form, partialProductKey: form })));
        bench.answers[5] = steps(everywhere(halves[0], halves[1]));
        bench.answers[6] = () => throwError(() => ({ code: 'unclassified', raw: forms.join() }));
        const seen: string[] = [];
        bench.store.state.subscribe(state => seen.push(JSON.stringify(state), ...(state.run?.messages.values() ?? [])));
        bench.start(guests(1, 2, 3, 4, 5, 6), { plan: { mode: 'install', target: { kind: 'own', lastFive: '46789' } }, ownKey });
        expect([bench.requests[0].key, bench.requests[0].keyClass]).toEqual([{ own: ownKey }, '']);
        const run = bench.store.current.run as RunView;
        // What is half a password is on the page, which nothing keeps.
        expect(run.messages.get(key(5))).toBe(`${halves[0]} for *****-*****-*****-*****-46789`.replace('*****-*****-*****-*****-46789', '***'));
        const kept = [
            bench.memory.everything,
            recordCsv(run.ledger),
            recordJson(run.ledger),
            JSON.stringify(run.ledger),
            JSON.stringify(bench.finished)
        ].join();
        expect(kept).toContain('46789');
        for (const canary of [...forms, ...halves, 'HJKMN', 'BCDFG-']) {
            expect(kept).not.toContain(canary);
        }
        for (const canary of [...forms, 'HJKMN', 'BCDFG-']) {
            expect(seen.join()).not.toContain(canary);
        }
        expect(bench.states).toEqual({ ...Object.fromEntries([1, 2, 3, 4, 5].map(n => [n, 'failed unclassified'])), 6: 'unknown hostFailed' });
    });
});
