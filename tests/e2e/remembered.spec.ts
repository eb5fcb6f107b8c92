/** What is known of guests without entering any, and what the browser remembers of those that were entered. */
import { ended, openDialog, begin } from './apply-page';
import { expect, test } from './fixtures';
import { allRead, keptInBrowser, right, row, rows, selectAll, watchSecrets } from './guests-page';

test('guests that asked their host lately are activated before anybody enters an account', async ({ tool, estate }) => {
    const frame = await tool.open('HV01', 'guests');
    await allRead(frame);
    await expect(rows(frame).filter({ hasText: /Activated \(host log, \d+ hours ago\)/ })).toHaveCount(3);
    await expect(rows(frame).getByText(/verified/i)).toHaveCount(0);
    expect(estate.logons).toEqual([]);
});

test('a guest that a run has activated is verified after a reload, until its reading is forgotten; no password is kept', async ({ tool }) => {
    const seenSoFar = watchSecrets(tool);
    let frame = await tool.open('HV-APPLY', 'guests?search=WEB01');
    await selectAll(frame);
    await openDialog(frame);
    await begin(frame, '1');
    await ended(frame);

    frame = await tool.open('HV-APPLY', 'guests');
    await allRead(frame);
    await expect(row(frame, 'WEB01')).toContainText(/Activated \(verified (now|\d+ minutes? ago)\)/);
    await expect(row(frame, 'WEB02')).not.toContainText(/verified/i);
    await row(frame, 'WEB01').click();
    await expect(frame.getByText(/^Licensing read at /)).toBeVisible();
    expect(await keptInBrowser(tool.page)).toContain('WMBMW');
    expect((await seenSoFar()).filter(text => text.includes(right.password))).toEqual([]);

    frame = await tool.open('HV-APPLY', 'reference/remembered');
    await frame.getByRole('button', { name: 'Forget readings' }).click();
    await expect(frame.getByRole('status').filter({ hasText: 'Readings forgotten.' })).toBeVisible();
    await tool.expectAccessible();
    for (const path of ['go', 'open'] as const) {
        await (path === 'go' ? tool.go('guests') : tool.open('HV-APPLY', 'guests'));
        await allRead(frame);
        // The host has logged the request that the run caused.
        await expect(row(frame, 'WEB01')).toContainText(/Activated \(host log, (now|\d+ minutes? ago)\)/);
        await expect(rows(frame).getByText(/verified/i)).toHaveCount(0);
    }
});
