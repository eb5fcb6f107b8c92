// Plain Node without dependencies: runs npm ci if node_modules is missing or older than package-lock.json, then runs a program of the project.
// Usage: node build/ensure-installed.mjs PROGRAM.ts [ARGUMENT ...]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// npm writes this file at the end of every installation.
const installed = join(root, 'node_modules/.package-lock.json');

if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`Node.js 20 or later is needed; this is ${process.versions.node}.`);
    process.exit(1);
}
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) {
    // Standard output belongs to the program.
    console.error('Installing packages (npm ci, two minutes) ...');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
        env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    });
    if (npm.status !== 0) {
        console.error('The packages could not be installed: npm ci failed. Check the network and the registry, then try again.');
        process.exit(1);
    }
}
const [program, ...rest] = process.argv.slice(2);
const child = spawn(process.execPath, ['--import', 'tsx', join(root, program), ...rest], { cwd: root, stdio: 'inherit' });
// Ending this process ends the program, which then cleans up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
}
// npm and the shell in between may die of a signal without passing it on.
const parent = process.ppid;
setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
child.on('close', code => process.exit(code ?? 1));
