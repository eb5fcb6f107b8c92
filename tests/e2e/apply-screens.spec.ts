/** The screens of applying keys: one guest from its details, what a run waits for and does not know, and what is shown only on demand. */
import { readFileSync } from 'node:fs';
import { FrameLocator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { newLicense } from '../../dev-gateway/estate/installed-license';
import { startButton } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, right, rows, selectAll } from './guests-page';

const guest = (name: string, change: Partial<GuestEntry> = {}): GuestEntry => ({ name, os: '2019', sku: 8, ...change });

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        {
            name: 'SCREENS',
            os: '2019',
            guestAccounts: [right],
            guests: [
                guest('PLAIN01'),
                guest('AVMA01', { inside: { license: 'avma' } }),
                guest('MAK01', { inside: { license: 'mak', lastFive: 'OLD22' } }),
                guest('LINUX01', { os: 'ubuntu', sku: undefined })
            ]
        },
        {
            name: 'GROUPS',
            os: '2019',
            guestAccounts: [right],
            guests: [guest('PLAIN02'), guest('PLAIN03'), guest('PLAIN04'), guest('LINUX02', { os: 'ubuntu', sku: undefined })]
        },
        {
            name: 'CROWD',
            os: '2019',
            guestAccounts: [right],
            repeat: {
                count: 600,
                of: [
                    { name: '{n}-web', os: '2019', sku: 8 },
                    { name: '{n}-file', os: '2012 R2', sku: 8 },
                    { name: '{n}-linux', os: 'ubuntu' },
                    { name: '{n}-off', os: '2019', state: 'off' }
                ]
            }
        },
        {
            name: 'WAITS',
            os: '2019',
            guestAccounts: [right],
            guests: [guest('SLOW01', { inside: { stepMs: 1500 } }), guest('OFF01', { state: 'off' }), guest('OFF02', { state: 'off' })]
        },
        {
            name: 'LOST',
            os: '2019',
            guestAccounts: [right],
            guests: [guest('LOST01', { inside: { faults: [{ step: 'install', when: 'after', what: 'lost' }] } }), guest('FINE01')]
        }
    ]
};

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

const heading = (frame: FrameLocator): ReturnType<FrameLocator['getByRole']> => frame.getByRole('heading', { name: /^Apply keys to \d+ of \d+ guests/ });
const state = (frame: FrameLocator, name: string): Promise<string | null> => frame.locator(`tr[data-guest="${name}"]`).first().getAttribute('data-state');
const ended = (frame: FrameLocator): Promise<void> =>
    expect(frame.locator('.avma-run-line [role=status]').last()).toContainText(/^(Ended|Stopped)/, { timeout: 60_000 });

async function applyToAll(frame: FrameLocator): Promise<void> {
    await selectAll(frame);
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    await expect(heading(frame)).toBeVisible();
    await fillAccount(frame, 0, right, /^All guests without/);
}

async function details(frame: FrameLocator, name: string): Promise<void> {
    await expect(rows(frame).first()).toBeVisible();
    await rows(frame).filter({ hasText: name }).first().click();
    await expect(frame.locator('avma-guest-keys').first()).toBeVisible();
}

test('one guest: what its details offer is chosen in the dialog, keys are shown on demand, and closing it does nothing', async ({ tool, estate }) => {
    const frame = await tool.open('SCREENS', 'guests?search=PLAIN01');
    await details(frame, 'PLAIN01');
    await tool.picture('apply-one-guest-light');
    await tool.expectAccessible();
    await frame.getByRole('button', { name: 'Back to KMS client key' }).click();
    await expect(heading(frame)).toHaveText('Apply keys to 1 of 1 guests');
    await expect(frame.locator('#avma-apply-target')).toHaveValue('back');
    const plan = frame.locator('.avma-plan li[data-guest=PLAIN01]');
    await expect(plan).toContainText('63DFG');
    await expect(plan).not.toContainText('WMDGN-');
    await frame.getByLabel('Show full keys').check();
    await expect(plan).toContainText('WMDGN-G9PQG-XVVXX-R3X43-63DFG');
    // The same by hand, for the clipboard.
    await frame.locator('avma-by-hand summary').click();
    await frame.getByRole('button', { name: /^Copy the script/ }).click();
    const script = await tool.page.evaluate(() => navigator.clipboard.readText());
    expect(script).toContain('WMDGN-G9PQG-XVVXX-R3X43-63DFG');
    expect(script).toContain('# Guest: PLAIN01');
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.setTheme('light');
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await expect(heading(frame)).toHaveCount(0);
    // Whoever cancels is where the dialog was opened. A key of one's own is in no plan, and so it is never shown.
    await expect(frame.getByRole('button', { name: 'Back to KMS client key' })).toBeFocused();
    await frame.getByRole('button', { name: 'Leave AVMA' }).first().click();
    await expect(frame.locator('#avma-apply-target')).toHaveValue('own');
    await frame.getByLabel('Product key', { exact: true }).fill('BCDFG-HJKMP-QRTVW-XY234-M4K42');
    await expect(plan).toContainText('M4K42');
    await expect(frame.getByLabel('Show full keys')).toHaveCount(0);
    expect(await frame.locator('.avma-plan').textContent()).not.toContain('HJKMP');
    await tool.page.keyboard.press('Escape');
    await expect(heading(frame)).toHaveCount(0);
    expect([estate.keyWrites, estate.logons]).toEqual([[], []]);
});

