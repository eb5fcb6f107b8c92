/** Every screen in the built extension: what it shows, that it is accessible, and a picture of it in both themes. */
import { expect, test } from './fixtures';
import { rows } from './guests-page';

test('overview: the host can activate, its checks, and the guests by result', async ({ tool }) => {
    const frame = await tool.open('HV01');
    await expect(frame.getByRole('heading', { name: 'HV01 can activate guests. The last activation request failed for 6 guests.' })).toBeVisible();
    await expect(frame.getByRole('heading', { name: '28 guests' })).toBeVisible();
    await expect(frame.getByRole('button', { name: '6 Eligible (6 not checked)' })).toBeVisible();
    await frame.getByText('All 5 requirements met').click();
    await expect(frame.getByText('Your account can see the machines of this host.')).toBeVisible();
    await tool.expectAccessible();
    await tool.picture('overview-light');
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('overview-dark');
});

test('overview: a count opens the guests with that result, and Back returns', async ({ tool }) => {
    const frame = await tool.open('HV01');
    await frame.getByRole('button', { name: '6 Eligible (6 not checked)' }).click();
    await expect(rows(frame)).toHaveCount(6);
    await expect(tool.page).toHaveURL(/guests\?verdict=eligible/);
    await tool.page.goBack();
    await expect(frame.getByRole('heading', { name: 'HV01 can activate guests' })).toBeVisible();
});

test('overview: who was activated is known from the host’s log, before anybody signs in to a guest', async ({ tool }) => {
    const frame = await tool.open('HV01');
    await frame.getByRole('button', { name: '3 Activated (3 host log)' }).click();
    await expect(rows(frame)).toHaveCount(3);
    for (const [guest, age] of [
        ['APP02', '30 hours'],
        ['DC01', '3 hours'],
        ['VSERVER09', '20 hours']
    ] as const) {
        await expect(rows(frame).filter({ hasText: guest })).toContainText(`Activated (host log, ${age} ago)`);
    }
    await tool.picture('guests-host-log');
});

test('overview: a Standard host says why it cannot and what to do', async ({ tool }) => {
    const frame = await tool.open('HV-STD');
    await expect(frame.getByRole('heading', { name: "HV-STD can't activate guests" })).toBeVisible();
    await expect(frame.getByText('Only Windows Server Datacenter activates guests', { exact: false })).toBeVisible();
    await tool.picture('overview-standard-host');
});

test('guests: every kind with its verdict, and hostile text as text', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.getByText('28 items')).toBeVisible();
    await expect(frame.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible();
    await expect(frame.locator('img[src="x"]')).toHaveCount(0);
    await tool.expectAccessible();
    await tool.picture('guests-light');
    await tool.setTheme('dark');
    await tool.picture('guests-dark');
});

test('guests: details name reasons, key and every Data Exchange item', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await frame.getByText('runner01', { exact: true }).first().click();
    await expect(frame.locator('sme-details').getByText('runner01', { exact: true })).toBeVisible();
    await expect(frame.getByText('TNK62-RXVTB-4P47B-2D623-4GF74', { exact: true })).toBeVisible();
    await expect(frame.getByText('KVP item slate.ip missing & no <cache>')).toBeAttached();
    await expect(frame.getByText('not <xml')).toBeAttached();
    await expect(frame.locator('avma-guest-details').getByText('Reported', { exact: true })).toBeVisible();
    await tool.expectAccessible();
    await tool.picture('details-light');
    await tool.setTheme('dark');
    await tool.picture('details-dark');
});

test('guests: search and result narrow the table; nothing left offers a way back', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests?verdict=notApplicable');
    await expect(rows(frame)).toHaveCount(3);
    await expect(frame.getByRole('button', { name: 'Remove the filter Result: Not applicable' })).toBeVisible();
    await tool.expectAccessible();
    await frame.getByRole('searchbox').or(frame.locator('input[type=search]')).first().fill('no such guest');
    await expect(frame.getByText('No guest fits the search and the filters that are chosen.')).toBeVisible();
    await tool.picture('guests-filtered-empty');
    await frame.getByRole('button', { name: 'Remove the filter Search: no such guest' }).click();
    await expect(rows(frame)).toHaveCount(3);
    await frame.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect(frame.getByText('28 items')).toBeVisible();
    await expect(frame.getByRole('button', { name: 'Clear search and filters' })).toHaveCount(0);
});

test('guests: a thousand rows, of which only the visible ones are drawn', async ({ tool }) => {
    const frame = await tool.open('HV-BIG', 'guests');
    await expect(frame.getByText(/Reading guests: [1-9]/)).toBeVisible();
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.getByText('1000 items')).toBeVisible();
    expect(await rows(frame).count()).toBeLessThan(100);
    await tool.picture('guests-1000-light');
    await tool.setTheme('dark');
    await tool.picture('guests-1000-dark');
});

const pages = [
    { host: 'HV-EMPTY', title: 'No virtual machines', picture: 'empty' },
    { host: 'HV-RIGHTS', title: 'No Hyper-V rights', picture: 'no-rights' },
    { host: 'HV-VMMS', title: "Hyper-V isn't running", picture: 'management-service-stopped' },
    { host: 'HV-GONE', title: "The host can't be reached", picture: 'unreachable' }
] as const;

for (const { host, title, picture } of pages) {
    test(`guests: ${picture} is a page that says what it means and what to do`, async ({ tool }) => {
        const frame = await tool.open(host, 'guests');
        await expect(frame.getByRole('heading', { name: title })).toBeVisible();
        await tool.expectAccessible();
        await tool.picture(`${picture}-light`);
        await tool.setTheme('dark');
        await tool.picture(`${picture}-dark`);
    });
}

test('guests: a host that asks for credentials gets them once and shows its guests', async ({ tool }) => {
    const frame = await tool.open('HV-DENIED', 'guests');
    const dialog = tool.page.locator('dialog');
    await expect(dialog.getByRole('heading', { name: 'Specify your credentials' })).toBeVisible();
    await tool.picture('denied');
    await dialog.getByLabel('User name').fill('CONTOSO\\hvadmin');
    await dialog.getByLabel('Password').fill('Pa55w.rd!');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(frame.getByText('4 items')).toBeVisible();
});

for (const host of ['HV-JEA', 'HV-CLM', 'HV-DE', 'HV-2012', 'HV-NOMODULE']) {
    test(`guests: ${host} lists its machines like any other host`, async ({ tool }) => {
        const frame = await tool.open(host, 'guests');
        await expect(frame.getByText(/^\d+ items$/)).toBeVisible();
        await expect(rows(frame).first()).toBeVisible();
    });
}

test('shell: a host without Hyper-V is not offered the tool', async ({ tool }) => {
    await tool.page.goto(`${tool.url}/FILE01/`);
    await expect(tool.page.getByText('does not offer this tool on FILE01')).toBeVisible();
});

test('guests: works at 400 pixels', async ({ tool }) => {
    await tool.page.setViewportSize({ width: 560, height: 800 });
    const frame = await tool.open('HV01', 'guests');
    await expect(frame.getByText('28 items')).toBeVisible();
    await expect(rows(frame).first()).toBeVisible();
    // The wheel goes a moment after the rows have come.
    await expect(frame.locator('sme-loading-wheel')).toHaveCount(0);
    await tool.picture('guests-narrow');
});
