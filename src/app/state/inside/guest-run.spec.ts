/** How a run sends accounts to guests: each unnecessary logon could lock an account out. */
import { defer, EMPTY, map, NEVER, Observable, of, Subject, tap, throwError, timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { GuestSession } from '../../data/guest-session';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { silenceMs } from '../../domain/sign-in/sign-in-rules';
import { AccountQuestion } from '../../domain/sign-in/account-question';
import { GuestRun } from './guest-run';
import { JobState, RunOptions } from './run-options';
import { SignInStorage } from './sign-in-storage';
import { freeSession } from '../testing/free-session';

type Row = 'proven' | 'refused' | 'unknown';

const ann: GuestAccount = { user: 'CONTOSO\\ann', password: 'a' };
const ben: GuestAccount = { user: 'CONTOSO\\ben', password: 'b' };
/** Guests of one host, or of the host before the slash. */
const placeOf = (name: string): { readonly hostName: string; readonly vmId: string } =>
    name.includes('/') ? { hostName: name.split('/')[0], vmId: name.split('/')[1] } : { hostName: 'hv01', vmId: name };
const keyOf = (name: string): GuestKey => guestKey(placeOf(name));
const nameOf = ({ hostName, vmId }: GuestJob['target']): string => (hostName === 'hv01' ? vmId : `${hostName}/${vmId}`);
const jobsOf = (account: GuestAccount, ...names: readonly string[]): GuestJob[] =>
    names.map(name => ({ target: { ...placeOf(name), channel: 'direct', address: null }, account, productType: 3 }));

/** A run whose guests answer on command. */
class Bench {
    /** Guests in the order in which an account was sent to them. */
    public readonly sent: string[] = [];
    /** The passwords that were sent, in that order. */
    public readonly passwords: string[] = [];
    public readonly closed: number[] = [];
    public opened = 0;
    /** Accounts that sessions were opened for. */
    public readonly prepared: GuestAccount[] = [];
    public completed = false;
    public questions: readonly AccountQuestion[] = [];
    public most = 0;
    private readonly working = new Map<string, Subject<Row>>();
    private readonly serials = new Map<GuestSession, number>();
    private readonly used = new Set<GuestSession>();
    private states: ReadonlyMap<GuestKey, JobState<Row>> = new Map();
    private readonly run: GuestRun<Row>;

    constructor(
        jobs: readonly GuestJob[],
        parallel: number,
        answer: (vmId: string, attempt: number) => Observable<Row> = vmId => this.later(vmId),
        more: Partial<RunOptions<Row>> = {},
        private readonly goneMs = 0
    ) {
        this.run = new GuestRun<Row>(jobs, {
            parallel,
            timeoutMs: 1000,
            signIns: new SignInStorage(null),
            openSession: () => this.open(),
            work: (session, job, attempt) =>
                defer(() => {
                    expect(this.used.has(session)).withContext('one command at a time in a session').toBeFalse();
                    expect(this.closed).not.toContain(this.serials.get(session) ?? 0);
                    this.used.add(session);
                    this.most = Math.max(this.most, this.used.size);
                    this.sent.push(nameOf(job.target));
                    this.passwords.push(job.account.password);
                    const free = (): unknown => this.used.delete(session);
                    return answer(nameOf(job.target), attempt).pipe(tap({ error: free, complete: free, unsubscribe: free }));
                }),
            judge: row => row,
            ...more
        });
        this.run.states.subscribe({ next: states => (this.states = states), complete: () => (this.completed = true) });
        this.run.questions.subscribe(now => (this.questions = now));
        expect(new Set(this.kinds())).toEqual(new Set(jobs.length > 0 || more.held ? ['waiting'] : []));
        this.run.start();
    }

    public answer(row: Row, ...vmIds: readonly string[]): void {
        for (const vmId of vmIds) {
            this.working.get(vmId)?.next(row);
            this.working.get(vmId)?.complete();
        }
    }

    public kinds(): string[] {
        return [...this.states.values()].map(state => (state.kind === 'notTried' ? state.because : state.kind));
    }

    public state(vmId: string): JobState<Row> | undefined {
        return this.states.get(keyOf(vmId));
    }

    public get atWork(): string[] {
        return [...this.states].filter(([, state]) => state.kind === 'working').map(([key]) => key.replace('@hv01', ''));
    }

    public stop(): void {
        this.run.stop();
    }

    public continueWith({ user }: GuestAccount): void {
        this.run.decide({ user, kind: 'continue' });
    }

    public changePassword({ user }: GuestAccount, password: string): void {
        this.run.decide({ user, kind: 'password', password });
    }

    public endAccount({ user }: GuestAccount): void {
        this.run.decide({ user, kind: 'end' });
    }

    public release(account: GuestAccount, ...vmIds: readonly string[]): void {
        jobsOf(account, ...vmIds).forEach(job => this.run.release(job));
    }

    public drop(...vmIds: readonly string[]): void {
        this.run.drop(vmIds.map(keyOf));
    }

    /** Emits a row while the guest's command continues. */
    public row(row: Row, vmId: string): void {
        this.working.get(vmId)?.next(row);
    }

    private later(vmId: string): Observable<Row> {
        const answer = new Subject<Row>();
        this.working.set(vmId, answer);
        return answer;
    }

    private opens(account: GuestAccount): Observable<never> {
        return defer(() => {
            this.prepared.push(account);
            return EMPTY;
        });
    }

    private open(): GuestSession {
        const serial = ++this.opened;
        const session: GuestSession = {
            ...freeSession,
            open: account => this.opens(account),
            lookInside: () => NEVER,
            readEvents: () => NEVER,
            install: () => NEVER,
            removeItems: () => NEVER,
            close: () => this.closed.push(serial),
            abandon: () => {
                this.closed.push(serial);
                return this.goneMs === 0 ? of(undefined) : timer(this.goneMs).pipe(map(() => undefined));
            }
        };
        this.serials.set(session, serial);
        return session;
    }
}

describe('a run inside guests', () => {
    it('lets one sign-in wait for its answer until two guests have accepted, then two, while work goes on in as many as allowed', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5'), 3);
        expect(bench.atWork).toEqual(['1']);
        bench.row('proven', '1');
        expect(bench.atWork).toEqual(['1', '2']);
        bench.row('proven', '2');
        expect(bench.atWork).withContext('one slot is left').toEqual(['1', '2', '3']);
        bench.answer('proven', '1');
        expect(bench.atWork).withContext('two wait for an answer').toEqual(['2', '3', '4']);
        bench.answer('proven', '2');
        expect(bench.atWork).toEqual(['3', '4']);
        bench.row('proven', '3');
        expect(bench.atWork).toEqual(['3', '4', '5']);
        expect(bench.completed).toBeFalse();
        bench.answer('proven', '5', '3', '4');
        expect(bench.kinds()).toEqual(['done', 'done', 'done', 'done', 'done']);
        expect([bench.sent, bench.most, bench.completed]).toEqual([['1', '2', '3', '4', '5'], 3, true]);
    });

    it('reuses its sessions and closes each of them once at the end', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5', '6'), 2);
        bench.answer('proven', '1', '2', '3', '4', '5');
        // The session that no guest needs is closed.
        expect([bench.opened, bench.closed]).toEqual([2, [1]]);
        bench.answer('proven', '6');
        expect([bench.opened, [...bench.closed].sort()]).toEqual([2, [1, 2]]);
    });

    it('opens sessions for those that come next while an account is tried: as many as are needed, and none is left behind', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3'), 8);
        expect([bench.atWork, bench.opened, bench.prepared]).toEqual([['1'], 3, [ann, ann, ann]]);
        bench.row('unknown', '1');
        bench.answer('proven', '1', '2', '3');
        expect([bench.sent, bench.opened, bench.closed.length]).toEqual([['1', '2', '3'], 3, 3]);
        const refused = new Bench(jobsOf(ann, '1', '2', '3', '4'), 2);
        expect(refused.opened).toBe(2);
        refused.answer('refused', '1');
        expect([refused.sent, refused.closed.length, refused.completed]).toEqual([['1'], 2, true]);
        expect(new Bench(jobsOf(ann, 'a/1', 'a/2', 'b/1', 'b/2'), 8, undefined, { perHost: 1 }).opened).toBe(2);
    });

    it('tells guests of two hosts with one id apart, so that each has its own state and is entered from its own host', () => {
        const opened: string[] = [];
        const bench = new Bench(jobsOf(ann, 'a/1', 'b/1'), 1, undefined, {
            openSession: hostName => {
                opened.push(hostName);
                return { ...freeSession, open: () => EMPTY, close: () => undefined, abandon: () => of(undefined) } as Partial<GuestSession> as GuestSession;
            }
        });
        bench.answer('proven', 'a/1');
        expect([bench.sent, bench.state('a/1')?.kind, bench.state('b/1')?.kind]).toEqual([['a/1', 'b/1'], 'done', 'working']);
        bench.answer('proven', 'b/1');
        expect([bench.kinds(), opened]).toEqual([
            ['done', 'done'],
            ['a', 'b']
        ]);
    });

    it('ends an account with its first refusal after a single logon, while another goes on', () => {
        const bench = new Bench([...jobsOf(ann, 'a1', 'a2', 'a3'), ...jobsOf(ben, 'b1', 'b2')], 4);
        expect(bench.atWork).toEqual(['a1', 'b1']);
        bench.answer('refused', 'a1');
        expect(bench.kinds()).toEqual(['done', 'accountRefused', 'accountRefused', 'working', 'waiting']);
        bench.answer('proven', 'b1', 'b2');
        bench.answer('proven', 'b2');
        expect([bench.sent, bench.completed]).toEqual([['a1', 'b1', 'b2'], true]);
    });

    it('tries one account of a domain with one password at a time, and ends all of them with its first refusal', () => {
        const bench = new Bench([...jobsOf(ann, '1'), ...jobsOf({ user: 'contoso\\ANN', password: 'other' }, '2', '3')], 3);
        expect(bench.atWork).toEqual(['1']);
        bench.answer('refused', '1');
        expect(bench.kinds()).toEqual(['done', 'accountRefused', 'accountRefused']);
        expect([bench.sent, bench.completed]).toEqual([['1'], true]);
    });

    it('tells accounts of the guests themselves apart: no guest locks the account of another', () => {
        const local = (password: string): GuestAccount => ({ user: '.\\Administrator', password });
        const bench = new Bench([...jobsOf(local('a'), '1'), ...jobsOf(local('b'), '2')], 3);
        expect(bench.atWork).toEqual(['1', '2']);
        bench.answer('refused', '1');
        bench.answer('proven', '2');
        expect(bench.kinds()).toEqual(['done', 'done']);
    });

    it('leaves the first refusal of a proven account to its guest, and asks once at the second', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5', '6', '7'), 2);
        bench.answer('proven', '1', '2');
        bench.answer('refused', '3');
        expect(bench.atWork).toEqual(['4', '5']);
        bench.answer('refused', '4');
        expect([bench.kinds(), bench.questions]).toEqual([
            ['done', 'done', 'done', 'done', 'working', 'waiting', 'waiting'],
            [{ user: ann.user, question: 'rejected', guests: ['3', '4'].map(keyOf), left: 2 }]
        ]);
        bench.answer('proven', '5');
        expect([bench.atWork, bench.completed]).toEqual([[], false]);
        bench.continueWith(ann);
        expect([bench.atWork, bench.questions]).toEqual([['6', '7'], []]);
        bench.answer('refused', '6');
        bench.answer('proven', '7');
        expect([bench.sent.length, bench.completed]).toEqual([7, true]);
    });

    it('uses another password for those that were not sent yet, which proves itself like any account', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5', '6', '7', '8'), 2, undefined, { held: ['9'].map(keyOf) });
        bench.answer('proven', '1', '2');
        bench.answer('refused', '3', '4');
        bench.answer('proven', '5');
        bench.changePassword(ann, 'new');
        expect([bench.atWork, bench.questions]).toEqual([['6'], []]);
        bench.answer('proven', '6');
        expect(bench.atWork).toEqual(['7']);
        bench.answer('proven', '7', '8');
        bench.release(ann, '9');
        bench.answer('proven', '9');
        expect([bench.passwords, bench.completed]).toEqual(['a a a a a new new new new'.split(' '), true]);
    });

    it('sends an account last to the guests that rejected it in an earlier run', () => {
        const signIns = new SignInStorage(null);
        const first = new Bench(jobsOf(ann, '1', '2', '3'), 2, undefined, { signIns });
        first.answer('refused', '1');
        expect([first.kinds(), first.completed]).toEqual([['done', 'accountRefused', 'accountRefused'], true]);
        const second = new Bench(jobsOf(ann, '1', '2', '3'), 1, undefined, { signIns });
        second.answer('proven', '2', '3', '1');
        expect(second.sent).toEqual(['2', '3', '1']);
        const third = new Bench(jobsOf(ann, '1', '2', '3'), 1, undefined, { signIns });
        third.answer('proven', '1', '2', '3');
        expect(third.sent).toEqual(['1', '2', '3']);
    });

    it('leaves guests untried where somebody ends an account that asks, and needs no session meanwhile', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5', '6'), 2);
        bench.answer('proven', '1', '2');
        bench.answer('refused', '3', '4');
        bench.answer('proven', '5');
        expect([bench.opened - bench.closed.length, bench.atWork, bench.completed]).toEqual([0, [], false]);
        bench.endAccount(ann);
        expect([bench.kinds()[5], bench.sent.length, bench.completed]).toEqual(['accountRefused', 5, true]);
    });

    it('tries nobody with an account that has failed four times elsewhere', () => {
        const signIns = new SignInStorage(null);
        for (let n = 0; n < 4; n++) {
            signIns.fail(signIns.add('ann'));
        }
        const bench = new Bench(jobsOf(ann, '1', '2'), 2, undefined, { signIns });
        expect([bench.kinds(), bench.sent, bench.completed]).toEqual([['accountRefused', 'accountRefused'], [], true]);
    });

    it('goes on with an unproven account guest by guest until one proves it', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4', '5'), 3);
        bench.answer('unknown', '1');
        expect(bench.atWork).toEqual(['2']);
        bench.answer('unknown', '2');
        expect(bench.atWork).toEqual(['3']);
        bench.answer('proven', '3');
        expect(bench.atWork).toEqual(['4']);
        bench.answer('unknown', '4');
        bench.answer('proven', '5');
        expect(bench.completed).toBeTrue();
    });

    it('passes over guests whose account is being tried, so that no slot rests', () => {
        const bench = new Bench([...jobsOf(ann, 'a1', 'a2'), ...jobsOf(ben, 'b1'), ...jobsOf({ ...ben, user: 'CONTOSO\\cleo' }, 'c1', 'c2')], 3);
        expect(bench.atWork).toEqual(['a1', 'b1', 'c1']);
        bench.answer('unknown', 'b1');
        expect(bench.atWork).toEqual(['a1', 'c1']);
        bench.answer('proven', 'a1', 'c1', 'a2', 'c2');
        expect(bench.completed).toBeTrue();
    });

    it('gives a guest its time and no more, closes that session and goes on in a new one', () => {
        new TestScheduler(fail).run(({ flush }) => {
            const bench = new Bench(jobsOf(ann, 'stuck', 'next', 'last'), 1, vmId => (vmId === 'stuck' ? NEVER : of('unknown' as const)));
            timer(999).subscribe(() => expect([bench.atWork, bench.closed]).toEqual([['stuck'], []]));
            flush();
            expect(bench.kinds()).toEqual(['timedOut', 'done', 'done']);
            expect([bench.most, bench.opened, bench.closed, bench.completed]).toEqual([1, 2, [1, 2], true]);
        });
    });

    it('gives a guest time again with a row that has a limit, and with no other', () => {
        new TestScheduler(fail).run(({ flush }) => {
            // The first two rows have limits of their own, later ones don't.
            const limits = (): ((row: Row) => number | null) => {
                const each = [500, 3000];
                return () => each.shift() ?? null;
            };
            const bench = new Bench(jobsOf(ann, '1'), 1, () => timer(400, 400).pipe(map(() => 'proven' as const)), { limits });
            timer(3799).subscribe(() => expect(bench.atWork).toEqual(['1']));
            flush();
            expect([bench.kinds(), bench.closed, bench.completed]).toEqual([['timedOut'], [1], true]);
        });
    });

    it('stops a sign-in that nobody answers for a minute, tries one other guest once its session is gone, and then asks', () => {
        new TestScheduler(fail).run(({ flush }) => {
            const bench = new Bench(jobsOf(ann, '1', '2', '3'), 3, () => NEVER, { timeoutMs: 100_000 });
            timer(silenceMs - 1).subscribe(() => expect(bench.atWork).toEqual(['1']));
            timer(silenceMs + 1).subscribe(() => expect([bench.atWork, bench.closed]).toEqual([['2'], [1]]));
            timer(2 * silenceMs + 1).subscribe(() => {
                expect([bench.kinds(), bench.questions]).toEqual([
                    ['timedOut', 'timedOut', 'waiting'],
                    [{ user: ann.user, question: 'silent', guests: ['1', '2'].map(keyOf), left: 2 }]
                ]);
                bench.continueWith(ann);
                expect(bench.atWork).toEqual(['3']);
            });
            flush();
            expect([bench.kinds(), bench.completed]).toEqual([['timedOut', 'timedOut', 'timedOut'], true]);
        });
    });

    it('sends an account to nobody while it is not known that a stopped session is gone', () => {
        new TestScheduler(fail).run(({ flush }) => {
            const bench = new Bench(jobsOf(ann, '1', '2'), 2, () => NEVER, {}, 5000);
            timer(1001 + 4998).subscribe(() => expect(bench.atWork).toEqual([]));
            timer(1001 + 5000).subscribe(() => expect(bench.atWork).toEqual(['2']));
            flush();
            expect(bench.kinds()).toEqual(['timedOut', 'timedOut']);
        });
    });

    it('keeps the failure of the host with its guest, and trusts that session no more', () => {
        const failure = { code: 'unreachable', raw: 'x' } as const;
        const bench = new Bench(jobsOf(ann, '1', '2', '3'), 2, vmId => (vmId === '1' ? throwError(() => failure) : of('proven' as const)));
        expect(bench.state('1')).toEqual({ kind: 'failed', failure });
        expect(bench.state('3')).toEqual({ kind: 'done', row: 'proven' });
        expect([[...bench.closed].sort(), bench.completed]).toEqual([[1, 2], true]);
    });

    it('takes an answer without a row for a failure that proves nothing', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3'), 3, vmId => (vmId === '1' ? of() : NEVER));
        expect([bench.kinds(), bench.sent]).toEqual([
            ['failed', 'working', 'waiting'],
            ['1', '2']
        ]);
    });

    it('sends no more when stopped, and ends with what is under way', () => {
        const bench = new Bench(jobsOf(ann, '1', '2', '3', '4'), 2);
        bench.answer('proven', '1');
        bench.stop();
        bench.stop();
        expect(bench.kinds()).toEqual(['done', 'working', 'stopped', 'stopped']);
        expect(bench.completed).toBeFalse();
        bench.answer('proven', '2');
        expect(bench.kinds()).toEqual(['done', 'done', 'stopped', 'stopped']);
        expect([bench.sent.length, bench.completed, bench.closed.length]).toEqual([2, true, 2]);
        bench.stop();
        expect(bench.closed.length).toBe(2);
    });

    it('ends at once without guests, and when it is stopped before it starts', () => {
        const bench = new Bench([], 3);
        expect([bench.completed, bench.opened]).toEqual([true, 0]);
        const never = (): never => {
            throw new Error('nothing is sent');
        };
        const run = new GuestRun<Row>(jobsOf(ann, '1'), {
            parallel: 1,
            timeoutMs: 1,
            signIns: new SignInStorage(null),
            openSession: never,
            work: never,
            judge: never
        });
        let completed = false;
        run.states.subscribe({ complete: () => (completed = true) });
        run.stop();
        expect(completed).toBeTrue();
        run.start();
    });

    it('hears of an account with the first row that says something of it, not at the end of its guest', () => {
        const bench = new Bench([...jobsOf(ann, '1', '2', '3'), ...jobsOf(ben, 'b1', 'b2')], 4);
        bench.row('unknown', '1');
        expect(bench.atWork).toEqual(['1', 'b1']);
        bench.row('proven', '1');
        expect(bench.atWork).toEqual(['1', '2', 'b1']);
        bench.row('refused', 'b1');
        expect([bench.state('b1')?.kind, bench.state('b2')]).toEqual(['working', { kind: 'notTried', because: 'accountRefused' }]);
        bench.row('unknown', '1');
        bench.answer('unknown', '1');
        expect(bench.state('1')).toEqual({ kind: 'done', row: 'unknown' });
    });
});

