/** The first page: its links show exactly the guests that they count, and its buttons act on exactly those. */
import { FrameLocator } from '@playwright/test';
import { startButton } from './apply-page';
import { expect, test } from './fixtures';
import { accountSet, allRead, right, rows } from './guests-page';

const headline = (frame: FrameLocator): ReturnType<FrameLocator['locator']> => frame.locator('h2.avma-headline');

test('from the overview to a running plan in three clicks', async ({ tool }) => {
    let clicks = 0;
    const frame = await tool.open('HV-APPLY');
    await frame
        .locator('body')
        .evaluate(body =>
            body.ownerDocument.addEventListener(
                'click',
                event => (body.dataset['clicks'] = `${Number(body.dataset['clicks'] ?? 0) + Number(event.isTrusted && event.detail > 0)}`),
                true
            )
        );
    const click = async (one: ReturnType<FrameLocator['locator']>): Promise<void> => {
        clicks++;
        await one.click();
    };
    await click(frame.getByRole('button', { name: 'Activate 11 guests' }));
    await expect(frame.getByRole('heading', { name: 'Apply keys to 11 of 11 guests' })).toBeVisible();
    const account = accountSet(frame, 0);
    // Typed, and chosen with the keyboard: Tab goes from one field to the next.
    await account.getByLabel('User name').focus();
    await tool.page.keyboard.type(right.user);
    await tool.page.keyboard.press('Tab');
    await tool.page.keyboard.type(right.password);
    await account.getByLabel('For', { exact: true }).selectOption({ label: 'All guests without an account of their own' });
    clicks++;
    await click(startButton(frame));
    await expect(frame.locator('avma-run-table').first().locator('tr[data-guest]')).toHaveCount(11);
    expect(clicks).toBeLessThanOrEqual(3);
    // No other click has reached the page.
    expect(Number(await frame.locator('body').getAttribute('data-clicks'))).toBeLessThanOrEqual(clicks);
    await frame.getByRole('button', { name: 'Stop' }).first().click();
});

test('each part of the bar, and each thing that needs attention, shows exactly its guests', async ({ tool }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('HV01');
    const links = frame.locator('.avma-guest-legend button, .avma-findings button');
    await expect(frame.locator('.avma-findings button').first()).toBeVisible();
    const texts = await links.allTextContents();
    expect(texts.length).toBeGreaterThan(10);
    for (const [index, text] of texts.entries()) {
        await links.nth(index).click();
        await allRead(frame);
        const count = Number(/\d+/.exec(text)?.[0]);
        await expect(rows(frame), text).toHaveCount(count);
        await tool.page.goBack();
        await expect(links).toHaveCount(texts.length);
    }
});

test('Verify asks for an account for exactly the guests that are not verified and can be looked into', async ({ tool }) => {
    const frame = await tool.open('HV-KMS');
    await frame.getByRole('button', { name: 'Verify 2 guests' }).click();
    await expect(frame.getByRole('heading', { name: 'Read licensing of 2 of 2 guests' })).toBeVisible();
    await expect(frame.getByText(/^Not read \(/)).toHaveCount(0);
    const account = accountSet(frame, 0);
    await account.getByLabel('User name').fill(right.user);
    await account.getByLabel('Password', { exact: true }).fill(right.password);
    await account.getByLabel('For', { exact: true }).selectOption({ label: 'All guests without an account of their own' });
    await frame.locator('button[form=avma-look-inside-form]').click();
    await expect(frame.getByText(/^2 of 2 guests read/)).toBeVisible({ timeout: 100_000 });
    await frame.getByRole('tab', { name: 'Overview' }).click();
    await expect(headline(frame)).toBeVisible();
    await expect(frame.locator('.avma-guest-legend li').first()).toBeVisible();
    await expect(frame.getByRole('button', { name: /^Verify/ })).toHaveCount(0);
});

test('guests that are new since the last visit are named, and a reload is no visit', async ({ tool }) => {
    let frame = await tool.open('HV-2022');
    await expect(frame.locator('.avma-findings li').first()).toBeVisible();
    await expect(frame.getByText(/since your last visit/)).toHaveCount(0);
    const key = 'avma.hosts.visits';
    expect(await tool.document().evaluate(name => localStorage.getItem(name), key)).toMatch(/^\[\["hv-2022\.contoso\.com",\{"at":"[^"]+","before":null\}\]\]$/);
    await tool.document().evaluate(name => localStorage.setItem(name, '[["hv-2022.contoso.com",{"at":"2026-08-01T12:00:00Z","before":null}]]'), key);
    for (let visit = 0; visit < 2; visit++) {
        frame = await tool.open('HV-2022');
        const news = frame.getByRole('button', { name: /^\d guests were created since your last visit on/ });
        const count = Number((await news.textContent())?.trim()[0]);
        expect(count).toBeGreaterThan(1);
        await news.click();
        await allRead(frame);
        await expect(rows(frame)).toHaveCount(count);
    }
});

for (const [host, text, command] of [
    ['HV-RIGHTS', "HV-RIGHTS doesn't show its guests", 'Add-LocalGroupMember'],
    ['HV-VMMS', "HV-VMMS doesn't show its guests", 'Start-Service vmms'],
    ['HV-OFF', "HV-OFF can't activate guests", 'slmgr /ato'],
    ['HV-STD', "HV-STD can't activate guests", '/Set-Edition:ServerDatacenter']
] as const) {
    test(`${host}: the headline is not green, and the command beside it changes something`, async ({ tool }) => {
        const frame = await tool.open(host);
        await expect(headline(frame)).toContainText(text);
        await expect(headline(frame).locator('.sme-icon-statusSuccess, [class*=success]')).toHaveCount(0);
        await expect(frame.locator('.avma-needs code')).toContainText(command);
        if (host !== 'HV-OFF' && host !== 'HV-STD') {
            await expect(frame.locator('.avma-guest-bar')).toHaveCount(0);
        }
        await tool.expectAccessible();
        await tool.picture(`overview-${host.toLowerCase()}`);
    });
}