test('canceled or left by Escape, the dialog leaves page, filter and selection as they were', async ({ tool, estate }) => {
    const frame = await tool.open('SCREENS', 'guests?search=01');
    await selectAll(frame);
    const action = frame.getByRole('menuitem', { name: 'Apply keys' });
    for (const leave of ['Cancel', 'Escape'] as const) {
        await action.click();
        await expect(heading(frame)).toBeVisible();
        await (leave === 'Cancel' ? frame.getByRole('button', { name: 'Cancel' }).click() : tool.page.keyboard.press('Escape'));
        await expect(heading(frame)).toHaveCount(0);
        await expect(frame.getByText('4 selected').first()).toBeVisible();
        await expect(frame.getByRole('searchbox').first()).toHaveValue('01');
        await expect(tool.page).toHaveURL(/guests\?.*search=01/);
    }
    expect(estate.logons).toEqual([]);
});

test('guests are grouped by what will happen, each with a tick, and the button says for how many and why not yet', async ({ tool, estate }) => {
    const frame = await tool.open('GROUPS', 'guests');
    await selectAll(frame);
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    const form = frame.locator('#avma-apply-form');
    await expect(form.locator('avma-plan-list summary')).toHaveText(['3 × Datacenter 2019, AVMA key WMBMW', '1 skipped']);
    const start = frame.locator('button[form=avma-apply-form]');
    await expect(start).toHaveText('Apply keys to 3 guests');
    await expect(start).toBeDisabled();
    await expect(frame.locator('#avma-apply-notes')).toHaveText('Enter an account for the guests.');
    await expect(frame.locator('#avma-apply-mode option[value=renew]')).toBeEnabled();
    await frame.locator('#avma-apply-target').selectOption('back');
    await expect(frame.locator('#avma-apply-mode option[value=renew]')).toBeDisabled();
    await frame.locator('#avma-apply-target').selectOption('avma');
    await form.locator('[data-guest=PLAIN03]').getByRole('checkbox').uncheck();
    await form.locator('[data-guest=PLAIN04]').getByRole('checkbox').uncheck();
    await fillAccount(frame, 0, right, /^All guests/);
    await expect(start).toHaveText('Apply a key to 1 guest');
    await tool.expectAccessible();
    await tool.picture('apply-groups-light');
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('apply-groups-dark');
    await tool.setTheme('light');
    await start.click();
    await ended(frame);
    await expect(frame.locator('.avma-run-table tr[data-guest]')).toHaveCount(2);
    expect([await state(frame, 'PLAIN02'), await state(frame, 'LINUX02')]).toEqual(['done', 'skipped']);
    const entered = estate.logons.filter(({ node }) => node === 'GROUPS').map(({ vmId }) => vmId.toLowerCase());
    expect(new Set(entered)).toEqual(
        new Set([
            estate
                .node('GROUPS')
                ?.machines.find(({ entry }) => entry.name === 'PLAIN02')
                ?.id.toLowerCase()
        ])
    );
});

