/** Hosts that run only commands of modules: with the tool's module, and without it in each way there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate } from '../../dev-gateway/estate/estate';
import { NodeEntry } from '../../dev-gateway/estate/estate-file';
import { expect, test as base } from './fixtures';
import { right, selectAll } from './guests-page';

const plain = { os: '2019', guestAccounts: [right], guests: [{ name: 'APP01', os: '2019', sku: 8 }] };
const nodes: readonly NodeEntry[] = [
    { ...plain, name: 'OPERATORS', access: 'jea' },
    { ...plain, name: 'READERS', access: 'jea', groups: ['CONTOSO\\AVMA Readers'] },
    { ...plain, name: 'RBAC', access: 'jea', endpoint: 'gateway' },
    { ...plain, name: 'TRUSTED', powershell: 'constrained' },
    { ...plain, name: 'UNTRUSTED', powershell: 'constrained', toolModule: 'untrusted' },
    { ...plain, name: 'BARE', powershell: 'constrained', toolModule: 'absent' }
];

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate({ domain: 'contoso.com', nodes }, 0)))
});

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;
const resource = (key: string): string => resources[`CommunityAvma_${key}`];

for (const host of ['OPERATORS', 'READERS', 'TRUSTED']) {
    test(`${host}: the module is used, and nothing is missing`, async ({ tool }) => {
        const frame = await tool.open(host);
        await expect(frame.getByRole('heading', { name: `${host} can activate guests` })).toBeVisible();
        await expect(frame.locator('.avma-page-state, .avma-restricted')).toHaveCount(0);
        await tool.go('guests');
        await expect(frame.getByText('1 item', { exact: true })).toBeVisible();
        await tool.go('history');
        await expect(frame.getByText(resource('Failures_unclassified_title'))).toHaveCount(0);
    });
}

for (const [host, code, link] of [
    ['RBAC', 'endpointLacksCommands', /jea\/role-capabilities$/],
    ['BARE', 'moduleMissing', /manage-application-control-infrastructure$/]
] as const) {
    for (const place of ['', 'guests', 'history']) {
        test(`${host}: ${place || 'overview'} says why nothing can be read, and what to do`, async ({ tool }) => {
            const frame = await tool.open(host, place);
            const page = frame.locator('.avma-page-state').first();
            await expect(page.getByRole('heading')).toHaveText(resource(`Failures_${code}_title`));
            await expect(page).toContainText(resource(`Failures_${code}_text`));
            await expect(page).toContainText(resource(`Failures_${code}_fix`));
            await expect(page.getByRole('link')).toHaveAttribute('href', link);
            await tool.expectAccessible();
            if (place === '') {
                await tool.picture(`module-${code}-light`);
            }
        });
    }
}

test('UNTRUSTED: what can be read is read, and the overview says what application control takes away', async ({ tool }) => {
    const frame = await tool.open('UNTRUSTED');
    await expect(frame.getByRole('heading', { name: 'UNTRUSTED can activate guests' })).toBeVisible();
    const notice = frame.locator('.avma-restricted');
    await expect(notice.locator('strong')).toHaveText(resource('Overview_restrictedTitle'));
    await expect(notice).toContainText(resource('Overview_restrictedText').replace('{languageMode}', 'ConstrainedLanguage'));
    await expect(notice).toContainText(resource('Overview_restrictedFix'));
    await tool.expectAccessible();
    await tool.picture('module-untrusted-light');
    await tool.go('guests');
    await expect(frame.getByText('1 item', { exact: true })).toBeVisible();
    await selectAll(frame);
    await expect(frame.getByText(resource('LookInside_forbidden').replace('{languageMode}', 'ConstrainedLanguage'))).toBeVisible();
});
