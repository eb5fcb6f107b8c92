/** Many hosts: the nodes of a cluster side by side, what moves do, and hosts that fail in every way, each accounted for. */
import { readFileSync } from 'node:fs';
import { FrameLocator, Locator } from '@playwright/test';
import { openDialog as openApply } from './apply-page';
import { expect, test, Tool } from './fixtures';
import { fillAccount, moves, openDialog, right, row, rows, selectAll, start } from './guests-page';

const drain = (frame: FrameLocator): Locator => frame.locator('.avma-warning-box li');

async function lookInside(frame: FrameLocator): Promise<void> {
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, right, /All/);
    await start(frame);
}

test('the nodes of a cluster are read by themselves, with what differs and what one that is down says', async ({ tool }) => {
    const frame = await tool.open('HV11', 'hosts');
    await expect(frame.getByText('Hosts asked: 4; 3 read, 1 failed')).toBeVisible({ timeout: 60_000 });
    await expect(row(frame, 'HV11')).toContainText('Can activate guests');
    await expect(row(frame, 'HV12')).toContainText(/Can't activate guests.*n't activated/i);
    await expect(row(frame, 'HV13')).toContainText(/Can't activate guests.*Datacenter/i);
    await expect(row(frame, 'HV14')).toContainText('Down');
    await expect(row(frame, 'HV14')).toContainText("The host can't be reached");
    await expect(frame.getByText(/^Edition – .*Datacenter: HV11, HV12; Standard: HV13/)).toBeVisible();
    await tool.picture('hosts-cluster-light');
    await tool.expectAccessible();
    await row(frame, 'HV14').click();
    await expect(frame.getByText('Test-WSMan')).toBeVisible();
    await tool.picture('hosts-node-down');
    await row(frame, 'HV12').click();
    const details = await frame.locator('avma-host-details').boundingBox();
    const checks = await frame.locator('avma-host-details avma-host-checks').boundingBox();
    expect(checks?.width).toBeGreaterThan((details?.width ?? 0) * 0.9);
    await tool.picture('hosts-node-details');
    await tool.setTheme('dark');
    await tool.picture('hosts-cluster-dark');
    await tool.expectAccessible();
    await tool.setTheme('light');
});

test('a cluster that was opened shows the guests of all its nodes, each with the node that has it', async ({ tool }) => {
    const frame = await tool.open('CL01', 'guests');
    await expect(frame.getByText("Guests of 4 hosts, 1 of which couldn't be read")).toBeVisible({ timeout: 60_000 });
    await expect(frame.getByRole('button', { name: /^Show .* only$/ })).toHaveCount(0);
    await expect(row(frame, 'CL-SQL01')).toContainText('HV11');
    await expect(rows(frame).filter({ hasText: 'HV12' }).first()).toBeVisible();
    await expect(rows(frame)).toHaveCount(16);
    await tool.picture('guests-cluster-light');
    await tool.expectAccessible();
    await frame.getByRole('tab', { name: 'Overview' }).click();
    await expect(frame.getByRole('heading', { name: "2 of 4 nodes can't activate guests: HV12, HV13" })).toBeVisible();
    await expect(frame.getByText("1 of 4 nodes couldn't be read: HV14")).toBeVisible();
    await expect(frame.getByRole('heading', { name: '16 guests' })).toBeVisible();
    await tool.expectAccessible();
    await tool.picture('overview-cluster-light');
    await frame.getByRole('tab', { name: 'History' }).click();
    await expect(frame.getByText(/^You have opened the cluster CL01.* This is the log of HV11, the node that answered/)).toBeVisible();
    await expect(frame.locator('sme-loading-wheel')).toHaveCount(0);
    await tool.picture('history-cluster-light');
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await expect(frame.getByText('Hosts asked: 4; 3 read, 1 failed')).toBeVisible({ timeout: 60_000 });
    await expect(row(frame, 'HV14')).toContainText('Down');
});

test('a plan over several nodes names the node of each guest in all its lists, and one over a single node does not', async ({ tool }) => {
    const frame = await tool.open('CL01', 'guests');
    await expect(rows(frame)).toHaveCount(16, { timeout: 60_000 });
    await selectAll(frame);
    await openApply(frame);
    const lists = frame.locator('#avma-apply-form');
    await expect(lists.locator('.avma-plan [data-guest=CL-SQL01]')).toContainText('CL-SQL01 HV11');
    await expect(lists.locator('details li').filter({ hasText: 'CL-OFF01' })).toContainText('CL-OFF01 HV11');
    await expect(lists.locator('#avma-by-hand option').last()).toContainText('(HV11)');
    await lists.getByText('8 skipped').click();
    await expect(lists.locator('[data-skipped=CL-WEB04]')).toContainText(/CL-WEB04 HV13\s*: /);
    await lists.locator('[data-skipped=CL-WEB03]').scrollIntoViewIfNeeded();
    await tool.picture('apply-cluster-lists');
    await tool.expectAccessible();
    await tool.open('HV13', 'guests?search=CL-');
    await expect(rows(frame)).toHaveCount(2, { timeout: 60_000 });
    await selectAll(frame);
    await openApply(frame);
    await expect(lists.locator('[data-skipped=CL-WEB04]')).toContainText(/CL-WEB04\s*: /);
});

test('a cluster that lets nobody in says so on each page, and is read whole once it does', async ({ tool, estate }) => {
    const nodes = ['HV11', 'HV12', 'HV13'];
    nodes.forEach(node => estate.setNode(node, { access: 'forbidden' }));
    try {
        const frame = await tool.open('CL01', 'guests');
        const refused = frame.getByRole('heading', { name: "Windows Admin Center doesn't let you in" });
        await expect(refused).toBeVisible();
        await frame.getByRole('tab', { name: 'Hosts' }).click();
        await expect(refused).toBeVisible();
        nodes.forEach(node => estate.setNode(node, { access: 'open' }));
        await frame.getByRole('tab', { name: 'Guests' }).click();
        await expect(frame.getByText("Guests of 4 hosts, 1 of which couldn't be read")).toBeVisible({ timeout: 30_000 });
        await expect(rows(frame)).toHaveCount(16);
    } finally {
        nodes.forEach(node => estate.setNode(node, { access: 'open' }));
    }
});

test('draining a node says which guests lose their activation, and a guest that moved there says until when', async ({ tool, estate }) => {
    test.setTimeout(180_000);
    const frame = await tool.open('HV11', 'guests');
    await lookInside(frame);
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await expect(frame.getByText(/^Hosts asked: 4; /)).toBeVisible({ timeout: 60_000 });
    await frame.locator('#avma-hosts-view').selectOption('moves');
    await frame.locator('#avma-drain').selectOption('HV11');
    // Both nodes that are left and may own it do not activate it.
    await expect(drain(frame).filter({ hasText: /^Lose activation \(\d+\): / })).toContainText('CL-WEB01');
    await expect(drain(frame).filter({ hasText: /^Not clustered/ })).toContainText('LOCAL11');
    // A word for each node in its own column: where it is, where it would lose its activation, and where the cluster doesn't let it run.
    await expect(frame.getByRole('columnheader', { name: 'HV11 (drained)' })).toBeVisible();
    await expect(moves(frame, 'CL-SQL01').locator('td').nth(0)).toHaveText('Here: Activated');
    await expect(moves(frame, 'CL-SQL01').locator('td').nth(1)).toHaveText('Loses activation');
    await expect(moves(frame, 'CL-SQL01').locator('td').nth(2)).toHaveText('Not a possible owner');
    await moves(frame, 'CL-SQL01').getByRole('button').click();
    await expect(frame.getByRole('heading', { name: 'On HV12: loses its activation' })).toBeVisible();
    await expect(frame.getByText(/It stays activated until .+ and isn't renewed there/).first()).toBeVisible();
    await expect(frame.getByRole('heading', { name: /^HV13/ })).toHaveCount(0);
    await tool.picture('moves-drain-light');
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.picture('moves-drain-dark');
    await tool.expectAccessible();
    await tool.setTheme('light');
    await tool.page.setViewportSize({ width: 400, height: 800 });
    await tool.picture('moves-drain-narrow');
    await tool.page.setViewportSize({ width: 1280, height: 720 });
    // By the log and by readings, guests with an activation to lose are found without draining.
    await frame.locator('#avma-drain').selectOption('');
    await frame.locator('#avma-moves-filter').selectOption('loses');
    await expect(moves(frame, 'CL-SQL01')).toBeVisible();
    await frame.locator('#avma-moves-filter').selectOption('all');
    await frame.locator('#avma-drain').selectOption('HV11');
    // Coming back from another tab shows the same.
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await expect(frame.locator('#avma-drain')).toHaveValue('HV11');

    const moved = estate.node('HV11')?.machines.find(machine => machine.entry.name === 'CL-WEB01')?.id ?? '';
    estate.move(moved, 'HV13');
    const there = await tool.open('HV13', 'guests?search=CL-WEB01');
    await lookInside(there);
    await expect(row(there, 'CL-WEB01')).toContainText('Activated');
    await row(there, 'CL-WEB01').click();
    await expect(there.getByText(/last activated by another host|activated by HV11/i).first()).toBeVisible();
    await tool.picture('moved-to-standard');
    estate.move(moved, 'HV11');
    const back = await tool.open('HV11', 'guests?search=CL-WEB01');
    await lookInside(back);
    await expect(row(back, 'CL-WEB01')).toContainText('Activated');
    await expect(row(back, 'CL-WEB01')).not.toContainText('–');
});

/** HV-DENIED wants an account: it is the only one that does, so that Windows Admin Center asks for one. */
const cancelSignIn = (tool: Tool): Promise<void> => tool.page.locator('#dialog').getByRole('button', { name: 'Cancel' }).click({ timeout: 120_000 });

test('hosts that fail in every way are accounted for, and their guests are one list', async ({ tool }) => {
    test.setTimeout(180_000);
    const frame = await tool.open('HV01', 'hosts');
    await frame.getByRole('button', { name: 'Choose hosts' }).click();
    await frame.locator('#avma-hosts-others').fill('no/body');
    const wrong = await frame.getByText("These can't be names of hosts: no/body").boundingBox();
    const box = await frame.getByLabel(/^Other host names/).boundingBox();
    expect((wrong?.y ?? 0) + (wrong?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
    await expect(frame.getByRole('button', { name: /^Ask hosts/ })).toBeDisabled();
    await tool.picture('hosts-dialog-wrong');
    await frame.locator('#avma-hosts-others').fill('NOBODY\nCL01');
    await frame.locator('#avma-hosts-all').check();
    await tool.picture('hosts-dialog-light');
    await tool.expectAccessible();
    await frame.getByRole('button', { name: /^Ask hosts/ }).click();
    await cancelSignIn(tool);
    const status = frame.getByText(/^Hosts asked: /);
    await expect(status).toBeVisible({ timeout: 120_000 });
    const [total, ...counts] = ((await status.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(await rows(frame).count()).toBeGreaterThan(3);
    await tool.picture('hosts-fleet-light');
    // By mouse, with nothing upon the menu.
    await frame.getByRole('menuitem', { name: 'Export' }).click();
    const download = tool.page.waitForEvent('download');
    await frame.getByRole('menuitem', { name: 'Shown hosts as CSV' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('CL01,Asked already – It is HV11');
    await frame.getByRole('button', { name: 'Show guests' }).click();
    await expect(frame.getByText(/^Guests of \d+ hosts/)).toBeVisible();
    await expect(frame.getByRole('columnheader', { name: 'Host' })).toBeVisible();
    await tool.picture('guests-fleet-light');
    await tool.expectAccessible();
    await frame.getByRole('button', { name: 'Show HV01 only' }).click();
    await expect(frame.getByText(/^Guests of \d+ hosts/)).toHaveCount(0);
    // They had not been read: the hosts' page was opened first.
    await expect(row(frame, 'DC01')).toBeVisible();
    // What was chosen is offered after a reload.
    const again = await tool.open('HV01', 'hosts');
    await expect(again.getByRole('heading', { name: `Hosts chosen last time: ${total}` })).toBeVisible();
    await tool.picture('hosts-kept-light');
    await again.getByRole('button', { name: `Ask hosts (${total})` }).click();
    await cancelSignIn(tool);
    await expect(again.getByText(/^Hosts asked: /)).toBeVisible({ timeout: 120_000 });
});
