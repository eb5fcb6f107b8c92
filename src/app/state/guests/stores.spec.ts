/** The stores' state while rows arrive, after a failed refresh, and when machines disappear. */
import { NgZone } from '@angular/core';
import { fakeAsync, tick } from '@angular/core/testing';
import { BehaviorSubject, EMPTY, Observable, of, Subject, throwError } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { GuestBatch, HostConnection } from '../../data/host-connection';
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { EventBatch } from '../../domain/facts/event-facts';
import { DataExchangeOutcome, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { guestKey, GuestPlace } from '../../domain/facts/guest-key';
import { ChangesStore } from './changes.store';
import { DataExchangeState, DataExchangeStore } from './data-exchange.store';
import { AssessedGuest } from './guest-judge';
import { GuestsStore } from './guests.store';
import { HostLogsStore, ReadHost } from './host-logs';
import { ManyHosts } from '../../data/many-hosts';
import { GuestHosts } from '../inside/guest-hosts';
import { HostReading, HostsState, HostsStore } from '../hosts/hosts.store';
import { HostStore } from '../hosts/host.store';
import { LookInsideStore } from '../inside/look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';
import { freeSession } from '../testing/free-session';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const place = (n: number): GuestPlace => ({ hostName: 'HV01', vmId: id(n) });
const guest = (n: number, name = `vm${n}`): GuestFacts => importGuestRow({ vmId: id(n), name, enabledState: 3 });
const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1 });

class FakeConnection implements HostConnection {
    public readonly hostName = 'HV01';
    public readonly address = 'HV01';
    public isCluster = false;
    public hostAnswer: Observable<HostFacts> = of(host);
    public guestAnswer: Observable<GuestBatch> = of();
    public readHost = (): Observable<HostFacts> => this.hostAnswer;
    public readGuests = (): Observable<GuestBatch> => this.guestAnswer;
    public readonly changes: Array<readonly [readonly string[], boolean]> = [];
    public setDataExchange = (vmIds: readonly string[], enable: boolean): Observable<readonly DataExchangeOutcome[]> => {
        this.changes.push([vmIds, enable]);
        const outcome = (vmId: string): DataExchangeOutcome['outcome'] => (vmId === id(2) ? 'already' : 'done');
        return of(vmIds.map(vmId => ({ collectedAt: null, vmId, outcome: outcome(vmId), enabledState: enable ? 2 : 3, returnValue: 0, error: null })));
    };
    public readEvents = (): Observable<EventBatch> => of();
    public openGuestSession: () => GuestSession = () => {
        throw new Error('nobody looks inside here');
    };
}