test('the dialog of 600 guests is two screens long at most, and takes over the reported names for the network by one click', async ({ tool, estate }) => {
    const frame = await tool.open('CROWD', 'guests');
    await expect(frame.getByText('600 items')).toBeVisible({ timeout: 60_000 });
    await selectAll(frame);
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    await expect(heading(frame)).toHaveText('Apply keys to 450 of 600 guests');
    const form = frame.locator('#avma-apply-form');
    const groups = form.locator('avma-plan-list summary');
    await expect(groups).toHaveText([
        '150 × Datacenter 2019, AVMA key WMBMW',
        '150 × Datacenter 2012 R2, AVMA key DV4TW',
        '150 are off: the run waits until they start',
        '150 skipped'
    ]);
    const screens = (): Promise<number> => form.evaluate(({ scrollHeight }) => scrollHeight / innerHeight);
    expect(await screens()).toBeLessThanOrEqual(2);
    await fillAccount(frame, 0, right, /^All guests without/);
    const notes = frame.locator('#avma-apply-notes');
    await expect(notes).toHaveText('150 guests will be skipped: no network name');
    await expect(startButton(frame)).toHaveText('Apply keys to 300 guests');
    await frame.getByRole('button', { name: 'Use the names that 150 guests report' }).click();
    await expect(notes).toHaveText('');
    await expect(startButton(frame)).toHaveText('Apply keys to 450 guests');
    await expect(frame.getByLabel('Name of 0002-file')).toHaveValue('0002-file.contoso.com');
    await expect(frame.getByLabel('Name of 0598-file')).toHaveValue('0598-file.contoso.com');
    await frame.getByLabel('Name of 0598-file').fill('');
    await expect(notes).toHaveText('1 guest will be skipped: no network name');
    expect(await screens()).toBeLessThanOrEqual(2);
    await tool.expectAccessible();
    await tool.picture('apply-crowd-light');
    await groups.first().click();
    await expect(form.locator('.avma-plan [data-guest]')).toHaveCount(50);
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await expect(frame.getByText('600 selected').first()).toBeVisible();
    expect(estate.logons.filter(({ node }) => node === 'CROWD')).toEqual([]);
});

test('a guest that can get no key says why, once', async ({ tool }) => {
    const frame = await tool.open('SCREENS', 'guests?search=LINUX01');
    await details(frame, 'LINUX01');
    await expect(frame.locator('avma-guest-keys button')).toHaveCount(0);
    await expect(frame.locator('avma-guest-keys p')).toHaveCount(1);
    await expect(frame.locator('avma-guest-keys p')).toContainText('No key can be applied here');
});

test('a run without room for its record starts when told to, keeps what was typed, shows time, and waits no longer than wanted', async ({ tool, estate }) => {
    const frame = await tool.open('WAITS', 'guests');
    await applyToAll(frame);
    await tool.page.frames()[1].evaluate(() => {
        for (let size = 1 << 22; size > 0; size >>= 1) {
            try {
                localStorage.setItem(`ballast${size}`, 'x'.repeat(size));
            } catch {
                // Full: what is left is filled by the smaller ones.
            }
        }
    });
    await frame.locator('button[form=avma-apply-form]').click();
    await expect(frame.getByText('The browser has no room to keep a record of the run', { exact: false })).toBeVisible();
    expect(estate.logons.filter(({ node }) => node === 'WAITS')).toEqual([]);
    await expect(frame.locator('fieldset.avma-account').first().getByLabel('Password', { exact: true })).toHaveValue(right.password);
    await tool.picture('apply-no-record-light');
    await tool.expectAccessible();
    await frame.getByRole('button', { name: 'Start without a record' }).click();
    await expect(frame.getByRole('heading', { name: 'This run' })).toBeFocused();
    await expect(frame.getByText('The browser has no room left', { exact: false })).toBeVisible();
    const time = frame.locator('tr[data-guest=SLOW01] .avma-run-time');
    await expect(time).toHaveText(/^[1-9]\d* s$/, { timeout: 30_000 });
    const first = await time.textContent();
    await expect(time).not.toHaveText(first ?? '');
    await expect(frame.getByText('Guests that are off and are waited for: 2.', { exact: false })).toBeVisible();
    await tool.picture('apply-running-light');
    await expect(frame.locator('.avma-run-line [role=status]')).toContainText('Waiting for guests', { timeout: 60_000 });
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('apply-waiting-dark');
    await tool.setTheme('light');
    await frame.getByRole('button', { name: 'Wait no longer' }).click();
    await ended(frame);
    expect([await state(frame, 'SLOW01'), await state(frame, 'OFF01'), await state(frame, 'OFF02')]).toEqual(['done', 'cancelled', 'cancelled']);
    await tool.page.frames()[1].evaluate(() => localStorage.clear());
});

