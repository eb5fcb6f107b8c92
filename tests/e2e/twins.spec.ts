/** A virtual machine and its restored copy on another host: both run, both have one id. */
import { FrameLocator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { begin, ended as runEnded, openDialog as openApply, startButton, states, truth } from './apply-page';
import { expect, test as base, Tool } from './fixtures';
import { ended, fillAccount, openDialog, right, row, rows, selectAll, start } from './guests-page';

const id = '7B9D3A55-18F0-4C3E-9A55-0C0FFEE0D00D';
const host = (name: string): NodeEntry => ({ name, os: '2019', guestAccounts: [right], guests: [{ name: 'SQL01', id, os: '2019', sku: 8, inside: {} }] });
const estateFile: EstateFile = { domain: 'contoso.com', nodes: [host('TW-ONE'), host('TW-TWO')] };

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

async function openGuests(tool: Tool): Promise<FrameLocator> {
    const frame = await tool.open('TW-ONE', 'hosts');
    await frame.getByRole('button', { name: 'Choose hosts' }).click();
    await frame.locator('#avma-hosts-all').check();
    await frame.getByRole('button', { name: 'Ask hosts (2)' }).click();
    await expect(frame.getByText(/^Hosts asked: 2; /)).toBeVisible({ timeout: 60_000 });
    await frame.getByRole('button', { name: 'Show guests' }).click();
    await expect(rows(frame)).toHaveCount(2);
    return frame;
}

test('two hosts with one VM id: only the selected guest is entered', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    const frame = await openGuests(tool);
    for (const name of ['TW-ONE', 'TW-TWO']) {
        await expect(row(frame, name)).toContainText('Same ID as another virtual machine');
    }

    // Both at once are entered by nothing, neither to change nor to read them.
    await selectAll(frame);
    await openApply(frame);
    await expect(frame.locator('[data-skipped=SQL01]')).toHaveText([/TW-ONE.*same ID/, /TW-TWO.*same ID/]);
    await expect(frame.locator('#avma-apply-notes')).toHaveText('None of these guests can be changed now.');
    await expect(frame.locator('#avma-apply-form avma-accounts-form')).toHaveCount(0);
    await expect(startButton(frame)).toBeDisabled();
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await expect(frame.locator('#avma-apply-form')).toHaveCount(0);
    await expect(frame.getByText('2 selected').first()).toBeVisible();
    await openDialog(frame);
    await expect(frame.getByRole('heading', { name: 'Read licensing of 0 of 2 guests' })).toBeVisible();
    await frame.getByRole('button', { name: 'Cancel' }).click();
    expect(estate.logons).toEqual([]);

    // One of them is entered, from its own host. The other one stays as it is.
    await frame.getByRole('searchbox').first().fill('TW-TWO');
    await expect(rows(frame)).toHaveCount(1);
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await start(frame);
    await ended(frame);
    await frame.getByRole('button', { name: 'Close', exact: true }).click();
    await openApply(frame);
    await expect(frame.locator('.avma-plan li[data-guest=SQL01]')).toContainText('Only SQL01 on TW-TWO is entered.');
    // Over the network nothing but the id tells who answers, and that is the same.
    await frame.getByLabel('Reach all guests over the network, by WinRM').check();
    await expect(frame.locator('[data-skipped=SQL01]')).toContainText("WinRM can't tell them apart");
    await frame.getByLabel('Reach all guests over the network, by WinRM').uncheck();
    await begin(frame, '1');
    await runEnded(frame);
    expect([...(await states(frame))]).toEqual([['SQL01', 'done']]);
    expect(new Set(estate.logons.map(({ node }) => node))).toEqual(new Set(['TW-TWO']));
    expect([truth(estate, 'TW-TWO').get('SQL01')?.licensed, truth(estate, 'TW-ONE').get('SQL01')?.right]).toEqual([true, false]);
});
