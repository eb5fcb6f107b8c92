import { InjectionToken } from '@angular/core';
import { Observable } from 'rxjs';
import { ClusterGuestFacts, ClusterNodeFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { HostConnection } from './host-connection';
import { HostFailure } from './host-failure';

/** A part of one host's answer. Every host gets exactly one last answer, `done` or `failed`. */
export type HostAnswer<Row> = { readonly hostName: string } & (
    | { readonly kind: 'rows'; readonly rows: readonly Row[]; /** One line for each row that no importer accepts. */ readonly problems: readonly string[] }
    | { readonly kind: 'done' }
    | { readonly kind: 'failed'; readonly failure: HostFailure }
);

/** A connection in Windows Admin Center. */
export interface KnownConnection {
    readonly name: string;
    /** The name that the gateway uses: the alias of a connection whose own name doesn't resolve, otherwise its name. */
    readonly address: string;
    readonly kind: 'server' | 'cluster';
}

/**
 * An account in the form that Windows Admin Center returns it. `token` contains the password, encrypted or in the gateway's format; our code doesn't read it.
 */
export type HostAccount = { readonly appliesToAll: boolean; readonly token: unknown };

/** Reads several hosts. Host names are those that Windows Admin Center connects with. Nothing here fails as a whole: each host has its own answer. */
export interface ManyHosts {
    /** The administrator's servers and clusters in Windows Admin Center. Fails with a `HostFailure`. */
    connections(): Observable<readonly KnownConnection[]>;
    /**
     * Emits one row for each host.
     * @param mayPrompt whether to prompt the administrator for an account. Called once, if exactly one host needs an account; never if several do.
     */
    readHosts(hostNames: readonly string[], mayPrompt: (hostName: string) => boolean): Observable<HostAnswer<HostFacts>>;
    readGuests(hostNames: readonly string[]): Observable<HostAnswer<GuestFacts>>;
    /** The nodes of a host's cluster, as the cluster reports them; empty if the host isn't a node. Fails with a `HostFailure`. */
    readClusterNodes(hostName: string): Observable<readonly ClusterNodeFacts[]>;
    /** The clustered machines of a host's cluster. Fails with a `HostFailure`. */
    readClusterGuests(hostName: string): Observable<readonly ClusterGuestFacts[]>;
    /** Lets Windows Admin Center prompt for an account and use it for one host. Fails if the administrator cancels. */
    askAccount(hostName: string): Observable<HostAccount>;
    /** Uses an account for further hosts. */
    shareAccount(account: HostAccount, hostNames: readonly string[]): Observable<void>;
    /** A connection to a single host. */
    connect(hostName: string): HostConnection;
}

export const manyHostsToken = new InjectionToken<ManyHosts>('ManyHosts');
