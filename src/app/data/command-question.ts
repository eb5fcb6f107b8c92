/** Queries a session for a command, for failures that don't show whether the command exists. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { catchError, map, Observable, of, toArray } from 'rxjs';
import { toHostFailure } from './host-failure';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

/**
 * Whether a failure contains the called command's name. PowerShell repeats the name of a command that it doesn't find (CommandNotFoundException) in every
 * language: as it was called, such as module\command (recorded from a gateway in microsoft/Windows-Admin-Center-Ideas-and-Feedback#412), or without the
 * module if the command exists but is hidden.
 */
export function namesMissingCommand(raw: string, command: string): boolean {
    return new RegExp(`(?<![\\w-])${command}(?![\\w-])`, 'i').test(raw);
}

export interface CommandAnswer {
    /** The language mode of a session that runs text; null if it runs commands only. */
    readonly language: string | null;
    /** Whether the command can be called by its name. Always false if the session runs text, or if it rejected the query. */
    readonly found: boolean;
    /** Whether the session lacks Get-Command of PowerShell's own module, which only restricted endpoints do. */
    readonly isRestricted: boolean;
}

const core = { module: 'Microsoft.PowerShell.Core', command: 'Get-Command' } as const;

/** Collects all rows of a command, from all its partial answers. */
export function readAll(powerShell: PowerShellConnection, session: PowerShellSession, command: PowerShellCommand): Observable<readonly unknown[]> {
    return (powerShell.run(session, command, { partial: true }) as Observable<PowerShellAnswer>).pipe(
        map(rowsOf),
        toArray(),
        map(answers => answers.flat())
    );
}

/**
 * Queries a session for a command. A missing command fails with localized text, and the gateway doesn't return the error's id; therefore this runs something
 * that succeeds on either kind of host. A session that runs text writes its language mode. A session that runs commands only runs Get-Command, which returns
 * no row, and no error, for a pattern without a match. A JEA session also has Get-Command (RestrictedRemoteServer), but only by its plain name: if a gateway
 * calls it with its module, the rejection shows that the session is restricted.
 * @returns null if this fails as well
 */
export function askForCommand(powerShell: PowerShellConnection, session: PowerShellSession, command: string): Observable<CommandAnswer | null> {
    const question: PowerShellCommand = {
        ...core,
        parameters: { Name: `${command}*` },
        script: '[string] $ExecutionContext.SessionState.LanguageMode',
        state: 'ready'
    };
    return readAll(powerShell, session, question).pipe(
        map(rows => {
            const language = rows.find((row): row is string => typeof row === 'string') ?? null;
            return { language, found: language === null && rows.length > 0, isRestricted: false };
        }),
        catchError((error: unknown) => {
            const isRestricted = namesMissingCommand(toHostFailure(error).raw, core.command);
            return of(isRestricted ? { language: null, found: false, isRestricted } : null);
        })
    );
}
