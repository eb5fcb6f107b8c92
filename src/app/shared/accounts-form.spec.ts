/** Which guest gets which account, on which way. */
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { AccountsForm, FormGuest } from './accounts-form';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;

function entry(n: number, fqdn: string, build = '17763', enabledState = 2): FormGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: '7', FullyQualifiedDomainName: fqdn };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    return { host, guest: importGuestRow({ vmId: id(n), name: `vm${n}`, enabledState, dataExchangeState: 2, intrinsic }) };
}

const guests = [entry(1, 'a.contoso.com'), entry(2, 'b.contoso.com'), entry(3, 'c.fabrikam.com'), entry(4, 'old.contoso.com', '9600')];

describe('the form of accounts', () => {
    let form: AccountsForm;

    beforeEach(() => {
        form = new AccountsForm();
        form.open(guests);
        form.accounts = [{ user: ' CONTOSO\\ann ', password: ' a ', scope: 'all' }];
    });

    it('leaves out who cannot be read, and says why', () => {
        form.open([...guests, entry(5, 'x', '17763', 3)]);
        expect([form.enterable.length, form.excluded]).toEqual([4, [{ name: 'vm5', obstacle: 'notRunning' }]]);
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
        expect([form.covered, form.access.get(id(4))?.address]).toEqual([3, null]);
        form.addresses = { [id(4)]: ' legacy.contoso.com ' };
        expect([form.covered, form.access.get(id(4))?.address]).toEqual([4, 'legacy.contoso.com']);
        form.reach(true);
        expect([form.winrm.length, form.covered]).toEqual([4, 1]);
    });

    it('gives all guests of an account the same one, so that it is proven once, and leaves the password as it was typed', () => {
        form.accounts.push({ user: 'FABRIKAM\\ben', password: 'b', scope: 'domain:fabrikam.com' });
        const access = form.access;
        expect(access.get(id(1))?.account).toBe(access.get(id(2))?.account as never);
        expect([1, 2, 3].map(n => access.get(id(n))?.account)).toEqual([
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'FABRIKAM\\ben', password: 'b' }
        ]);
    });

    it('warns of an account that reaches over several domains', () => {
        expect(form.domainWarnings.length).toBe(1);
        form.accounts.push({ user: 'FABRIKAM\\ben', password: 'b', scope: 'domain:fabrikam.com' });
        expect(form.domainWarnings).toEqual([]);
    });

    it('counts no account without a password, and knows what is wrong with a line', () => {
        form.accounts = [{ user: 'x', password: '', scope: 'all' }];
        expect(form.covered).toBe(0);
        form.mode = 'list';
        form.list = 'vm1,CONTOSO\\ann,a\nnobody,x,y';
        expect([form.covered, form.listProblems.length]).toEqual([1, 1]);
    });

    it('forgets every secret', () => {
        form.list = 'vm1,a,b';
        form.forget();
        expect(JSON.stringify([form.accounts, form.list, form.addresses])).toBe('[[{"user":"","password":"","scope":"all"}],"",{}]');
    });
});
