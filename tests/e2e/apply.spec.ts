/** Keys into many guests: what was shown is done, what was done is proved, and foreign keys stay until they are confirmed one by one. */
import { readFileSync } from 'node:fs';
import { FrameLocator } from '@playwright/test';
import { expect, test } from './fixtures';
import { fillAccount, fillList, right, row, rows, selectAll, watchSecrets } from './guests-page';

const guestadmin = 'CONTOSO\\guestadmin,Pa55w.rd!guest';
const fabrikam = 'FABRIKAM\\guestadmin,F4brikam!guest';
const accounts: Readonly<Record<string, string>> = {
    WEB01: guestadmin,
    WEB02: guestadmin,
    SQL01: fabrikam,
    SQL02: fabrikam,
    LEGACY02: guestadmin,
    VANISH01: guestadmin,
    MAK01: guestadmin,
    KMSHOST01: guestadmin,
    RIGHT01: guestadmin,
    UNLIC01: guestadmin,
    // Knows another password for this name.
    OTHERPW01: fabrikam
};
const lines = (...names: readonly string[]): string[] => names.map(name => `${name},${accounts[name]}`);

async function openDialog(frame: FrameLocator): Promise<void> {
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    await expect(frame.getByRole('heading', { name: /^Apply keys to \d+ of \d+ guests/ })).toBeVisible();
}

const state = (frame: FrameLocator, name: string): Promise<string | null> =>
    frame.locator(`avma-run-table tr[data-guest="${name}"]`).first().getAttribute('data-state');

async function start(frame: FrameLocator): Promise<void> {
    await frame.locator('button[form=avma-apply-form]').click();
    await expect(frame.locator('.avma-run-line [role=status]')).toContainText(/^(Ended|Stopped)/, { timeout: 100_000 });
}