describe('a run with guests that are tried again', () => {
    const again: Partial<RunOptions<Row>> = { again: (row, attempt) => (row === 'unknown' && attempt < 3 ? attempt * 100 : null) };

    it('tries a guest again after a rest in which others have its slot and no session waits', () => {
        new TestScheduler(fail).run(({ flush }) => {
            const attempts: number[] = [];
            const bench = new Bench(
                jobsOf(ann, '1', '2'),
                1,
                (vmId, attempt) => {
                    attempts.push(attempt);
                    return of(vmId === '1' && attempt < 3 ? ('unknown' as const) : ('proven' as const));
                },
                again
            );
            expect([bench.sent, bench.kinds(), bench.completed, bench.closed.length === bench.opened]).toEqual([['1', '2'], ['waiting', 'done'], false, true]);
            timer(99).subscribe(() => expect(bench.sent.length).toBe(2));
            timer(101).subscribe(() => expect(bench.sent.length).toBe(3));
            timer(299).subscribe(() => expect(bench.sent.length).toBe(3));
            flush();
            expect([bench.sent, attempts, bench.kinds(), bench.completed]).toEqual([['1', '2', '1', '1'], [1, 1, 2, 3], ['done', 'done'], true]);
        });
    });

    it('leaves it with what it has when stopped, or when its account is refused meanwhile', () => {
        new TestScheduler(fail).run(({ flush }) => {
            const stopped = new Bench(jobsOf(ann, '1'), 1, () => of('unknown' as const), again);
            stopped.stop();
            expect([stopped.state('1'), stopped.completed]).toEqual([{ kind: 'done', row: 'unknown' }, true]);
            const refused = new Bench(jobsOf(ann, '1', '2'), 1, vmId => of(vmId === '1' ? ('unknown' as const) : ('refused' as const)), again);
            expect([refused.state('1'), refused.completed]).toEqual([{ kind: 'done', row: 'unknown' }, true]);
            flush();
            expect([stopped.sent, refused.sent]).toEqual([['1'], ['1', '2']]);
        });
    });
});

