/** Builds the .NET program on first use, and again when its sources change. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dotnet } from './dotnet';

const folder = __dirname;
/** The parameters of 5.1, to which the engine limits the cmdlets of PowerShell 7. */
const surface = join(folder, '../../windows-surface/commands/Microsoft.PowerShell.Utility.json');
const output = join(folder, 'bin', 'engine');
const stamp = join(output, '.sources');
const lock = join(folder, 'bin', '.building');
/** A build takes seconds; a lock of this age was left by a process that was killed. */
const staleLockMs = 5 * 60 * 1000;

function sourcesHash(): string {
    const hash = createHash('sha256')
        .update(readFileSync(join(folder, 'Directory.Build.props')))
        .update(readFileSync(surface));
    for (const project of ['cim', 'utility', 'host']) {
        for (const file of readdirSync(join(folder, project))
            .filter(name => /\.(cs|csproj|psd1)$/.test(name))
            .sort()) {
            hash.update(file).update(readFileSync(join(folder, project, file)));
        }
    }
    return hash.digest('hex');
}

function isBuilt(wanted: string): boolean {
    return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/** Waits for the lock, or takes over one that was left behind. */
async function takeLock(): Promise<void> {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    for (;;) {
        try {
            mkdirSync(lock);
            return;
        } catch {
            const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
            if (age > staleLockMs) {
                rmSync(lock, { recursive: true, force: true });
            }
            await delay(250);
        }
    }
}

/**
 * Makes sure that the engine is built.
 * @returns the path of its assembly, to be run with `dotnet`
 * @throws Error with one line that says what is missing and what to do
 */
export async function buildEngine(onProgress: (line: string) => void = () => undefined): Promise<string> {
    const wanted = sourcesHash();
    if (!isBuilt(wanted)) {
        await takeLock();
        try {
            if (!isBuilt(wanted)) {
                onProgress('Building the PowerShell engine (.NET) ...');
                // A build that fails half-way must not pass for the one before it.
                rmSync(stamp, { force: true });
                const project = join(folder, 'host', 'host.csproj');
                await dotnet(['build', project, '-c', 'Release', '-o', output, '--nologo', '-v', 'quiet'], 'The build of the PowerShell engine');
                writeFileSync(stamp, wanted);
            }
        } finally {
            rmSync(lock, { recursive: true, force: true });
        }
    }
    return join(output, 'script-engine.dll');
}
