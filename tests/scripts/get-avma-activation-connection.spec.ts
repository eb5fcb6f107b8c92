/** What a failed connection is called: by the parts of PowerShell's error id and the type of its exception, which no language changes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAlone } from '../engine/support/engine';
import { pluginFolder } from './support/script-runner';

const opening = 'PSSessionStateBroken';
const transport = 'PSRemotingTransportException';

/** Error id, exception type, code: ids of WinRM are the names that PowerShell has for its errors (WSManTransportErrorOccured and the like). */
const cases: ReadonlyArray<readonly [id: string, reason: string, code: string]> = [
    ['InvalidVMState,Invoke-Command', 'PSInvalidOperationException', 'notRunning'],
    ['InvalidVMIdNotSingle,Invoke-Command', 'PSInvalidOperationException', 'notFound'],
    ['HyperVModuleNotAvailable,Invoke-Command', 'PSInvalidOperationException', 'hyperVModuleMissing'],
    ['SomethingElse,Invoke-Command', transport, 'unclassified'],
    [`Any,${opening}`, 'PSDirectException', 'credentialRefused'],
    ['Any,PSSessionOpenFailed', 'PSDirectException', 'credentialRefused'],
    [`Any,${opening}`, 'PSRemotingDataStructureException', 'noAnswer'],
    [`LogonFailure,${opening}`, 'RuntimeException', 'unclassified'],
    ...['2100', 'WinRMOperationAborted', 'ShutDownInProgress'].map(id => [`${id},${opening}`, transport, 'sessionLost'] as const),
    [`LogonFailure,${opening}`, transport, 'credentialRefused'],
    ...['AccessDenied', 'RemoteConnectionDisallowed', 'RemoteSessionDisallowed'].map(id => [`${id},${opening}`, transport, 'winrmAccessDenied'] as const),
    ...[
        'ServerNotTrusted',
        'AuthenticationFailed',
        '12175',
        'CannotUseIPAddress',
        'InvalidAuthentication',
        'TargetUnknown',
        'WorkgroupCannotUseKerberos',
        'ClientKerberosDisabled'
    ].map(id => [`${id},${opening}`, transport, 'winrmNotTrusted'] as const),
    ...[
        'CannotConnect',
        'NetworkPathNotFound',
        'ComputerNotFound',
        'URLNotAvailable',
        'WinRMOperationTimeout',
        'CannotConnectWinRMService',
        'WinRMHttpError'
    ].map(id => [`${id},${opening}`, transport, 'winrmUnreachable'] as const),
    [`Unheard,${opening}`, transport, 'unclassified']
];

describe('A failed connection to a guest', () => {
    it('has the code of its error id and exception', async () => {
        const part = readFileSync(join(pluginFolder, 'parts/enter-guest.ps1'), 'utf8');
        const calls = cases.map(([id, reason]) => `Get-ConnectionCode '${id}' '${reason}'`).join('\n');
        const { output, errors } = await runAlone(`${part}\n${calls}`);
        expect(errors).toEqual([]);
        expect(cases.map(([id, reason], index) => [id, reason, output[index]])).toEqual(cases.map(one => [...one]));
    });

    it('is tried with every id that the script knows', () => {
        const part = readFileSync(join(pluginFolder, 'parts/enter-guest.ps1'), 'utf8');
        const known = [...part.matchAll(/^ {8}'(\w+)' \{ return/gm)].map(([, id]) => id);
        expect(known.length).toBeGreaterThan(20);
        expect(known.filter(id => !cases.some(([one]) => one.startsWith(`${id},`)))).toEqual([]);
    });
});
