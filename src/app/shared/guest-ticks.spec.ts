/** The list of guests that are ticked by name. */
import { importGuestRow } from '../data/import/import-guest-row';
import { GuestKey, PlacedGuest } from '../domain/facts/guest-key';
import { claimedGroups, toTickGuests, toTicksView } from './guest-ticks';

const none: ReadonlySet<GuestKey> = new Set();

function placed(n: number, name: string | null, fqdn = '', hostName = 'HV01'): PlacedGuest {
    const vmId = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
    return {
        hostName,
        guest: importGuestRow({ vmId, name, enabledState: 2, dataExchangeState: 2, intrinsic: [{ name: 'FullyQualifiedDomainName', data: fqdn }] })
    };
}
const many = toTickGuests(Array.from({ length: 130 }, (_, n) => placed(n, `vm${n}`, n % 2 ? 'a.contoso.com' : '')));

describe('guests to tick', () => {
    it('are in the order of their names, with their host and id only where a name alone is not enough', () => {
        const shown = (...guests: PlacedGuest[]): string[][] => toTickGuests(guests).map(({ name, host }) => [name, host]);
        expect(shown(placed(10, 'vm10'), placed(2, 'vm2'))).toEqual([
            ['vm2', ''],
            ['vm10', '']
        ]);
        expect(shown(placed(2, 'vm', '', 'HV02'), placed(1, 'vm2'))).toEqual([
            ['vm', 'HV02'],
            ['vm2', 'HV01']
        ]);
        const [one, other] = [placed(1, 'vm'), placed(2, 'vm')];
        expect(shown(one, other)).toEqual([
            ['vm', one.guest.vmId],
            ['vm', other.guest.vmId]
        ]);
        expect(shown(placed(7, null))).toEqual([[placed(7, null).guest.vmId, '']]);
    });

    it('are grouped by the domain that they report, most first, then by name', () => {
        const names = ['a.x.example', 'b.X.example', 'c.b.example', 'd.a.example', '', 'alone', 'e.x.example'];
        const groups = claimedGroups(toTickGuests(names.map((fqdn, n) => placed(n, `vm${n}`, fqdn))));
        expect([...groups].map(([domain, { length }]) => [domain, length])).toEqual([
            ['x.example', 3],
            ['', 2],
            ['a.example', 1],
            ['b.example', 1]
        ]);
    });

    it('are found by their name, never by what they report, so that a claim is not ticked with others', () => {
        expect(toTicksView(many, none, 'contoso').rows).toEqual([]);
        expect(toTicksView(many, none, ' VM129 ').rows.map(({ guest }) => guest.name)).toEqual(['vm129']);
        expect(toTicksView(toTickGuests([placed(1, 'a'), placed(2, 'b', '', 'HV02')]), none, 'hv02').unticked.length).toBe(1);
    });

    it('show at most 100 without a tick, say how many more there are, and hide no tick', () => {
        const first = toTicksView(many, none, '');
        expect([first.rows.length, first.unticked.length, first.others, first.searchable]).toEqual([100, 100, 30, true]);
        const ticked = new Set(many.slice(0, 120).map(({ key }) => key));
        const later = toTicksView(many, ticked, '');
        expect([later.rows.length, later.unticked.length, later.others]).toEqual([130, 10, 0]);
        const found = toTicksView(many, new Set([many[5].key]), 'vm129');
        expect(found.rows.map(({ guest, ticked: has }) => [guest.name, has])).toEqual([
            ['vm5', true],
            ['vm129', false]
        ]);
        expect(toTicksView(many.slice(0, 10), none, '').searchable).toBeFalse();
    });
});
