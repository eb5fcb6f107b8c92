/** The package of the built extension: it is right, and what it unpacks to runs as installed, without anything of the build beside it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readArchive } from '../../build/package/archive';
import { pack } from '../../build/package/pack';
import { payload } from '../../build/package/payload';
import { bundleFolder } from '../../dev-gateway/environment';
import { expect, test as base } from './fixtures';
import { rows } from './guests-page';

const root = join(__dirname, '../..');

/** Where this file's package lies, and what it unpacks to. */
const test = base.extend<object, { unpacked: string }>({
    // eslint-disable-next-line no-empty-pattern
    unpacked: [
        async ({}, use) => {
            const folder = mkdtempSync(join(tmpdir(), 'avma-package-'));
            const bytes = pack(payload(bundleFolder));
            writeFileSync(join(folder, 'tool.nupkg'), bytes);
            for (const [place, content] of readArchive(bytes)?.files ?? []) {
                mkdirSync(dirname(join(folder, place)), { recursive: true });
                writeFileSync(join(folder, place), content);
            }
            await use(folder);
            rmSync(folder, { recursive: true });
        },
        { scope: 'worker' }
    ],
    installed: [
        async ({ unpacked }, use) => use({ bundle: join(unpacked, 'ux'), powerShellModule: join(unpacked, 'ux/powershell-module/community.avma') }),
        { scope: 'worker' }
    ]
});

test('package: the check finds nothing, and the same build makes the same bytes', ({ unpacked }) => {
    const check = spawnSync(process.execPath, ['--import', 'tsx', 'build/package/package.ts', '--check', join(unpacked, 'tool.nupkg')], {
        cwd: root,
        encoding: 'utf8'
    });
    expect([check.status, check.stderr]).toEqual([0, '']);
    expect(Buffer.compare(readFileSync(join(unpacked, 'tool.nupkg')), pack(payload(bundleFolder)))).toBe(0);
});

test('package: unpacked, the tool runs as installed', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await expect(frame.getByText('28 items')).toBeVisible();
    await expect(rows(frame).first()).toBeVisible();
    const inside = tool.page.frames().find(one => one.url().includes('/modules/'));
    expect(new URL(inside?.url() ?? '').pathname).toBe('/modules/community.avma/index.html');
    expect(new URL(inside?.url() ?? '').origin).toBe(tool.url);
    const manifest = (await (await tool.page.request.get(`${tool.url}/manifest.json`)).json()) as { modules: ReadonlyArray<Record<string, unknown>> };
    expect(manifest.modules).toEqual([expect.objectContaining({ name: 'community.avma', CoreVersion: '5.0.0', BackendVersion: '2.0.0' })]);
});

test("package: a JEA endpoint runs the package's own module", async ({ tool }) => {
    const frame = await tool.open('HV-JEA', 'guests');
    await expect(frame.getByText('4 items')).toBeVisible();
});
