/** npm run bench -- screens: every screen and dialog in a long language, from right to left, in forced colours, and in 320 pixels. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from '../../build/build';
import { chromiumPath } from '../../build/chromium';
import { root } from '../../build/project';
import { buildEngine } from '../../dev-gateway/powershell/build-engine';

/** `npm test` goes through all of it in one of these modes only. @returns whether nothing is cut, upon each other, untranslated, or hard to reach */
export async function screens(): Promise<boolean> {
    await build('production', line => console.log(line));
    await buildEngine(line => console.log(line));
    const playwright = join(root, 'node_modules/@playwright/test/cli.js');
    const child = spawn(process.execPath, [playwright, 'test', '--config', 'tests/e2e/playwright.config.ts', '--reporter', 'list', 'worldwide'], {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, CHROME_BIN: await chromiumPath(), AVMA_SCREENS: 'all' }
    });
    return new Promise(resolve => child.on('close', code => resolve(code === 0)));
}
