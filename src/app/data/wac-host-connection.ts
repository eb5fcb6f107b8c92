import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { PowerShell, PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { defer, filter, map, MonoTypeOperatorFunction, Observable, take, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { EventBatch, EventQuery } from '../domain/facts/event-facts';
import { DataExchangeOutcome, GuestFacts, HostFacts } from '../domain/facts/facts';
import { GuestBatch, HostConnection } from './host-connection';
import { GatewaySignIn, signedInAgain } from './gateway-sign-in';
import { GuestSession } from './guest-session';
import { hostEventParameters, hostEvents } from './event-parameters';
import { importDataExchangeRow } from './import/import-data-exchange-row';
import { importEventBatch } from './import/import-event-row';
import { importGuestRow } from './import/import-guest-row';
import { importHostRow } from './import/import-host-row';
import { closeWithPage } from './leaving-page';
import { failExplained } from './missing-commands';
import { onceMore } from './once-more';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { guardQuotes } from './quoting-guard';
import { WacGuestSession } from './wac-guest-session';

/** A host through Windows Admin Center's gateway. Uses automatic sessions and emits partial answers. */
export class WacHostConnection implements HostConnection {
    /** @param named a host other than the one that the administrator opened */
    constructor(
        private readonly appContext: AppContextService,
        private readonly named: string | null = null
    ) {}

    public get hostName(): string {
        return this.named ?? this.appContext.activeConnection.nodeName;
    }

    public get address(): string {
        return this.named ?? this.appContext.activeConnection.validNodeName;
    }

    public get isCluster(): boolean {
        return this.named === null && this.appContext.activeConnection.isCluster;
    }

    public readHost(): Observable<HostFacts> {
        return this.run(PowerShellScripts.Get_AvmaHost).pipe(
            onceMore(),
            filter(rows => rows.length > 0),
            take(1),
            map(rows => importHostRow(rows[0])),
            failAsHostFailure(),
            this.explained(PowerShellScripts.Get_AvmaHost)
        );
    }

    public readGuests(): Observable<GuestBatch> {
        return this.run(PowerShellScripts.Get_AvmaGuest).pipe(
            onceMore(),
            map(importBatch),
            failAsHostFailure(),
            this.explained(PowerShellScripts.Get_AvmaGuest)
        );
    }

    public setDataExchange(vmIds: readonly string[], enable: boolean): Observable<readonly DataExchangeOutcome[]> {
        return this.run(PowerShellScripts.Enable_AvmaDataExchange, { vmIds: [...vmIds], enable }).pipe(
            toArray(),
            map(answers => answers.flat().map((row, index) => importDataExchangeRow(row, `outcomes[${index}]`))),
            failAsHostFailure(),
            this.explained(PowerShellScripts.Enable_AvmaDataExchange)
        );
    }

    public readEvents(query: EventQuery): Observable<EventBatch> {
        return this.run(hostEvents, hostEventParameters(query)).pipe(onceMore(), map(importEventBatch), failAsHostFailure(), this.explained(hostEvents));
    }

    public openGuestSession(): GuestSession {
        const node = this.address;
        const { powerShell, authorizationManager } = this.appContext;
        const signIn = new GatewaySignIn(authorizationManager, node, signedInAgain(this.appContext, node));
        return new WacGuestSession(powerShell, node, sessionId => closeWithPage(this.appContext, node, sessionId), signIn);
    }

    private explained<T>(script: { readonly command: string; readonly script: string }): MonoTypeOperatorFunction<T> {
        // Uses the full name with the SDK's prefix, because PowerShell itself has some of the short names.
        return failExplained(this.appContext, this.address, PowerShell.createCommand(script).command);
    }

    /** Without `partial`, the SDK merges answers and loses rows. */
    private run(
        script: { readonly command: string; readonly script: string },
        parameters?: Readonly<Record<string, readonly string[] | readonly number[] | string | number | boolean | null>>
    ): Observable<readonly unknown[]> {
        return defer(() => {
            const command: PowerShellCommand = PowerShell.createCommand({ ...script, module: PowerShellScripts.module }, parameters && { ...parameters });
            const guarded = { ...command, script: guardQuotes(command.script ?? '') };
            const session = this.appContext.powerShell.createAutomaticSession(this.address);
            return (this.appContext.powerShell.run(session, guarded, { partial: true }) as Observable<PowerShellAnswer>).pipe(map(rowsOf));
        });
    }
}

/** An invalid row doesn't affect the others. */
function importBatch(rows: readonly unknown[]): GuestBatch {
    const guests: GuestFacts[] = [];
    const problems: string[] = [];
    for (const row of rows) {
        try {
            guests.push(importGuestRow(row));
        } catch (error) {
            problems.push((error as Error).message);
        }
    }
    return { guests, problems };
}
