import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { ClusterGuestFacts, ClusterNodeFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { HostConnection } from './host-connection';
import { HostFailure } from './host-failure';

/** What one of many hosts has answered so far. Of each host that was asked, the last answer is `done` or `failed`, and there is one of them. */
export type HostAnswer<Row> = { readonly hostName: string } & (
    | { readonly kind: 'rows'; readonly rows: readonly Row[]; /** One line for each row that no importer accepts. */ readonly problems: readonly string[] }
    | { readonly kind: 'done' }
    | { readonly kind: 'failed'; readonly failure: HostFailure }
);

/** A connection of Windows Admin Center. */
export interface KnownConnection {
    readonly name: string;
    /** The name by which it is reached, where its own leads nowhere; elsewhere its own. */
    readonly address: string;
    readonly kind: 'server' | 'cluster';
}

/** An account as Windows Admin Center hands it out: the password is in it encrypted, or as the gateway wants it, and nothing here looks into it. */
export type HostAccount = { readonly appliesToAll: boolean; readonly token: unknown };

/** Many hosts at once. Names are those by which Windows Admin Center connects. Nothing here fails as a whole: each host has its own answer. */
export interface ManyHosts {
    /** The servers and clusters that the administrator has in Windows Admin Center. Fails with a `HostFailure`. */
    connections(): Observable<readonly KnownConnection[]>;
    /**
     * One row a host.
     * @param mayPrompt asked once the one host is known that wants an account: whether the administrator is prompted for it. Never called for several
     */
    readHosts(hostNames: readonly string[], mayPrompt: (hostName: string) => boolean): Observable<HostAnswer<HostFacts>>;
    readGuests(hostNames: readonly string[]): Observable<HostAnswer<GuestFacts>>;
    /** The nodes of the cluster that a host is a node of, as the cluster sees them; none where it is no node. Fails with a `HostFailure`. */
    readClusterNodes(hostName: string): Observable<readonly ClusterNodeFacts[]>;
    /** The clustered machines of the cluster that a host is a node of. Fails with a `HostFailure`. */
    readClusterGuests(hostName: string): Observable<readonly ClusterGuestFacts[]>;
    /** Has Windows Admin Center ask the administrator for an account for one host, and use it there. Fails where the administrator cancels. */
    askAccount(hostName: string): Observable<HostAccount>;
    /** Uses an account for other hosts, too. */
    shareAccount(account: HostAccount, hostNames: readonly string[]): Observable<void>;
    /** One of them alone. */
    connect(hostName: string): HostConnection;
}

export const manyHostsToken = new InjectionToken<ManyHosts>('ManyHosts');
