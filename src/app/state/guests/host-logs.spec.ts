/** The logs of hosts: one call each, four at a time, only the newest request of a guest, and quiet where a log can't be read. */
import { Observable, of, Subject, throwError } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { ManyHosts } from '../../data/many-hosts';
import { importEventBatch } from '../../data/import/import-event-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { sppProvider, EventBatch, EventQuery } from '../../domain/facts/event-facts';
import { logsByName, newestRequests, requestEvents } from '../../domain/events/logged-requests';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { LoggedRequest } from '../../domain/facts/logged-request';
import { GuestHosts } from '../inside/guest-hosts';
import { SignInStorage } from '../inside/sign-in-storage';
import { GuestJudge } from './guest-judge';
import { HostLogsState, HostLogsStore, knownRequests, ReadHost } from './host-logs';

const vmId = '00000000-0000-0000-0000-000000000001';
const at = (time: string): string => `2026-11-30T${time}:00.000Z`;
const log = (change: object = {}): object => ({ collectedAt: at('12:30'), source: 'host', logName: 'Application', exists: true, recordCount: 9, ...change });
const event = (time: string, id: string, logName = 'Application', code = '0x00000000'): object => ({
    source: 'host',
    logName,
    machineName: 'HV01',
    providerName: sppProvider,
    id: 12310,
    timeCreated: at(time),
    data: [code, id]
});
const host = (hostName = 'HV01', facts: object = {}, ids = [vmId]): ReadHost => ({
    hostName,
    facts: importHostRow({ computerName: hostName, collectedAt: at('12:00'), buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, ...facts }),
    guests: ids.map(id => importGuestRow({ vmId: id, name: id, enabledState: 3 }))
});

