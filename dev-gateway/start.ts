/**
 * npm start: the tool in a development shell over a simulated estate. `--port N`, `--estate FILE` or `--estate fleet:200x50`, `--latency MS`;
 * on Windows `--host NAME` shows a real host instead. What changes on disk meanwhile is what runs next (live-sources.ts).
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtTool, bundleFolder, hasBundle, startEnvironment } from './environment';
import { Gateway } from './gateway/gateway';
import { NodeDirectory } from './gateway/node-directory';
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

/** Whether the bundle lacks something that its sources have. */
function isBundleOld(): boolean {
    const built = statSync(join(bundleFolder, 'manifest.json')).mtimeMs;
    return ['src', 'gateway-plugin', 'manifest.json', 'package.json', 'angular.json'].some(path => newest(join(root, path)) > built);
}

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2), ['port', 'estate', 'latency', 'host']);
    const { estate, host } = options.named;
    if (options.words.length > 0) {
        throw new Error(
            `npm start knows no "${options.words[0]}". usage: npm start -- [--port N] [--estate FILE|fleet:HOSTSxGUESTS] [--latency MS] [--host NAME]`
        );
    }
    const port = wholeNumber(options, 'port', greatestPort) ?? defaultPort;
    const latency = latencyOption(options);
    const scenarios = host === undefined ? new Scenarios(estate, latency) : null;
    const { nodes, engine }: { readonly nodes: NodeDirectory; readonly engine?: Engine } = scenarios ?? connectRealHost(host ?? '');
    await requireFreePort(port, 'npm start');
    let gateway: Gateway | null = null;
    let ending = false;
    const log = (line: string): void => console.log(line);
    const tool = { ...builtTool };
    const live = new LiveSources({ root, scenarios, run: runProgram, serve: bundle => (tool.bundle = bundle), log });
    const end = (): void => {
        if (!ending) {
            ending = true;
            live.close();
            endPrograms();
            void Promise.resolve(gateway?.close()).then(() => process.exit(0));
        }
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    process.on('SIGHUP', end);
    if (!hasBundle() || isBundleOld()) {
        await runProgram('build/build.ts');
    }
    gateway = await startEnvironment({
        nodes,
        port,
        tool,
        onProgress: log,
        realEngine: engine,
        development: live,
        get behaviour() {
            return scenarios?.behaviour;
        }
    });
    live.start();
    log(`\nOpen ${gateway.url}/${nodes.nodeNames[0]}/   (Ctrl+C ends it; what changes on disk is what runs next)`);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
