/** Several hosts: every host gets a result, whatever happens to the others. */
import { NgZone } from '@angular/core';
import { from, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { HostAccount, HostAnswer, ManyHosts } from '../../data/many-hosts';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { HostsStore, isSilent } from './hosts.store';

const host = (vmmsState: string): HostFacts => importHostRow({ computerName: 'A', vmmsState });
const id = (n: string): string => `00000000-0000-0000-0000-00000000000${n}`;
const guest = (n: string): GuestFacts => importGuestRow({ vmId: id(n) });

type Answers<Row> = (names: readonly string[]) => Observable<HostAnswer<Row>>;

class FakeHosts implements Partial<ManyHosts> {
    public readonly asked: string[] = [];

    constructor(
        private readonly hosts: Answers<HostFacts>,
        private readonly guests: Answers<GuestFacts> = () => of()
    ) {}

    /** The result of the prompt for an account. */
    public account: Observable<HostAccount> = of({ appliesToAll: false, token: 'token' });

    public askAccount(hostName: string): Observable<HostAccount> {
        this.asked.push(`account ${hostName}`);
        return this.account;
    }

    public shareAccount({ token }: HostAccount, names: readonly string[]): Observable<void> {
        this.asked.push(`${String(token)} for ${names.join()}`);
        return of(undefined);
    }

    /** The last reading's decision about prompting for a single host. */
    public mayPrompt: (hostName: string) => boolean = () => false;

    public readHosts(names: readonly string[], mayPrompt: (hostName: string) => boolean): Observable<HostAnswer<HostFacts>> {
        this.asked.push(`hosts ${names.join()}`);
        this.mayPrompt = mayPrompt;
        return this.hosts(names);
    }

    public readGuests(names: readonly string[]): Observable<HostAnswer<GuestFacts>> {
        this.asked.push(`guests ${names.join()}`);
        return this.guests(names);
    }
}

const store = (fake: FakeHosts): HostsStore => new HostsStore(fake as unknown as ManyHosts, new NgZone({}));
const hostRows = (hostName: string, facts: HostFacts): HostAnswer<HostFacts> => ({ hostName, kind: 'rows', rows: [facts], problems: [] });
const guestRows = (hostName: string, ids: readonly string[], problems: readonly string[] = []): HostAnswer<GuestFacts> => ({
    hostName,
    kind: 'rows',
    rows: ids.map(guest),
    problems
});
const done = (hostName: string): HostAnswer<never> => ({ hostName, kind: 'done' });
const denied = (hostName: string): HostAnswer<never> => ({ hostName, kind: 'failed', failure: { code: 'accessDenied', raw: '' } });
const phases = (one: HostsStore): Record<string, string> => Object.fromEntries(one.current.hosts.map(({ hostName, phase }) => [hostName, phase]));

describe('HostsStore', () => {
    it('takes a name in another letter case for the same host', () => {
        const fake = new FakeHosts(() => of());
        store(fake).read(['A', 'B', 'a']);
        expect(fake.asked[0]).toBe('hosts A,B');
    });

    it('accounts for every host: read, without Hyper-V, denied, and one of which nothing came', () => {
        const fake = new FakeHosts(
            () => of(hostRows('A', host('Running')), done('A'), hostRows('B', host('Absent')), done('B'), denied('C')),
            () => of(guestRows('A', ['1', '2'], ['x']), done('A'))
        );
        const one = store(fake);
        one.read(['A', 'B', 'C', 'D']);
        expect(fake.asked).toEqual(['hosts A,B,C,D', 'guests A']);
        expect(phases(one)).toEqual({ A: 'read', B: 'withoutHyperV', C: 'failed', D: 'failed' });
        expect(one.current.loading).toBeFalse();
        expect(one.current.hosts.map(reading => reading.failure?.code ?? '')).toEqual(['', '', 'accessDenied', 'noAnswer']);
        expect([one.current.hosts[0].guests.length, one.current.hosts[0].problems]).toEqual([2, ['x']]);
    });

    it('knows a machine that is asked by two names, and keeps it by its own', () => {
        const machine = (computerName: string): HostFacts => importHostRow({ computerName, fqdn: `${computerName}.contoso.com`, vmmsState: 'Running' });
        const fake = new FakeHosts(
            names => of(...names.flatMap(name => [hostRows(name, machine(name === 'CL01' ? 'A' : name)), done(name)])),
            names => of(...names.flatMap(name => [guestRows(name, ['1']), done(name)]))
        );
        for (const order of [
            ['CL01', 'A', 'B'],
            ['A', 'CL01', 'B']
        ]) {
            const one = store(fake);
            one.read(order);
            expect(phases(one)).toEqual({ CL01: 'duplicate', A: 'read', B: 'read' });
            expect(fake.asked.pop()).toBe('guests A,B');
        }
    });

    it('asks again only those that failed, and leaves the others as they are', () => {
        let works = false;
        const fake = new FakeHosts(
            names => of(...names.flatMap(name => (name === 'B' && !works ? [denied(name)] : [hostRows(name, host('Running')), done(name)]))),
            names => of(...names.map(name => done(name)))
        );
        const one = store(fake);
        one.read(['A', 'B']);
        works = true;
        one.retry();
        expect(fake.asked).toEqual(['hosts A,B', 'guests A', 'hosts B', 'guests B']);
        expect(phases(one)).toEqual({ A: 'read', B: 'read' });
    });

    it('tells what came until it was cancelled, and that nobody asked for the rest', () => {
        const answers = new Subject<HostAnswer<HostFacts>>();
        const one = store(new FakeHosts(() => answers));
        one.read(['A', 'B']);
        answers.next(denied('A'));
        one.cancel();
        expect(phases(one)).toEqual({ A: 'failed', B: 'cancelled' });
        expect(answers.observed).toBeFalse();
    });

    it('keeps the guests that are known until the host has answered, and lets go those that have gone', () => {
        let ids = ['1', '2'];
        const running = (names: readonly string[]): Observable<HostAnswer<HostFacts>> =>
            of(...names.flatMap(name => [hostRows(name, host('Running')), done(name)]));
        const fake = new FakeHosts(running, () => of(guestRows('A', ids), done('A')));
        const one = store(fake);
        one.read(['A']);
        ids = ['2', '3'];
        one.read(['A']);
        expect(one.current.hosts[0].guests.map(({ vmId }) => vmId)).toEqual([id('2'), id('3')]);
        const waiting = store(new FakeHosts(running, () => NEVER));
        waiting.read(['A']);
        expect(waiting.current.loading).toBeTrue();
    });

    it('says a host row that no importer takes is one', () => {
        const bad: HostAnswer<HostFacts> = { hostName: 'A', kind: 'rows', rows: [], problems: ['host.buildNumber: x'] };
        const one = store(new FakeHosts(() => of(bad, done('A'))));
        one.read(['A']);
        expect(one.current.hosts[0].failure).toEqual({ code: 'badRow', raw: 'host.buildNumber: x' });
    });

    it('tells a host whose command ended without a row from one that never answered', () => {
        const one = store(new FakeHosts(() => of(done('A'))));
        one.read(['A', 'B']);
        expect(one.current.hosts.map(({ failure }) => failure)).toEqual([
            { code: 'badRow', raw: '' },
            { code: 'noAnswer', raw: '' }
        ]);
    });

    it('tells what has come in bursts, the last one with the end, and when nobody has been heard of', () => {
        jasmine.clock().install();
        try {
            const hosts = new Subject<HostAnswer<HostFacts>>();
            let answers: Observable<HostAnswer<HostFacts>> = hosts;
            const one = store(new FakeHosts(() => answers));
            one.read(['A', 'B']);
            const emitted: string[] = [];
            one.state.subscribe(state => emitted.push(`${isSilent(state)} ${state.loading} ${state.hosts.map(({ phase }) => phase).join()}`));
            jasmine.clock().tick(500);
            hosts.next(denied('A'));
            jasmine.clock().tick(500);
            hosts.next(denied('B'));
            hosts.complete();
            jasmine.clock().tick(500);
            expect(emitted).toEqual(['true true waiting,waiting', 'false true failed,waiting', 'false false failed,failed']);
            answers = NEVER;
            one.retry();
            expect(isSilent(one.current)).toBeTrue();
            one.cancel();
            expect([isSilent(one.current), phases(one)]).toEqual([false, { A: 'cancelled', B: 'cancelled' }]);
        } finally {
            jasmine.clock().uninstall();
        }
    });

    describe('with hosts that deny access', () => {
        /** Hosts that accept an account; the others reject every one. */
        const open = new Set<string>();
        const fake = (): FakeHosts =>
            new FakeHosts(
                names => from(names.flatMap(name => (open.has(name) ? [hostRows(name, host('Running')), done(name)] : [denied(name)]))),
                names => from(names.map(done))
            );
        beforeEach(() => open.clear());
        const start = (): readonly [FakeHosts, HostsStore] => {
            const hosts = fake();
            const one = store(hosts);
            one.read(['A', 'B', 'C']);
            hosts.asked.length = 0;
            return [hosts, one];
        };

        it('signs in to one of them, asks it alone and prompts no second time', () => {
            const [hosts, one] = start();
            open.add('B');
            one.signIn('B');
            expect([hosts.asked, hosts.mayPrompt('B')]).toEqual([['account B', 'hosts B', 'guests B'], false]);
            expect(phases(one)).toEqual({ A: 'failed', B: 'read', C: 'failed' });
        });

        it('uses one account for the others only once the first host has let it in', () => {
            const [hosts, one] = start();
            ['A', 'B', 'C'].forEach(name => open.add(name));
            one.signInToDenied();
            expect(hosts.asked).toEqual(['account A', 'hosts A', 'guests A', 'token for B,C', 'hosts B,C', 'guests B,C']);
            expect([phases(one), one.current.account, hosts.mayPrompt('B')]).toEqual([{ A: 'read', B: 'read', C: 'read' }, null, false]);
        });

        it('prompts for each host once, and not again at every refresh after the administrator has canceled', () => {
            const [hosts, one] = start();
            expect(hosts.mayPrompt('A')).toBeTrue();
            one.retry();
            expect(hosts.mayPrompt('A')).toBeFalse();
            one.read(['A', 'B']);
            expect([hosts.mayPrompt('A'), hosts.mayPrompt('B'), hosts.mayPrompt('B')]).toEqual([false, true, false]);
        });

        it('ends with the rejection on the first host, and says so until something else is asked', () => {
            const [hosts, one] = start();
            one.signInToDenied();
            expect(hosts.asked).toEqual(['account A', 'hosts A', 'guests ']);
            expect([one.current.account, one.current.loading]).toEqual([{ hostName: 'A', kind: 'rejected' }, false]);
            one.retry();
            expect(one.current.account).toBeNull();
        });

        it('does nothing where the prompt is canceled, or where nobody denies access', () => {
            const [hosts, one] = start();
            hosts.account = throwError(() => new Error('canceled'));
            one.signIn('B');
            one.signInToDenied();
            expect([hosts.asked, phases(one)]).toEqual([['account B', 'account A'], { A: 'failed', B: 'failed', C: 'failed' }]);
            ['A', 'B', 'C'].forEach(name => open.add(name));
            one.retry();
            hosts.asked.length = 0;
            one.signInToDenied();
            expect(hosts.asked).toEqual([]);
        });
    });
});