describe('the logs of hosts', () => {
    let asked: Array<readonly [string, EventQuery]>;
    let answer: (hostName: string) => Observable<EventBatch>;
    let store: HostLogsStore;
    let state: HostLogsState;
    beforeEach(() => {
        asked = [];
        answer = () => of(importEventBatch([log(), event('09:00', vmId)]));
        const connect = (hostName: string): HostConnection =>
            ({
                hostName,
                readEvents: (query: EventQuery) => {
                    asked.push([hostName, query]);
                    return answer(hostName);
                }
            }) as Partial<HostConnection> as HostConnection;
        store = new HostLogsStore(new GuestHosts(connect('opened'), { connect } as Partial<ManyHosts> as ManyHosts, new SignInStorage(null)));
        store.state.subscribe(next => (state = next));
    });
    const timesOf = (name = 'HV01'): Array<string | undefined> => [...(state.get(name)?.requests.values() ?? [])].map(request => request.at);

    it('are read in one call a host, 35 days back by its clock, and again once the host was read again', () => {
        const one = host();
        store.read([one]);
        store.read([one]);
        const query = { ids: [12310], startTime: '2026-10-26T12:00:00.000Z', maximum: 5000, beforeRecordId: null, withoutMessage: true };
        expect(asked).toEqual([['HV01', query]]);
        expect(timesOf()).toEqual([at('09:00')]);
        store.read([host()]);
        expect(asked.length).toBe(2);
    });

    it('are not read at each reading of the guests, but where one came, was made anew or has another name, and after ten minutes', () => {
        const one = host();
        const guest = one.guests[0];
        const readings: ReadonlyArray<readonly [ReadHost['guests'], number]> = [
            [[guest], 1],
            [[{ ...guest, collectedAt: at('12:09') }], 0],
            [[{ ...guest, collectedAt: at('12:10') }], 1],
            [[{ ...guest, name: 'renamed', enabledState: 2 }], 0],
            [[{ ...guest, createdOn: at('12:35') }], 1],
            [[guest, { ...guest, vmId: '00000000-0000-0000-0000-000000000002' }], 1]
        ];
        for (const [guests, expected] of readings) {
            asked.length = 0;
            store.read([{ ...one, guests }]);
            expect(asked.length).withContext(JSON.stringify(guests)).toBe(expected);
        }
    });

    it('are read four at a time, and those of hosts that are gone are dropped', () => {
        const ends = new Map<string, Subject<EventBatch>>();
        answer = name => {
            ends.set(name, new Subject());
            return ends.get(name) ?? of();
        };
        store.read(['1', '2', '3', '4', '5'].map(name => host(name)));
        expect(asked.map(([name]) => name)).toEqual(['1', '2', '3', '4']);
        ends.get('2')?.complete();
        expect(asked.map(([name]) => name)).toEqual(['1', '2', '3', '4', '5']);
        expect([...state.keys()]).toEqual(['2']);
        store.read([host('6')]);
        expect([...state.keys()]).toEqual([]);
        ends.forEach(end => end.complete());
        ends.get('6')?.complete();
        expect([...state.keys()]).toEqual(['6']);
    });

    it('are read to their end while guests are read again, and count for the newest reading only', () => {
        const ends: Array<Subject<EventBatch>> = [];
        answer = () => {
            ends.push(new Subject());
            return ends[ends.length - 1];
        };
        const one = host();
        const later = { ...one, guests: one.guests.map(guest => ({ ...guest, collectedAt: at('12:05') })) };
        store.read([one]);
        store.read([later]);
        expect(asked.length).toBe(1);
        const again = host();
        store.read([again]);
        ends[0].next(importEventBatch([log(), event('08:00', vmId)]));
        ends[0].complete();
        expect(timesOf()).toEqual([]);
        ends[1].next(importEventBatch([log(), event('09:00', vmId)]));
        ends[1].complete();
        expect(timesOf()).toEqual([at('09:00')]);
    });

    it('count only as far back as both logs were read', () => {
        const rows = [log(), event('09:00', vmId, 'Application', '0xC004F00F'), log({ error: { code: 'cutOff' } }), log({ logName: 'Key Management Service' })];
        answer = () => of(importEventBatch([...rows, event('08:00', vmId, 'Key Management Service')]));
        store.read([host()]);
        expect(timesOf()).toEqual([at('09:00')]);
        answer = () =>
            of(importEventBatch([log(), event('09:00', '00000000-0000-0000-0000-00000000000f'), rows[2], event('08:00', vmId, 'Key Management Service')]));
        store.read([host()]);
        expect(timesOf()).toEqual([]);
    });

    it('say quietly why they show nothing', () => {
        for (const [row, expected] of [
            [log({ error: { code: 'accessDenied' } }), 'denied'],
            [log({ recordCount: 0 }), 'empty'],
            [log({ oldestRecordTime: at('11:00') }), 'startsLater']
        ] as const) {
            answer = () => of(importEventBatch([row]));
            store.read([host()]);
            expect(state.get('HV01')?.state).toBe(expected);
        }
        answer = () => throwError(() => ({ code: 'accessDenied', raw: '' }));
        store.read([host()]);
        expect([state.get('HV01')?.state, state.get('HV01')?.readAt]).toEqual(['denied', null]);
    });

    it('of other nodes count by an id, and of hosts outside the cluster not at all', () => {
        const here = host('HV01', { clusterName: 'CL' });
        answer = name => of(importEventBatch(name === 'HV02' ? [log(), event('09:00', vmId)] : [log()]));
        store.read([here, host('HV02', { clusterName: 'cl' }, [])]);
        expect(knownRequests(state).requests.get(guestKey(here.guests[0] && { hostName: 'HV01', vmId }))?.otherHost).toBe('HV02');
        store.read([host('HV01'), host('HV02', {}, [])]);
        expect(knownRequests(state).requests.size).toBe(0);
    });

    it('of other nodes count under each name by which a node was read', () => {
        const facts = { clusterName: 'CL', fqdn: 'hv01.contoso.com' };
        answer = name => of(importEventBatch(name === 'HV02' ? [log(), event('09:00', vmId)] : [log()]));
        store.read([host('HV01', facts), host('10.0.0.7', facts), host('HV02', { clusterName: 'CL', fqdn: 'hv02.contoso.com' }, [])]);
        const names = ['HV01', '10.0.0.7'].map(hostName => knownRequests(state).requests.get(guestKey({ hostName, vmId }))?.otherHost);
        expect(names).toEqual(['HV02', 'HV02']);
    });

    it('judge a guest by the time when the log was read, and by the same objects while nothing changes', () => {
        const one = host();
        answer = () => of(importEventBatch([log(), event('12:20', vmId)]));
        store.read([one]);
        const judge = new GuestJudge();
        const assess = (): unknown => judge.assess('HV01', one.facts, one.guests, { readings: new Map(), logs: knownRequests(state) })[0];
        expect(assess()).toEqual(jasmine.objectContaining({ assessment: jasmine.objectContaining({ verdict: 'activated', loggedAt: at('12:20') }) }));
        expect(assess()).toBe(assess());
    });
});

describe('requests as events of an export', () => {
    it('give the guests the same requests again, each by its id', () => {
        const facts = importHostRow({ computerName: 'HV01', fqdn: 'hv01.contoso.com', collectedAt: at('12:00'), clusterNodeNames: ['HV01', 'HV02'] });
        const ids = [1, 2, 3].map(n => `00000000-0000-0000-0000-00000000000${n}`);
        const guests = ids.map(id => importGuestRow({ vmId: id, enabledState: 2 }));
        const keyOf = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: ids[n] });
        const requests = new Map<GuestKey, LoggedRequest>([
            [keyOf(0), { at: at('09:00'), code: 0, by: 'id', otherHost: null }],
            [keyOf(1), { at: at('10:00'), code: 0xc004f00f, by: 'fqdn', otherHost: null }],
            [keyOf(2), { at: at('11:00'), code: 0, by: 'id', otherHost: 'HV02' }]
        ]);
        const events = requestEvents(requests, facts);
        const read = newestRequests(logsByName(facts, guests, events));
        expect(read).toEqual(new Map([...requests].map(([key, request]) => [key, { ...request, by: 'id' as const }])));
    });
});
