import { guestKey } from '../facts/guest-key';
import { importGuestRow } from '../../data/import/import-guest-row';
import { accountFor, AccountScope, claimedDomain, claimedDomains } from './account-scopes';
import { GuestFacts } from '../facts/facts';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

function guest(n: number, fqdn: string | null, enabledState = 2): GuestFacts {
    const intrinsic = fqdn === null ? [] : [{ name: 'FullyQualifiedDomainName', data: fqdn }];
    return importGuestRow({ vmId: id(n), enabledState, dataExchangeState: 2, intrinsic });
}

interface Account {
    readonly name: string;
    readonly scope: AccountScope;
}
const all: Account = { name: 'all', scope: { kind: 'all' } };
const contoso: Account = { name: 'contoso', scope: { kind: 'domain', domain: 'Contoso.example' } };
const workgroup: Account = { name: 'workgroup', scope: { kind: 'domain', domain: '' } };
const chosen: Account = { name: 'chosen', scope: { kind: 'guests', keys: [1, 2].map(n => guestKey({ hostName: 'HV01', vmId: id(n) })) } };

describe('accounts and their scopes', () => {
    it('give a guest the account with the narrowest scope, in whatever order they were entered', () => {
        const expected: ReadonlyArray<readonly [GuestFacts, string]> = [
            [guest(1, 'a.contoso.example'), 'chosen'],
            [guest(2, null), 'chosen'],
            [guest(3, 'b.CONTOSO.example'), 'contoso'],
            [guest(4, 'c.sub.contoso.example'), 'all'],
            [guest(5, 'd.contoso.example.evil'), 'all'],
            [guest(6, 'alone'), 'workgroup']
        ];
        for (const accounts of [
            [all, contoso, workgroup, chosen],
            [chosen, workgroup, contoso, all]
        ]) {
            expect(expected.map(([one]) => accountFor({ hostName: 'HV01', guest: one }, accounts)?.name)).toEqual(expected.map(([, name]) => name));
        }
    });

    it('leave a guest without an account where no scope holds it', () => {
        expect(accountFor({ hostName: 'HV01', guest: guest(3, 'a.fabrikam.example') }, [contoso, workgroup, chosen])).toBeNull();
        expect(accountFor({ hostName: 'HV01', guest: guest(3, null) }, [])).toBeNull();
    });

    it('take the first of two accounts with equal scopes', () => {
        expect(accountFor({ hostName: 'HV01', guest: guest(9, null) }, [all, { ...all, name: 'second' }])?.name).toBe('all');
    });

    it('know no domain of a guest that says none or does not run', () => {
        const silent = [guest(1, null), guest(1, ''), guest(1, 'host'), guest(1, 'a.contoso.example', 3)];
        expect(silent.map(claimedDomain)).toEqual(['', '', '', '']);
        expect(silent.map(one => accountFor({ hostName: 'HV01', guest: one }, [contoso, workgroup])?.name)).toEqual(Array(4).fill('workgroup'));
    });

    it('count claimed domains in any case, most first, then by name', () => {
        const guests = ['a.x.example', 'b.X.example', 'c.b.example', 'd.a.example', null, 'alone', 'e.x.example'].map((fqdn, n) => guest(n, fqdn));
        expect(claimedDomains(guests)).toEqual([
            { domain: 'x.example', count: 3 },
            { domain: '', count: 2 },
            { domain: 'a.example', count: 1 },
            { domain: 'b.example', count: 1 }
        ]);
        expect(claimedDomains([])).toEqual([]);
    });
});
