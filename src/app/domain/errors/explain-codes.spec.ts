/** What is said of a text: how many codes, what can be ignored, and in what time. */
import { doublesAtMost } from '../../../testing/growth';
import { explainCodes, maxCodes } from './explain-codes';

const ignorable = (text: string): boolean[] => explainCodes(text).codes.map(one => one.ignorable);

describe('explainCodes', () => {
    it('counts what it leaves out', () => {
        const many = (count: number): string => Array.from({ length: count }, (_, index) => `0xC0040${index.toString(16).padStart(3, '0')}`).join(' ');
        expect([explainCodes(many(maxCodes)).codes.length, explainCodes(many(maxCodes)).omitted]).toEqual([maxCodes, 0]);
        expect([explainCodes(many(maxCodes + 7)).codes.length, explainCodes(many(maxCodes + 7)).omitted]).toEqual([maxCodes, 7]);
        expect(explainCodes('')).toEqual({ codes: [], omitted: 0 });
    });

    it('takes what is known about a guest', () => {
        expect(explainCodes('0xC004FD02', {}, ['hostNotDatacenter']).codes[0].advice.causes[0]).toEqual({ id: 'hostNotDatacenter', standing: 'confirmed' });
    });

    it('says what Microsoft lets people ignore, and nothing else', () => {
        expect(ignorable('Token Based Activation failed. HR=0xC004F011')).toEqual([true]);
        expect(ignorable('0x4004F040')).toEqual([true]);
        expect(ignorable('Event ID: 8200, hr=0x80072EE7')).toEqual([true]);
        expect(ignorable('hr=0x80072EE7 {99d92734-d682-4d71-983e-d6ec3f16059f}')).toEqual([true]);
        // An activation over the internet that has failed needs the internet.
        expect(ignorable('slmgr /ato: Error: 0x80072EE7')).toEqual([false]);
        expect(ignorable('Event ID: 8198, hr=0x80072EE7 and 10.0.8200.1')).toEqual([false]);
        expect(ignorable('Event ID: 8200, 0xC004F074, 0xC0EA000A')).toEqual([false, false]);
    });

    it('takes at most 2.5 times as long for twice as much random text, up to 1 MB', () => {
        const alphabets = ['0123456789abcdefABCDEFx \n:,[]()-.', 'abcdefghijklmnopqrstuvwxyz0123456789 \n:.,', '\u0421\u04430xC4F \n:1'];
        for (const alphabet of alphabets) {
            let state = 7;
            const letter = (): string => {
                state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
                return alphabet[Math.floor((state / 0x80000000) * alphabet.length)];
            };
            const make = (length: number): string => Array.from({ length }, letter).join('');
            for (const length of [125_000, 250_000, 500_000]) {
                expect(doublesAtMost(2.5, length, make, explainCodes))
                    .withContext(`${length} of ${alphabet}`)
                    .toBeTrue();
            }
        }
    });
});