describe('the stores', () => {
    let connection: FakeConnection;
    let hosts: HostStore;
    let inside: LookInsideStore;
    let guests: GuestsStore;
    let guestHosts: GuestHosts;
    beforeEach(() => {
        connection = new FakeConnection();
        hosts = new HostStore(connection);
        guestHosts = guestHostsOn(connection);
        inside = new LookInsideStore(guestHosts);
        const many = { connect: () => connection } as unknown as ManyHosts;
        guests = new GuestsStore(connection, hosts, inside, new HostsStore(many, new NgZone({})), new HostLogsStore(guestHosts));
    });

    it('take back only what they have changed of Data Exchange, and read the guests again', () => {
        const store = new DataExchangeStore(guestHosts, guests);
        let state: DataExchangeState | undefined;
        store.state.subscribe(next => (state = next));
        store.change([place(1), place(2)], true);
        expect([state?.running, state?.outcomes.length]).toEqual([false, 2]);
        store.undo();
        store.dismiss();
        expect(connection.changes).toEqual([
            [[id(1), id(2)], true],
            [[id(1)], false]
        ]);
        expect(state?.request).toBeNull();
    });

    it('keep why Data Exchange could not be changed at all', () => {
        const failure = { code: 'accessDenied', raw: 'x' } as const;
        connection.setDataExchange = () => throwError(() => failure);
        const store = new DataExchangeStore(guestHosts, guests);
        let state: DataExchangeState | undefined;
        store.state.subscribe(next => (state = next));
        store.change([place(1)], true);
        expect(state?.failure).toEqual(failure);
    });

    it('mark what is new, changed or gone since the guests were read before, and remember the names of the gone', fakeAsync(() => {
        const changes = new ChangesStore(guests);
        let seen: readonly [string[], readonly string[]] = [[], []];
        changes.changes.subscribe(({ changed, gone }) => (seen = [[...changed].map(([vmId, change]) => `${vmId} ${change}`), gone]));
        hosts.refresh();
        connection.guestAnswer = of({ guests: [guest(1), guest(2)], problems: [] });
        guests.refresh();
        tick(200);
        expect(seen).toEqual([[], []]);
        connection.guestAnswer = of({ guests: [guest(2, 'renamed'), guest(3)], problems: [] });
        guests.refresh();
        tick(200);
        expect(seen).toEqual([[`${guestKey(place(2))} name`, `${guestKey(place(3))} new`], [guestKey(place(1))]]);
        expect(changes.nameOf(guestKey(place(1)))).toBe('vm1');
    }));

    it('note items of the guest that stayed after an AVMA key was seen to go, and nothing of a guest that was never seen with one', fakeAsync(() => {
        const channel = (name: string): string => `Windows(R) Operating System, ${name} channel`;
        const avma = 'VIRTUAL_MACHINE_ACTIVATION';
        let installed = 'VOLUME_MAK';
        connection.openGuestSession = () => ({
            ...freeSession,
            open: () => EMPTY,
            lookInside: () => of(importActivationRow({ vmId: id(1), licenseDescription: channel(installed), partialProductKey: 'AAAAA', licenseStatus: 1 })),
            readEvents: () => of(),
            install: () => of(),
            removeItems: () => of(),
            abandon: () => of(undefined),
            close: () => undefined
        });
        let notes: readonly string[] = [];
        guests.assessed.subscribe(assessed => (notes = assessed?.[0]?.assessment.notes.map(note => note.code) ?? []));
        const read = (items: readonly object[]): void => {
            connection.guestAnswer = of({ guests: [importGuestRow({ vmId: id(1), name: 'vm1', enabledState: 2, guest: items })], problems: [] });
            guests.refresh();
            tick(200);
        };
        const notesAfter = (key: string): boolean => {
            installed = key;
            inside.start([{ target: { ...place(1), channel: 'direct', address: null }, account: { user: '.\\a', password: 'p' }, productType: 3 }], {
                parallel: 1,
                timeoutMs: 1000
            });
            return notes.includes('staleGuestItems');
        };
        hosts.refresh();
        read([{ name: 'AvmaState', data: 'ok' }]);
        expect(['VOLUME_MAK', avma, 'no channel at all', 'VOLUME_MAK', 'RETAIL', avma, 'RETAIL'].map(notesAfter)).toEqual([
            false,
            false,
            false,
            true,
            true,
            false,
            true
        ]);
        read([]);
        expect(notes).not.toContain('staleGuestItems');
    }));

    it('show rows before the last one has arrived', fakeAsync(() => {
        const rows = new Subject<GuestBatch>();
        connection.guestAnswer = rows;
        guests.refresh();
        rows.next({ guests: [guest(1)], problems: [] });
        tick(200);
        expect([guests.current.loading, guests.current.guests.length]).toEqual([true, 1]);
        rows.next({ guests: [guest(2)], problems: ['guest.name: expected a text'] });
        rows.complete();
        tick(200);
        expect([guests.current.loading, guests.current.complete, guests.current.guests.length]).toEqual([false, true, 2]);
        expect(guests.current.problems.length).toBe(1);
    }));

    it('keep old rows when a refresh fails, and say so', fakeAsync(() => {
        connection.guestAnswer = of({ guests: [guest(1)], problems: [] });
        guests.refresh();
        tick(200);
        connection.guestAnswer = throwError(() => ({ code: 'unreachable', raw: 'x' }));
        guests.refresh();
        tick(200);
        expect([guests.current.guests.length, guests.current.failure?.code]).toEqual([1, 'unreachable']);
    }));

    it('drop machines that a whole reading has not seen, and update those it has', fakeAsync(() => {
        connection.guestAnswer = of({ guests: [guest(1), guest(2)], problems: [] });
        guests.refresh();
        tick(200);
        connection.guestAnswer = of({ guests: [guest(2, 'renamed')], problems: [] });
        guests.refresh();
        tick(200);
        expect(guests.current.guests.map(one => one.name)).toEqual(['renamed']);
    }));

    it('judge nothing before the host is known, and everything anew when it changes', fakeAsync(() => {
        const seen: Array<readonly AssessedGuest[] | null> = [];
        guests.assessed.subscribe(assessed => seen.push(assessed));
        connection.guestAnswer = of({ guests: [guest(1)], problems: [] });
        guests.refresh();
        tick(200);
        expect(seen[seen.length - 1]).toBeNull();
        hosts.refresh();
        const first = seen[seen.length - 1];
        expect(first?.[0].assessment.verdict).toBe('unknown');
        connection.hostAnswer = of({ ...host, operatingSystemSku: 7 });
        hosts.refresh();
        expect(seen[seen.length - 1]?.[0].assessment.reasons.map(reason => reason.code)).toEqual(['notRunning', 'hostNotDatacenter']);
    }));

    it('give a list of guests only with what is judged of exactly these, whichever comes first', fakeAsync(() => {
        const seen: string[] = [];
        guests.judged.subscribe(({ guests: { complete, guests: list }, assessed }) =>
            seen.push(`${complete ? 'all' : 'some'} ${list.length}, ${assessed ? assessed.length : 'not'} judged`)
        );
        connection.guestAnswer = of({ guests: [guest(1), guest(2)], problems: [] });
        guests.refresh();
        tick(200);
        hosts.refresh();
        connection.guestAnswer = of({ guests: [guest(2), guest(3), guest(4)], problems: [] });
        guests.refresh();
        tick(200);
        expect(seen.filter((one, index) => one !== seen[index - 1])).toEqual(['some 0, not judged', 'all 2, not judged', 'all 2, 2 judged', 'all 3, 3 judged']);
    }));

    it('read the logs of the opened host and of all others whose guests were read, once nothing is read any more', () => {
        const several = new BehaviorSubject<HostsState>({ loading: true, account: null, hosts: [] });
        const asked: string[][][] = [];
        const names = (read: readonly ReadHost[]): string[] => read.map(({ hostName }) => hostName);
        const logs = { all: of(new Map()), read: (shown: readonly ReadHost[], others: readonly ReadHost[] = []) => asked.push([names(shown), names(others)]) };
        const page = new GuestsStore(
            connection,
            hosts,
            inside,
            { state: several } as Partial<HostsStore> as HostsStore,
            logs as Partial<HostLogsStore> as HostLogsStore
        );
        const reading = (hostName: string, phase: HostReading['phase']): HostReading => ({
            hostName,
            phase,
            facts: phase === 'waiting' ? null : host,
            guests: [],
            problems: [],
            failure: null
        });
        connection.guestAnswer = of({ guests: [guest(1)], problems: [] });
        hosts.refresh();
        page.refresh();
        expect(asked).toEqual([]);
        several.next({ loading: false, account: null, hosts: [reading('HV01', 'read'), reading('HV02', 'read'), reading('HV03', 'failed')] });
        expect(asked).toEqual([[['HV01'], ['HV02']]]);
        several.next({ loading: true, account: null, hosts: [reading('HV02', 'waiting')] });
        page.show('many');
        expect(asked.length).toBe(1);
        several.next({ loading: false, account: null, hosts: [reading('HV02', 'read')] });
        expect(asked.slice(1)).toEqual([[['HV02'], []]]);
    });

    it('keep the host that is known when it cannot be read again', () => {
        hosts.refresh();
        connection.hostAnswer = throwError(() => ({ code: 'accessDenied', raw: '' }));
        hosts.refresh();
        expect([hosts.current.facts?.computerName, hosts.current.failure?.code]).toEqual(['HV01', 'accessDenied']);
    });
});
