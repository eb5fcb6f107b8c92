/** Runs on hosts that grant fewer sessions than needed: no guest fails because of it, and every guest is processed. */
import { defer, finalize, Observable, of, tap, throwError, timer } from 'rxjs';
import { delay } from 'rxjs/operators';
import { TestScheduler } from 'rxjs/testing';
import { GuestSession } from '../../data/guest-session';
import { HostFailureCode } from '../../data/host-failure';
import { GuestJob } from '../../domain/inside/guest-target';
import { GuestRun } from './guest-run';
import { JobState, RunOptions } from './run-options';
import { SignInStorage } from './sign-in-storage';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { freeSession } from '../testing/free-session';

const account = { user: 'CONTOSO\\ann', password: 'a' };
const minute = 60_000;

/** A host that grants one user a limited number of shells in all tabs together. */
class Host {
    public open = 0;
    /** Times at which opening was refused, in milliseconds. */
    public readonly refusedAt: number[] = [];
    public now: () => number = () => 0;

    constructor(
        public shells: number,
        private readonly code: HostFailureCode = 'sessionRefused'
    ) {}

    public openSession(): GuestSession {
        let mine = false;
        let closed = false;
        return {
            ...freeSession,
            open: () =>
                defer((): Observable<never> => {
                    if (this.open >= this.shells) {
                        this.refusedAt.push(this.now());
                        return throwError(() => ({ code: this.code, raw: '' }));
                    }
                    mine = true;
                    this.open++;
                    return timer(200) as Observable<unknown> as Observable<never>;
                }),
            close: () => {
                this.open -= mine && !closed ? 1 : 0;
                closed = true;
            }
        } as Partial<GuestSession> as GuestSession;
    }
}

/** A tab with a run over guests that take a second each. */
class Tab {
    public states: ReadonlyMap<string, JobState<string>> = new Map();
    public readonly shortages: SessionShortage[][] = [];
    public readonly sent: string[] = [];
    public atWork = 0;
    public most = 0;
    public completed = false;
    public readonly run: GuestRun<string>;

    constructor(host: Host, guests: number, parallel: number, more: Partial<RunOptions<string>> = {}) {
        const jobs = Array.from({ length: guests }, (_, n): GuestJob => ({
            target: { hostName: 'HV01', vmId: `${n}`, channel: 'direct', address: null },
            account,
            productType: 3
        }));
        this.run = new GuestRun<string>(jobs, {
            parallel,
            timeoutMs: 10_000,
            signIns: new SignInStorage(null),
            openSession: () => host.openSession(),
            work: (_, { target }, __, signedIn) =>
                defer(() => {
                    signedIn();
                    this.sent.push(target.vmId);
                    this.most = Math.max(this.most, ++this.atWork);
                    return of('row').pipe(
                        delay(1000),
                        finalize(() => this.atWork--)
                    );
                }),
            judge: () => 'proven',
            ...more
        });
        this.run.shortages.subscribe(shortages => this.shortages.push([...shortages]));
        this.run.states.subscribe({ next: states => (this.states = states), complete: () => (this.completed = true) });
        this.run.start();
    }

    public count(kind: JobState<string>['kind']): number {
        return [...this.states.values()].filter(state => state.kind === kind).length;
    }

    public get told(): SessionShortage[] {
        return this.shortages[this.shortages.length - 1];
    }
}

