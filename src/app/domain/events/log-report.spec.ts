/** Distinguishes the reasons why a log contains no events. */
import { LogFacts } from '../facts/event-facts';
import { logReport, LogState } from './log-report';

const mebibyte = 1_048_576;
const log: LogFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    exists: true,
    enabled: true,
    sizeBytes: 5 * mebibyte,
    maximumBytes: 20 * mebibyte,
    recordCount: 1000,
    oldestRecordTime: '2026-10-01T00:00:00Z',
    error: null
};
const start = '2026-10-26T00:00:00Z';
const error = (code: string): LogFacts['error'] => ({ code, hresult: null, id: null, reason: null, message: null });
const state = (more: Partial<LogFacts>, ours = 0, startTime: string | null = start): LogState => logReport({ ...log, ...more }, ours, startTime).state;

describe('the state of a log', () => {
    it('is told by the log first, then by what it covers, then by what was found', () => {
        expect([state({}, 3), state({})]).toEqual(['ok', 'noMatch']);
        expect(state({ recordCount: 0, oldestRecordTime: null })).toBe('empty');
        expect([state({ exists: false }), state({ exists: null })]).toEqual(['missing', 'failed']);
        expect([state({ error: error('accessDenied'), exists: null }), state({ error: error('unclassified') }), state({ error: error('new') })]).toEqual([
            'denied',
            'failed',
            'failed'
        ]);
        expect(state({ logName: null, exists: null, error: error('noAnswer') })).toBe('notEntered');
        expect([state({ enabled: false }, 3), state({ enabled: false, recordCount: 0 }), state({ enabled: null }, 3)]).toEqual(['disabled', 'disabled', 'ok']);
    });

    it('tells a log that was overwritten from one that was cleared or is young', () => {
        const young = { oldestRecordTime: '2026-11-01T00:00:00Z' };
        expect([state(young), state(young, 3)]).toEqual(['startsLater', 'startsLater']);
        expect([18, 19, 20, 21].map(size => state({ ...young, sizeBytes: size * mebibyte }))).toEqual(Array(4).fill('overwritten'));
        expect(state({ ...young, sizeBytes: 17 * mebibyte })).toBe('startsLater');
        expect([state({ ...young, sizeBytes: null }), state({ ...young, maximumBytes: null }), state({ ...young, maximumBytes: 0 })]).toEqual(
            Array(3).fill('startsLater')
        );
    });

    it('covers a period from its very begin, and says so only where that is known', () => {
        const covers = (oldestRecordTime: string | null, startTime: string | null = start): boolean | null =>
            logReport({ ...log, oldestRecordTime }, 1, startTime).coversPeriod;
        expect([covers(start), covers('2026-10-26T00:00:00.001Z'), covers(null), covers(start, null)]).toEqual([true, false, null, null]);
        // Compares times as moments, not as text.
        expect(covers('2026-10-26T01:00:00+01:00')).toBeTrue();
        expect(state({ oldestRecordTime: '2026-11-01T00:00:00Z' }, 0, null)).toBe('noMatch');
    });
});
