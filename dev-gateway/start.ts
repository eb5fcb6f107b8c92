/**
 * npm start: the tool in a development shell over a simulated estate. `--port N`, `--estate FILE` or `--estate fleet:200x50`, `--latency MS`;
 * on Windows `--host NAME` shows a real host instead.
 */
import { readdirSync, statSync } from 'node:fs';
import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { bundleFolder, hasBundle, startEnvironment } from './environment';
import { loadEstate } from './estate/estate';
import { Gateway } from './gateway/gateway';
import { latencyOption, readOptions, wholeNumber } from './options';
import { connectRealHost } from './windows/real-host';

const root = join(__dirname, '..');
const defaultPort = 6516;
const greatestPort = 65_535;

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

/** What has to be ended with this process. */
let building: ChildProcess | null = null;

/** The gateway knows no tool: building one is a program of its own, and its children end with it as one group. */
function buildBundle(): Promise<void> {
    return new Promise((resolve, reject) => {
        building = spawn(process.execPath, ['--import', 'tsx', join(root, 'build/build.ts')], {
            cwd: root,
            stdio: ['ignore', 'inherit', 'inherit'],
            detached: process.platform !== 'win32'
        });
        building.on('error', reject);
        building.on('close', code => {
            building = null;
            return code === 0 ? resolve() : reject(new Error('The extension could not be built; the messages are above.'));
        });
    });
}

function endBuild(): void {
    if (building?.pid !== undefined) {
        process.kill(process.platform === 'win32' ? building.pid : -building.pid);
    }
}

/** Whoever waits a minute for a build should not hear only then that the port is taken. */
function requireFreePort(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', (error: NodeJS.ErrnoException) =>
            reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`) : error)
        );
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
    });
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
    const real = host === undefined ? null : connectRealHost(host);
    const nodes = real?.nodes ?? loadEstate(estate, latency);
    await requireFreePort(port);
    let gateway: Gateway | null = null;
    let ending = false;
    const end = (): void => {
        if (!ending) {
            ending = true;
            endBuild();
            void Promise.resolve(gateway?.close()).then(() => process.exit(0));
        }
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    process.on('SIGHUP', end);
    if (!hasBundle() || isBundleOld()) {
        await buildBundle();
    }
    gateway = await startEnvironment(nodes, port, line => console.log(line), real?.engine);
    console.log(`\nOpen ${gateway.url}/${nodes.nodeNames[0]}/   (Ctrl+C ends it)`);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
