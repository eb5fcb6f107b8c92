/** Tells apart why a host that runs only commands of modules can't run one of this tool's. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { NodeRequestOptions } from '@microsoft/windows-admin-center-sdk/core/data/node-connection';
import { catchError, map, MonoTypeOperatorFunction, Observable, of, switchMap, throwError } from 'rxjs';
import { askForCommand, namesMissingCommand } from './command-question';
import { HostFailure, isUnexplained } from './host-failure';

/**
 * A failure without a reason, explained where the command is missing: the SDK keeps the endpoint of each host that it had to use one for.
 * @param options `noAuth` where nobody may be prompted
 * @returns the failure itself where it isn't that
 */
export function explainFailure(
    appContext: AppContextService,
    hostName: string,
    command: string,
    failure: HostFailure,
    options: NodeRequestOptions = {}
): Observable<HostFailure> {
    if (!isUnexplained(failure)) {
        return of(failure);
    }
    const missing = (): HostFailure => ({ ...failure, code: appContext.node.getJeaEndpoint(hostName) ? 'endpointLacksCommands' : 'moduleMissing' });
    if (namesMissingCommand(failure.raw, command)) {
        return of(missing());
    }
    const session = appContext.powerShell.createAutomaticSession(hostName, options);
    return askForCommand(appContext.powerShell, session, command).pipe(
        map(answer => (answer === null || answer.found || answer.language !== null ? failure : missing()))
    );
}

/** For what fails with a `HostFailure`. */
export function failExplained<T>(appContext: AppContextService, hostName: string, command: string): MonoTypeOperatorFunction<T> {
    return catchError((failure: HostFailure) =>
        explainFailure(appContext, hostName, command, failure).pipe(switchMap(explained => throwError(() => explained)))
    );
}
