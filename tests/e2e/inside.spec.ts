/** Looking inside guests through the browser: accounts, failures, secrets, and the view that the address keeps. */
import { readFileSync } from 'node:fs';
import { newLicense } from '../../dev-gateway/estate/installed-license';
import { expect, test } from './fixtures';
import { allRead, chooseAction, fillAccount, openDialog, right, row, rows, selectAll, start, tickGuests, watchSecrets } from './guests-page';

const canary = 'Zq7!canary';

test('two accounts, one wrong: one failed logon, and every guest says how it stands', async ({ tool, estate }) => {
    test.setTimeout(150000);
    const frame = await tool.open('HV01', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    await tool.expectAccessible();
    await fillAccount(frame, 0, right, /report contoso\.com/);
    await tickGuests(frame, 0);
    await frame.getByRole('button', { name: 'Add an account' }).click();
    await fillAccount(frame, 1, { user: 'CONTOSO\\wrong', password: canary }, /report no domain/);
    await tickGuests(frame, 1);
    await frame.getByLabel('Guests at a time').fill('16');
    // One guest of the estate never answers.
    await frame.getByLabel('Seconds to wait for each guest').fill('30');
    await tool.picture('inside-dialog-light');
    const before = estate.logonsByAccount();
    await start(frame);
    const after = estate.logonsByAccount();
    expect((after['contoso\\wrong']?.failed ?? 0) - (before['contoso\\wrong']?.failed ?? 0)).toBe(1);
    await expect(row(frame, 'DC01').getByText(/^Verified/)).toBeVisible();
    await expect(row(frame, 'DC01').getByText('Activated')).toBeVisible();
    await expect(frame.locator('[data-code=credentialRefused]')).toBeVisible();
    await expect(frame.locator('[data-code=accountRefused]')).toBeVisible();
    await expect(frame.locator('[data-code=timedOut]')).toBeVisible();
    // Every guest of the run is among the read or has its reason.
    const line = await frame.getByText(/^\d+ of \d+ guests read, \d+ failed$/).textContent();
    const [read, total, failed] = (line?.match(/\d+/g) ?? []).map(Number);
    expect([read > 0, read + failed]).toEqual([true, total]);
    const groups = await frame.locator('.avma-run-group > ul > li').count();
    expect(groups).toBe(failed);
    await tool.expectAccessible();
    await tool.picture('inside-done-light');
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('inside-done-dark');
});

test('a password is nowhere once the run has ended', async ({ tool, gatewayLog }) => {
    const seenSoFar = watchSecrets(tool);
    const frame = await tool.open('HV01', 'guests?search=runner01');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, { user: 'CONTOSO\\canary', password: canary }, /^All guests without/);
    await start(frame);
    await expect(frame.locator('[data-code=credentialRefused]')).toBeVisible();
    const download = tool.page.waitForEvent('download');
    await chooseAction(frame, /Export/, 'Selected or shown rows as CSV');
    const seen = [readFileSync(await (await download).path(), 'utf8'), ...gatewayLog, ...(await seenSoFar())];
    expect(gatewayLog.length).toBeGreaterThan(0);
    expect(seen.filter(text => text.includes(canary) || text.includes(encodeURIComponent(canary)) || text.includes('Zq7'))).toEqual([]);
});

