/** The timeline's events: pages, the bounded list, and readings of a whole period that keep nothing in memory. */
import { fakeAsync, tick } from '@angular/core/testing';
import { EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { HostConnection } from '../../data/host-connection';
import { EventBatch, EventFacts, EventQuery, GuestEvents, LogFacts, sppProvider } from '../../domain/facts/event-facts';
import { EventReader, ReadingEnd } from '../../domain/events/event-reader';
import { guestKey } from '../../domain/facts/guest-key';
import { GuestJob } from '../../domain/inside/guest-target';
import { EventsStore, EventsStoreOptions } from './events.store';
import { clockAhead } from './host-clock';
import { GuestEventsStore } from './guest-events.store';
import { LookInsideStore } from '../inside/look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';
import { WholeProgress } from './whole-period';
import { freeSession } from '../testing/free-session';

const now = Date.UTC(2026, 10, 25, 12);
const event = (recordId: number, logName = 'Application'): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName,
    providerName: sppProvider,
    id: 12310,
    recordId,
    level: 4,
    timeCreated: new Date(now - 3_600_000 + recordId * 1000).toISOString(),
    data: ['0x0'],
    message: null
});
const log = (logName: string): LogFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName,
    exists: true,
    enabled: true,
    sizeBytes: 1,
    maximumBytes: 2,
    recordCount: 3,
    oldestRecordTime: null,
    error: null
});

/** A host whose logs are lists of record numbers. */
class FakeHost {
    public readonly asked: EventQuery[] = [];
    public application: readonly number[] = [];
    public kms: readonly number[] = [];
    public answer: ((query: EventQuery) => Observable<EventBatch>) | null = null;

    public readEvents = (query: EventQuery): Observable<EventBatch> => {
        this.asked.push(query);
        return this.answer ? this.answer(query) : of(...this.page(query));
    };

    public page({ maximum, beforeRecordId }: EventQuery): EventBatch[] {
        const newest = (records: readonly number[]): number[] => [...records].sort((left, right) => right - left).slice(0, maximum);
        const application = newest(this.application.filter(record => beforeRecordId === null || record < beforeRecordId)).map(record => event(record));
        const batches: EventBatch[] = [
            { logs: [log('Application')], events: application.slice(0, 1), problems: [] },
            { logs: [], events: application.slice(1), problems: [] }
        ];
        const kms = newest(this.kms).map(record => event(record, 'Key Management Service'));
        return beforeRecordId === null ? [...batches, { logs: [log('Key Management Service')], events: kms, problems: ['a row'] }] : batches;
    }
}

class SmallStore extends EventsStore {
    protected override readonly options: EventsStoreOptions = { pageSize: 3, wholePageSize: 4, maxHeld: 7 };
}

class Recorder implements EventReader<string> {
    private readonly records: Array<number | null> = [];
    public take({ events }: EventBatch): void {
        this.records.push(...events.map(one => one.recordId));
    }
    public result({ complete, cutLogs }: ReadingEnd): string {
        return `${this.records.join(' ')} ${complete} ${cutLogs.join()}`;
    }
}

