/** The timeline's filter, and its form in the page address. */
import { guestKey } from '../facts/guest-key';
import { EventFacts, sppProvider } from '../facts/event-facts';
import { EventFilter, eventFilterFacts, eventFilterFromParams, eventFilterTest, eventFilterToParams, noEventFilter, periodStart } from './event-filter';
import { EventSubject } from './join-events';

const vmId = 'aaaaaaaa-2222-3333-4444-555555555555';
const other = 'bbbbbbbb-2222-3333-4444-555555555555';
const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;
const event: EventFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId: 1,
    level: 4,
    timeCreated: new Date(now - day / 2).toISOString(),
    data: ['-1073414909', 'M\u00fcnchen'],
    message: 'Zur\u00fcckgegeben'
};
const guest: EventSubject = { kind: 'guest', key: guestKey({ hostName: 'HV01', vmId }), by: 'id' };
const passes = (filter: Partial<EventFilter>, facts: Partial<EventFacts> = {}, subject: EventSubject = guest): boolean =>
    eventFilterTest({ ...noEventFilter, ...filter }, now)(eventFilterFacts({ ...event, ...facts }, subject, 'web01'));

describe('the filter of the timeline', () => {
    it('tells by guest, outcome and id', () => {
        expect([passes({}), passes({ guest: vmId }), passes({ outcome: 'failure' }), passes({ id: 12310 })]).toEqual([true, true, true, true]);
        expect([passes({ guest: other }), passes({ outcome: 'success' }), passes({ id: 12309 }), passes({ guest: 'self' })]).toEqual([
            false,
            false,
            false,
            false
        ]);
    });

    it('finds what is about no guest, about none that is known, or about one of several', () => {
        const subjects: readonly EventSubject[] = [
            { kind: 'self' },
            { kind: 'unassigned', says: null },
            { kind: 'ambiguous', by: 'name', says: 'x', keys: [vmId, other].map(id => guestKey({ hostName: 'HV01', vmId: id })) }
        ];
        const test = (value: string): boolean[] => subjects.map(subject => passes({ guest: value }, {}, subject));
        expect(test('self')).toEqual([true, false, false]);
        expect(test('unassigned')).toEqual([false, true, true]);
        expect(test(other)).toEqual([false, false, true]);
    });

    it('counts a period from now, and loses no event without a time', () => {
        const at = (age: number): Partial<EventFacts> => ({ timeCreated: new Date(now - age).toISOString() });
        expect([passes({ period: '1' }, at(day)), passes({ period: '1' }, at(day + 1)), passes({ period: '7' }, at(day + 1))]).toEqual([true, false, true]);
        expect([passes({ period: 'all' }, at(4000 * day)), passes({ period: '1' }, { timeCreated: null })]).toEqual([true, true]);
        expect([periodStart('30', now), periodStart('all', now)]).toEqual([now - 30 * day, null]);
    });

    it('searches data, message, code and words without regard to case and accents', () => {
        for (const text of ['munchen', 'ZURUCK', '0xc004fd03', '-1073414909', 'Web01 hv01', ' ']) {
            expect(passes({ text })).withContext(text).toBeTrue();
        }
        expect(passes({ text: 'web01 nothing' })).toBeFalse();
    });

    it('comes back from an address as it was', () => {
        const filter: EventFilter = { guest: vmId, outcome: 'unknown', id: 8198, period: '90', text: 'a b' };
        const params = eventFilterToParams(filter);
        expect(eventFilterFromParams({ get: name => params[name as keyof typeof params] })).toEqual(filter);
        expect(Object.values(eventFilterToParams(noEventFilter))).toEqual([null, null, null, null, null]);
    });

    it('takes what no table knows for no filter', () => {
        const from = (search: string): EventFilter => eventFilterFromParams(new URLSearchParams(search));
        expect(from('guest=web01&outcome=perhaps&event=-1&period=31&search=%20')).toEqual(noEventFilter);
        expect(from('event=65536')).toEqual(noEventFilter);
        expect(from(`guest=${vmId.toUpperCase()}&event=12309`)).toEqual({ ...noEventFilter, guest: vmId, id: 12309 });
        expect(from(`search=${'x'.repeat(1000)}`).text?.length).toBe(200);
    });
});
