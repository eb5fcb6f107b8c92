/** Which connections are offered the tool: decided by the SDK's own validator, as the shell of Windows Admin Center decides it. */
import '@microsoft/windows-admin-center-sdk/core/polyfills';
import { ToolConditionValidator } from '@microsoft/windows-admin-center-sdk/core/security/tool-condition-validator';
import { firstValueFrom, Observable, of, throwError } from 'rxjs';

/** A connection as the development gateway lists it. */
export interface OfferedConnection {
    readonly name: string;
    /** Such as msft.sme.connection-type.server. */
    readonly type: string;
    /** The solution that lists it, as MODULE!NAME. */
    readonly solution: string;
    /** Names to try where its own leads nowhere; with the one that was found to work. */
    readonly aliases: readonly string[];
    readonly activeAlias: string | null;
    /** What the server inventory of the SDK says of the node that answers; null where none does. */
    readonly inventory: Readonly<Record<string, unknown>> | null;
}

export interface OfferedTool {
    readonly name: string;
    readonly entryPoints: ReadonlyArray<{ readonly name: string; readonly requirements: readonly object[] }>;
}

/**
 * `otherKind`: no requirement is about its solution and connection type; `conditions`: one is, and its conditions do not hold; `noAnswer`: they could not
 * be checked, where the validator fails and the shell has no list of tools.
 */
export type Offer = 'offered' | 'otherKind' | 'conditions' | 'noAnswer';

interface ScannedTool {
    readonly show: boolean;
}

/** What the validator reads of the SDK's surroundings: nothing of its texts is shown here. */
function prepareSdk(): void {
    const text = { title: '{0}', message: '{0} {1}' };
    const sdk = MsftSme.self() as unknown as Record<string, unknown>;
    sdk.Environment = { configuration: {} };
    sdk.Resources = { strings: { MsftSmeShell: { Core: { Error: new Proxy({}, { get: () => text }) } } } };
}

/**
 * The two inventories that conditions are about. That of a server is asked of a cluster, too, under the name by which it is reached: one of its nodes
 * answers (ToolConditionValidator.inventoryValidate).
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

/** How it stands with the first tool of a module on a connection. */
export async function offerOf(tool: OfferedTool, connection: OfferedConnection): Promise<Offer> {
    prepareSdk();
    const notification = { create: () => ({ showError: () => undefined }) };
    const validator = new ToolConditionValidator({ notification } as never, cachesOf(connection) as never);
    const [moduleName, name] = connection.solution.split('!');
    const solution = { name, parentModule: { name: moduleName }, rootNavigationBehavior: 'connections' };
    const entryPoint = { ...tool.entryPoints[0], parentModule: { name: tool.name } };
    // An observable only where a requirement is about this solution and connection type.
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