describe('EventsStore', () => {
    let host: FakeHost;
    let store: EventsStore;
    beforeEach(() => {
        host = new FakeHost();
        store = new SmallStore(host as Partial<HostConnection> as HostConnection);
        spyOn(Date, 'now').and.returnValue(now);
    });
    const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const records = (): Array<number | null> => store.current.events.map(one => one.recordId);
    const load = (): void => {
        store.load('7');
        tick(200);
    };
    const older = (): void => {
        store.older();
        tick(200);
    };

    it('reads the newest page of a period, and the older ones by record until there are none', fakeAsync(() => {
        host.application = numbers(11, 17);
        load();
        expect([records(), store.current.more, store.current.loading]).toEqual([[17, 16, 15], true, null]);
        expect(host.asked[0]).toEqual({ ids: [12310, 12309], startTime: '2026-11-18T12:00:00.000Z', maximum: 3, beforeRecordId: null });
        expect([store.current.requestedAt, store.current.problems, store.current.logs.map(one => one.logName)]).toEqual([
            now,
            ['a row'],
            ['Application', 'Key Management Service']
        ]);
        older();
        older();
        expect([records(), store.current.more]).toEqual([[17, 16, 15, 14, 13, 12, 11], false]);
        expect([host.asked.map(query => query.beforeRecordId), store.current.logs.length]).toEqual([[null, 15, 12], 2]);
        older();
        expect(host.asked.length).toBe(3);
    }));

    it('lets go of the newest beyond its bound, says so, and brings them back', fakeAsync(() => {
        host.application = numbers(1, 12);
        load();
        older();
        expect(store.current.released).toBe(0);
        older();
        expect([records(), store.current.released, store.current.more]).toEqual([[10, 9, 8, 7, 6, 5, 4], 2, true]);
        store.newest();
        tick(200);
        expect([records(), store.current.released]).toEqual([[12, 11, 10], 0]);
    }));

    it('sorts the events of several logs by time, and names a log that has no pages and more than was given', fakeAsync(() => {
        host.application = [10, 30];
        host.kms = [5, 20, 40, 50];
        load();
        expect([records(), store.current.more, store.current.cutLogs]).toEqual([[50, 40, 30, 20, 10], false, ['Key Management Service']]);
    }));

    it('shows rows in bursts, those of one time by their record, and those without a time last', fakeAsync(() => {
        const rows = new Subject<EventBatch>();
        host.answer = () => rows;
        store.load('7');
        const at = (recordId: number | null, hours: number | null): EventFacts => ({
            ...event(1),
            recordId,
            timeCreated: hours === null ? null : new Date(now - hours * 3_600_000).toISOString()
        });
        rows.next({ logs: [], events: [at(9, null), at(null, 1), at(1, 1), at(3, 1), at(2, 1), at(0, 2)], problems: [] });
        tick(149);
        expect(records()).toEqual([]);
        tick(1);
        expect(records()).toEqual([3, 2, 1, null, 0, 9]);
        rows.complete();
        tick(150);
    }));

    it('shows rows before the last one has arrived, and keeps what is shown until newer rows replace it', fakeAsync(() => {
        host.application = [1];
        load();
        const rows = new Subject<EventBatch>();
        host.answer = () => rows;
        store.newest();
        tick(200);
        expect([records(), store.current.loading]).toEqual([[1], 'newest']);
        rows.next({ logs: [], events: [event(2)], problems: [] });
        tick(200);
        expect([records(), store.current.loading]).toEqual([[2], 'newest']);
        rows.complete();
        tick(200);
        expect(store.current.loading).toBeNull();
        host.answer = () => NEVER;
        store.load('30');
        expect(records()).toEqual([]);
        store.load('30', [8198]);
        expect(store.current.ids).toEqual([8198]);
        host.answer = () => of();
        store.newest();
        tick(200);
    }));

    it('keeps its events when a page fails, and reads the same page again without doubling any', fakeAsync(() => {
        host.application = numbers(1, 9);
        load();
        host.answer = () => throwError(() => ({ code: 'unreachable', raw: 'x' }));
        older();
        expect([records(), store.current.failure?.code, store.current.more]).toEqual([[9, 8, 7], 'unreachable', true]);
        host.answer = query => of(...host.page(query), ...host.page(query));
        older();
        expect([records(), store.current.failure]).toEqual([[9, 8, 7, 6, 5, 4], null]);
        host.answer = () => throwError(() => ({ code: 'accessDenied', raw: 'x' }));
        load();
        expect([store.current.failure?.code, store.current.loading, store.current.more]).toEqual(['accessDenied', null, false]);
    }));

    it('reads a period once, and again for another one, other ids, or after a failure', fakeAsync(() => {
        const ensure = (period: '7' | '30', ids?: readonly number[]): number => {
            store.ensure(period, ids);
            tick(200);
            return host.asked.length;
        };
        expect([ensure('7'), ensure('7'), ensure('30'), ensure('30', [8198]), ensure('30', [8198])]).toEqual([1, 1, 2, 3, 3]);
        host.answer = () => throwError(() => ({ code: 'unreachable', raw: '' }));
        expect([ensure('7'), ensure('7')]).toEqual([4, 5]);
    }));

    it('reads a whole period in pages that pass by, beside what is shown', fakeAsync(() => {
        host.application = numbers(1, 10);
        host.kms = [91, 92, 93, 94];
        load();
        const seen: Array<WholeProgress<string>> = [];
        store.readWhole('7', () => new Recorder()).subscribe(progress => seen.push(progress));
        expect(host.asked.slice(1).map(query => [query.beforeRecordId, query.maximum, query.startTime])).toEqual(
            [null, 7, 3].map(record => [record, 4, '2026-11-18T12:00:00.200Z'])
        );
        const last = seen[seen.length - 1];
        expect(last).toEqual({ events: 14, pages: 3, result: '10 9 8 7 94 93 92 91 6 5 4 3 2 1 true Key Management Service' });
        expect([seen.filter(one => one.result !== null).length, records().length]).toEqual([1, 6]);
    }));

    describe("of a host whose clock differs from the browser's", () => {
        const behind = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
        const answerAt = (collectedAt: string): void => {
            host.answer = () => of({ logs: [{ ...log('Application'), collectedAt }], events: [event(1)], problems: [] });
        };

        it("reads the period that ends by the host's clock, once it is known, and counts reports by it, too", fakeAsync(() => {
            answerAt(behind(24 * 60));
            load();
            expect(host.asked.map(({ startTime }) => startTime)).toEqual(['2026-11-18T12:00:00.000Z', '2026-11-17T12:00:00.000Z']);
            const { requestedAt, startTime, loading } = store.current;
            expect([requestedAt, startTime, records(), loading]).toEqual([now - 86_400_000, '2026-11-17T12:00:00.000Z', [1], null]);
            const periods: unknown[] = [];
            store
                .readWhole('30', (from, until) => {
                    periods.push([from, until]);
                    return new Recorder();
                })
                .subscribe();
            expect(periods).toEqual([['2026-10-25T12:00:00.200Z', '2026-11-24T12:00:00.200Z']]);
            // It is known from now on.
            load();
            expect(host.asked.length).toBe(4);
        }));

        it('takes clocks for the same that differ by a few minutes, and never begins more than once more', fakeAsync(() => {
            answerAt(behind(5));
            load();
            expect([host.asked.length, store.current.requestedAt]).toEqual([1, now]);
            let answers = 0;
            host.answer = () => of({ logs: [{ ...log('Application'), collectedAt: behind(60 * ++answers) }], events: [], problems: [] });
            load();
            expect([host.asked.length, store.current.loading]).toEqual([3, null]);
        }));

        it('tells clocks apart only as far as the time that an answer took allows', () => {
            const at = (minute: number): number => now + minute * 60_000;
            expect(clockAhead(at(3), at(0), at(10))).toBe(0);
            expect(clockAhead(at(20), at(0), at(10))).toBe(10 * 60_000);
            expect(clockAhead(at(-20), at(0), at(10))).toBe(-20 * 60_000);
            expect(clockAhead(NaN, at(0), at(10))).toBeNull();
        });
    });

    it('ends a whole reading that fails or that nobody waits for', fakeAsync(() => {
        host.application = numbers(1, 10);
        load();
        host.answer = query => (query.beforeRecordId === null ? of(...host.page(query)) : throwError(() => ({ code: 'unreachable', raw: 'x' })));
        let failure: unknown = null;
        store.readWhole('7', () => new Recorder()).subscribe({ error: (error: unknown) => (failure = error) });
        expect(failure).toEqual({ code: 'unreachable', raw: 'x' });
        const page = new Subject<EventBatch>();
        host.answer = () => page;
        store
            .readWhole('7', () => new Recorder())
            .subscribe()
            .unsubscribe();
        expect(page.observed).toBeFalse();
        // Stops if a host returns the same page again.
        host.answer = query => of(...host.page({ ...query, beforeRecordId: null }));
        let pages = 0;
        store.readWhole('7', () => new Recorder()).subscribe(progress => (pages = progress.pages));
        expect(pages).toBe(2);
    }));
});

