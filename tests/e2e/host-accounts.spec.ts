/** Hosts that want an account: nobody is prompted for several unasked, and one account for all of them is tried on one first. */
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { expect, test as base, Tool } from './fixtures';
import { row } from './guests-page';

const accounts = [{ user: 'CONTOSO\\hvadmin', password: 'Hv!123456' }];
const locked = (name: string): NodeEntry => ({ name, os: '2022', access: 'credentials', accounts, guests: [] });
const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [{ name: 'AC-OPEN', os: '2022', guests: [] }, locked('AC-ONE'), locked('AC-TWO'), locked('AC-THREE')]
};

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

const prompt = (tool: Tool): Locator => tool.page.locator('#dialog[open]');

async function askHosts(tool: Tool, names: readonly string[]): Promise<FrameLocator> {
    const frame = await tool.open('AC-OPEN', 'hosts');
    await frame.getByRole('button', { name: 'Choose hosts' }).click();
    for (const name of names) {
        await frame.getByLabel(name, { exact: true }).check();
    }
    await frame.getByRole('button', { name: `Ask hosts (${names.length})` }).click();
    return frame;
}

async function enter(tool: Tool, host: string, password: string): Promise<void> {
    await expect(prompt(tool).getByText(`${host} needs an account that may manage it.`)).toBeVisible();
    await prompt(tool).getByLabel('User name').fill(accounts[0].user);
    await prompt(tool).getByLabel('Password').fill(password);
    await prompt(tool).getByRole('button', { name: 'Continue' }).click();
}

test('the only host that wants an account is asked once more by itself, which prompts', async ({ tool }) => {
    const frame = await askHosts(tool, ['AC-OPEN', 'AC-TWO']);
    await enter(tool, 'AC-TWO', accounts[0].password);
    await expect(frame.getByText(/^Hosts asked: 2; /)).toBeVisible();
    await expect(frame.getByText('Access denied')).toHaveCount(0);
    await expect(row(frame, 'AC-TWO')).toBeVisible();
});

test('of several nobody is prompted; a wrong account ends on the first, one host is let in, and the right account opens the others', async ({ tool }) => {
    const frame = await askHosts(tool, ['AC-OPEN', 'AC-ONE', 'AC-TWO', 'AC-THREE']);
    await expect(frame.getByRole('button', { name: 'Use one account for 3 hosts' })).toBeVisible();
    await expect(prompt(tool)).toHaveCount(0);
    for (const name of ['AC-ONE', 'AC-TWO', 'AC-THREE']) {
        await expect(row(frame, name).getByText('Access denied')).toBeVisible();
        await expect(row(frame, name).getByRole('button', { name: `Sign in to ${name}` })).toBeVisible();
    }
    await tool.picture('hosts-sign-in-light');
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.picture('hosts-sign-in-dark');
    await tool.page.setViewportSize({ width: 640, height: 860 });
    await tool.picture('hosts-sign-in-narrow');
    await tool.page.setViewportSize({ width: 1280, height: 860 });
    await frame.getByRole('button', { name: 'Use one account for 3 hosts' }).click();
    await enter(tool, 'AC-ONE', 'wrong');
    await expect(frame.getByText('AC-ONE rejected the account. It was tried on no other host.')).toBeVisible();
    await expect(prompt(tool)).toHaveCount(0);
    await row(frame, 'AC-TWO').getByRole('button', { name: 'Sign in to AC-TWO' }).click();
    await enter(tool, 'AC-TWO', accounts[0].password);
    await expect(row(frame, 'AC-TWO').getByText('Access denied')).toHaveCount(0);
    await frame.getByRole('button', { name: 'Use one account for 2 hosts' }).click();
    await enter(tool, 'AC-ONE', accounts[0].password);
    await expect(frame.getByText('Access denied')).toHaveCount(0);
    await expect(prompt(tool)).toHaveCount(0);
});
