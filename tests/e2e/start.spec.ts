/** The commands of the documents that go on until they are ended: each says an address, serves what it says, and ends with Ctrl+C. */
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

/** Runs a command of npm, waits for what it says, does something with the address in it, and ends the command. */
async function during(command: readonly string[], says: RegExp, work: (address: string) => Promise<void>): Promise<void> {
    // A group of its own, which Ctrl+C in a terminal reaches as a whole.
    const onWindows = process.platform === 'win32';
    const npm = spawn('npm', [...command, '--', '--port', String(await freePort())], { cwd: root, shell: onWindows, detached: !onWindows });
    const ended = new Promise(resolve => npm.on('close', resolve));
    try {
        const address = await new Promise<string>((resolve, reject) => {
            let text = '';
            npm.stdout.on('data', (part: Buffer) => {
                text += part.toString();
                const found = says.exec(text)?.[1];
                if (found) {
                    resolve(found);
                }
            });
            npm.on('close', () => reject(new Error(text)));
        });
        await work(address);
    } finally {
        if (npm.pid !== undefined && npm.exitCode === null) {
            process.kill(onWindows ? npm.pid : -npm.pid, 'SIGINT');
        }
        await ended;
    }
}

test('npm start prints an address that shows the tool', async ({ page }) => {
    test.setTimeout(240_000);
    await during(['start'], /Open (http:\S+)/, async address => {
        await page.goto(address);
        await expect(page.frameLocator('iframe').getByRole('heading', { name: 'HV01 can activate its guests' })).toBeVisible();
    });
});

test('npm run side-load prints what to enter, and serves the tool to a page of another origin', async () => {
    test.setTimeout(300_000);
    await during(['run', 'side-load'], /MsftSme\.sideLoad\('(http:[^']+)'\)/, async address => {
        const answer = await fetch(`${address}/manifest.json`, { headers: { origin: 'https://wac.contoso.com' } });
        expect(answer.headers.get('access-control-allow-origin')).not.toBeNull();
        expect(((await answer.json()) as { name: string }).name).toBe('community.avma');
    });
});
