/** What tabs can read about each other's runs. */
import { ApplyLedger, LedgerGuest, ledgerVersion } from '../../domain/apply/apply-ledger';
import { guestKey } from '../../domain/facts/guest-key';
import { roomOfRuns } from './ledger-room';
import { LedgerStorage } from './ledger-storage';
import { MemoryStorage } from '../testing/memory-storage';

const guest = (vmId: string): LedgerGuest => ({
    vmId,
    name: vmId,
    hostName: 'HV01',
    accountName: null,
    channel: 'direct',
    keyLastFive: 'WMBMW',
    fromClass: null,
    toClass: 'avma',
    skip: null,
    command: 'queued',
    attempt: 0,
    sentAt: null,
    rows: [],
    reading: null,
    hostFailure: null
});

function ledger(runId: string, startedAt = '2026-11-25T10:00:00Z'): ApplyLedger {
    return {
        version: ledgerVersion,
        runId,
        hostName: 'HV01',
        mode: 'install',
        startedAt,
        endedAt: null,
        keys: [guest('a'), guest('b')].map(guestKey),
        guests: [guest('a'), guest('b')]
    };
}

describe('LedgerStorage', () => {
    let memory: MemoryStorage;
    let storage: LedgerStorage;
    let now: jasmine.Spy<() => number>;
    beforeEach(() => {
        memory = new MemoryStorage();
        now = spyOn(Date, 'now').and.returnValue(1_000_000);
        storage = new LedgerStorage(memory);
    });

    const known = (): unknown => storage.list().map(run => [run.runId, run.alive, run.problem?.code ?? null]);

    it('keeps runs for every tab, the newest first, until they are deleted', () => {
        expect([storage.begin(ledger('one')), storage.begin(ledger('two', '2026-11-26T10:00:00Z'))]).toEqual([null, null]);
        memory.setItem('something.else', 'x');
        expect(new LedgerStorage(memory).list().map(run => run.ledger)).toEqual([ledger('two', '2026-11-26T10:00:00Z'), ledger('one')]);
        storage.delete('one');
        expect([known(), memory.length]).toEqual([[['two', true, null]], 5]);
        storage.delete('two');
        expect([storage.list(), memory.length]).toEqual([[], 1]);
    });

    it('deletes runs of version 1, which contain texts of guests', () => {
        storage.begin(ledger('one'));
        memory.setItem('avma.run.old', JSON.stringify({ version: 1, runId: 'old', vmIds: ['a'] }));
        memory.setItem('avma.guest.old.a', '{"rows":[{"error":{"message":"words of a guest"}}]}');
        expect(known()).toEqual([['one', true, null]]);
        expect(memory.everything).not.toContain('words of a guest');
    });

    it('writes the guest that has changed and nothing else', () => {
        storage.begin(ledger('one'));
        memory.written = [];
        const changed: LedgerGuest = { ...guest('b'), command: 'running', attempt: 1 };
        expect(storage.writeGuest('one', changed)).toBeNull();
        expect(memory.written).toEqual(['avma.guest.one.b@hv01']);
        expect(storage.list()[0].ledger?.guests).toEqual([guest('a'), changed]);
    });

    it('knows a run as alive while its tab says so, and not after its end', () => {
        storage.begin(ledger('one'));
        const alive = (): boolean => storage.list()[0].alive;
        expect(alive()).toBeTrue();
        now.and.returnValue(1_000_000 + 149_999);
        expect(alive()).toBeTrue();
        storage.beat('one');
        now.and.returnValue(1_000_000 + 299_998);
        expect(alive()).toBeTrue();
        now.and.returnValue(1_000_000 + 299_999 + 1);
        expect(alive()).toBeFalse();
        storage.beat('one');
        storage.rest('one');
        expect(alive()).toBeFalse();
        storage.beat('one');
        storage.writeHead({ ...ledger('one'), endedAt: '2026-11-25T11:00:00Z' });
        expect(alive()).toBeFalse();
    });

    it('lists what is broken with what is wrong, and can delete it', () => {
        storage.begin(ledger('one'));
        storage.begin(ledger('two'));
        memory.setItem('avma.guest.one.a@hv01', '{');
        memory.setItem('avma.run.three', 'x');
        expect(known()).toEqual([
            ['two', true, null],
            ['one', true, 'notJson'],
            ['three', false, 'notJson']
        ]);
        storage.delete('one');
        storage.delete('three');
        expect(known()).toEqual([['two', true, null]]);
    });

    it('says when there is no room, and leaves no half of a run', () => {
        memory.room = 400;
        expect(storage.begin(ledger('one'))).toBe('full');
        expect(memory.length).toBe(0);
        memory.room = 2000;
        expect(storage.begin(ledger('one'))).toBeNull();
        memory.room = 0;
        expect([storage.writeGuest('one', { ...guest('a'), name: 'x'.repeat(99) }), storage.writeHead(ledger('one')), storage.beat('one')]).toEqual([
            'full',
            'full',
            'full'
        ]);
    });

    describe('with little room', () => {
        const long = 'x'.repeat(20_000);
        const filled = (runId: string, day: number, guests: number): ApplyLedger => {
            const all = Array.from({ length: guests }, (_, n) => ({ ...guest(`${runId}-${n}`), name: long }));
            return { ...ledger(runId, `2026-11-${day}T10:00:00Z`), keys: all.map(guestKey), guests: all };
        };
        const size = (): number => memory.everything.length;

        it('keeps 1 MB of runs, and deletes the oldest that nobody works on', () => {
            const ended = (runId: string): void => storage.rest(runId);
            expect(storage.begin(filled('alive', 10, 9))).toBeNull();
            for (const [runId, day] of [
                ['old', 12],
                ['older', 11]
            ] as const) {
                expect(storage.begin(filled(runId, day, 8))).toBeNull();
                ended(runId);
            }
            memory.setItem('another.tool', long.repeat(10));
            const others = 10 * long.length;
            expect([storage.removed.value, known()]).toEqual([
                0,
                [
                    ['old', false, null],
                    ['older', false, null],
                    ['alive', true, null]
                ]
            ]);
            expect(storage.begin(filled('new', 13, 8))).toBeNull();
            expect([storage.removed.value, known()]).toEqual([
                1,
                [
                    ['new', true, null],
                    ['old', false, null],
                    ['alive', true, null]
                ]
            ]);
            expect(size() - others).toBeLessThan(roomOfRuns + 5000);
            expect(memory.getItem('another.tool')?.length).toBe(others);
            // Runs that somebody works on stay, so there is no room.
            storage.beat('old');
            expect(storage.begin(filled('newest', 14, 8))).toBe('full');
            expect(known()).toEqual([
                ['new', true, null],
                ['old', true, null],
                ['alive', true, null]
            ]);
        });

        it('lets no run take all of it', () => {
            expect(storage.begin(filled('large', 10, 22))).toBeNull();
            expect(storage.writeGuest('large', { ...guest('large-0'), name: long.repeat(2) })).toBe('full');
            expect(storage.writeGuest('large', { ...guest('large-0'), name: 'short' })).toBeNull();
            expect(storage.begin(filled('larger', 11, 23))).toBe('full');
            expect(known()).toEqual([['large', true, null]]);
        });

        it('counts what other tabs have written', () => {
            expect(storage.begin(filled('mine', 10, 9))).toBeNull();
            const other = new LedgerStorage(memory);
            expect(other.begin(filled('theirs', 11, 9))).toBeNull();
            other.rest('theirs');
            window.dispatchEvent(new StorageEvent('storage', { key: 'avma.run.theirs' }));
            expect(storage.begin(filled('next', 12, 9))).toBeNull();
            expect([storage.removed.value, known()]).toEqual([
                1,
                [
                    ['next', true, null],
                    ['mine', true, null]
                ]
            ]);
        });
    });

    it('does nothing where the browser keeps nothing', () => {
        const none = new LedgerStorage(null);
        expect([none.begin(ledger('one')), none.writeGuest('one', guest('a')), none.list()]).toEqual(['unavailable', 'unavailable', []]);
        none.delete('one');
        none.rest('one');
    });

    it('tells of what other tabs change here', () => {
        let told = 0;
        const subscription = storage.changes.subscribe(() => told++);
        for (const key of ['avma.run.x', 'avma.guest.x.a', 'avma.alive.x', null, 'something.else']) {
            window.dispatchEvent(new StorageEvent('storage', { key }));
        }
        subscription.unsubscribe();
        expect(told).toBe(4);
    });
});
