/** Rows of `Get-AvmaEvent`: distinguishes events from logs, and changes nothing in an event. */
import { importEventBatch, importEventRow } from './import-event-row';

const vmId = 'AAAAAAAA-2222-3333-4444-555555555555';
const event = {
    collectedAt: '2026-11-25T12:00:00Z',
    source: 'host',
    machineName: 'HV01.contoso.com',
    vmId: null,
    logName: 'Application',
    providerName: 'Microsoft-Windows-Security-SPP',
    id: 12310,
    recordId: 4711,
    level: 4,
    timeCreated: '2026-11-25T11:59:58.1234567Z',
    data: ['hr=0x00000000', ' \u00fc\u2019\0 '],
    message: null
};
const log = {
    collectedAt: null,
    source: 'guest',
    machineName: 'web01',
    vmId,
    logName: 'Application',
    exists: null,
    enabled: null,
    sizeBytes: 20975616,
    maximumBytes: 20971520,
    recordCount: 3_000_000_000,
    oldestRecordTime: null,
    error: { code: 'accessDenied', hresult: -2147024891, id: null, reason: null, message: 'x' }
};

describe('importEventRow', () => {
    it('takes an event with its strings as they are', () => {
        const row = importEventRow(event);
        expect(row.kind === 'event' && row.event).toEqual(event as never);
    });

    it('knows a log by its field `exists`, also where that is not known', () => {
        const row = importEventRow(log);
        expect(row.kind === 'log' && row.log).toEqual({ ...log, vmId: vmId.toLowerCase() } as never);
    });

    it('takes what is missing for unknown', () => {
        const row = importEventRow({ source: 'host', id: 12310 });
        expect(row.kind === 'event' && [row.event.recordId, row.event.timeCreated, row.event.data, row.event.message]).toEqual([null, null, [], null]);
    });

    it('lets a bad row cost itself only, and names its field', () => {
        const bad = [
            { ...event, id: null },
            { ...event, id: '12310' },
            { ...event, data: ['0x0', 5] },
            { ...event, source: 'elsewhere' },
            { ...event, timeCreated: '25.11.2026 12:00' },
            { ...event, vmId: 'web01' },
            { ...log, exists: 'yes' },
            { ...log, error: {} },
            null
        ];
        const batch = importEventBatch([event, ...bad, log]);
        expect([batch.events.length, batch.logs.length]).toEqual([1, 1]);
        expect(batch.problems.map(problem => problem.split(':')[0])).toEqual([
            'event.id',
            'event.id',
            'event.data[1]',
            'event.source',
            'event.timeCreated',
            'event.vmId',
            'log.exists',
            'log.error.code',
            'event'
        ]);
    });
});