describe('a run with guests that come later', () => {
    it('takes them when they are released, and stays open for them without a session', () => {
        const bench = new Bench(jobsOf(ann, '1'), 2, undefined, { held: ['late', 'later'].map(keyOf) });
        expect(bench.kinds()).toEqual(['working', 'waiting', 'waiting']);
        bench.answer('proven', '1');
        expect([bench.completed, bench.closed]).toEqual([false, [1]]);
        bench.release(ann, 'late', 'unheard of');
        bench.release(ann, 'late');
        expect([bench.sent, bench.opened]).toEqual([['1', 'late'], 2]);
        bench.answer('proven', 'late');
        expect(bench.completed).toBeFalse();
        bench.drop('later', 'late');
        expect([bench.kinds(), bench.completed]).toEqual([['done', 'done', 'stopped'], true]);
    });

    it('sends them no account that was refused elsewhere', () => {
        const bench = new Bench(jobsOf(ann, '1'), 2, undefined, { held: [keyOf('late')] });
        bench.answer('refused', '1');
        bench.release({ ...ann, password: 'another' }, 'late');
        expect([bench.sent, bench.kinds(), bench.completed]).toEqual([['1'], ['done', 'accountRefused'], true]);
    });

    it('waits for nobody when stopped', () => {
        const bench = new Bench([], 1, undefined, { held: [keyOf('late')] });
        expect(bench.completed).toBeFalse();
        bench.stop();
        bench.release(ann, 'late');
        expect([bench.kinds(), bench.completed, bench.sent]).toEqual([['stopped'], true, []]);
    });
});
