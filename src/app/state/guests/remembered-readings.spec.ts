/** Readings inside guests that outlive the page. */
import { NgZone } from '@angular/core';
import { BehaviorSubject, EMPTY, Observable, of } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { ManyHosts } from '../../data/many-hosts';
import { ActivationFacts, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { guestKey } from '../../domain/facts/guest-key';
import { HostStore } from '../hosts/host.store';
import { HostsStore } from '../hosts/hosts.store';
import { LookInsideStore } from '../inside/look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';
import { MemoryReadings } from '../testing/reading-storage';
import { GuestsState, GuestsStore } from './guests.store';
import { RememberedReadings } from './remembered-readings';

const vmId = '11111111-2222-3333-4444-555555555555';
const other = '11111111-2222-3333-4444-666666666666';
const dayMs = 24 * 60 * 60 * 1000;
const key = (id = vmId, hostName = 'HV01'): ReturnType<typeof guestKey> => guestKey({ hostName, vmId: id });
const hostFacts = importHostRow({ collectedAt: '2026-11-30T12:00:00Z', computerName: 'HV01', fqdn: 'hv01.contoso.com' });
const read = (change: object = {}): ActivationFacts =>
    importActivationRow({
        collectedAt: '2026-11-30T11:00:00Z',
        vmId,
        buildNumber: 17763,
        licenseDescription: 'x, VIRTUAL_MACHINE_ACTIVATION channel',
        partialProductKey: 'WMBMW',
        licenseStatus: 1,
        ...change
    });
const guest = (change: object = {}): GuestFacts => importGuestRow({ vmId, name: 'APP01', enabledState: 2, ...change });
const noGuests: GuestsState = { loading: true, complete: false, guests: [], problems: [], failure: null };

/** What becomes of what was begun before. */
const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
        await Promise.resolve();
    }
};

/** A page of one host. Several can share a storage, one after the other, as after a reload. */
class Page {
    public readonly inside: LookInsideStore;
    public readonly remembered: RememberedReadings;
    private readonly guests = new BehaviorSubject<GuestsState>(noGuests);

    constructor(storage: MemoryReadings, hostName = 'HV01', facts: HostFacts = hostFacts) {
        const connection: Partial<HostConnection> = { hostName, readHost: () => of(facts) };
        const many: Partial<ManyHosts> = { readHosts: () => EMPTY, readGuests: () => EMPTY };
        this.inside = new LookInsideStore(guestHostsOn(connection));
        const host = new HostStore(connection as HostConnection);
        const guests = { state: this.guests as Observable<GuestsState>, scope: of('opened') } as Partial<GuestsStore> as GuestsStore;
        const hosts = new HostsStore(many as ManyHosts, new NgZone({}));
        this.remembered = new RememberedReadings(storage, connection as HostConnection, this.inside, host, guests, hosts);
        this.remembered.begin();
        host.refresh();
    }

    public async show(...guests: readonly GuestFacts[]): Promise<void> {
        this.guests.next({ ...noGuests, loading: false, complete: true, guests });
        await settled();
    }

    public get found(): ReadonlyArray<readonly [string, string | null]> {
        return [...this.inside.current.readings].map(([one, { facts }]) => [one, facts.partialProductKey]);
    }
}

