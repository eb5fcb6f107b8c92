import { remember } from './remember';

describe('a remembered answer', () => {
    it('is the same object while the question is the same, and a new one otherwise', () => {
        const pair = remember((one: number, other: string) => [one, other]);
        const first = pair(1, 'a');
        expect(pair(1, 'a')).toBe(first);
        expect(pair(1, 'b')).toEqual([1, 'b']);
        expect(pair(2, 'b')).toEqual([2, 'b']);
        const again = pair(1, 'a');
        expect(again).toEqual(first);
        expect(again).not.toBe(first);
    });
});