test('a German host gives the same reasons', async ({ tool }) => {
    const frame = await tool.open('HV-DE', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await start(frame);
    await expect(frame.locator('[data-code=sessionLost], [data-code=credentialRefused]').first()).toBeVisible();
    await expect(frame.locator('[data-code=unclassified]')).toHaveCount(0);
    await tool.picture('inside-german-light');
});

for (const host of ['HV-JEA', 'HV-CLM']) {
    test(`${host} takes no text: the module hands out the key and looks inside`, async ({ tool }) => {
        const frame = await tool.open(host, 'guests?search=APP01');
        await selectAll(frame);
        await openDialog(frame);
        await fillAccount(frame, 0, right, /^All guests without/);
        await start(frame);
        await expect(row(frame, 'APP01').getByText(/^Verified/)).toBeVisible();
    });
}

test('a list gives each guest its own password; a line that cannot be used is told without its text', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests?search=ESS19');
    await selectAll(frame);
    await openDialog(frame);
    await frame.getByText('One account per guest (paste a list)').click();
    await frame.locator('#avma-account-list').fill(`ess19;.\\Administrator;Local!Pa55\nnobody;x;${canary}`);
    await expect(frame.getByText('Guests with an account: 1.')).toBeVisible();
    await expect(frame.getByText('Line 2: no chosen guest has this name or id')).toBeVisible();
    await tool.expectAccessible();
    await start(frame);
    await expect(row(frame, 'ESS19').getByText(/^Verified/)).toBeVisible();
});

test('items that stayed in Data Exchange after AVMA are called out once the tool has seen the key go', async ({ tool, estate }) => {
    const inside = estate.node('HV01')?.machines.find(machine => machine.entry.name === 'runner01')?.inside;
    const before = inside?.installed ?? null;
    expect(before?.kind).toBe('avma');
    const frame = await tool.open('HV01', 'guests?search=runner01');
    await selectAll(frame);
    const note = frame.locator('avma-guest-details').getByText('Old Data Exchange items', { exact: true });
    const look = async (): Promise<void> => {
        await openDialog(frame);
        await fillAccount(frame, 0, right, /^All guests without/);
        await start(frame);
        await frame.getByRole('button', { name: 'Close', exact: true }).click();
    };
    await look();
    await row(frame, 'runner01').click();
    await expect(frame.locator('avma-guest-details').getByText('AVMA', { exact: true })).toBeAttached();
    await expect(note).toHaveCount(0);
    Object.assign(inside ?? {}, { installed: newLicense('mak', 'BCDFG-HJKMP-QRTVW-XY234-M4K42') });
    await look();
    await expect(frame.locator('avma-guest-details').getByText('MAK', { exact: true })).toBeAttached();
    await frame.getByText('remove those that speak of AVMA', { exact: false }).scrollIntoViewIfNeeded();
    await expect(note).toBeVisible();
    await expect(frame.getByText('runner01 no longer has an AVMA key', { exact: false })).toBeVisible();
    // The mouse rests where the dialog's button was.
    await tool.page.mouse.move(0, 0);
    await tool.expectAccessible();
    await tool.picture('inside-stale-items-light');
    await tool.setTheme('dark');
    await tool.picture('inside-stale-items-dark');
    Object.assign(inside ?? {}, { installed: before });
});

test('the address keeps filter, order and details over a reload', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await allRead(frame);
    // The host's log is read after the guests.
    await expect(frame.getByText('Host log, 3 hours ago', { exact: true })).toBeVisible();
    await frame.locator('#avma-os').selectOption('2019');
    await frame.getByRole('columnheader', { name: 'Edition' }).click();
    await expect(tool.page).toHaveURL(/sort=edition/);
    const [first] = await rows(frame).allInnerTexts();
    await rows(frame).first().click();
    await expect(tool.page).toHaveURL(/guest=/);
    const before = await rows(frame).allInnerTexts();
    await tool.page.reload();
    await expect(frame.locator('avma-guest-details')).toBeVisible();
    await expect(frame.locator('#avma-os')).toHaveValue('2019');
    await expect.poll(() => rows(frame).allInnerTexts()).toEqual(before);
    expect((await rows(frame).allInnerTexts())[0]).toBe(first);
});

