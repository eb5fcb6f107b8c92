import { GuestKey, guestKey, PlacedGuest } from '../facts/guest-key';
import { importGuestRow } from '../../data/import/import-guest-row';
import { accountFor, AccountScope, claimedDomain } from './account-scopes';
import { GuestFacts } from '../facts/facts';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

function guest(n: number, fqdn: string | null, enabledState = 2): GuestFacts {
    const intrinsic = fqdn === null ? [] : [{ name: 'FullyQualifiedDomainName', data: fqdn }];
    return importGuestRow({ vmId: id(n), enabledState, dataExchangeState: 2, intrinsic });
}
const placed = (n: number, hostName = 'HV01', fqdn: string | null = null): PlacedGuest => ({ hostName, guest: guest(n, fqdn) });
const ticked = (...keys: ReadonlyArray<readonly [number, string?]>): ReadonlySet<GuestKey> =>
    new Set(keys.map(([n, hostName = 'HV01']) => guestKey({ hostName, vmId: id(n) })));

interface Account {
    readonly name: string;
    readonly scope: AccountScope;
}
const all: Account = { name: 'all', scope: { kind: 'all' } };
const host: Account = { name: 'host', scope: { kind: 'host', hostName: 'hv01' } };
const chosen: Account = { name: 'chosen', scope: { kind: 'guests', keys: ticked([1], [2, 'HV02']) } };

describe('accounts and their scopes', () => {
    it('give a guest the account with the narrowest scope, in whatever order they were entered', () => {
        const expected: ReadonlyArray<readonly [PlacedGuest, string]> = [
            [placed(1), 'chosen'],
            [placed(2, 'HV02'), 'chosen'],
            // The same id on another host is another guest.
            [placed(1, 'HV02'), 'all'],
            [placed(2), 'host'],
            [placed(3, 'HV02'), 'all']
        ];
        for (const accounts of [
            [all, host, chosen],
            [chosen, host, all]
        ]) {
            expect(expected.map(([one]) => accountFor(one, accounts)?.name)).toEqual(expected.map(([, name]) => name));
        }
    });

    it('leave a guest without an account where no scope holds it', () => {
        expect(accountFor(placed(3, 'HV02'), [host, chosen])).toBeNull();
        expect(accountFor(placed(3), [])).toBeNull();
    });

    it('take the first of two accounts with equal scopes', () => {
        expect(accountFor(placed(9), [all, { ...all, name: 'second' }])?.name).toBe('all');
    });

    it('are the same whatever a guest reports', () => {
        const claims = [null, '', 'alone', 'a.contoso.example', 'a.fabrikam.example', 'HV02', id(1)];
        for (const [n, name] of [
            [1, 'chosen'],
            [3, 'host']
        ] as const) {
            expect(claims.map(fqdn => accountFor(placed(n, 'HV01', fqdn), [all, host, chosen])?.name)).toEqual(claims.map(() => name));
        }
    });

    it('know the domain that a guest claims, and none of a guest that says none or does not run', () => {
        const guests = [guest(1, 'a.Contoso.example'), guest(1, null), guest(1, ''), guest(1, 'host'), guest(1, 'a.contoso.example', 3)];
        expect(guests.map(claimedDomain)).toEqual(['contoso.example', '', '', '', '']);
    });
});
