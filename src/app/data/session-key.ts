/** The encryption key of a session on the host, and whether the session can provide one. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { PowerShellCrypto } from '@microsoft/windows-admin-center-sdk/core/data/powershell-crypto';
import { map, Observable, of } from 'rxjs';
import { askForCommand, namesMissingCommand, readAll } from './command-question';

/** The module's function that returns a key on hosts that don't run text. */
export const keyCommand = 'Get-AvmaEncryptionJWKOnNode';

/** Encrypts a text with a session's key. Doesn't use the SDK's own method, which merges partial answers and loses an exception in a later one. */
export function encryptInSession(powerShell: PowerShellConnection, session: PowerShellSession, text: string): Observable<string> {
    const reader = {
        run: (_: PowerShellSession, command: PowerShellCommand): Observable<{ readonly results: string }> =>
            readAll(powerShell, session, command).pipe(map(rows => ({ results: rows.join('') })))
    };
    return PowerShellCrypto.encryptDataUsingNodeJWK(reader as unknown as PowerShellConnection, session, text);
}

/**
 * Whether a session that returned no key is unable to: constrained text and missing commands are. Queries the session if the failure doesn't show it.
 * @param raw of the failure
 * @returns false also if the query fails
 */
export function cannotHaveKey(powerShell: PowerShellConnection, session: PowerShellSession, raw: string): Observable<boolean> {
    if (namesMissingCommand(raw, keyCommand)) {
        return of(true);
    }
    return askForCommand(powerShell, session, keyCommand).pipe(
        map(answer => answer !== null && !answer.isRestricted && !answer.found && answer.language !== 'FullLanguage')
    );
}
