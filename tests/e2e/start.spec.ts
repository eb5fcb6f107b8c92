/** npm start, as the documents say it: one command, one address, and the tool behind it. */
import { spawn } from 'node:child_process';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '../..');

async function freePort(): Promise<number> {
    const probe = createServer();
    await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise(resolve => probe.close(resolve));
    return port;
}

test('npm start prints an address that shows the tool, and ends when it is told to', async ({ page }) => {
    test.setTimeout(240_000);
    // A group of its own, which Ctrl+C in a terminal reaches as a whole.
    const onWindows = process.platform === 'win32';
    const npm = spawn('npm', ['start', '--', '--port', String(await freePort())], { cwd: root, shell: onWindows, detached: !onWindows });
    const ended = new Promise(resolve => npm.on('close', resolve));
    try {
        const address = await new Promise<string>((resolve, reject) => {
            let text = '';
            npm.stdout.on('data', (part: Buffer) => {
                text += part.toString();
                const found = /Open (http:\S+)/.exec(text)?.[1];
                if (found) {
                    resolve(found);
                }
            });
            npm.on('close', () => reject(new Error(text)));
        });
        await page.goto(address);
        await expect(page.frameLocator('iframe').getByRole('heading', { name: 'HV01 can activate guests' })).toBeVisible();
    } finally {
        if (npm.pid !== undefined) {
            process.kill(onWindows ? npm.pid : -npm.pid, 'SIGINT');
        }
        await ended;
    }
});
