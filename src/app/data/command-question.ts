/** Asks a session whether it has a command, where a failure alone doesn't say so. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { catchError, map, Observable, of, toArray } from 'rxjs';
import { toHostFailure } from './host-failure';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

/**
 * Whether a failure names the command that was called. PowerShell repeats the name, in whatever language, where there is no such command
 * (CommandNotFoundException): as it was called, such as module\command (recorded from a gateway in microsoft/Windows-Admin-Center-Ideas-and-Feedback#412),
 * or without the module where the command is there but hidden.
 */
export function namesMissingCommand(raw: string, command: string): boolean {
    return new RegExp(`(?<![\\w-])${command}(?![\\w-])`, 'i').test(raw);
}

export interface CommandAnswer {
    /** The language that texts run in; null where only commands run. */
    readonly language: string | null;
    /** Whether the command can be called by its name. Always false where texts run, and where the question was refused. */
    readonly found: boolean;
    /** Whether the session lacks Get-Command of PowerShell's own module, as only a restricted endpoint does. */
    readonly isRestricted: boolean;
}

const core = { module: 'Microsoft.PowerShell.Core', command: 'Get-Command' } as const;

/** All rows that a command writes, whatever answers they come in. */
export function readAll(powerShell: PowerShellConnection, session: PowerShellSession, command: PowerShellCommand): Observable<readonly unknown[]> {
    return (powerShell.run(session, command, { partial: true }) as Observable<PowerShellAnswer>).pipe(
        map(rowsOf),
        toArray(),
        map(answers => answers.flat())
    );
}

/**
 * What a missing command fails with is localized, and its id isn't handed on; so the session is asked something that succeeds on either kind of host. Where
 * text runs, it writes its language. Where only commands run, Get-Command runs: a pattern that fits no command is no error, and gives no row. A JEA session
 * has it too (RestrictedRemoteServer), but by its plain name only: where a gateway calls it by its module, the refusal says that the session is restricted.
 * @returns null where that question fails as well
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
