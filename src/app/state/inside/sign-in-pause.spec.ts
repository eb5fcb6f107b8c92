/** Runs while somebody has to sign in: clocks stand still, nothing that wasn't sent counts as sent, and the run goes on by itself. */
import { BehaviorSubject, defer, EMPTY, NEVER, Observable, of, Subject } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { GuestSession } from '../../data/guest-session';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { SessionShortage } from '../../domain/inside/session-shortage';
import { SignInNeed } from '../../domain/inside/sign-in-need';
import { sessionOpenMs } from '../../domain/inside/time-limits';
import { silenceMs } from '../../domain/sign-in/sign-in-rules';
import { GuestRun } from './guest-run';
import { JobState } from './run-options';
import { SignInStorage } from './sign-in-storage';

const account = { user: 'CONTOSO\\ann', password: 'a' };
const minute = 60_000;
const limitMs = 10 * minute;
const denied = { code: 'accessDenied', raw: 'HTTP 403\n{"error":{"forbidden":"Unauthorized"}}' } as const;

/** A run on one host whose sessions a spec keeps from sending. */
class Bench {
    public readonly needs = new BehaviorSubject<SignInNeed | null>(null);
    public readonly answered = new Subject<void>();
    /** Guests whose command was handed to a session. */
    public readonly handed: string[] = [];
    public readonly answers: string[] = [];
    public closed = 0;
    public completed = false;
    public opens: Observable<never> = EMPTY;
    public work: (vmId: string) => Observable<'proven'> = () => this.rows;
    public rows = new Subject<'proven'>();
    public shortages: readonly SessionShortage[] = [];
    public readonly signIns = new SignInStorage(null);
    public run!: GuestRun<'proven'>;
    private states: ReadonlyMap<GuestKey, JobState<'proven'>> = new Map();

    public start(guests = 2): void {
        const jobs = Array.from({ length: guests }, (_, n): GuestJob => ({
            target: { hostName: 'HV01', vmId: `${n}`, channel: 'direct', address: null },
            account,
            productType: 3
        }));
        this.run = new GuestRun(jobs, {
            parallel: 1,
            timeoutMs: limitMs,
            signIns: this.signIns,
            openSession: () => this.open(),
            answered: key => this.answers.push(key),
            work: (_, { target }) =>
                defer(() => {
                    this.handed.push(target.vmId);
                    return this.work(target.vmId);
                }),
            judge: () => 'proven'
        });
        this.run.shortages.subscribe(shortages => (this.shortages = shortages));
        this.run.states.subscribe({ next: states => (this.states = states), complete: () => (this.completed = true) });
        this.run.start();
    }

    public get kinds(): string[] {
        return [...this.states.values()].map(({ kind }) => kind);
    }

    public get attempts(): number[] {
        return [...this.states.keys()].map(key => this.run.attemptsOf(key));
    }

    public get signIn(): unknown {
        return this.shortages.map(({ signIn }) => signIn);
    }

    /** Ends the guest at work; the next one has rows of its own. */
    public end(): void {
        const { rows } = this;
        this.rows = new Subject();
        rows.next('proven');
        rows.complete();
    }

    private open(): GuestSession {
        return {
            needs: this.needs,
            answered: this.answered,
            open: () => defer(() => this.opens),
            close: () => this.closed++,
            abandon: () => of(undefined)
        } as Partial<GuestSession> as GuestSession;
    }
}

const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: `${n}` });

/** Virtual time; what is given to `at` happens at that millisecond. */
function play(script: (at: (time: number, then: () => void) => void) => void): void {
    const scheduler = new TestScheduler(fail);
    scheduler.run(({ flush }) => {
        script((time, then) => scheduler.schedule(then, time));
        flush();
    });
}

