/** npm run docs:pictures: builds the product and takes the screenshots in docs/images. `-- --check` only lists the outdated ones. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildEngine } from '../dev-gateway/powershell/build-engine';
import { readOptions } from '../dev-gateway/options';
import { build } from './build';
import { chromiumPath } from './chromium';
import { root } from './project';

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2), [], ['check']);
    if (options.words.length > 0) {
        throw new Error(`usage: npm run docs:pictures [-- --check]   ("${options.words[0]}" is not known)`);
    }
    await build('production', line => console.log(line));
    await buildEngine(line => console.log(line));
    const args = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'tests/pictures/playwright.config.ts', '--reporter', 'list'];
    const child = spawn(process.execPath, args, {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, CHROME_BIN: await chromiumPath(), AVMA_PICTURES: options.flags.includes('check') ? 'check' : 'write' }
    });
    process.exitCode = await new Promise<number>(resolve => child.on('close', code => resolve(code ?? 1)));
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
