import { Injectable } from '@angular/core';
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { PowerShell, PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { defer, map, Observable, of, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { ClusterGuestFacts, ClusterNodeFacts, GuestFacts, HostFacts } from '../domain/facts';
import { HostBatch } from './host-batch';
import { HostConnection } from './host-connection';
import { importClusterGuestRow } from './import/import-cluster-guest-row';
import { importClusterNodeRow } from './import/import-cluster-node-row';
import { importGuestRow } from './import/import-guest-row';
import { importHostRow } from './import/import-host-row';
import { HostAnswer, KnownConnection, ManyHosts } from './many-hosts';
import { onceMore } from './once-more';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { WacHostConnection } from './wac-host-connection';

interface Script {
    readonly command: string;
    readonly script: string;
}

const kinds: Readonly<Record<string, KnownConnection['kind']>> = {
    'msft.sme.connection-type.server': 'server',
    'msft.sme.connection-type.cluster': 'cluster',
    'msft.sme.connection-type.hyper-converged-cluster': 'cluster'
};

/** Hosts through Windows Admin Center's gateway, many in one request. */
@Injectable()
export class WacManyHosts implements ManyHosts {
    constructor(private readonly appContext: AppContextService) {}

    public connections(): Observable<readonly KnownConnection[]> {
        return defer(() =>
            of(this.appContext.connectionManager.connections.flatMap(({ name, type }) => (kinds[type] ? [{ name, kind: kinds[type] }] : [])))
        ).pipe(failAsHostFailure());
    }

    public readHosts(hostNames: readonly string[]): Observable<HostAnswer<HostFacts>> {
        return this.ask(hostNames, PowerShellScripts.Get_AvmaHost, importHostRow);
    }

    public readGuests(hostNames: readonly string[]): Observable<HostAnswer<GuestFacts>> {
        return this.ask(hostNames, PowerShellScripts.Get_AvmaGuest, importGuestRow);
    }

    public readClusterNodes(hostName: string): Observable<readonly ClusterNodeFacts[]> {
        return this.readAll(hostName, PowerShellScripts.Get_AvmaClusterNode, importClusterNodeRow);
    }

    public readClusterGuests(hostName: string): Observable<readonly ClusterGuestFacts[]> {
        return this.readAll(hostName, PowerShellScripts.Get_AvmaClusterGuest, importClusterGuestRow);
    }

    public connect(hostName: string): HostConnection {
        return new WacHostConnection(this.appContext, hostName);
    }

    private ask<Row>(hostNames: readonly string[], script: Script, toRow: (row: unknown) => Row): Observable<HostAnswer<Row>> {
        const { powerShell } = this.appContext;
        return new HostBatch(powerShell, this.command(script), hostName => this.run(hostName, script), toRow).ask(hostNames);
    }

    private readAll<Row>(hostName: string, script: Script, toRow: (row: unknown, path?: string) => Row): Observable<readonly Row[]> {
        return this.run(hostName, script).pipe(
            onceMore(),
            toArray(),
            map(answers => answers.flat().map((row, index) => toRow(row, `rows[${index}]`))),
            failAsHostFailure()
        );
    }

    /** Without `partial` the SDK merges answers and loses rows on the way. */
    private run(hostName: string, script: Script): Observable<readonly unknown[]> {
        return defer(() => {
            const { powerShell } = this.appContext;
            const session = powerShell.createAutomaticSession(hostName);
            return (powerShell.run(session, this.command(script), { partial: true }) as Observable<PowerShellAnswer>).pipe(map(rowsOf));
        });
    }

    private command(script: Script): PowerShellCommand {
        return PowerShell.createCommand({ ...script, module: PowerShellScripts.module });
    }
}