describe('readings that the browser remembers', () => {
    let storage: MemoryReadings;
    beforeEach(() => {
        storage = new MemoryReadings();
        jasmine.clock().install().mockDate(new Date('2026-11-30T12:00:00Z'));
    });
    afterEach(() => jasmine.clock().uninstall());

    /** Reads a guest in one page, and closes it. */
    async function readOnce(facts = read()): Promise<void> {
        const page = new Page(storage);
        await page.show(guest());
        page.inside.keep(key(), facts);
        await settled();
    }

    it('are those of an earlier page, with their time, and of a run that read back', async () => {
        await readOnce();
        jasmine.clock().mockDate(new Date('2026-12-02T12:00:00Z'));
        const page = new Page(storage);
        expect(page.found).toEqual([]);
        await page.show(guest());
        expect(page.found).toEqual([[key(), 'WMBMW']]);
        expect(page.inside.current.readings.get(key())).toEqual(jasmine.objectContaining({ readAt: Date.parse('2026-11-30T12:00:00Z'), hadAvma: true }));
    });

    it('come also where the guests were read before the storage, and under another name of the connection', async () => {
        await readOnce();
        const page = new Page(storage, '10.0.0.7');
        void page.show(guest());
        expect(page.found).toEqual([]);
        await settled();
        expect(page.found).toEqual([[key(vmId, '10.0.0.7'), 'WMBMW']]);
    });

    it('are replaced by what is read later, and are not written again for coming back', async () => {
        await readOnce();
        const before = storage.everything;
        jasmine.clock().mockDate(new Date('2026-12-01T12:00:00Z'));
        const page = new Page(storage);
        await page.show(guest());
        expect(storage.everything).toBe(before);
        page.inside.keep(key(), read({ licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: 'BCDFG' }));
        await settled();
        const next = new Page(storage);
        await next.show(guest());
        expect(next.found).toEqual([[key(), 'BCDFG']]);
        // It has had an AVMA key, in the page before.
        expect(next.inside.current.readings.get(key())?.hadAvma).toBeTrue();
    });

    it('go where a later reading is nothing that can be kept', async () => {
        await readOnce();
        await readOnce(read({ collectedAt: null }));
        expect(storage.entries.size).toBe(0);
    });

    it('go after 30 days', async () => {
        await readOnce();
        jasmine.clock().mockDate(new Date(Date.parse('2026-11-30T12:00:00Z') + 30 * dayMs));
        const page = new Page(storage);
        await page.show(guest());
        expect([page.found, storage.entries.size]).toEqual([[], 0]);
    });

    it('go with a guest that is another machine by now, in the page and in the storage', async () => {
        await readOnce();
        const page = new Page(storage);
        await page.show(guest());
        expect(page.found.length).toBe(1);
        await page.show(guest({ createdOn: '2026-11-30T13:00:00Z' }));
        expect([page.found, storage.entries.size]).toEqual([[], 0]);
    });

    it('stay in the page where the guest was read in it', async () => {
        const page = new Page(storage);
        await page.show(guest());
        page.inside.keep(key(), read());
        await page.show(guest({ intrinsic: [{ name: 'OSBuildNumber', data: '20348' }] }));
        expect(page.found.length).toBe(1);
    });

    it('are those of guests that are there only', async () => {
        await readOnce();
        const page = new Page(storage);
        await page.show(guest({ vmId: other }));
        expect([page.found, storage.entries.size]).toEqual([[], 1]);
    });

    it('are forgotten at once, in the page, in the storage, and in what is on its way there', async () => {
        await readOnce();
        const page = new Page(storage);
        await page.show(guest(), guest({ vmId: other }));
        page.inside.keep(key(other), read({ vmId: other }));
        const done = page.remembered.forget();
        expect(page.found).toEqual([]);
        await done;
        await settled();
        await page.show(guest(), guest({ vmId: other }));
        expect([page.found, storage.entries.size]).toEqual([[], 0]);
        // What is read from then on is remembered again.
        page.inside.keep(key(), read());
        await settled();
        expect(storage.entries.size).toBe(1);
    });

    it('are only those of the page where the browser keeps nothing', async () => {
        storage.isDenied = true;
        const page = new Page(storage);
        await page.show(guest());
        page.inside.keep(key(), read());
        await settled();
        expect(page.found.length).toBe(1);
        await page.remembered.forget();
        expect(page.found).toEqual([]);
    });

    it('are none of an entry that somebody else has written', async () => {
        await readOnce();
        const [[name, text]] = [...storage.entries];
        storage.entries.set('x', 'no JSON');
        storage.entries.set(`${other}@hv01.contoso.com`, text);
        storage.entries.set(name, text.replace('"licenseStatus":1', '"licenseStatus":"1"'));
        const page = new Page(storage);
        await page.show(guest(), guest({ vmId: other }));
        expect([page.found, storage.entries.size]).toEqual([[], 0]);
    });

    it('are not those of a host without a name', async () => {
        const page = new Page(storage, 'HV01', importHostRow({ collectedAt: '2026-11-30T12:00:00Z' }));
        await page.show(guest());
        page.inside.keep(key(), read());
        await settled();
        expect(storage.entries.size).toBe(0);
    });
});