test('two accounts, one of them wrong in one guest: each guest ends as it is, and foreign keys wait for their own confirmation', async ({ tool, estate }) => {
    test.setTimeout(200_000);
    const frame = await tool.open('HV-APPLY', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    await expect(frame.getByRole('heading', { name: 'Apply keys to 11 of 12 guests' })).toBeVisible();
    await fillList(frame, lines(...Object.keys(accounts)));
    await frame.getByLabel('Name of LEGACY02').fill('legacy02.contoso.com');
    await frame.getByLabel('Guests at a time').fill('8');
    await tool.picture('apply-dialog-light');
    await tool.expectAccessible();
    await start(frame);
    const expected: Readonly<Record<string, string>> = {
        WEB01: 'done',
        WEB02: 'done',
        SQL01: 'done',
        SQL02: 'done',
        LEGACY02: 'done',
        VANISH01: 'unknown',
        MAK01: 'refused',
        KMSHOST01: 'refused',
        RIGHT01: 'alreadyRight',
        UNLIC01: 'done',
        OTHERPW01: 'failed',
        EVAL02: 'skipped'
    };
    for (const [name, ending] of Object.entries(expected)) {
        expect(`${name} ${await state(frame, name)}`).toBe(`${name} ${ending}`);
    }
    await tool.picture('apply-ended-light');
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.picture('apply-ended-dark');
    await tool.expectAccessible();
    await tool.setTheme('light');
    // Each key was written once, and none where it was right already or was not to be replaced.
    const writes = estate.keyWrites.map(({ lastFive }) => lastFive).length;
    expect(writes).toBe(6);
    // The table says what was read, without another look.
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await expect(row(frame, 'WEB01').getByText(/^Verified/)).toBeVisible();
    await expect(row(frame, 'WEB01').getByText('Activated')).toBeVisible();
    await expect(row(frame, 'MAK01').getByText('Other key installed')).toBeVisible();
    // The events are there.
    await frame.getByRole('tab', { name: 'History' }).click();
    await expect(rows(frame).filter({ hasText: 'WEB01' }).first()).toBeVisible();
    // Once more for what is open: only the MAK is confirmed.
    await frame.getByRole('tab', { name: 'Apply keys' }).click();
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await fillList(frame, lines('MAK01', 'KMSHOST01'));
    await expect(frame.locator('[data-guest=KMSHOST01] .avma-warning-box')).toBeVisible();
    await frame.locator('[data-guest=MAK01] input[type=checkbox]').check();
    await tool.picture('apply-confirm-light');
    await start(frame);
    expect(await state(frame, 'MAK01')).toBe('done');
    expect(await state(frame, 'KMSHOST01')).toBe('skipped');
    expect(estate.keyWrites.length).toBe(writes + 1);
});

const canary = 'Zq7!canary';
/** The estate's own MAK of 2019 Datacenter; WEB01 takes it. */
const ownKey = 'BCDFG-HJKMP-QRTVW-XY234-M4K42';

test('a password and a key of one’s own are nowhere, whatever comes of the run', async ({ tool, gatewayLog }) => {
    const seenSoFar = watchSecrets(tool);
    const frame = await tool.open('HV-APPLY', 'guests?search=WEB');
    await selectAll(frame);
    await openDialog(frame);
    await frame.locator('#avma-apply-target').selectOption('own');
    await frame.getByLabel('Product key', { exact: true }).fill(ownKey.toLowerCase());
    await fillList(frame, [`WEB01,${guestadmin}`, `WEB02,CONTOSO\\other,${canary}`]);
    await start(frame);
    const download = tool.page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Save the record as JSON' }).first().click();
    const seen = [readFileSync(await (await download).path(), 'utf8'), ...gatewayLog, ...(await seenSoFar())];
    expect(gatewayLog.length).toBeGreaterThan(0);
    const secrets = [canary, encodeURIComponent(canary), ownKey, ownKey.toLowerCase(), ownKey.replace(/-/g, '')];
    expect(secrets.filter(secret => seen.some(text => text.includes(secret)))).toEqual([]);
    expect(seen.some(text => text.includes('M4K42'))).toBe(true);
});

test('closing the dialog does nothing, and a reload keeps the record of a run', async ({ tool, estate }) => {
    const frame = await tool.open('HV-APPLY', 'guests?search=WEB01');
    await expect(rows(frame).first()).toBeVisible();
    await rows(frame).first().click();
    await openDialog(frame);
    const before = estate.keyWrites.length;
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await expect(frame.getByRole('heading', { name: /^Apply to/ })).toHaveCount(0);
    expect(estate.keyWrites.length).toBe(before);
    await tool.open('HV-APPLY', 'guests?search=WEB01');
    await expect(rows(frame).first()).toBeVisible();
    await rows(frame).first().click();
    await openDialog(frame);
    await fillList(frame, lines('WEB01'));
    await start(frame);
    await tool.page.reload();
    await expect(frame.getByRole('heading', { name: 'Earlier runs of this browser' })).toBeVisible();
    await frame.locator('summary').filter({ hasText: 'Ended' }).first().click();
    await expect(frame.locator('avma-run-table tr[data-guest=WEB01]').first()).toBeVisible();
    const kept = await tool.page.frames()[1].evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).toContain('WEB01');
    expect(kept).not.toContain('Pa55w.rd!guest');
});

test('items that the guest has written are removed there, one by one, as they were chosen', async ({ tool }) => {
    const frame = await tool.open('HV-APPLY', 'guests?search=RIGHT01');
    await expect(rows(frame).first()).toBeVisible();
    await rows(frame).first().click();
    await frame.getByRole('button', { name: 'Remove items of the guest' }).click();
    await expect(frame.getByRole('heading', { name: 'Remove Data Exchange items of RIGHT01' })).toBeVisible();
    await frame.getByLabel('ActivatedBy').check();
    await fillAccount(frame, 0, right, /^All guests without/);
    await tool.picture('remove-items-light');
    await tool.expectAccessible();
    await frame.getByRole('button', { name: 'Remove the chosen items' }).click();
    await expect(frame.locator('[data-outcome=removed]')).toContainText('ActivatedBy');
    await frame.getByRole('button', { name: 'Close' }).last().click();
    await expect(frame.locator('avma-guest-details')).toContainText('Rack [4]*');
    await expect(frame.locator('avma-guest-details')).not.toContainText('ActivatedBy');
});
