/** Which guest gets which account, on which way. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { ReachableGuest } from '../domain/inside/inside-channel';
import { SignInStorage } from '../state/inside/sign-in-storage';
import { KeptAccounts } from '../state/inside/kept-accounts';
import { keptOn } from '../state/testing/kept-accounts';
import { AccountEntry } from './account-entries';
import { AccountsForm } from './accounts-form';
import { avmaStrings, clockText, fillText } from './texts';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });

function entry(n: number, fqdn: string, build = '17763', enabledState = 2): ReachableGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: '7', FullyQualifiedDomainName: fqdn };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    return { hostName: 'HV01', host, guest: importGuestRow({ vmId: id(n), name: `vm${n}`, enabledState, dataExchangeState: 2, intrinsic }) };
}

const entered = (user: string, password: string, scope = 'all', ...ticked: readonly number[]): AccountEntry => ({
    user,
    password,
    scope,
    ticked: new Set(ticked.map(key)),
    keep: false,
    kept: null,
    reasons: []
});

const guests = [entry(1, 'a.contoso.com'), entry(2, 'b.contoso.com'), entry(3, 'c.fabrikam.com'), entry(4, 'old.contoso.com', '9600')];

describe('the form of accounts', () => {
    let form: AccountsForm;
    let kept: KeptAccounts;
    let signIns: SignInStorage;
    const connection = { hostName: 'HV01' };

    beforeEach(() => {
        signIns = new SignInStorage(null);
        kept = keptOn(connection, signIns);
        form = new AccountsForm(kept);
        form.open(guests);
        form.accounts = [entered(' CONTOSO\\ann ', ' a ')];
    });

    it('leaves out who cannot be read, and says why', () => {
        form.open([...guests, entry(5, 'x', '17763', 3)]);
        expect([form.enterable.length, form.excluded]).toEqual([4, [{ name: 'vm5', obstacle: 'notRunning' }]]);
    });

    it('enters none of two running guests with one id that were both chosen, and one alone only where its host tells it apart', () => {
        const [here] = guests;
        const one = { ...here, twins: ['HV02'] };
        const other = { ...here, hostName: 'HV02', twins: ['HV01'] };
        form.open([one, other, guests[1]]);
        expect(form.enterable.map(({ name }) => name)).toEqual(['vm2']);
        expect(form.excluded.map(({ obstacle }) => obstacle)).toEqual(['sameIdChosen', 'sameIdChosen']);
        form.open([other]);
        form.accounts = [entered('CONTOSO\\ann', 'a')];
        expect(form.jobs.map(({ target }) => [target.hostName, target.channel])).toEqual([['HV02', 'direct']]);
        form.reach(true);
        form.addresses = { [guestKey({ hostName: 'HV02', vmId: id(1) })]: 'a.contoso.com' };
        expect([form.jobs, form.excluded.map(({ obstacle }) => obstacle)]).toEqual([[], ['sameIdOverNetwork']]);
    });

    it('limits what one host does at a time where guests of several hosts are entered', () => {
        expect(form.options).toEqual(jasmine.objectContaining({ parallel: 4, perHost: 4 }));
        form.parallel = 99;
        expect(form.options).toEqual(jasmine.objectContaining({ parallel: 16, perHost: 16 }));
        const otherHost = { ...host, computerName: 'HV02' };
        const elsewhere = guests.map(one => ({ ...one, host: otherHost }));
        form.open([...guests, ...elsewhere]);
        expect([form.hostCount, form.options]).toEqual([2, jasmine.objectContaining({ parallel: 8, perHost: 4 })]);
        form.parallel = 99;
        form.perHost = 0;
        expect(form.options).toEqual(jasmine.objectContaining({ parallel: 64, perHost: 1 }));
    });

    it('has one time setting for whatever is done in guests', () => {
        expect(form.options).toEqual(jasmine.objectContaining({ waitSeconds: 60, timeoutMs: 60_000 }));
        form.waitSeconds = 9999;
        expect(form.options).toEqual(jasmine.objectContaining({ waitSeconds: 600, timeoutMs: 600_000 }));
    });

    it('goes over the network only to names that were confirmed, never to one that a guest claims', () => {
        expect(form.winrm.map(one => one.claimedName)).toEqual(['old.contoso.com']);
        expect([form.covered, form.access.get(key(4))?.address]).toEqual([3, null]);
        form.addresses = { [key(4)]: ' legacy.contoso.com ' };
        expect([form.covered, form.access.get(key(4))?.address]).toEqual([4, 'legacy.contoso.com']);
        form.reach(true);
        expect([form.winrm.length, form.covered]).toEqual([4, 1]);
    });

    it('gives all guests of an account the same one, so that it is proven once, and leaves the password as it was typed', () => {
        form.accounts.push(entered('FABRIKAM\\ben', 'b', 'named', 3));
        const access = form.access;
        expect(access.get(key(1))?.account).toBe(access.get(key(2))?.account as never);
        expect([1, 2, 3].map(n => access.get(key(n))?.account)).toEqual([
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'FABRIKAM\\ben', password: 'b' }
        ]);
    });

    it('warns of an account that goes to guests that report different domains, however often it was entered', () => {
        const warned = (account: string, domains: string): string => fillText(avmaStrings().LookInside.warningDomains, { account, domains });
        expect(form.domainWarnings).toEqual([warned('CONTOSO\\ann', 'contoso.com, fabrikam.com')]);
        form.accounts.push(entered('FABRIKAM\\ben', 'b', 'named', 3));
        expect(form.domainWarnings).toEqual([]);
        form.accounts[1] = entered('contoso\\ANN', ' a ', 'named', 3);
        expect(form.domainWarnings.length).toBe(1);
        form.mode = 'list';
        form.list = 'vm1,.\\admin,x\nvm3,.\\admin,x\nvm2,.\\admin,y';
        expect(form.domainWarnings).toEqual([warned('.\\admin', 'contoso.com, fabrikam.com')]);
    });

    it('names a few of many reported domains, and counts no domain as one', () => {
        const domainsOf = (...claims: string[]): string[] => {
            form.open(claims.map((claim, n) => entry(n, claim)));
            form.accounts = [entered('ann', 'a')];
            return form.domainWarnings.map(one => one.slice(one.indexOf(':') + 2, one.indexOf('.', one.lastIndexOf('.x') + 2)));
        };
        expect(domainsOf('a.1.x', 'alone')).toEqual([`1.x, ${avmaStrings().LookInside.warningNoDomain}`]);
        expect(domainsOf('a.1.x', 'b.2.x', 'c.3.x', 'd.4.x', 'alone')).toEqual(['1.x, 2.x, 3.x, …']);
    });

    it('gives a guest no password for what it reports: only for its name, its host, or the selection', () => {
        const scopes = form.scopes.map(({ value }) => value);
        expect(scopes).toEqual(['all', 'named', 'domain:contoso.com', 'domain:fabrikam.com']);
        // vm4 lies about its domain, and is ticked in no list.
        form.open([entry(1, 'a.contoso.com'), entry(3, 'c.fabrikam.com'), entry(4, 'evil.contoso.com')]);
        form.accounts = [entered('CONTOSO\\ann', 'a'), entered('FABRIKAM\\ben', 'b')];
        const [contoso, fabrikam] = form.accounts;
        form.choose(contoso, 'domain:contoso.com');
        form.choose(fabrikam, 'domain:fabrikam.com');
        expect([form.listOf(contoso), form.listOf(fabrikam)].map(list => list?.map(({ name }) => name))).toEqual([['vm1', 'vm4'], ['vm3']]);
        expect([form.access.size, form.covered]).toEqual([0, 0]);
        form.tick(contoso, new Set([key(1)]));
        form.tick(fabrikam, new Set([key(3)]));
        expect(form.jobs.map(({ target, account }) => [target.vmId, account.user])).toEqual([
            [id(1), 'CONTOSO\\ann'],
            [id(3), 'FABRIKAM\\ben']
        ]);
        expect(JSON.stringify([...form.access])).not.toContain(id(4));
        form.tick(contoso, new Set([key(1), key(4)]));
        expect(form.access.get(key(4))?.account.user).toBe('CONTOSO\\ann');
    });

    it('counts no tick that the list does not show, and gives a guest one account', () => {
        const [ann] = form.accounts;
        form.accounts.push(entered('FABRIKAM\\ben', 'b', 'named'));
        const [, ben] = form.accounts;
        form.choose(ann, 'named');
        form.tick(ann, new Set([key(1), key(3)]));
        form.tick(ben, new Set([key(3)]));
        expect([ann, ben].map(({ ticked }) => [...ticked])).toEqual([[key(1)], [key(3)]]);
        form.choose(ben, 'domain:contoso.com');
        expect([...ben.ticked]).toEqual([]);
        form.choose(ann, 'domain:contoso.com');
        expect([...ann.ticked]).toEqual([key(1)]);
        form.choose(ann, 'all');
        expect([form.listOf(ann), ann.ticked.size]).toEqual([null, 0]);
    });

    it('offers hosts if there are several, and lists guests that are off only if they are waited for', () => {
        const off = entry(5, 'x.contoso.com', '17763', 3);
        const elsewhere = { ...entry(1, 'e.contoso.com'), hostName: 'HV02' };
        for (const [waits, names] of [
            [false, ['vm1 HV01', 'vm1 HV02']],
            [true, ['vm1 HV01', 'vm1 HV02', 'vm5 HV01']]
        ] as const) {
            form.open([off, elsewhere, guests[0]], waits);
            expect(form.scopes.map(({ value }) => value).slice(0, 4)).toEqual(['all', 'host:HV01', 'host:HV02', 'named']);
            form.accounts = [entered('ann', 'a', 'host:HV02')];
            expect([...form.access.keys()]).toEqual([guestKey({ hostName: 'HV02', vmId: id(1) })]);
            form.choose(form.accounts[0], 'named');
            expect(form.listOf(form.accounts[0])?.map(({ name, host: where }) => `${name} ${where.split(' ')[0]}`)).toEqual([...names]);
        }
    });

    it('counts no account without a password, and knows what is wrong with a line', () => {
        form.accounts = [entered('x', '')];
        expect(form.covered).toBe(0);
        form.mode = 'list';
        form.list = 'vm1,CONTOSO\\ann,a\nnobody,x,y';
        expect([form.covered, form.listProblems.length]).toEqual([1, 1]);
    });

    it('forgets every secret', () => {
        form.list = 'vm1,a,b';
        form.forget();
        expect(JSON.stringify([form.accounts, form.list, form.addresses])).toBe(
            '[[{"user":"","password":"","scope":"all","ticked":{},"keep":false,"kept":null,"reasons":[]}],"",{}]'
        );
    });

    describe('after guests have rejected an account', () => {
        const ann = { user: 'CONTOSO\\ann', password: ' a ' };
        const bob = { user: 'CONTOSO\\bob', password: 'b' };
        const reason = (user: string, names: string, count: number): string => fillText(avmaStrings().LookInside.rejected, { user, guests: names, count });
        const entries = (): unknown => form.accounts.map(({ scope, ticked, user, reasons }) => [scope, [...ticked], user, reasons]);

        it('offers another one for exactly these guests, and says which one they rejected', () => {
            signIns.noteRejection(ann, key(2));
            signIns.noteRejection(ann, key(3));
            signIns.noteRejection(bob, key(1));
            form.open(guests);
            expect(entries()).toEqual([
                ['all', [], '', []],
                ['named', [key(1), key(2), key(3)], '', [reason(bob.user, 'vm1', 1), reason(ann.user, 'vm2 and vm3', 2)]]
            ]);
            Object.assign(form.accounts[0], { user: 'CONTOSO\\carl', password: 'c' });
            const users = (): string[] => [...form.access.values()].map(({ account }) => account.user.slice(-4));
            expect(users()).withContext('left empty, all get the first one').toEqual(['carl', 'carl', 'carl', 'carl']);
            Object.assign(form.accounts[1], { user: 'CONTOSO\\dora', password: 'd' });
            expect(users()).toEqual(['dora', 'dora', 'dora', 'carl']);
        });

        it('asks for one account where all of them rejected one', () => {
            guests.forEach((_, index) => signIns.noteRejection(ann, key(index + 1)));
            form.open(guests);
            expect(entries()).toEqual([['all', [], '', [reason(ann.user, 'vm1, vm2, vm3, and vm4', 4)]]]);
        });

        it('offers nothing for a guest that has accepted an account since, and for one that cannot be entered', () => {
            signIns.noteRejection(ann, key(1));
            signIns.note('bob', key(1), false);
            signIns.noteRejection(ann, key(2));
            form.open([entry(1, 'a.contoso.com'), entry(2, 'b.contoso.com', '17763', 3)]);
            expect(entries()).toEqual([['all', [], '', []]]);
        });

        it('offers it beside an account that is used again', () => {
            signIns.noteRejection(ann, key(1));
            kept.keep(bob);
            form.open([guests[0]]);
            expect(entries()).toEqual([
                ['named', [], bob.user, []],
                ['named', [key(1)], '', [reason(ann.user, 'vm1', 1)]]
            ]);
            kept.forget(bob);
        });

        it('names a few of many', () => {
            const many = Array.from({ length: 9 }, (_, index) => entry(index + 1, `s${index}.contoso.com`));
            many.slice(1).forEach((_, index) => signIns.noteRejection(ann, key(index + 2)));
            form.open(many);
            expect(form.accounts[1].reasons).toEqual([reason(ann.user, 'vm2, vm3, vm4, vm5, vm6, and 3 more', 8)]);
        });

        it('says until when an account that failed too often is not used, as soon as it is typed', () => {
            const clock = jasmine.clock().install();
            const start = new Date(2026, 10, 30, 10, 0).getTime();
            for (const minutes of [0, 1, 2, 3]) {
                clock.mockDate(new Date(start + minutes * 60_000));
                signIns.fail(signIns.add('ann'));
            }
            form.accounts = [entered('ann@contoso.com ', ''), entered('CONTOSO\\bob', 'b')];
            const text = fillText(avmaStrings().LookInside.usedUp, { user: 'ann@contoso.com', time: clockText(start + 30 * 60_000) });
            expect([...form.usedUp]).toEqual([['ann@contoso.com', text]]);
            expect(text).toMatch(/10:30/);
            // An account of the guest itself, unless the guest may be a domain controller.
            form.accounts = [entered('.\\ann', 'a')];
            expect([...form.usedUp.keys()]).toEqual(['.\\ann']);
            form.mode = 'list';
            form.list = 'vm1,CONTOSO\\ann,a\nvm2,CONTOSO\\bob,b';
            expect([...form.usedUp.keys()]).toEqual(['CONTOSO\\ann']);
            clock.mockDate(new Date(start + 30 * 60_000));
            form.list += '\n';
            expect([...form.usedUp]).toEqual([]);
            jasmine.clock().uninstall();
        });
    });

    describe('an account that is used again', () => {
        const ann = { user: 'CONTOSO\\ann', password: ' a ' };
        afterEach(() => kept.accounts.forEach(one => kept.forget(one)));

        it('is kept only if that was chosen, and only once a run has started', () => {
            form.used();
            expect(kept.accounts).toEqual([]);
            form.accounts[0].keep = true;
            expect(kept.accounts).toEqual([]);
            form.accounts.push({ ...entered('x', 'y', 'named'), keep: true });
            const account = form.access.get(key(1))?.account;
            form.used();
            // One that no guest got was not used.
            expect([kept.accounts.length, kept.accounts[0]]).toEqual([1, account as never]);
            form.forget();
            expect(JSON.stringify(form.accounts)).not.toContain('ann');
        });

        it('never carries over who gets it: each use lists its guests, and ticks none', () => {
            kept.keep(ann);
            form.open(guests);
            const [again] = form.accounts;
            expect([form.accounts.length, again.user, again.scope, form.listOf(again)?.length]).toEqual([1, ann.user, 'named', 4]);
            expect(form.scopesOf(again).map(({ value }) => value)).toEqual(['named', 'domain:contoso.com', 'domain:fabrikam.com']);
            expect([form.covered, form.access.size]).toEqual([0, 0]);
            form.tick(again, new Set([key(3)]));
            expect(form.jobs.map(({ target }) => target.vmId)).toEqual([id(3)]);
            expect(form.jobs[0].account).toBe(ann);
            form.used();
            expect(kept.accounts).toEqual([ann]);
            form.open(guests);
            expect([form.accounts[0].ticked.size, form.covered]).toEqual([0, 0]);
        });

        it('leaves an open form at once when it is dropped, and the others stay', () => {
            kept.keep(ann);
            form.open(guests);
            let dropped = 0;
            form.dropped.subscribe(() => dropped++);
            form.tick(form.accounts[0], new Set([key(1)]));
            form.accounts.push(entered('x', 'y', 'named', 2));
            expect(form.covered).toBe(2);
            form.forgetKept(ann);
            expect([dropped, form.covered, form.accounts.map(({ user }) => user)]).toEqual([1, 1, ['x']]);
            kept.keep(ann);
            form.open(guests);
            kept.forget(ann);
            expect([dropped, JSON.stringify(form.accounts).includes('ann'), form.accounts.length]).toEqual([2, false, 1]);
            form.forget();
            kept.keep(ann);
            kept.forget(ann);
            expect(dropped).toBe(2);
        });

        it('is not offered with another connection, and a list is never kept', () => {
            kept.keep(ann);
            connection.hostName = 'HV02';
            form.open(guests);
            expect(form.accounts.map(({ user }) => user)).toEqual(['']);
            connection.hostName = 'HV01';
            form.accounts = [{ ...entered('CONTOSO\\ann', 'a'), keep: true }];
            form.mode = 'list';
            form.list = 'vm1,CONTOSO\\ann,a';
            form.used();
            expect([form.covered, kept.accounts.length]).toEqual([1, 0]);
        });
    });

    /** Guests of which each look at a name is counted. */
    function counted(count: number): { readonly guests: ReachableGuest[]; readonly looks: () => number } {
        let looks = 0;
        const watched = Array.from({ length: count }, (_, n): ReachableGuest => {
            const { guest } = entry(1, `g${n}.contoso.com`);
            const vmId = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
            return { hostName: 'HV01', host, guest: Object.defineProperty({ ...guest, vmId }, 'name', { enumerable: true, get: () => (looks++, `g${n}`) }) };
        });
        return { guests: watched, looks: () => looks };
    }
    const lines = (count: number): string => Array.from({ length: count }, (_, n) => `g${n},CONTOSO\\user${n},pass${n}`).join('\n');

    it('reads a list once after each input, however often the page asks', () => {
        const { guests: watched, looks } = counted(100);
        form.open(watched);
        form.mode = 'list';
        const asked = (): readonly unknown[] => [form.covered, form.access.size, form.jobs.length, form.listProblems.length, form.domainWarnings.length];
        form.list = lines(100);
        expect(asked()).toEqual([100, 100, 100, 0, 0]);
        const before = looks();
        const { access } = form;
        asked();
        expect(form.access).toBe(access);
        expect(looks()).toBe(before);
        form.list += 'x';
        expect(asked()).toEqual([100, 100, 100, 0, 0]);
        expect(form.access.get(guestKey({ hostName: 'HV01', vmId: '00000000-0000-0000-0000-000000000099' }))?.account.password).toBe('pass99x');
        const each = looks() - before;
        form.list += '\nnobody,u,p';
        expect(asked()).toEqual([100, 100, 100, 1, 0]);
        expect(looks() - before).toBe(2 * each);
    });

    it('looks at each guest as often in a list of ten times as many', () => {
        const looksAtEach = (count: number): number => {
            const { guests: watched, looks } = counted(count);
            form.open(watched);
            form.mode = 'list';
            const before = looks();
            form.list = lines(count);
            expect(form.covered).toBe(count);
            return (looks() - before) / count;
        };
        expect(looksAtEach(1000)).toBe(looksAtEach(100));
    });

    it('notices every input: users, passwords, scopes, names, and the way', () => {
        const of = (n: number): unknown => form.access.get(key(n));
        expect(form.covered).toBe(3);
        const [account] = form.accounts;
        account.password = 'b';
        expect(of(1)).toEqual({ account: { user: 'CONTOSO\\ann', password: 'b' }, address: null, productType: null });
        account.user = 'CONTOSO\\eve';
        expect(of(1)).toEqual({ account: { user: 'CONTOSO\\eve', password: 'b' }, address: null, productType: null });
        form.choose(account, 'domain:fabrikam.com');
        expect([of(1), form.covered]).toEqual([undefined, 0]);
        form.tick(account, new Set([key(3)]));
        expect([of(1), form.covered]).toEqual([undefined, 1]);
        form.choose(account, 'named');
        form.tick(account, new Set([key(1), key(2), key(4)]));
        expect([of(3), form.covered]).toEqual([undefined, 2]);
        form.addresses = { [key(4)]: 'old' };
        expect(form.covered).toBe(3);
        form.addresses = { [key(4)]: 'older' };
        expect(form.jobs.find(({ target }) => target.vmId === id(4))?.target.address).toBe('older');
        form.add();
        form.accounts[1].user = 'x';
        form.accounts[1].password = 'y';
        expect(form.covered).toBe(4);
        form.remove(1);
        expect(form.covered).toBe(3);
        form.reach(true);
        expect(form.covered).toBe(1);
        form.mode = 'list';
        expect(form.covered).toBe(0);
    });
});
