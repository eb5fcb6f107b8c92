/** Combines gateway, engine and estate, for `npm start` and the browser tests. */
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

/** An installed tool: its bundle, and the module for JEA endpoints and hosts with application control. */
export interface InstalledTool {
    /** index.html, manifest.json and their files. */
    readonly bundle: string;
    /** The folder NAME with NAME.psd1. */
    readonly powerShellModule: string;
    /** For an installed package: the file with the manifests of all modules. */
    readonly shellManifest?: string;
}

/** The shipped example, which administrators use to create endpoints with the tool's commands. */
export const sessionConfiguration = join(root, 'docs/examples/community.avma.pssc');

/** The output of `npm run build`. */
export const builtTool: InstalledTool = { bundle: bundleFolder, powerShellModule: join(root, 'dist/powershell-module/community.avma') };

export interface EnvironmentOptions {
    readonly nodes: NodeDirectory;
    /** 0 selects any free port. */
    readonly port: number;
    /** By default the local build. Read for each request, like `behaviour`, because both may change. */
    readonly tool?: InstalledTool;
    readonly behaviour?: Partial<GatewayBehaviour>;
    /** None by default, like the real gateway. */
    readonly development?: Development;
    readonly onProgress?: (line: string) => void;
    /** The engine for a real host; by default the local engine, which calls `nodes`. */
    readonly realEngine?: Engine | null;
    readonly log?: (line: string) => void;
}

/** Starts everything on loopback. @throws Error with one line about what is missing or in use, and the fix */
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
