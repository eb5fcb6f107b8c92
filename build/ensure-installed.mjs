// Plain Node, no dependency: installs what package-lock.json says when node_modules is missing or from another lock file, then runs a program of the project.
// Usage: node build/ensure-installed.mjs PROGRAM.ts [ARGUMENT ...]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules/.installed-lock');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const windows = process.platform === 'win32';

if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`Node.js 20 or later is needed; this is ${process.versions.node}.`);
    process.exit(1);
}
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log('Installing packages (npm ci, two minutes) ...');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: windows,
        env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    });
    if (npm.status !== 0) {
        console.error('The packages could not be installed: npm ci failed. Check the network and the registry, then try again.');
        process.exit(1);
    }
    writeFileSync(stamp, wanted);
}
const [program, ...rest] = process.argv.slice(2);
const child = spawnSync(process.execPath, ['--import', 'tsx', join(root, program), ...rest], { cwd: root, stdio: 'inherit' });
process.exit(child.status ?? 1);
