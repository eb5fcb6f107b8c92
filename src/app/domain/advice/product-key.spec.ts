/** What is accepted as a product key; secret and generic keys are never mixed up. */
import { ownKeyPlaceholder } from './commands';
import { avmaKeys } from '../versions/keys';
import { kmsClientKeys } from '../versions/kms-client-keys';
import { genericKey, readProductKey, withoutKeys } from './product-key';

const generic = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW';
const secret = 'BCDFG-HJKMN-PQRTV-WXY23-46789';

describe('readProductKey', () => {
    it('knows every published key, and what it is', () => {
        for (const { key, edition } of avmaKeys) {
            expect(readProductKey(key)).toEqual(jasmine.objectContaining({ key, generic: jasmine.objectContaining({ keyClass: 'avma', edition }) }));
        }
        for (const { key, edition } of kmsClientKeys) {
            expect(readProductKey(key)).toEqual(jasmine.objectContaining({ key, generic: jasmine.objectContaining({ keyClass: 'kmsClient', edition }) }));
        }
    });

    it('takes spaces, any dashes, none at all, and lower case', () => {
        for (const typed of [
            ` ${generic}\r\n`,
            generic.toLowerCase(),
            generic.replace(/-/g, ''),
            generic.replace(/-/g, ' \u2013 '),
            generic.replace(/-/g, '\u00ad')
        ]) {
            expect(readProductKey(typed).key).withContext(typed).toBe(generic);
        }
    });

    it('says what is wrong, without the text', () => {
        const problems: ReadonlyArray<readonly [string, string]> = [
            ['', 'empty'],
            [' - - ', 'empty'],
            [secret.slice(1), 'length'],
            [`${secret}-BCDFG`, 'length'],
            [secret.replace('B', 'A'), 'characters'],
            [secret.replace('2', '0'), 'characters'],
            [secret.replace('2', '\u0660'), 'characters'],
            ['slmgr /ipk', 'characters'],
            [ownKeyPlaceholder, 'placeholder']
        ];
        for (const [typed, problem] of problems) {
            expect(readProductKey(typed) as unknown)
                .withContext(typed)
                .toEqual({ key: null, problem });
        }
    });

    it('takes a key for generic by all of it, never by its last five', () => {
        const alike = `${secret.slice(0, -5)}${generic.slice(-5)}`;
        expect(readProductKey(alike)).toEqual({ key: alike, lastFive: 'WMBMW', generic: null, problem: null });
        expect(genericKey(secret)).toBeNull();
        expect(genericKey('constructor')).toBeNull();
    });
});

describe('withoutKeys', () => {
    it('leaves the last five of each key in a text, in any letter case', () => {
        expect(withoutKeys(`bad ${secret}, ${secret.toLowerCase()}.`)).toBe('bad *****-*****-*****-*****-46789, *****-*****-*****-*****-46789.');
    });

    it('leaves everything else as it is', () => {
        const text = '0xC004F050 6f1a2b3c-0d4e-4f50-8a61-b2c3d4e5f607 XBCDFG-HJKMN-PQRTV-WXY23-46789';
        expect(withoutKeys(text)).toBe(text);
    });
});
