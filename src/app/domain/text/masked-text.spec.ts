/** A secret isn't shown where a guest repeats it, whatever it has made of it. */
import { maskTexts, secretMask } from './masked-text';

const maskSecrets = (text: string, secrets: readonly string[]): string => secretMask(secrets)(text);

describe('secretMask', () => {
    const secret = 'Zq7!canary$';

    it('finds a secret as it is, reversed and encoded, in upper and lower case', () => {
        const forms = [
            secret,
            secret.toUpperCase(),
            '$yranac!7qZ',
            // Base64 and hexadecimal, of UTF-8 and UTF-16.
            'WnE3IWNhbmFyeSQ=',
            'WgBxADcAIQBjAGEAbgBhAHIAeQAkAA==',
            '5a71372163616e61727924',
            '5A00710037002100630061006E006100720079002400',
            '5a 71 37 21 63 61 6e 61 72 79 24',
            'Zq7!canary%24'
        ];
        for (const form of forms) {
            expect(maskSecrets(`before ${form} after`, [secret])).toMatch(/^before \*\*\*=* after$/);
        }
    });

    it('finds a secret with characters beyond 16 bits, encoded as UTF-16', () => {
        // 3D D8 00 DE 61 00: a smiling face and an a.
        expect(maskSecrets('before 3dd800de6100 after', ['\u{1f600}a'])).toBe('before *** after');
    });

    it('finds a secret with half a character, which nothing can encode', () => {
        expect(maskSecrets('before half\ud800 and half%EF%BF%BD after', ['half\ud800'])).toBe('before *** and *** after');
    });

    it('masks the longer of two secrets first, and nothing for an empty one', () => {
        expect(maskSecrets('passwords', ['password', 'passwords'])).toBe('***');
        expect(maskSecrets('a text', [''])).toBe('a text');
    });

    it('masks a secret of one letter, but not the words that look like its encoded form', () => {
        expect(maskSecrets('61 YQ x', ['a'])).toBe('61 YQ x');
        expect(maskSecrets('a b', ['a'])).toBe('*** b');
    });

    it('masks every text of a row, and leaves codes and ids as they are', () => {
        const row = { code: secret, vmId: secret, name: secret, count: 1, none: null, list: [{ text: `a ${secret}` }, true] };
        expect(maskTexts(row, secretMask([secret]))).toEqual({ ...row, name: '***', list: [{ text: 'a ***' }, true] });
    });
});
