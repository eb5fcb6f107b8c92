/**
 * npm start: the tool in a development shell with a simulated estate. `--port N`, `--estate FILE` or `--estate fleet:200x50`, `--latency MS`. On Windows,
 * `--host NAME` uses a real host instead. Changed sources are applied while it runs (live-sources.ts). `--package FILE` installs a package like a real
 * gateway, and serves that.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtTool, bundleFolder, hasBundle, InstalledTool, startEnvironment } from './environment';
import { Gateway } from './gateway/gateway';
import { NodeDirectory } from './gateway/node-directory';
import { installPackage } from './install-package';
import { LiveSources } from './live-sources';
import { greatestPort, latencyOption, readOptions, wholeNumber } from './options';
import { Engine } from './powershell/engine-api';
import { endPrograms, requireFreePort, runProgram } from './programs';
import { Scenarios } from './scenarios';
import { connectRealHost } from './windows/real-host';

const root = join(__dirname, '..');
const defaultPort = 6516;

function newest(path: string): number {
    const entry = statSync(path);
    return entry.isDirectory()
        ? Math.max(
              0,
              ...readdirSync(path)
                  .filter(name => !['generated', 'assets'].includes(name))
                  .map(name => newest(join(path, name)))
          )
        : entry.mtimeMs;
}

/** Whether the bundle is older than its sources. */
function isBundleOld(): boolean {
    const built = statSync(join(bundleFolder, 'manifest.json')).mtimeMs;
    return ['src', 'gateway-plugin', 'manifest.json', 'package.json', 'angular.json'].some(path => newest(join(root, path)) > built);
}

/** @throws Error with one line that contains the file's name */
function install(file: string): InstalledTool {
    if (!existsSync(file)) {
        throw new Error(`${file}: there is no such file. Make one: npm run package`);
    }
    const home = join(root, '.cache/installed');
    rmSync(home, { recursive: true, force: true });
    try {
        return installPackage(new Uint8Array(readFileSync(file)), home);
    } catch (error) {
        throw new Error(`${file}: ${(error as Error).message}`);
    }
}

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2), ['port', 'estate', 'latency', 'host', 'package']);
    const { estate, host, package: packageFile } = options.named;
    if (options.words.length > 0) {
        throw new Error(
            `npm start knows no "${options.words[0]}". usage: npm start -- [--port N] [--estate FILE|fleet:HOSTSxGUESTS] [--latency MS] [--host NAME] [--package FILE]`
        );
    }
    const port = wholeNumber(options, 'port', greatestPort) ?? defaultPort;
    const latency = latencyOption(options);
    const scenarios = host === undefined ? new Scenarios(estate, latency) : null;
    const { nodes, engine }: { readonly nodes: NodeDirectory; readonly engine?: Engine } = scenarios ?? connectRealHost(host ?? '');
    const installed = packageFile === undefined ? null : install(packageFile);
    await requireFreePort(port, 'npm start');
    let gateway: Gateway | null = null;
    let ending = false;
    const log = (line: string): void => console.log(line);
    const tool = { ...(installed ?? builtTool) };
    // An installed package doesn't follow changes on disk.
    const live = installed ? null : new LiveSources({ root, scenarios, run: runProgram, serve: bundle => (tool.bundle = bundle), log });
    const end = (): void => {
        if (!ending) {
            ending = true;
            live?.close();
            endPrograms();
            void Promise.resolve(gateway?.close()).then(() => process.exit(0));
        }
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    process.on('SIGHUP', end);
    if (live && (!hasBundle() || isBundleOld())) {
        await runProgram('build/build.ts');
    }
    gateway = await startEnvironment({
        nodes,
        port,
        tool,
        onProgress: log,
        realEngine: engine,
        development: live ?? undefined,
        get behaviour() {
            return scenarios?.behaviour;
        }
    });
    live?.start();
    log(
        `\nOpen ${gateway.url}/${nodes.nodeNames[0]}/   (Ctrl+C ends it; ${live ? 'what changes on disk is what runs next' : `installed: ${packageFile ?? ''}`})`
    );
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
