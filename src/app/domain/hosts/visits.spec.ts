import { readVisits, visitHost, Visits, withVisit, writeVisits } from './visits';

describe('visits of a host', () => {
    const morning = '2026-11-30T08:00:00Z';

    it('have none before the first one', () => {
        expect(visitHost(null, morning)).toEqual({ at: morning, before: null });
    });

    it('go on through a reload, and start again after four hours', () => {
        const yesterday = { at: '2026-11-29T16:00:00Z', before: null };
        const first = visitHost(yesterday, morning);
        expect(first).toEqual({ at: morning, before: yesterday.at });
        const reloaded = visitHost(first, '2026-11-30T11:59:59Z');
        expect(reloaded).toEqual({ at: '2026-11-30T11:59:59Z', before: yesterday.at });
        expect(visitHost(first, '2026-11-30T12:00:00Z').before).toBe(morning);
    });

    it('stay as they are where the clock was set back', () => {
        const visit = { at: morning, before: null };
        expect(visitHost(visit, '2026-11-30T07:00:00Z')).toBe(visit);
    });

    it('survive the storage, the newest last, 300 at most', () => {
        const visit = { at: morning, before: null };
        const none: Visits = new Map();
        const all = Array.from({ length: 301 }, (_, n) => `hv${n}`).reduce((visits, name) => withVisit(visits, name, visit), none);
        expect([all.size, all.has('hv0'), all.has('hv1')]).toEqual([300, false, true]);
        const again = withVisit(all, 'hv1', { at: '2026-11-30T09:00:00Z', before: morning });
        expect([...again.keys()].pop()).toBe('hv1');
        expect(again.size).toBe(300);
        expect([...readVisits(writeVisits(again))]).toEqual([...again]);
    });

    it('are read from nothing else', () => {
        const good = ['hv01', { at: morning, before: null, more: 1 }];
        const bad = [null, 5, 'hv02', [], ['hv03'], ['hv04', null], [5, good[1]], ['hv05', { at: 'soon', before: null }], ['hv06', { at: morning, before: 7 }]];
        expect([...readVisits(JSON.stringify([...bad, good]))]).toEqual([['hv01', { at: morning, before: null }]]);
        for (const text of [null, '', '{', '{}', 'null', '5']) {
            expect(readVisits(text).size).withContext(String(text)).toBe(0);
        }
    });
});
