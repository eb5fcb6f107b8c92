/** An opened cluster: its nodes are the hosts, and their guests are shown. */
import { NgZone } from '@angular/core';
import { defer, Observable, of, throwError } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { HostAnswer, ManyHosts } from '../../data/many-hosts';
import { ClusterNodeFacts, GuestFacts, HostFacts } from '../../domain/facts/facts';
import { ClusterHosts } from './cluster-hosts';
import { ClusterStore } from '../hosts/cluster.store';
import { GuestsStore } from './guests.store';
import { HostLogsStore } from './host-logs';
import { HostStore } from '../hosts/host.store';
import { HostsStore } from '../hosts/hosts.store';
import { LookInsideStore } from '../inside/look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';

const node = (nodeName: string): ClusterNodeFacts => ({
    collectedAt: null,
    clusterName: 'CL01',
    nodeName,
    nodeId: null,
    state: 0,
    drainStatus: null,
    buildNumber: null,
    unread: []
});
const guest = (n: number): GuestFacts => importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${n}`, name: `vm${n}` });

const fail = (name: string): Observable<never> => throwError(() => ({ code: 'unknownNode', raw: name }));

interface Opened {
    readonly hosts: ClusterHosts;
    readonly opened: HostStore;
    readonly guests: GuestsStore;
    readonly asked: string[];
}

const answers = (): Observable<HostFacts> => of(importHostRow({ computerName: 'HV11', fqdn: 'HV11.contoso.com', vmmsState: 'Running' }));

function open(isCluster: boolean, nodes: Observable<readonly ClusterNodeFacts[]>, readHost: () => Observable<HostFacts> = answers): Opened {
    const asked: string[] = [];
    const connection = {
        hostName: 'CL01',
        address: 'hv11.contoso.com',
        isCluster,
        readHost,
        readGuests: () => of({ guests: [guest(9)], problems: [] })
    } as Partial<HostConnection> as HostConnection;
    const answer = <Row>(name: string, row: Row): HostAnswer<Row>[] => [
        { hostName: name, kind: 'rows', rows: [row], problems: [] },
        { hostName: name, kind: 'done' }
    ];
    const many = {
        connect: () => connection,
        readClusterNodes: (name: string) => (name === connection.address ? nodes : fail(name)),
        readClusterGuests: (name: string) => (name === connection.address ? of([]) : fail(name)),
        readHosts: (names: readonly string[]) => {
            asked.push(...names);
            return of(...names.flatMap(name => answer<HostFacts>(name, importHostRow({ computerName: name, vmmsState: 'Running' }))));
        },
        readGuests: (names: readonly string[]) => of(...names.flatMap((name, index) => answer<GuestFacts>(name, guest(index + 1))))
    } as Partial<ManyHosts> as ManyHosts;
    const guestHosts = guestHostsOn(connection);
    const opened = new HostStore(connection);
    const hosts = new HostsStore(many, new NgZone({}));
    const guests = new GuestsStore(connection, opened, new LookInsideStore(guestHosts), hosts, new HostLogsStore(guestHosts));
    return { hosts: new ClusterHosts(connection, opened, new ClusterStore(many, connection), hosts, guests), opened, guests, asked };
}

const names = (guests: GuestsStore): Array<string | null> => guests.current.guests.map(({ name }) => name);

describe('ClusterHosts', () => {
    it('reads the nodes of a cluster that was opened, by names that the gateway finds, and shows all their guests', () => {
        const { hosts, guests, asked } = open(true, of([node('HV11'), node('HV12')]));
        hosts.begin();
        expect(asked).toEqual(['HV11.contoso.com', 'HV12.contoso.com']);
        expect([guests.currentScope, names(guests)]).toEqual(['many', ['vm1', 'vm2']]);
        let judged: ReadonlyArray<readonly [string, string | null]> = [];
        guests.assessed.subscribe(list => (judged = (list ?? []).map(one => [one.hostName, one.guest.name])));
        expect(judged).toEqual([
            ['HV11.contoso.com', 'vm1'],
            ['HV12.contoso.com', 'vm2']
        ]);
        hosts.begin();
        expect(asked.length).toBe(2);
    });

    it('asks nobody where a host was opened, until it is told to', () => {
        const { hosts, guests, asked } = open(false, of([node('HV11')]));
        hosts.begin();
        expect([asked, guests.currentScope]).toEqual([[], 'opened']);
        hosts.read();
        expect([asked, guests.currentScope]).toEqual([['HV11.contoso.com'], 'opened']);
    });

    it('shows the guests of the node that answered where the cluster cannot say which nodes it has', () => {
        const failure: HostFailure = { code: 'clusterServiceStopped', raw: '' };
        const { hosts, guests, asked } = open(
            true,
            throwError(() => failure)
        );
        hosts.begin();
        expect([asked, guests.currentScope, names(guests)]).toEqual([[], 'opened', ['vm9']]);
    });

    it('shows why where nobody answers, and reads the whole cluster once somebody does', () => {
        const failure: HostFailure = { code: 'unreachable', raw: '' };
        let up = false;
        const whenUp = <Row>(row: Observable<Row>): Observable<Row> => defer(() => (up ? row : throwError(() => failure)));
        const { hosts, opened, guests, asked } = open(true, whenUp(of([node('HV11'), node('HV12')])), () => whenUp(answers()));
        hosts.begin();
        expect([opened.current.failure, guests.currentScope, asked]).toEqual([failure, 'opened', []]);
        up = true;
        opened.refresh();
        expect([guests.currentScope, asked]).toEqual(['many', ['HV11.contoso.com', 'HV12.contoso.com']]);
    });
});
