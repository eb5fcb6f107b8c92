/** Asks a session whether it has a command, where a failure alone doesn't say so. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { catchError, map, Observable, of, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

/**
 * Whether a failure has the name of the command in the form in which gateways call it, module\command. PowerShell repeats it, in whatever language, only where
 * there is no such command (CommandNotFoundException; recorded from a gateway in microsoft/Windows-Admin-Center-Ideas-and-Feedback#412).
 */
export function namesMissingCommand(raw: string, command: string): boolean {
    // In an answer that is shown as JSON the backslash is doubled.
    return raw.replace(/\\\\/g, '\\').toLowerCase().includes(`${PowerShellScripts.module}\\${command}`.toLowerCase());
}

export interface CommandAnswer {
    /** The language that texts run in; null where only commands run. */
    readonly language: string | null;
    /** Whether the command can be called by its name. Always false where texts run. */
    readonly found: boolean;
}

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
 * has it too (RestrictedRemoteServer), but refuses it where a gateway calls it by its module; there `namesMissingCommand` answers.
 * @returns null where that question fails as well
 */
export function askForCommand(powerShell: PowerShellConnection, session: PowerShellSession, command: string): Observable<CommandAnswer | null> {
    const question: PowerShellCommand = {
        module: 'Microsoft.PowerShell.Core',
        command: 'Get-Command',
        parameters: { Name: `${command}*` },
        script: '[string] $ExecutionContext.SessionState.LanguageMode',
        state: 'ready'
    };
    return readAll(powerShell, session, question).pipe(
        map(rows => {
            const language = rows.find((row): row is string => typeof row === 'string') ?? null;
            return { language, found: language === null && rows.length > 0 };
        }),
        catchError(() => of(null))
    );
}
