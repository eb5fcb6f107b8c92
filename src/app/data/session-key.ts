/** The key of a session on the host, with which accounts are encrypted, and whether the session can have one at all. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { PowerShellCrypto } from '@microsoft/windows-admin-center-sdk/core/data/powershell-crypto';
import { catchError, map, Observable, of, toArray } from 'rxjs';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

/** The module's function that hands out a key where a host takes no text. */
export const keyCommand = 'Get-AvmaEncryptionJWKOnNode';

const readAll = (powerShell: PowerShellConnection, session: PowerShellSession, command: PowerShellCommand): Observable<readonly unknown[]> =>
    (powerShell.run(session, command, { partial: true }) as Observable<PowerShellAnswer>).pipe(
        map(rowsOf),
        toArray(),
        map(answers => answers.flat())
    );

/**
 * Encrypts a text with the key of a session. The SDK's own reading of the key merges answers, and loses an exception that stands in a later one.
 */
export function encryptInSession(powerShell: PowerShellConnection, session: PowerShellSession, text: string): Observable<string> {
    const reader = {
        run: (_: PowerShellSession, command: PowerShellCommand): Observable<{ readonly results: string }> =>
            readAll(powerShell, session, command).pipe(map(rows => ({ results: rows.join('') })))
    };
    return PowerShellCrypto.encryptDataUsingNodeJWK(reader as unknown as PowerShellConnection, session, text);
}

/**
 * Asks a session, after it has handed out no key, whether it can. What a missing command fails with is localized, and its id isn't handed on; so the session is
 * asked something that succeeds on either kind of host. Where text runs, it writes its language. Where only commands run, Get-Command runs, which every JEA
 * session has (about_Session_Configurations, RestrictedRemoteServer): a pattern that fits no command is no error, and gives no row.
 * @returns false also where that question fails
 */
export function cannotHaveKey(powerShell: PowerShellConnection, session: PowerShellSession): Observable<boolean> {
    const question: PowerShellCommand = {
        module: 'Microsoft.PowerShell.Core',
        command: 'Get-Command',
        parameters: { Name: `${keyCommand}*` },
        script: '[string] $ExecutionContext.SessionState.LanguageMode',
        state: 'ready'
    };
    return readAll(powerShell, session, question).pipe(
        map(rows => rows.every(row => typeof row === 'string' && row !== 'FullLanguage')),
        catchError(() => of(false))
    );
}
