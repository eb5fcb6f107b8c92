/** The pieces of an export form one file that contains every string unchanged. */
import { EventFacts, sppProvider } from '../facts/event-facts';
import { EventExport, EventColumn, eventColumns } from './event-export';
import { EventSubject, indexGuests, joinEvent } from './join-events';

const vmId = 'aaaaaaaa-2222-3333-4444-555555555555';
const event = (data: readonly string[]): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId: 7,
    level: 4,
    timeCreated: '2026-11-25T12:00:00Z',
    data,
    message: '=1+1\r\n"x"'
});
const titles = Object.fromEntries(eventColumns.map(column => [column, column])) as Record<EventColumn, string>;
const index = indexGuests([{ hostName: 'HV01', vmId, name: 'web', fqdn: null }]);
const guests = { subjectOf: (one: EventFacts): EventSubject => joinEvent(one, index), nameOf: () => 'web' };
const pages = [[event(['0xC004FD03', vmId]), event([])], [], [event(['', 'a\0,"\n', '@x'])]];

function make(format: 'csv' | 'json', batches: ReadonlyArray<readonly EventFacts[]>): string {
    const file = new EventExport(format, guests, titles);
    batches.forEach(events => file.take({ logs: [], events, problems: [] }));
    return file.result().join('');
}

describe('the export of events', () => {
    it('is JSON whatever the pages, with all fields of an event and what is told of it', () => {
        const objects = JSON.parse(make('json', pages)) as Array<Record<string, unknown>>;
        expect(objects.map(one => one['data'])).toEqual([['0xC004FD03', vmId], [], ['', 'a\0,"\n', '@x']]);
        expect(objects[0]).toEqual({
            ...pages[0][0],
            outcome: 'failure',
            code: '0xC004FD03',
            symbol: 'SL_E_IA_ID_MISMATCH',
            guestId: vmId,
            guestName: 'web',
            assignedBy: 'id',
            says: null
        });
        expect([objects[2]['assignedBy'], objects[2]['says'], objects[2]['code']]).toEqual(['unassigned', null, null]);
        expect([JSON.parse(make('json', [])), JSON.parse(make('json', [[]]))]).toEqual([[], []]);
    });

    it('is CSV with one head, in which no cell is a formula', () => {
        const text = make('csv', pages);
        expect(text.startsWith(`\uFEFF${eventColumns.join(',')}\r\n`)).toBeTrue();
        expect(text.split('2026-11-25T12:00:00Z').length - 1).toBe(3);
        expect(text).toContain(`,"'=1+1\r\n""x"""\r\n`);
        expect(text).toContain(`"[""0xC004FD03"",""${vmId}""]"`);
        expect(make('csv', [])).toBe(`\uFEFF${eventColumns.join(',')}\r\n`);
    });
});
