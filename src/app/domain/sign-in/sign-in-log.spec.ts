import { countSignIns, exhaustedUntil, LoggedSignIn, readSignIns, withinWindow } from './sign-in-log';
import { rejectionWindowMs } from './sign-in-rules';

const entry = (change: Partial<LoggedSignIn> = {}): LoggedSignIn => ({ id: 't1.1', account: 'ann', kind: 'failed', at: 1000, ...change });

describe('the log of sign-ins', () => {
    it('counts failed and pending ones of an account within half an hour', () => {
        const all = [entry(), entry({ kind: 'pending' }), entry({ account: 'ben' }), entry({ at: 2000 })];
        expect(countSignIns(all, 'ann', 2000)).toEqual({ failed: 2, pending: 1 });
        expect(countSignIns(all, 'ann', 1000 + rejectionWindowMs)).toEqual({ failed: 1, pending: 0 });
        expect(withinWindow(all, 2000 + rejectionWindowMs)).toEqual([]);
    });

    it('says when an account may be used again', () => {
        const failed = [4000, 1000, 3000, 2000].map(at => entry({ at }));
        expect(exhaustedUntil(failed.slice(1), 'ann', 5000)).toBeNull();
        expect(exhaustedUntil([...failed, entry({ account: 'ben' }), entry({ kind: 'pending', at: 0 })], 'ann', 5000)).toBe(1000 + rejectionWindowMs);
        expect(exhaustedUntil([...failed, entry({ at: 4500 })], 'ann', 5000))
            .withContext('until few enough count')
            .toBe(2000 + rejectionWindowMs);
        expect(exhaustedUntil(failed, 'ann', 1000 + rejectionWindowMs)).toBeNull();
    });

    it('reads what it wrote, and leaves out what it did not', () => {
        expect(readSignIns(JSON.stringify([entry()]))).toEqual([entry()]);
        expect(readSignIns(null)).toEqual([]);
        expect(readSignIns('{')).toEqual([]);
        expect(readSignIns('{"at":1}')).toEqual([]);
        const bad = [null, 1, 'x', {}, { ...entry(), kind: 'proven' }, { ...entry(), at: '1' }, { ...entry(), at: null }, { ...entry(), account: '' }];
        expect(readSignIns(JSON.stringify([...bad, { ...entry(), id: 'x'.repeat(257) }, entry()]))).toEqual([entry()]);
        expect(readSignIns(JSON.stringify(Array<LoggedSignIn>(1000).fill(entry()))).length).toBe(500);
    });
});
