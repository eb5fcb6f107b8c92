/** The key of a session on the host, with which accounts are encrypted, and whether the session can have one at all. */
import { PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { PowerShellCrypto } from '@microsoft/windows-admin-center-sdk/core/data/powershell-crypto';
import { map, Observable, of } from 'rxjs';
import { askForCommand, namesMissingCommand, readAll } from './command-question';

/** The module's function that hands out a key where a host takes no text. */
export const keyCommand = 'Get-AvmaEncryptionJWKOnNode';

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
 * Whether a session that has handed out no key can't: neither constrained text nor a missing command does. The session is asked where the failure doesn't say.
 * @param raw of the failure @returns false also where the question fails
 */
export function cannotHaveKey(powerShell: PowerShellConnection, session: PowerShellSession, raw: string): Observable<boolean> {
    if (namesMissingCommand(raw, keyCommand)) {
        return of(true);
    }
    return askForCommand(powerShell, session, keyCommand).pipe(
        map(answer => answer !== null && !answer.isRestricted && !answer.found && answer.language !== 'FullLanguage')
    );
}
