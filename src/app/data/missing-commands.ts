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
    const isMissing = namesMissingCommand(failure.raw, command);
    const session = appContext.powerShell.createAutomaticSession(hostName, options);
    return askForCommand(appContext.powerShell, session, command).pipe(
        map(answer => {
            const isUnfound = answer !== null && !answer.isRestricted && !answer.found && answer.language === null;
            if (!isMissing && !isUnfound) {
                return failure;
            }
            // The SDK keeps an endpoint only once something has succeeded there.
            const isEndpoint = !!answer?.isRestricted || !!appContext.node.getJeaEndpoint(hostName);
            return { ...failure, code: isEndpoint ? 'endpointLacksCommands' : 'moduleMissing' };
        })
    );
}

/** For what fails with a `HostFailure`. */
export function failExplained<T>(appContext: AppContextService, hostName: string, command: string): MonoTypeOperatorFunction<T> {
    return catchError((failure: HostFailure) =>
        explainFailure(appContext, hostName, command, failure).pipe(switchMap(explained => throwError(() => explained)))
    );
}