describe('a run whose requests wait for a sign-in', () => {
    let bench: Bench;

    beforeEach(() => {
        bench = new Bench();
    });

    it('starts the clocks of a guest with the first answer to its command', () => {
        play(at => {
            bench.start(1);
            at(sessionOpenMs - 1, () => {
                expect([bench.kinds, bench.answers]).toEqual([['working'], []]);
                bench.answered.next();
                expect(bench.answers).toEqual([key(0)]);
            });
            at(sessionOpenMs + silenceMs - 2, () => expect(bench.kinds).toEqual(['working']));
            at(sessionOpenMs + silenceMs, () => expect(bench.kinds).toEqual(['timedOut']));
        });
    });

    it('gives up a command without any answer at last', () => {
        play(at => {
            bench.start(1);
            at(sessionOpenMs + 1, () => expect([bench.kinds, bench.attempts]).toEqual([['timedOut'], [1]]));
        });
    });

    it('takes a guest as not sent while its command waits, sends no other one, and goes on by itself', () => {
        play(at => {
            bench.start();
            at(1000, () => {
                bench.needs.next('host');
                expect([bench.kinds, bench.attempts, bench.signIn]).toEqual([['waiting', 'waiting'], [0, 0], ['host']]);
            });
            at(60 * minute, () => {
                expect([bench.kinds, bench.handed]).toEqual([['waiting', 'waiting'], ['0']]);
                bench.needs.next(null);
                expect([bench.kinds, bench.attempts, bench.signIn]).toEqual([['working', 'waiting'], [1, 0], []]);
                bench.answered.next();
                bench.end();
            });
            at(60 * minute + 1, () => {
                expect([bench.kinds, bench.handed]).toEqual([
                    ['done', 'working'],
                    ['0', '1']
                ]);
                bench.run.stop();
                bench.answered.next();
                bench.end();
                expect([bench.kinds, bench.completed]).toEqual([['done', 'done'], true]);
            });
        });
    });

    it('leaves a guest that was at work at work, with its clocks stopped', () => {
        play(at => {
            bench.start(1);
            at(1, () => {
                bench.answered.next();
                bench.rows.next('proven');
            });
            at(minute, () => bench.needs.next('gateway'));
            at(10 * limitMs, () => {
                expect([bench.kinds, bench.attempts, bench.signIn]).toEqual([['working'], [1], ['gateway']]);
                bench.needs.next(null);
            });
            at(11 * limitMs - 1, () => expect(bench.kinds).toEqual(['working']));
            at(11 * limitMs + 1, () => expect(bench.kinds).toEqual(['timedOut']));
        });
    });

    it('takes a command back that waits when the run, or its host, is stopped', () => {
        for (const stop of [(): void => bench.run.stop(), (): void => bench.run.stopHost('HV01')]) {
            bench = new Bench();
            bench.start();
            bench.needs.next('host');
            stop();
            expect([bench.kinds, bench.attempts, bench.completed]).toEqual([['notTried', 'notTried'], [0, 0], true]);
            expect([bench.closed, bench.signIns.entries()]).withContext('nothing counts as a sign-in').toEqual([1, []]);
        }
    });

    it('lets a command that was sent end normally when the run is stopped while its answer waits', () => {
        bench.start();
        bench.answered.next();
        bench.needs.next('host');
        bench.run.stop();
        expect([bench.kinds, bench.closed]).toEqual([['working', 'notTried'], 0]);
        bench.needs.next(null);
        bench.end();
        expect([bench.kinds, bench.completed]).toEqual([['done', 'notTried'], true]);
    });

    it('waits for a session as long as somebody needs to sign in', () => {
        bench.opens = NEVER;
        play(at => {
            bench.start(1);
            at(1, () => bench.needs.next('host'));
            at(10 * sessionOpenMs, () => {
                expect([bench.kinds, bench.signIn]).toEqual([['waiting'], ['host']]);
                bench.needs.next(null);
            });
            at(11 * sessionOpenMs - 1, () => expect(bench.kinds).toEqual(['waiting']));
            at(11 * sessionOpenMs + 1, () => expect(bench.kinds).toEqual(['failed']));
        });
    });

    it('pauses where the prompt was canceled, for a session or a command, and asks again when told', () => {
        let prompts = 0;
        bench.opens = defer(() => {
            throw (prompts++, denied);
        });
        bench.start();
        expect([bench.kinds, bench.signIn, prompts]).toEqual([['waiting', 'waiting'], ['canceled'], 1]);
        bench.opens = EMPTY;
        bench.work = () =>
            defer(() => {
                if (prompts++ < 2) {
                    throw denied;
                }
                bench.answered.next();
                return of('proven' as const);
            });
        bench.run.resume('HV01');
        expect([bench.kinds, bench.attempts, bench.signIn, prompts]).toEqual([['waiting', 'waiting'], [0, 0], ['canceled'], 2]);
        bench.run.resume('HV01');
        expect([bench.kinds, bench.attempts, bench.signIn, bench.completed]).toEqual([['done', 'done'], [1, 1], [], true]);
    });

    it('fails a guest as never sent where Windows Admin Center forbids it', () => {
        bench.work = () =>
            defer(() => {
                throw { code: 'forbidden', raw: '' };
            });
        bench.start(1);
        expect([bench.kinds, bench.attempts]).toEqual([['failed'], [0]]);
    });
});
