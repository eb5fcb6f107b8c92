import { importGuestRow } from '../../data/import/import-guest-row';
import { ListedAccount } from './account-list';
import { GuestKey, guestKey, PlacedGuest } from '../facts/guest-key';
import { accessByList, accessByScope } from './guest-access';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });
const guest = (n: number, domain: string): PlacedGuest => ({
    hostName: 'HV01',
    guest: importGuestRow({
        vmId: id(n),
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: [{ name: 'FullyQualifiedDomainName', data: domain === '' ? 'app' : `app.${domain}` }]
    })
});

describe('access to guests', () => {
    it('is one account object for all guests of its scope, and none where no account is complete', () => {
        const guests = [guest(1, 'contoso.com'), guest(2, 'CONTOSO.com'), guest(3, 'fabrikam.com'), guest(4, '')];
        const access = accessByScope(
            guests,
            [
                { user: ' CONTOSO\\ann ', password: ' p ', scope: { kind: 'guests', keys: new Set([key(1), key(2)]) }, kept: null },
                { user: 'FABRIKAM\\ben', password: 'q', scope: { kind: 'guests', keys: new Set([key(3)]) }, kept: null },
                { user: '', password: 'r', scope: { kind: 'all' }, kept: null },
                { user: 'x', password: '', scope: { kind: 'all' }, kept: null }
            ],
            new Map([
                [key(1), ' app.contoso.com '],
                [key(2), '  ']
            ])
        );
        expect([...access.keys()]).toEqual([key(1), key(2), key(3)]);
        expect(access.get(key(1))).toEqual({ account: { user: 'CONTOSO\\ann', password: ' p ' }, address: 'app.contoso.com', productType: null });
        expect(access.get(key(2))?.address).toBeNull();
        expect(access.get(key(1))?.account).toBe(access.get(key(2))?.account as never);
    });

    it('of a list is shared by lines with the same account of a domain, and never by guests with accounts of their own', () => {
        const line = (n: number, user: string, password = 'p'): ListedAccount => ({ key: key(n), user, password });
        const lines = [
            line(1, 'CONTOSO\\ann'),
            line(2, 'contoso\\ANN'),
            line(3, 'CONTOSO\\ann', 'q'),
            line(4, '.\\Administrator'),
            line(5, '.\\Administrator')
        ];
        const access = accessByList({ accounts: lines, problems: [] }, [], new Map());
        const accounts = [1, 2, 3, 4, 5].map(n => access.get(key(n))?.account);
        expect(accounts.map(account => accounts.indexOf(account))).toEqual([0, 0, 2, 3, 4]);
    });
});
