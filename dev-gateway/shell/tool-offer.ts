/** Decides on which connections the tool is offered, with the SDK's own validator, like Windows Admin Center's shell. */
import '@microsoft/windows-admin-center-sdk/core/polyfills';
import { ToolConditionValidator } from '@microsoft/windows-admin-center-sdk/core/security/tool-condition-validator';
import { firstValueFrom, Observable, of, throwError } from 'rxjs';

/** A connection as the development gateway lists it. */
export interface OfferedConnection {
    readonly name: string;
    /** Such as msft.sme.connection-type.server. */
    readonly type: string;
    /** The solution that lists the connection, in the form MODULE!NAME. */
    readonly solution: string;
    /** Names to try if the connection's own name fails. `activeAlias` is the one that works. */
    readonly aliases: readonly string[];
    readonly activeAlias: string | null;
    /** The SDK's server inventory of the node that answers; null if none does. */
    readonly inventory: Readonly<Record<string, unknown>> | null;
}

export interface OfferedTool {
    readonly name: string;
    readonly entryPoints: ReadonlyArray<{ readonly name: string; readonly requirements: readonly object[] }>;
}

/**
 * `otherKind`: no requirement matches the connection's solution and type. `conditions`: a requirement matches, but its conditions aren't met. `noAnswer`: the
 * conditions couldn't be checked; the validator fails, and the shell has no list of tools.
 */
export type Offer = 'offered' | 'otherKind' | 'conditions' | 'noAnswer';

interface ScannedTool {
    readonly show: boolean;
}

/** Provides the SDK's globals that the validator reads. Their texts are never displayed. */
function prepareSdk(): void {
    const text = { title: '{0}', message: '{0} {1}' };
    const sdk = MsftSme.self() as unknown as Record<string, unknown>;
    sdk.Environment = { configuration: {} };
    sdk.Resources = { strings: { MsftSmeShell: { Core: { Error: new Proxy({}, { get: () => text }) } } } };
}

/**
 * The two inventories that conditions refer to. The server inventory also applies to clusters, under the name that reaches them: one of their nodes answers
 * (ToolConditionValidator.inventoryValidate).
 */
function cachesOf({ name, activeAlias, inventory }: OfferedConnection): object {
    return {
        gatewayCache: { createObservable: () => of({ installationType: 'Standard' }) },
        serverCache: {
            createObservable: ({ params }: { readonly params: { readonly name: string } }): Observable<object> =>
                inventory && params.name === (activeAlias ?? name)
                    ? of({ ...inventory, serverName: params.name })
                    : throwError(() => new Error(`${params.name} does not answer.`))
        }
    };
}

/** Whether a module's first tool is offered on a connection. */
export async function offerOf(tool: OfferedTool, connection: OfferedConnection): Promise<Offer> {
    prepareSdk();
    const notification = { create: () => ({ showError: () => undefined }) };
    const validator = new ToolConditionValidator({ notification } as never, cachesOf(connection) as never);
    const [moduleName, name] = connection.solution.split('!');
    const solution = { name, parentModule: { name: moduleName }, rootNavigationBehavior: 'connections' };
    const entryPoint = { ...tool.entryPoints[0], parentModule: { name: tool.name } };
    // Returns an observable only if a requirement matches this solution and connection type.
    const { weight, result } = validator.scanToolCondition({ ...connection, id: connection.name } as never, solution as never, entryPoint as never);
    if (weight === 0) {
        return (result as unknown as ScannedTool).show ? 'offered' : 'otherKind';
    }
    try {
        return (await firstValueFrom(result as unknown as Observable<ScannedTool>)).show ? 'offered' : 'conditions';
    } catch {
        return 'noAnswer';
    }
}
