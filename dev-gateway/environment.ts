/** Gateway, engine and estate put together: what `npm start` and the browser tests run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sdkStyles } from './fonts';
import { GatewayBehaviour } from './gateway/behaviour';
import { Development } from './gateway/development';
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

/** A tool as it is installed: what the gateway serves, and the module that JEA endpoints and hosts under application control run. */
export interface InstalledTool {
    /** index.html, manifest.json and what they need. */
    readonly bundle: string;
    /** The folder NAME with NAME.psd1. */
    readonly powerShellModule: string;
    /** Of a package that was installed: the file with the manifests of all modules. */
    readonly shellManifest?: string;
}

/** The shipped example, with which an administrator makes endpoints that have the tool's commands. */
export const sessionConfiguration = join(root, 'docs/examples/community.avma.pssc');

/** What `npm run build` has left. */
export const builtTool: InstalledTool = { bundle: bundleFolder, powerShellModule: join(root, 'dist/powershell-module/community.avma') };

export interface EnvironmentOptions {
    readonly nodes: NodeDirectory;
    /** 0 takes any free port. */
    readonly port: number;
    /** By default what was built here. Read for each request, as is `behaviour`: both may change. */
    readonly tool?: InstalledTool;
    readonly behaviour?: Partial<GatewayBehaviour>;
    /** By default none: as the real gateway. */
    readonly development?: Development;
    readonly onProgress?: (line: string) => void;
    /** What runs the scripts of a real host; by default the engine, which asks `nodes`. */
    readonly realEngine?: Engine | null;
    readonly log?: (line: string) => void;
}

/**
 * Starts everything on loopback.
 * @throws Error with one line that says what is missing or taken and what to do
 */
export async function startEnvironment(options: EnvironmentOptions): Promise<Gateway> {
    const { nodes, port, onProgress = () => undefined, log, development } = options;
    const engine = options.realEngine ?? (await openEngine(onProgress));
    try {
        const gateway = await startGateway({
            engine,
            nodes,
            port,
            log,
            development,
            get behaviour() {
                return options.behaviour;
            },
            get bundle() {
                return (options.tool ?? builtTool).bundle;
            },
            powerShellModule: (options.tool ?? builtTool).powerShellModule,
            shellManifest: (options.tool ?? builtTool).shellManifest,
            sessionConfiguration,
            shell: join(__dirname, 'shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(onProgress)
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
