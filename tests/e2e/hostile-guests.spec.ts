/** Guests that answer a run with what they like: each costs itself only, the others finish, and the password that a guest repeats stays nowhere. */
import { readFileSync } from 'node:fs';
import { FrameLocator, Page } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry } from '../../dev-gateway/estate/estate-file';
import { hostileInstallers, revealingInstallers, secretForms } from '../support/hostile-guests';
import { ended, prepare, start, states } from './apply-page';
import { expect, test as base } from './fixtures';
import { keptInBrowser, right } from './guests-page';

const honest = ['A1', 'A2', 'A3'];
const some = ['without end', '3,000 steps', 'the table of no failure', 'an end as a table'].map(name => hostileInstallers[name]);
const hostile = [...some, ...revealingInstallers(right.password)];
const guest = (name: string, instead?: string): GuestEntry => ({ name, os: '2019', sku: 8, inside: { instead } });

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) =>
        use(
            shared.once('estate', () => {
                const guests = [...honest.map(name => guest(name)), ...hostile.map((instead, index) => guest(`X${index + 1}`, instead))];
                return new Estate({ domain: 'contoso.com', nodes: [{ name: 'HV-HOSTILE', os: '2019', guestAccounts: [right], guests }] }, 0);
            })
        )
});

/** What is saved, copied and kept of the run that is shown. */
async function recordsOf(page: Page, frame: FrameLocator): Promise<string> {
    const records = [await keptInBrowser(page), page.url()];
    for (const name of ['Save the record as CSV', 'Save the record as JSON']) {
        const download = page.waitForEvent('download');
        await frame.getByRole('button', { name }).first().click();
        records.push(readFileSync(await (await download).path(), 'utf8'));
    }
    for (const button of await frame.locator('tr[data-guest^=X] avma-copy-button button').all()) {
        await button.click();
        // The browser takes it a moment later.
        await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"guest": "X');
        records.push(await page.evaluate(() => navigator.clipboard.readText()));
    }
    return records.join('\n');
}

test('guests that answer what they like cost only themselves, and leave nothing in the records', async ({ tool, gatewayLog }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('HV-HOSTILE', 'guests');
    await prepare(frame, '4');
    await start(frame);
    await ended(frame);
    const shown = await states(frame);
    const failed = Object.fromEntries(hostile.map((_, index) => [`X${index + 1}`, expect.stringMatching(/^(failed|unknown)$/)]));
    expect(Object.fromEntries(shown)).toEqual({ ...Object.fromEntries(honest.map(name => [name, 'done'])), ...failed });
    // What a guest writes about its failure is shown, but for the password.
    const messages = await frame.locator('.avma-run-message').allTextContents();
    expect(messages.length).toBeGreaterThan(0);
    const records = await recordsOf(tool.page, frame);
    expect(records).toContain('avma.guest.');
    // The honest guests were read back.
    expect(records).toContain('WMBMW');
    const half = right.password.slice(Math.floor(right.password.length / 2));
    for (const form of secretForms(right.password)) {
        expect(messages.join()).not.toContain(form);
        expect(gatewayLog.join()).not.toContain(form);
    }
    for (const form of [...secretForms(right.password), half]) {
        expect(records).not.toContain(form);
    }
    await tool.expectAccessible();
    // The page knows the run after a reload, without the messages.
    await tool.page.reload();
    await expect(frame.locator('.avma-earlier-run summary').first()).toBeVisible();
    await frame.locator('.avma-earlier-run summary').first().click();
    expect(await states(frame)).toEqual(shown);
    await expect(frame.locator('.avma-run-message')).toHaveCount(0);
});
