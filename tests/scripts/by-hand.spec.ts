/** The script to run by hand, on the engine: what it does about the license that it finds. */
import { Estate } from '../../dev-gateway/estate/estate';
import { InsideEntry } from '../../dev-gateway/estate/estate-file';
import { runByHand } from './support/hand-script';
import { admin, estateWith, keys } from './support/key-installer';

const withLicense = (license: InsideEntry['license']): Estate => estateWith({ inside: { accounts: [admin], license } });

describe('The script by hand', () => {
    it('replaces a KMS client key that is not licensed, and says what was read before and after', async () => {
        const { failure, lines } = await runByHand(withLicense('kmsClient'), {});
        expect(failure).toBe('');
        expect(lines[0]).toMatch(/^Before: kmsClient, key ends in 63DFG, /);
        expect(lines.slice(-2)).toEqual([jasmine.stringMatching(/^After: avma, key ends in WMBMW, /), 'The planned key is installed and licensed.']);
    });

    it('changes nothing where it cannot tell which of two planned machines this one is', async () => {
        const estate = withLicense('kmsClient');
        const { failure } = await runByHand(estate, { key: keys.avma2019Standard, keyLastFive: keys.avma2019Standard.slice(-5) }, { hostName: 'HV02' });
        expect(failure).toContain('Several machines in the plan have the ID of this machine.');
        expect(estate.keyWrites).toEqual([]);
    });

    for (const license of ['withoutKey', 'kmsClientLicensed'] as const) {
        it(`leaves Windows alone that is licensed (${license}) unless the plan permits that`, async () => {
            const estate = withLicense(license);
            const { failure } = await runByHand(estate, {});
            expect(failure).toContain('Windows is licensed in another way');
            expect(estate.keyWrites).toEqual([]);
            const { lines } = await runByHand(estate, { replaceable: ['licensed'] });
            expect(lines[lines.length - 1]).toBe('The planned key is installed and licensed.');
        });
    }
});
