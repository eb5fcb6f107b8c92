/** How long an account is used again, and what ends it. */
import { GuestAccount } from '../../domain/inside/guest-target';
import { keptOn } from '../testing/kept-accounts';
import { KeptAccounts, keptMs } from './kept-accounts';
import { SignInStorage } from './sign-in-storage';

const ann: GuestAccount = { user: 'CONTOSO\\ann', password: 'a' };
const ben: GuestAccount = { user: 'FABRIKAM\\ben', password: 'b' };

describe('KeptAccounts', () => {
    const connection = { hostName: 'HV01' };
    let signIns: SignInStorage;
    let kept: KeptAccounts;
    let seen: Array<readonly GuestAccount[]>;

    beforeEach(() => {
        jasmine.clock().install();
        jasmine.clock().mockDate();
        connection.hostName = 'HV01';
        signIns = new SignInStorage(null);
        kept = keptOn(connection, signIns);
        seen = [];
        kept.changes.subscribe(accounts => seen.push(accounts));
    });
    afterEach(() => jasmine.clock().uninstall());

    it('keeps nothing at first, and the same object after a use, since the proof of an account is its own', () => {
        expect(kept.accounts).toEqual([]);
        kept.keep(ann);
        kept.keep(ben);
        expect(kept.accounts[0]).toBe(ann);
        expect(kept.accounts[1]).toBe(ben);
    });

    it('drops an account that a guest rejects, also with another password', () => {
        kept.keep(ann);
        kept.keep(ben);
        signIns.rejections.next({ ...ann, password: 'other' });
        expect(kept.accounts).toEqual([ben]);
    });

    it('drops an account 15 minutes after its last use', () => {
        kept.keep(ann);
        kept.keep(ben);
        jasmine.clock().tick(keptMs - 1);
        kept.keep(ann);
        expect(kept.accounts).toEqual([ben, ann]);
        jasmine.clock().tick(1);
        expect(kept.accounts).toEqual([ann]);
        jasmine.clock().tick(keptMs - 2);
        expect(kept.accounts).toEqual([ann]);
        jasmine.clock().tick(1);
        expect([kept.accounts, seen[seen.length - 1], keptMs]).toEqual([[], [], 900_000]);
    });

    it('drops what is forgotten, by its name: another password of it, too', () => {
        kept.keep(ann);
        kept.keep(ben);
        kept.forget({ user: ' contoso\\ANN', password: 'other' });
        expect(kept.accounts).toEqual([ben]);
        const changed = { ...ben, password: 'c' };
        kept.keep(changed);
        expect(kept.accounts).toEqual([changed]);
        // The time of the one that was replaced ends nothing.
        jasmine.clock().tick(keptMs - 1);
        expect(kept.accounts).toEqual([changed]);
    });

    it('drops all when the page closes, and with another connection', () => {
        kept.keep(ann);
        window.dispatchEvent(new Event('pagehide'));
        expect([kept.accounts, seen[seen.length - 1]]).toEqual([[], []]);
        kept.keep(ann);
        connection.hostName = 'HV02';
        expect([kept.accounts, seen[seen.length - 1]]).toEqual([[], []]);
        connection.hostName = 'HV01';
        expect(kept.accounts).toEqual([]);
    });
});
