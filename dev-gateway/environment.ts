/** Gateway, engine and estate put together: what `npm start` and the browser tests run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sdkStyles } from './fonts';
import { Gateway, startGateway } from './gateway/gateway';
import { NodeDirectory } from './gateway/node-directory';
import { openEngine } from './powershell/engine';
import { Engine } from './powershell/engine-api';
import { buildShell } from './shell/build-shell';

const root = join(__dirname, '..');

export const bundleFolder = join(root, 'bundle');

/** Whether the extension has been built. */
export function hasBundle(): boolean {
    return existsSync(join(bundleFolder, 'manifest.json'));
}

/**
 * Starts everything on loopback.
 * @param realEngine what runs the scripts of a real host; by default the engine, which asks `nodes`
 * @throws Error with one line that says what is missing or taken and what to do
 */
export async function startEnvironment(
    nodes: NodeDirectory,
    port: number,
    onProgress: (line: string) => void = () => undefined,
    realEngine: Engine | null = null,
    log?: (line: string) => void
): Promise<Gateway> {
    const engine = realEngine ?? (await openEngine(onProgress));
    try {
        const gateway = await startGateway({
            engine,
            nodes,
            port,
            log,
            bundle: bundleFolder,
            shell: join(__dirname, 'shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(onProgress),
            powerShellModule: join(root, 'dist/powershell-module/community.avma')
        });
        return {
            ...gateway,
            close: async () => {
                await gateway.close();
                await engine.close();
            }
        };
    } catch (error) {
        await engine.close();
        throw error;
    }
}
