import { Estate } from '../estate/estate';

/**
 * A real host instead of the estate.
 * @throws Error that says why this machine cannot: real hosts are asked through Windows PowerShell remoting
 */
export function connectRealHost(): Estate {
    throw new Error(
        process.platform === 'win32'
            ? '--host is not available yet. Side-load the extension into a real Windows Admin Center instead (README).'
            : `--host needs Windows PowerShell remoting, which ${process.platform} does not have. Run it on Windows, or leave --host out for the simulated estate.`
    );
}