test('a view is saved, opens the page from then on, and is forgotten', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await allRead(frame);
    const view = (entry: string): Promise<void> => chooseAction(frame, /View/, entry);
    await frame.locator('#avma-os').selectOption('2019');
    await frame.getByRole('columnheader', { name: 'Edition' }).click();
    await expect(tool.page).toHaveURL(/os=2019.*sort=edition/);
    await view('Save as my view');
    const saved = await rows(frame).allInnerTexts();
    await view('Show all guests');
    await expect(frame.locator('#avma-os')).toHaveValue('');
    await frame.getByRole('columnheader', { name: 'Name' }).click();
    await view('Show my view');
    await expect(frame.locator('#avma-os')).toHaveValue('2019');
    await expect.poll(() => rows(frame).allInnerTexts()).toEqual(saved);
    await tool.open('HV01', 'guests');
    await expect(tool.page).toHaveURL(/os=2019.*sort=edition/);
    await expect(frame.getByText('My view:', { exact: true })).toBeVisible();
    await expect.poll(() => rows(frame).allInnerTexts()).toEqual(saved);
    await view('Forget my view');
    await tool.open('HV01', 'guests');
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.locator('#avma-os')).toHaveValue('');
});

test('a refresh keeps the place in the list and what is selected', async ({ tool }) => {
    const frame = await tool.open('HV-BIG', 'guests?state=running');
    await expect(frame.getByRole('button', { name: 'Refresh' })).toBeEnabled({ timeout: 60_000 });
    const list = frame.locator('.sme-table-scroll-container');
    await list.evaluate(element => (element.scrollTop = 6000));
    const row = rows(frame).nth(3);
    await expect.poll(() => list.evaluate(element => element.scrollTop)).toBe(6000);
    // The table draws the rows of the new place a moment later.
    const drawn = (): Promise<boolean> =>
        row.evaluate(element => {
            const place = element.closest('.sme-table-scroll-container')?.getBoundingClientRect();
            const { top, bottom } = element.getBoundingClientRect();
            return place !== undefined && bottom > place.top - place.height && top < place.bottom;
        });
    await expect.poll(drawn).toBe(true);
    await row.click();
    await expect(frame.locator('.sme-table-row-selected').first()).toBeVisible();
    const selected = await frame.locator('.sme-table-row-selected').first().innerText();
    const place = await list.evaluate(element => element.scrollTop);
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await expect(frame.getByRole('button', { name: 'Refresh' })).toBeDisabled();
    await expect(frame.getByRole('button', { name: 'Refresh' })).toBeEnabled({ timeout: 60_000 });
    expect(place).toBeGreaterThan(5000);
    expect(await list.evaluate(element => element.scrollTop)).toBe(place);
    expect(await frame.locator('.sme-table-row-selected').first().innerText()).toBe(selected);
});

test('columns are the user’s choice and are kept', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await expect(rows(frame).first()).toBeVisible();
    await frame.locator('[data-uta-id=column-picker-button]').click();
    await frame.getByLabel('Build', { exact: true }).check();
    await frame.getByLabel('Edition', { exact: true }).uncheck();
    await tool.expectAccessible();
    await tool.picture('columns-light');
    await frame.getByRole('button', { name: 'Apply' }).click();
    await expect(frame.getByRole('columnheader', { name: 'Build' })).toBeVisible();
    await expect(frame.getByRole('columnheader', { name: 'Edition' })).toHaveCount(0);
    await tool.page.reload();
    await expect(frame.getByRole('columnheader', { name: 'Build' })).toBeVisible();
    await expect(frame.getByRole('columnheader', { name: 'Edition' })).toHaveCount(0);
});

