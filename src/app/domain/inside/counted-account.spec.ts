import { countedAccount } from './counted-account';

describe('a counted account', () => {
    it('is of a domain wherever a domain is named, whatever the guest reports, and one for all spellings', () => {
        for (const productType of [1, 2, 3, null]) {
            for (const user of ['CONTOSO\\ann', ' ann@contoso.com ', 'Ann@FABRIKAM', 'a\\b\\ANN']) {
                expect(countedAccount(user, productType)).withContext(`${user} ${productType}`).toEqual({ kind: 'domain', name: 'ann' });
            }
        }
    });

    it("is the guest's own only where the guest is known to have accounts of its own", () => {
        expect([1, 2, 3, null].map(productType => countedAccount('.\\Ann', productType).kind)).toEqual(['local', 'domain', 'local', 'domain']);
        expect(countedAccount('ann', 3)).toEqual({ kind: 'local', name: 'ann' });
        expect(countedAccount('ann', null)).toEqual(countedAccount('CONTOSO\\ann', 3));
    });
});
