/** Distinguishes the reasons why a host that runs only module commands can't run one of this tool's commands. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { NodeRequestOptions } from '@microsoft/windows-admin-center-sdk/core/data/node-connection';
import { catchError, map, MonoTypeOperatorFunction, Observable, of, switchMap, throwError } from 'rxjs';
import { askForCommand, namesMissingCommand } from './command-question';
import { HostFailure, isUnexplained } from './host-failure';

/**
 * Explains a failure without a reason if the command is missing: either a restricted endpoint lacks it, or the module is missing.
 * @param options `noAuth` if no prompt is allowed
 * @returns the unchanged failure in all other cases
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
            // The SDK saves a host's endpoint only after a request succeeded there.
            const isEndpoint = !!answer?.isRestricted || !!appContext.node.getJeaEndpoint(hostName);
            return { ...failure, code: isEndpoint ? 'endpointLacksCommands' : 'moduleMissing' };
        })
    );
}

/** For sources that fail with a `HostFailure`. */
export function failExplained<T>(appContext: AppContextService, hostName: string, command: string): MonoTypeOperatorFunction<T> {
    return catchError((failure: HostFailure) =>
        explainFailure(appContext, hostName, command, failure).pipe(switchMap(explained => throwError(() => explained)))
    );
}