for (const direction of ['ltr', 'rtl'] as const) {
    test(`all columns are readable: the table scrolls sideways, heads with rows (${direction})`, async ({ tool }) => {
        const frame = await tool.open('HV01', 'guests');
        await allRead(frame);
        await frame.locator('[data-uta-id=column-picker-button]').click();
        for (const box of await frame.locator('.avma-columns input:enabled').all()) {
            await box.check();
        }
        await frame.getByRole('button', { name: 'Apply' }).click();
        await expect(frame.getByRole('columnheader', { name: 'Build' })).toBeVisible();
        await frame.locator('html').evaluate((element, dir) => element.setAttribute('dir', dir), direction);
        const build = row(frame, 'APP01').getByText('17763', { exact: true });
        expect(await build.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0);
        // The last column comes into sight, and its head above it.
        await row(frame, 'APP01').locator('[role=gridcell]').last().scrollIntoViewIfNeeded();
        const middles = async (): Promise<number> => {
            const head = await frame.getByRole('columnheader', { name: 'Notes' }).boundingBox();
            const cell = await row(frame, 'APP01').locator('[role=gridcell]').last().boundingBox();
            return head && cell ? Math.abs(head.x + head.width / 2 - cell.x - cell.width / 2) : NaN;
        };
        await expect.poll(middles).toBeLessThan(30);
        await expect(frame.getByRole('columnheader', { name: 'Notes' })).toBeInViewport();
    });
}

test('Data Exchange is enabled after a question, read back, and undone', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests?search=NOEXCHANGE');
    await selectAll(frame);
    await expect(row(frame, 'NOEXCHANGE').getByText('Data Exchange is disabled')).toBeVisible();
    await chooseAction(frame, /Data Exchange/, 'Enable');
    await expect(frame.getByRole('heading', { name: 'Enable Data Exchange (1)' })).toBeVisible();
    await tool.expectAccessible();
    await tool.picture('data-exchange-dialog-light');
    await frame.getByRole('button', { name: 'Enable', exact: true }).click();
    await expect(frame.getByText('Data Exchange changed: 1. Already so: 0. Not changed: 0.')).toBeVisible();
    await expect(row(frame, 'NOEXCHANGE').getByText('Data Exchange is disabled')).toHaveCount(0);
    await tool.picture('data-exchange-done-light');
    await frame.getByRole('button', { name: 'Undo' }).click();
    await expect(row(frame, 'NOEXCHANGE').getByText('Data Exchange is disabled')).toBeVisible();
});

test('a guest is reached over the network by a name that was confirmed', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests?search=LEGACY01');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    const button = frame.locator('button[form=avma-look-inside-form]');
    await expect(button).toBeDisabled();
    await frame.getByRole('button', { name: 'Use what it reports: legacy01.contoso.com' }).click();
    await expect(button).toBeEnabled();
    await start(frame);
    await expect(row(frame, 'LEGACY01').getByText(/^Verified/)).toBeVisible();
});

test('another machine behind a name is told, and nothing of it is shown', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests?search=REPLICA01');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await frame.getByLabel('Reach all guests over the network, by WinRM').check();
    await frame.getByRole('button', { name: /^Use what it reports/ }).click();
    await start(frame);
    await frame.locator('[data-code=wrongMachine] > summary').click();
    await expect(frame.locator('[data-code=wrongMachine]').getByText('Check the name in DNS, and give the right one.')).toBeVisible();
    await expect(row(frame, 'REPLICA01').getByText('Reported')).toBeVisible();
    await tool.picture('inside-wrong-machine-light');
});

test('guests are grouped by their result, also after a reload', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await expect(frame.getByText('28 items')).toBeVisible();
    await frame.locator('button:has(.sme-icon-groupedList)').click();
    const heads = frame.locator('.sme-table-scrollable:not([aria-hidden]) .sme-table-group-header');
    await expect(heads.first()).toBeVisible();
    await tool.page.reload();
    await expect(heads.first()).toBeVisible();
    await expect(frame.getByText('28 items')).toBeVisible();
    // One group, however long ago each was activated.
    await expect(frame.getByText('Activated (host log, 3 hours ago)')).toBeVisible();
    await expect(heads.filter({ hasText: /items\s*Activated \(\d+\)/ })).toHaveCount(1);
    await frame.locator('button:has(.sme-icon-groupedList)').click();
    await expect(heads).toHaveCount(0);
});
