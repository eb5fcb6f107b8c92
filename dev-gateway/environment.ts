/** Gateway, engine and estate put together: what `npm start` and the browser tests run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Estate } from './estate/estate';
import { sdkStyles } from './fonts';
import { Gateway, startGateway } from './gateway/gateway';
import { openEngine } from './powershell/engine';
import { buildShell } from './shell/build-shell';

const root = join(__dirname, '..');

export const bundleFolder = join(root, 'bundle');

/** Whether the extension has been built. */
export function hasBundle(): boolean {
    return existsSync(join(bundleFolder, 'manifest.json'));
}

/**
 * Starts everything on loopback.
 * @throws Error with one line that says what is missing or taken and what to do
 */
export async function startEnvironment(estate: Estate, port: number, onProgress: (line: string) => void = () => undefined): Promise<Gateway> {
    const engine = await openEngine(onProgress);
    try {
        const gateway = await startGateway({
            engine,
            nodes: estate,
            port,
            bundle: bundleFolder,
            shell: join(__dirname, 'shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(onProgress),
            powerShellModule: join(root, 'dist/powershell-module/community.avma')
        });
        return {
            url: gateway.url,
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