describe('a run on a host with few sessions', () => {
    const play = (then: (at: (ms: number, check: () => void) => void, scheduler: TestScheduler) => void): void => {
        const scheduler = new TestScheduler(fail);
        scheduler.run(({ flush }) => {
            then((ms, check) => timer(ms).subscribe(check), scheduler);
            flush();
        });
    };

    it('ends 200 guests at 16 at a time on 5 shells, and none of them fails', () => {
        const host = new Host(5);
        let tab!: Tab;
        play(at => {
            tab = new Tab(host, 200, 16);
            at(5000, () => expect(tab.told).toEqual([{ hostName: 'HV01', granted: 5, pausedAfter: null, signIn: null }]));
        });
        expect([tab.count('done'), tab.most, tab.completed, new Set(tab.sent).size, tab.sent.length]).toEqual([200, 5, true, 200, 200]);
        expect([tab.told, host.open]).toEqual([[], 0]);
    });

    it('ends two tabs at once on 5 shells: what one leaves the other takes', () => {
        const host = new Host(5);
        const tabs: Tab[] = [];
        play(at => {
            tabs.push(new Tab(host, 200, 16));
            at(3000, () => tabs.push(new Tab(host, 200, 16)));
            at(5000, () => expect(tabs[1].told).toEqual([{ hostName: 'HV01', granted: 0, pausedAfter: null, signIn: null }]));
        });
        expect(tabs.map(tab => [tab.count('done'), tab.completed])).toEqual([
            [200, true],
            [200, true]
        ]);
        expect(host.open).toBe(0);
    });

    it('backs off from 2 to 30 seconds, grows again when the host grants more, and says nothing any more', () => {
        const host = new Host(1);
        play((at, scheduler) => {
            host.now = () => scheduler.now();
            const tab = new Tab(host, 800, 4);
            at(100_000, () => {
                // After 2, 4, 8, 16, 30 and 30 seconds.
                expect(host.refusedAt).toEqual([0, 2000, 6000, 14_000, 30_000, 60_000, 90_000]);
                host.shells = 30;
            });
            at(119_000, () => expect(tab.atWork).toBe(1));
            at(122_000, () => expect([tab.atWork, tab.told]).toEqual([4, []]));
            at(200_000, () => expect([tab.count('failed'), tab.atWork]).toEqual([0, 4]));
        });
    });

    it('pauses and asks after five minutes without a session, with every guest not started; continues or stops as told', () => {
        const host = new Host(0);
        const [going, ended] = [new Host(0), new Host(0)];
        play(at => {
            const waits = new Tab(host, 20, 16);
            const goesOn = new Tab(going, 20, 16);
            const stops = new Tab(ended, 20, 16);
            at(5 * minute - 1, () => expect(waits.told).toEqual([{ hostName: 'HV01', granted: 0, pausedAfter: null, signIn: null }]));
            at(5 * minute + 1, () => {
                expect(waits.told).toEqual([{ hostName: 'HV01', granted: 0, pausedAfter: 5, signIn: null }]);
                host.shells = 5;
                going.shells = 5;
                goesOn.run.resume('HV01');
                stops.run.stopHost('HV01');
            });
            const tries = host.refusedAt;
            at(8 * minute, () => {
                expect([tries.length, waits.count('waiting'), waits.sent, waits.completed]).toEqual([tries.length, 20, [], false]);
                expect([goesOn.count('done'), goesOn.completed]).toEqual([20, true]);
                expect([stops.count('notTried'), stops.completed, ended.open]).toEqual([20, true, 0]);
                waits.run.stop();
                expect(waits.completed).toBeTrue();
            });
        });
    });

    it('asks again after another five minutes where the host still grants none', () => {
        const host = new Host(0);
        play(at => {
            const tab = new Tab(host, 3, 16);
            at(5 * minute + 1, () => tab.run.resume('HV01'));
            at(5 * minute + 2, () => expect(tab.told).toEqual([{ hostName: 'HV01', granted: 0, pausedAfter: null, signIn: null }]));
            at(11 * minute, () => {
                expect(tab.told).toEqual([{ hostName: 'HV01', granted: 0, pausedAfter: 5, signIn: null }]);
                tab.run.stop();
            });
        });
    });

    it('puts a guest back whose session was gone and is not granted again, as long as nothing of it came', () => {
        const host = new Host(5);
        let tab!: Tab;
        let refusals = 0;
        const attempts: number[] = [];
        play(() => {
            tab = new Tab(host, 10, 5, {
                work: (_, { target }, attempt) =>
                    defer(() => {
                        tab?.sent.push(target.vmId);
                        attempts.push(...(target.vmId === '3' ? [attempt] : []));
                        return target.vmId === '3' && refusals === 0
                            ? throwError(() => ({ code: 'sessionRefused', raw: '' })).pipe(tap({ error: () => refusals++ }))
                            : of('row').pipe(delay(1000));
                    })
            });
        });
        expect([tab.count('done'), refusals, tab.completed]).toEqual([10, 1, true]);
        expect(attempts).withContext('nothing was sent at first').toEqual([1, 1]);
    });

    it('does not put back a guest of a run that was stopped meanwhile', () => {
        const host = new Host(5);
        let tab!: Tab;
        play(at => {
            tab = new Tab(host, 2, 1, {
                work: () =>
                    timer(1000).pipe(
                        tap(() => {
                            throw { code: 'sessionRefused', raw: '' };
                        })
                    ) as Observable<never>
            });
            at(500, () => tab.run.stop());
        });
        expect([tab.count('notTried'), tab.completed, host.open]).toEqual([2, true, 0]);
    });

    it('fails the guests themselves where a host is denied, unreachable, or does not answer', () => {
        for (const code of ['accessDenied', 'unreachable', 'noAnswer'] as const) {
            let tab!: Tab;
            play(() => (tab = new Tab(new Host(0, code), 3, 2)));
            expect([...tab.states.values()]).toEqual(Array(3).fill({ kind: 'failed', failure: { code, raw: '' } }));
            expect([tab.completed, tab.sent]).toEqual([true, []]);
        }
    });
});
