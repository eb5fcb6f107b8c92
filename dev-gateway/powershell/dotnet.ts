/** Runs the .NET SDK for what is built or fetched on first use. */
import { spawn } from 'node:child_process';

/**
 * @param args of `dotnet`
 * @param what names what is wanted, at the beginning of the errors
 * @throws Error with one line that says what is missing and what to do
 */
export function dotnet(args: readonly string[], what: string): Promise<void> {
    const environment = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1' };
    return new Promise((resolve, reject) => {
        const run = spawn('dotnet', args, { env: environment });
        let text = '';
        run.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
        run.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
        run.on('error', () => reject(new Error(`${what} needs the .NET SDK 10: dotnet was not found. Install it from https://dot.net and try again.`)));
        run.on('close', code => {
            const reason =
                text
                    .split('\n')
                    .find(line => /error/i.test(line))
                    ?.trim() ?? text.trim();
            const network = /NU1301|NU1101|Unable to load the service index/.test(text);
            const advice = network ? 'NuGet cannot be reached; check the network or the proxy.' : reason;
            return code === 0 ? resolve() : reject(new Error(`${what} failed: ${advice}`));
        });
    });
}
