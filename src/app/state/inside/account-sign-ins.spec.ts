/** Accounts of runs in several tabs over one storage. */
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { rejectionWindowMs } from '../../domain/sign-in/sign-in-rules';
import { MemoryStorage } from '../testing/memory-storage';
import { AccountQuestion } from '../../domain/sign-in/account-question';
import { AccountSignIns } from './account-sign-ins';
import { SignInStorage } from './sign-in-storage';

const ann: GuestAccount = { user: 'CONTOSO\\ann', password: 'secret' };
const job = (vmId: string, account = ann): GuestJob => ({
    target: { hostName: 'HV01', vmId, channel: 'direct', address: null },
    account,
    productType: 3
});
const keys = (...vmIds: readonly string[]): GuestKey[] => vmIds.map(vmId => guestKey({ hostName: 'HV01', vmId }));

describe('the accounts of a run', () => {
    let storage: MemoryStorage;
    let run: AccountSignIns;
    let questions: readonly AccountQuestion[];

    const tab = (): AccountSignIns => new AccountSignIns(new SignInStorage(storage));

    beforeEach(() => {
        jasmine.clock().install();
        jasmine.clock().mockDate(new Date('2026-01-02T10:00:00Z'));
        storage = new MemoryStorage();
        run = tab();
        run.questions.subscribe(now => (questions = now));
    });
    afterEach(() => jasmine.clock().uninstall());

    const prove = (): void => ['p', 'q'].forEach(guest => run.enter(job(guest)).accept());

    it('wait for the first answer, and end at a rejection that nobody has gone before', () => {
        const sign = run.enter(job('a'));
        expect([run.mayGo(job('b')), sign.answered]).toEqual([false, false]);
        sign.reject();
        expect([sign.answered, run.mayGo(job('b')), run.isOver(job('b'))]).toEqual([true, false, true]);
        expect(questions).toEqual([]);
    });

    it('ask once at the second rejection, and name the guests', () => {
        prove();
        run.enter(job('a')).reject();
        expect(run.mayGo(job('b'))).toBeTrue();
        run.enter(job('b')).reject();
        expect(questions).toEqual([{ user: ann.user, question: 'rejected', guests: keys('a', 'b'), left: 2 }]);
        expect([run.mayGo(job('c')), run.isOver(job('c'))]).toEqual([false, false]);
        run.decide({ user: ann.user, kind: 'continue' });
        expect([questions.length, run.mayGo(job('c'))]).toEqual([0, true]);
        run.enter(job('c')).reject();
        expect(questions.length).toBe(0);
        run.enter(job('d')).reject();
        expect(run.isOver(job('e'))).toBeTrue();
    });

    it('keep their proof into the next run of the page, and tell of each rejection', () => {
        const page = new SignInStorage(storage);
        const told: GuestAccount[] = [];
        page.rejections.subscribe(account => told.push(account));
        const first = new AccountSignIns(page);
        ['p', 'q'].forEach(guest => first.enter(job(guest)).accept());
        const second = new AccountSignIns(page);
        second.enter(job('a')).reject();
        expect([second.isOver(job('b')), told]).toEqual([false, [ann]]);
        const typedAgain = { ...ann };
        new AccountSignIns(page).enter(job('a', typedAgain)).reject();
        expect(told[1]).toBe(typedAgain);
        const guest = guestKey(job('a').target);
        expect(page.rejectedUser(guest)).toBe(ann.user);
        new AccountSignIns(page).enter(job('a', { user: 'CONTOSO\\ben', password: 'x' })).accept();
        expect(page.rejectedUser(guest)).toBeNull();
    });

    it('end where somebody decides so', () => {
        prove();
        ['a', 'b'].forEach(guest => run.enter(job(guest)).reject());
        run.decide({ user: ann.user, kind: 'end' });
        expect([questions.length, run.isOver(job('c'))]).toEqual([0, true]);
    });

    it('count the first answer of a sign-in, and a silent one until its session is gone', () => {
        const sign = run.enter(job('a'));
        sign.silence();
        sign.accept();
        sign.release();
        expect(run.mayGo(job('b'))).toBeFalse();
        sign.gone();
        sign.gone();
        expect(run.mayGo(job('b'))).toBeTrue();
        run.enter(job('b')).silence();
        expect(questions).toEqual([{ user: ann.user, question: 'silent', guests: keys('a', 'b'), left: 2 }]);
    });

    it('forget a sign-in that reached nobody', () => {
        run.enter(job('a')).release();
        expect(run.mayGo(job('b'))).toBeTrue();
        expect(JSON.parse(storage.getItem(storage.key(0) ?? '') ?? '')).toEqual([]);
    });

    it('share what failed with other tabs, other spellings and later runs, and with nobody the password', () => {
        const others = [tab(), tab()];
        const spellings = ['ann@contoso.com', 'FABRIKAM\\Ann'].map(user => job('x', { user, password: 'other' }));
        run.enter(job('a')).reject();
        others.forEach((other, index) => other.enter(spellings[index]).reject());
        const fourth = tab();
        expect(fourth.mayGo(job('b'))).toBeTrue();
        const sign = fourth.enter(job('b'));
        expect(tab().mayGo(spellings[0])).withContext('while the last one is unanswered').toBeFalse();
        sign.reject();
        expect(tab().isOver(job('c'))).toBeTrue();
        expect([...new SignInStorage(storage).exhausted()]).toEqual([['ann', Date.now() + rejectionWindowMs]]);
        expect(storage.everything).not.toContain('secret');
        jasmine.clock().tick(rejectionWindowMs);
        expect(tab().mayGo(job('c'))).toBeTrue();
        tab().enter(job('c')).accept();
        expect(storage.length).withContext('tabs whose entries no longer count').toBeLessThan(3);
    });

    it('keep local accounts of guests apart from a domain', () => {
        const local: GuestAccount = { user: '.\\ann', password: 'p' };
        run.enter(job('a', local)).reject();
        expect([run.mayGo(job('b', local)), run.mayGo(job('b'))]).toEqual([true, true]);
        run.enter(job('b', local)).reject();
        expect([run.isOver(job('c', local)), run.isOver(job('c'))]).toEqual([true, false]);
        expect(storage.length).toBe(0);
    });

    it('go on without a storage, or with a full one', () => {
        storage.room = 0;
        for (const one of [tab(), new AccountSignIns(new SignInStorage(null))]) {
            const sign = one.enter(job('a'));
            expect(one.mayGo(job('b'))).toBeFalse();
            sign.reject();
            expect(one.isOver(job('b'))).toBeTrue();
        }
    });
});
