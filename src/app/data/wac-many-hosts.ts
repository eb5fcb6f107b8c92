import { Injectable } from '@angular/core';
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { PowerShell, PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { AuthorizationToken } from '@microsoft/windows-admin-center-sdk/core/security/authorization-manager';
import { defer, map, mergeMap, Observable, of, switchMap, take, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { ClusterGuestFacts, ClusterNodeFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { HostBatch } from './host-batch';
import { HostConnection } from './host-connection';
import { importClusterGuestRow } from './import/import-cluster-guest-row';
import { importClusterNodeRow } from './import/import-cluster-node-row';
import { importGuestRow } from './import/import-guest-row';
import { importHostRow } from './import/import-host-row';
import { HostAccount, HostAnswer, KnownConnection, ManyHosts } from './many-hosts';
import { explainFailure, failExplained } from './missing-commands';
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

/** Hosts through Windows Admin Center's gateway, several in one request. */
@Injectable()
export class WacManyHosts implements ManyHosts {
    constructor(private readonly appContext: AppContextService) {}

    public connections(): Observable<readonly KnownConnection[]> {
        return defer(() =>
            of(
                this.appContext.connectionManager.connections.flatMap(({ name, type, activeAlias }) =>
                    kinds[type] ? [{ name, address: activeAlias || name, kind: kinds[type] }] : []
                )
            )
        ).pipe(failAsHostFailure());
    }

    public readHosts(hostNames: readonly string[], mayPrompt: (hostName: string) => boolean): Observable<HostAnswer<HostFacts>> {
        return this.ask(hostNames, mayPrompt, PowerShellScripts.Get_AvmaHost, importHostRow);
    }

    public readGuests(hostNames: readonly string[]): Observable<HostAnswer<GuestFacts>> {
        return this.ask(hostNames, () => false, PowerShellScripts.Get_AvmaGuest, importGuestRow);
    }

    public askAccount(hostName: string): Observable<HostAccount> {
        return defer(() => this.appContext.authorizationManager.getNewToken([hostName])).pipe(
            take(1),
            // If a prompt for another host was already open, the SDK prompts again afterwards, and so does this method.
            switchMap(({ token, appliesTo }) => {
                const names = appliesTo === undefined || appliesTo === null ? null : [appliesTo].flat();
                return names === null || names.some(name => name.toLowerCase() === hostName.toLowerCase())
                    ? of({ appliesToAll: names === null, token })
                    : this.askAccount(hostName);
            })
        );
    }

    public shareAccount({ appliesToAll, token }: HostAccount, hostNames: readonly string[]): Observable<void> {
        // Without names, the SDK would use the account for all connections.
        return appliesToAll || hostNames.length === 0
            ? of(undefined)
            : this.appContext.authorizationManager.setNodeTokens(token as AuthorizationToken, [...hostNames]).pipe(map(() => undefined));
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

    private ask<Row>(
        hostNames: readonly string[],
        mayPrompt: (hostName: string) => boolean,
        script: Script,
        toRow: (row: unknown) => Row
    ): Observable<HostAnswer<Row>> {
        const { powerShell } = this.appContext;
        const alone = (hostName: string, prompts: boolean): Observable<readonly unknown[]> => this.run(hostName, script, prompts);
        const answers = new HostBatch(powerShell, this.command(script), alone, toRow).ask(hostNames, mayPrompt);
        return answers.pipe(
            mergeMap(answer =>
                answer.kind === 'failed'
                    ? explainFailure(this.appContext, answer.hostName, this.command(script).command, answer.failure, { noAuth: true }).pipe(
                          map(failure => ({ ...answer, failure }))
                      )
                    : of(answer)
            )
        );
    }

    private readAll<Row>(hostName: string, script: Script, toRow: (row: unknown, path?: string) => Row): Observable<readonly Row[]> {
        return this.run(hostName, script).pipe(
            onceMore(),
            toArray(),
            map(answers => answers.flat().map((row, index) => toRow(row, `rows[${index}]`))),
            failAsHostFailure(),
            failExplained(this.appContext, hostName, this.command(script).command)
        );
    }

    /** Without `partial`, the SDK merges answers and loses rows. */
    private run(hostName: string, script: Script, prompts = true): Observable<readonly unknown[]> {
        return defer(() => {
            const { powerShell } = this.appContext;
            const session = powerShell.createAutomaticSession(hostName, prompts ? {} : { noAuth: true });
            return (powerShell.run(session, this.command(script), { partial: true }) as Observable<PowerShellAnswer>).pipe(map(rowsOf));
        });
    }

    private command(script: Script): PowerShellCommand {
        return PowerShell.createCommand({ ...script, module: PowerShellScripts.module });
    }
}
