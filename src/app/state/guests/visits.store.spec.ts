import { importHostRow } from '../../data/import/import-host-row';
import { HostFacts } from '../../domain/facts/facts';
import { MemoryStorage } from '../testing/memory-storage';
import { VisitsStore } from './visits.store';

const host = (name: string, collectedAt: string | null): HostFacts => importHostRow({ computerName: name, fqdn: `${name}.contoso.com`, collectedAt });

describe('the visits of hosts', () => {
    const [first, second] = ['2026-11-28T10:00:00Z', '2026-11-29T10:00:00Z'];

    it('are remembered for another page: names and times, nothing else', () => {
        const storage = new MemoryStorage();
        expect(new VisitsStore(storage).look([host('HV01', first)])).toBeNull();
        expect(new VisitsStore(storage).look([host('hv01', second)])).toBe(first);
        expect(new VisitsStore(storage).look([host('HV01', second)])).toBe(first);
        expect(storage.getItem('avma.hosts.visits')).toBe(`[["hv01.contoso.com",{"at":"${second}","before":"${first}"}]]`);
    });

    it('of several hosts are as old as the oldest, and hosts without a name or a clock have none', () => {
        const storage = new MemoryStorage();
        new VisitsStore(storage).look([host('HV01', first), host('HV02', '2026-11-27T10:00:00Z')]);
        const nameless = importHostRow({ collectedAt: second });
        expect(new VisitsStore(storage).look([host('HV01', second), host('HV02', second), host('HV03', second), host('HV04', null), nameless])).toBe(
            '2026-11-27T10:00:00Z'
        );
        expect(storage.everything).not.toContain('hv04');
    });

    it('last as long as the page where the browser stores nothing', () => {
        const full = new MemoryStorage();
        full.room = 0;
        const denied = { getItem: () => fail(), setItem: () => fail() } as Partial<Storage> as Storage;
        for (const storage of [null, full, denied]) {
            const store = new VisitsStore(storage);
            expect(store.look([host('HV01', first)])).toBeNull();
            expect(store.look([host('HV01', second)])).toBe(first);
        }
    });
});

function fail(): never {
    throw new DOMException('denied', 'SecurityError');
}