test('guests of which nobody knows are read from the record of their run, which then says what was found', async ({ tool, estate }) => {
    const frame = await tool.open('LOST', 'guests');
    await applyToAll(frame);
    await frame.locator('button[form=avma-apply-form]').click();
    await ended(frame);
    expect([await state(frame, 'LOST01'), await state(frame, 'FINE01')]).toEqual(['unknown', 'done']);
    await tool.page.reload();
    await frame.locator('summary').filter({ hasText: 'Ended' }).click();
    await frame.getByRole('button', { name: 'Read those that are unknown (1)' }).click();
    await expect(frame.getByRole('heading', { name: 'Read 1 of 1 guests that are unknown' })).toBeVisible();
    await tool.expectAccessible();
    await tool.picture('apply-read-unknown-light');
    // Closing it reads nobody.
    const before = estate.logons.length;
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await frame.getByRole('button', { name: 'Read those that are unknown (1)' }).click();
    await fillAccount(frame, 0, right, /^All guests without/);
    expect(estate.logons.length).toBe(before);
    await frame.locator('button[form=avma-look-inside-form]').click();
    await expect(frame.locator('tr[data-guest=LOST01]')).toHaveAttribute('data-state', 'installed');
    await expect(frame.getByText('1 of 1 guest read, 0 failed')).toBeVisible();
    const download = tool.page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Save the record as JSON' }).click();
    const records = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Array<{
        readonly guest: string;
        readonly state: string;
        readonly licenseStatus: number;
    }>;
    expect(records.map(one => [one.guest, one.state])).toContainEqual(['LOST01', 'installed']);
    await tool.expectAccessible();
});

test('a key that has come after the confirmation stays; its guest can be opened and copied by keyboard', async ({ tool, estate }) => {
    const frame = await tool.open('SCREENS', 'guests?search=MAK01');
    await applyToAll(frame);
    await frame.locator('button[form=avma-apply-form]').click();
    await ended(frame);
    expect(await state(frame, 'MAK01')).toBe('refused');
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await frame.getByLabel('Replace the key OLD22 of MAK01').check();
    await fillAccount(frame, 0, right, /^All guests without/);
    const inside = estate.node('SCREENS')?.machines.find(machine => machine.entry.name === 'MAK01')?.inside;
    Object.assign(inside ?? {}, { installed: newLicense('mak', 'BCDFG-HJKMP-QRTVW-XY234-M4K42') });
    await frame.locator('button[form=avma-apply-form]').click();
    await expect(frame.getByText('Another key than the confirmed one')).toBeVisible({ timeout: 60_000 });
    await ended(frame);
    const written = estate.keyWrites.filter(({ node }) => node === 'SCREENS');
    expect([await state(frame, 'MAK01'), written, inside?.installed?.lastFive]).toEqual(['refused', [], 'M4K42']);
    // The key that is there now is what the next plan asks about.
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await expect(frame.getByLabel('Replace the key M4K42 of MAK01')).toBeVisible();
    await frame.getByRole('button', { name: 'Cancel' }).click();
    // The dialog hands the focus back when it is gone: whoever moves on before that loses it again.
    await expect(frame.getByRole('button', { name: 'Retry these guests' })).toBeFocused();
    const shown = frame.locator('tr[data-guest=MAK01]').first();
    await shown.getByRole('button', { name: 'MAK01: open its details' }).focus();
    await tool.page.keyboard.press('Tab');
    await expect(shown.getByRole('button', { name: 'Copy details: MAK01' })).toBeFocused();
    await tool.page.keyboard.press('Enter');
    await expect(shown.getByRole('button', { name: 'Copied: MAK01' })).toBeVisible();
    await expect.poll(() => tool.page.evaluate(() => navigator.clipboard.readText())).toContain('"code": "otherKeyFound"');
    await tool.page.keyboard.press('Shift+Tab');
    await tool.page.keyboard.press('Enter');
    await expect(frame.locator('avma-guest-details')).toContainText('MAK');
    await expect(tool.page).toHaveURL(/guest=/);
});
