/**
 * The package that `npm run package` makes: it is right, and installed by a gateway's own rules it does the main job, without anything of the build beside
 * it. One whose page a gateway cannot rewrite is named by the check, and stays blank.
 */
import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text, textOf } from '../../build/package/archive';
import { pack } from '../../build/package/pack';
import { packageFile } from '../../build/package/package';
import { payload } from '../../build/package/payload';
import { bundleFolder, InstalledTool, startEnvironment } from '../../dev-gateway/environment';
import { installPackage } from '../../dev-gateway/install-package';
import { ended, openDialog, startButton, states } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, right, row, rows } from './guests-page';

const root = join(__dirname, '../..');

function runPackage(...args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, ['--import', 'tsx', 'build/package/package.ts', ...args], { cwd: root, encoding: 'utf8' });
}

/** A gateway's folder for data, with what is installed on it. */
const test = base.extend<{ home: string }>({
    home: ({ shared }, use) => {
        const make = (): string => mkdtempSync(join(tmpdir(), 'avma-package-'));
        return use(shared.once('home', make, folder => rmSync(folder, { recursive: true })));
    },
    installed: ({ shared, home }, use) => {
        const install = (): InstalledTool => {
            const made = runPackage('--built');
            expect([made.status, made.stderr]).toEqual([0, '']);
            return installPackage(readFileSync(packageFile), join(home, 'WindowsAdminCenter'));
        };
        return use(shared.once('installed', install));
    }
});

test('package: the check finds nothing, and the same build makes the same bytes', ({ installed }) => {
    expect(installed.shellManifest).toBeDefined();
    const check = runPackage('--check', packageFile);
    expect([check.status, check.stderr]).toEqual([0, '']);
    expect(Buffer.compare(readFileSync(packageFile), pack(payload(bundleFolder)))).toBe(0);
});

test('package: installed, the tool finds guests and applies a key that the guest then shows', async ({ tool, estate }) => {
    test.setTimeout(150_000);
    const frame = await tool.open('HV-APPLY', 'guests');
    await expect(rows(frame).first()).toBeVisible();
    const inside = tool.page.frames().find(one => one.url().includes('/modules/'));
    expect(new URL(inside?.url() ?? '').pathname).toBe('/modules/community.avma/index.html');
    const manifest = (await (await tool.page.request.get(`${tool.url}/manifest.json`)).json()) as { modules: ReadonlyArray<Record<string, unknown>> };
    expect(manifest.modules).toEqual([expect.objectContaining({ name: 'community.avma', CoreVersion: '5.0.0', BackendVersion: '2.0.0' })]);

    await row(frame, 'WEB01').click();
    await openDialog(frame);
    await expect(frame.getByRole('heading', { name: 'Apply keys to 1 of 1 guests' })).toBeVisible();
    await fillAccount(frame, 0, right, /^All guests without/);
    await startButton(frame).click();
    await ended(frame);
    expect([...(await states(frame))]).toEqual([['WEB01', 'done']]);
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await expect(row(frame, 'WEB01').getByText(/^Verified/)).toBeVisible();
    await expect(row(frame, 'WEB01').getByText('Activated')).toBeVisible();
    const web01 = estate.node('HV-APPLY')?.machines.find(machine => machine.entry.name === 'WEB01')?.inside?.installed;
    expect([web01?.lastFive, web01?.status, estate.keyWrites.length]).toEqual(['WMBMW', 1, 1]);
});

test("package: a JEA endpoint runs the package's own module", async ({ tool }) => {
    const frame = await tool.open('HV-JEA', 'guests');
    await expect(frame.getByText('4 items')).toBeVisible();
});

for (const other of ['<base href="/"/>', '<base href="/" />']) {
    test(`package: with ${other} the check refuses it, and the tool stays blank where it is installed all the same`, async ({ home, page, estate, shared }) => {
        const files = payload(bundleFolder);
        const content = textOf(files.get('ux/index.html') ?? text(''));
        expect(content.split('<base href="/">').length).toBe(2);
        files.set('ux/index.html', text(content.replace('<base href="/">', other)));
        const bytes = pack(files);
        const file = join(home, 'other-base.nupkg');
        writeFileSync(file, bytes);
        const check = runPackage('--check', file);
        expect(check.status).toBe(1);
        expect(check.stderr).toContain(`ux/index.html: ${other} is not <base href="/">`);

        const tool = installPackage(bytes, join(home, 'other-base'));
        const gateway = await startEnvironment({ nodes: estate, port: 0, realEngine: shared.engine, tool });
        const refused = page.waitForEvent('console', message => /Failed to load module script.*text\/html/.test(message.text()));
        await page.goto(`${gateway.url}/HV01/`);
        await refused;
        const frame = page.frameLocator('iframe');
        await expect(frame.locator('avma-root')).toBeAttached();
        await expect(frame.locator('avma-root')).toBeEmpty();
        await expect(frame.locator('sme-header')).toHaveCount(0);
        await gateway.close();
    });
}
