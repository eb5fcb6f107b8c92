/** Connections as Windows Admin Center has them: which of them show the tool, and one whose own name leads nowhere. */
import { ended, openDialog, startButton, states } from './apply-page';
import { expect, test } from './fixtures';
import { fillAccount, right, row, rows } from './guests-page';

test('a server without Hyper-V is not offered the tool, and the shell says why', async ({ tool }) => {
    await tool.page.goto(`${tool.url}/FILE01/`);
    await expect(tool.page.getByText('does not offer this tool on FILE01: the host does not have the Hyper-V role.')).toBeVisible();
});

test('a cluster whose name does not resolve is reached by its alias on every page, and goes by its own name', async ({ tool, estate, gatewayLog }) => {
    test.setTimeout(120_000);
    expect(estate.access('AZCL1', null)).toBe('unknownNode');
    const frame = await tool.open('AZCL1', 'guests');
    await expect(frame.getByText(/^Guests of 2 hosts/)).toBeVisible({ timeout: 60_000 });
    await expect(rows(frame).filter({ hasText: 'AZL11' }).first()).toBeVisible();
    await expect(rows(frame).filter({ hasText: 'AZL12' }).first()).toBeVisible();
    await tool.picture('guests-alias-light');
    await tool.expectAccessible();
    await frame.getByRole('tab', { name: 'Overview' }).click();
    await expect(frame.getByRole('heading', { name: "It isn't known whether 1 of 2 nodes can activate guests: AZL12" })).toBeVisible();
    await tool.picture('overview-alias-light');
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await expect(frame.getByText('Hosts asked: 2; 2 read')).toBeVisible({ timeout: 60_000 });
    await frame.getByRole('tab', { name: 'History' }).click();
    await expect(frame.getByText(/This is the log of AZL11, the node that answered/)).toBeVisible();

    // An account goes to the node that has the guest.
    await frame.getByRole('tab', { name: 'Guests' }).click();
    const before = estate.keyWrites.length;
    await row(frame, 'AZ-APP01').click();
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await startButton(frame).click();
    await ended(frame);
    expect([...(await states(frame))]).toEqual([['AZ-APP01', 'done']]);
    expect(estate.keyWrites.length).toBe(before + 1);
    // Nothing was ever sent to the name that leads nowhere.
    expect(gatewayLog.filter(line => /\/nodes\/azl1/i.test(line)).length).toBeGreaterThan(0);
    expect(gatewayLog.filter(line => /AZCL1/i.test(line))).toEqual([]);
});
