/** Events are assigned to guests only if they identify them with certainty. */
import { GuestKey, guestKey } from '../facts/guest-key';
import { EventFacts, sppProvider } from '../facts/event-facts';
import { EventClaim, EventSubject, indexGuests, joinEvent, KnownGuest } from './join-events';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });
const guests: readonly KnownGuest[] = [
    { hostName: 'HV01', vmId: id(1), name: 'Web server (old)', fqdn: 'web01.contoso.com' },
    { hostName: 'HV01', vmId: id(2), name: 'DB', fqdn: 'sql.contoso.com' },
    { hostName: 'HV01', vmId: id(3), name: 'DB', fqdn: null },
    { hostName: 'HV01', vmId: id(4), name: 'app', fqdn: null },
    { hostName: 'HV01', vmId: id(5), name: 'clone', fqdn: 'twin.contoso.com' },
    { hostName: 'HV01', vmId: id(6), name: 'clone 2', fqdn: 'TWIN.contoso.com' },
    { hostName: 'HV01', vmId: id(7), name: '0x00000000', fqdn: '' },
    { hostName: 'HV01', vmId: id(8), name: 'a, b', fqdn: null },
    { hostName: 'HV01', vmId: id(9), name: 'HV01', fqdn: null },
    { hostName: 'HV01', vmId: id(10), name: 'APP01', fqdn: 'app01.contoso.com' }
];
const index = indexGuests(guests);

function join(data: readonly string[], more: Partial<EventFacts> = {}, among = index): EventSubject {
    return joinEvent(
        {
            collectedAt: null,
            source: 'host',
            machineName: 'hv01.contoso.com',
            vmId: null,
            logName: 'Application',
            providerName: sppProvider,
            id: 12310,
            recordId: 1,
            level: 4,
            timeCreated: null,
            data: ['0x00000000', ...data],
            message: `${id(1)} web01.contoso.com`,
            ...more
        },
        among
    );
}
const guest = (n: number, by: string): EventSubject => ({ kind: 'guest', key: key(n), by }) as EventSubject;
const unassigned = (says: string | null, kind: EventClaim['kind'] = 'name'): EventSubject => ({
    kind: 'unassigned',
    says: says === null ? null : { kind, text: says }
});

describe('joining events to guests', () => {
    it('takes the id before the full name and that before the name, without regard to letter case', () => {
        expect(join([`{${id(1).toUpperCase()}}`, 'sql.contoso.com'])).toEqual(guest(1, 'id'));
        expect(join(['SQL.contoso.com', 'app'])).toEqual(guest(2, 'fqdn'));
        expect(join(['APP'])).toEqual(guest(4, 'name'));
        expect(join(['WEB01'])).toEqual(guest(1, 'name'));
        expect(join(['web SERVER (old) '])).toEqual(guest(1, 'name'));
        expect(join(['a, b'])).toEqual(guest(8, 'name'));
    });

    it('finds ids and full names in sentences and lists, and names only where they stand alone', () => {
        expect(join([`Der Gast ${id(1)} wurde aktiviert.`])).toEqual(guest(1, 'id'));
        expect(join(['Der Gast web01.contoso.com wurde aktiviert.'])).toEqual(guest(1, 'fqdn'));
        expect(join(['Name=app;Id=5'])).toEqual(guest(4, 'name'));
        expect(join(['Die app wurde aktiviert.'])).toEqual(unassigned(null));
    });

    it('joins an id that guests of two hosts have to the one of the host that wrote it, and to none where another host did', () => {
        const twins = indexGuests(['HV01', 'HV02'].map(hostName => ({ hostName, vmId: id(1), name: null, fqdn: null })));
        const keys = ['HV01', 'HV02'].map(hostName => guestKey({ hostName, vmId: id(1) }));
        const written = (machineName: string | null): EventSubject => join([id(1)], { machineName }, twins);
        expect(written('hv02.contoso.com')).toEqual({ kind: 'guest', key: keys[1], by: 'id' });
        expect(['HV03', null].map(written)).toEqual(Array(2).fill({ kind: 'ambiguous', by: 'id', says: id(1), keys }));
    });

    it('joins nothing to guests of one name, and says so', () => {
        expect(join(['db'])).toEqual({ kind: 'ambiguous', by: 'name', says: 'db', keys: [key(2), key(3)] });
        expect(join(['twin.contoso.com'])).toEqual({ kind: 'ambiguous', by: 'fqdn', says: 'twin.contoso.com', keys: [key(5), key(6)] });
        expect(join([id(1), id(2)]).kind).toBe('ambiguous');
        expect(join(['twin.contoso.com', id(5)])).toEqual(guest(5, 'id'));
    });

    it('keeps what an event says of a guest that is not there', () => {
        const gone = 'aaaaaaaa-0000-0000-0000-000000000000';
        expect(join([gone.toUpperCase()])).toEqual(unassigned(gone, 'id'));
        expect(join([`old.contoso.com ${gone}`])).toEqual(unassigned(gone, 'id'));
        expect(join(['old.fabrikam.com'])).toEqual(unassigned('old.fabrikam.com'));
        expect(join([' OLD-DB '])).toEqual(unassigned('OLD-DB', 'text'));
        for (const data of [[], [''], ['Der Gast wurde aktiviert.'], ['x'.repeat(64)], ['=1+1'], ['a\0b'], ['x'.repeat(30_000)]]) {
            expect(join(data)).toEqual(unassigned(null));
        }
    });

    it('takes the first part of a full name only for guests that report none', () => {
        expect(join(['app.fabrikam.com'])).toEqual(guest(4, 'name'));
        expect(join(['web01.fabrikam.com'])).toEqual(unassigned('web01.fabrikam.com'));
        // The guest's name on its host is APP01, but it reports another domain.
        expect(join(['app01.fabrikam.com'])).toEqual(unassigned('app01.fabrikam.com'));
        expect(join(['APP01.contoso.com'])).toEqual(guest(10, 'fqdn'));
    });

    it("takes neither the result nor the host's own name nor the message for a guest's", () => {
        expect(join(['0x00000000'])).toEqual(guest(7, 'name'));
        expect(join([''])).toEqual(unassigned(null));
        expect(join(['HV01.contoso.com'])).toEqual(unassigned(null));
        expect(join(['hv01'])).toEqual(unassigned(null));
        expect(join([], { data: ['app'] })).toEqual(guest(4, 'name'));
    });

    it('leaves the host its own events, and a guest what was read in its log', () => {
        expect(join([id(1)], { id: 8198 })).toEqual({ kind: 'self' });
        expect(join([id(1)], { id: 12309 })).toEqual({ kind: 'self' });
        expect(join([id(1)], { providerName: 'Microsoft-Windows-Hyper-V-Hypervisor' })).toEqual({ kind: 'self' });
        expect(join([id(1)], { source: 'guest', vmId: id(2), id: 8198 })).toEqual(guest(2, 'id'));
    });
});