describe('GuestEventsStore', () => {
    const vmId = '00000000-0000-0000-0000-000000000001';
    const jobs: readonly GuestJob[] = [
        { target: { hostName: 'HV01', vmId, channel: 'direct', address: null }, account: { user: '.\\ann', password: 'p' }, productType: 3 }
    ];
    const options = { parallel: 1, timeoutMs: 60_000 };
    const query: EventQuery = { ids: [12309], startTime: null, maximum: 5, beforeRecordId: null };

    it('keeps the events of each guest with the time at which they arrived, and never runs beside looking inside', () => {
        const answer = new Subject<GuestEvents>();
        let asked: EventQuery | null = null;
        const session: GuestSession = {
            ...freeSession,
            open: () => EMPTY,
            lookInside: () => NEVER,
            readEvents: (_, __, sent) => {
                asked = sent;
                return answer;
            },
            install: () => NEVER,
            removeItems: () => NEVER,
            abandon: () => of(undefined),
            close: () => undefined
        };
        const connection = { openGuestSession: () => session } as Partial<HostConnection> as HostConnection;
        const guestHosts = guestHostsOn(connection);
        const store = new GuestEventsStore(guestHosts);
        const inside = new LookInsideStore(guestHosts);
        spyOn(Date, 'now').and.returnValue(1000);
        expect([store.start(jobs, query, options), inside.start(jobs, options), asked]).toEqual([true, false, query as never]);
        answer.next({ vmId, logs: [], events: [event(1)], problems: [], error: null });
        answer.complete();
        const reading = store.current.readings.get(guestKey({ hostName: 'HV01', vmId }));
        expect([reading?.readAt, reading?.facts.events.length, store.current.running, inside.current.running]).toEqual([1000, 1, false, false]);
        expect(inside.start(jobs, options)).toBeTrue();
    });
});
