/** A key merged into an answer file, questions that are searched, and what the host pushed: in a browser, with the keyboard, in both themes and on a narrow page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';

const folder = join(__dirname, '../fixtures/answer-file-merges/a01-component-present');

for (const [theme, width] of [
    ['light', 1280],
    ['dark', 360]
] as const) {
    test(`answer files: a chosen file gets the key and is saved, every other byte as it was (${theme}, ${width})`, async ({ tool }) => {
        await tool.page.setViewportSize({ width, height: 800 });
        const frame = await tool.open('HV01', 'reference/answerFiles?build=20348&edition=datacenter');
        await tool.setTheme(theme);
        await frame.getByText('Answer file', { exact: true }).first().press('Enter');
        await frame.getByLabel('Answer file', { exact: true }).setInputFiles(join(folder, 'before.xml'));
        await frame.getByRole('button', { name: 'Merge into my file' }).press('Enter');
        const result = frame.locator('avma-merge-answer-file [role=status]').first();
        await expect(result).toContainText('The key is in your file');
        await expect(result).toContainText('amd64: added the key to the component that is there.');
        await tool.expectAccessible();
        await tool.picture(`answer-file-merged-${theme}`);
        const [download] = await Promise.all([tool.page.waitForEvent('download'), frame.getByRole('button', { name: 'Save the merged file' }).press('Enter')]);
        expect(download.suggestedFilename()).toBe('before.xml');
        expect(readFileSync(await download.path()).equals(readFileSync(join(folder, 'after.xml')))).toBe(true);
        // A text takes the place of the file.
        await frame.getByLabel('Or paste its contents').fill('<!DOCTYPE x []><x/>');
        await frame.getByRole('button', { name: 'Merge into my file' }).press('Enter');
        await expect(result).toContainText('Document type found');
        await expect(frame.getByRole('button', { name: 'Save the merged file' })).toHaveCount(0);
        await tool.expectAccessible();
        await tool.picture(`answer-file-refused-${theme}`);
    });

    test(`questions are found by their words, with commands and their page (${theme}, ${width})`, async ({ tool }) => {
        await tool.page.setViewportSize({ width, height: 800 });
        const frame = await tool.open('HV01', 'reference/about');
        await tool.setTheme(theme);
        await frame.getByLabel('Find a question').fill('vmbus unknown');
        await expect(frame.locator('avma-reference-about h4')).toHaveText(['I see no activation component, or an unknown device on VMBUS. What is it?']);
        await expect(frame.getByText('vmbus\\{3375baf4-9e15-4b30-b765-67acb10d607b}')).toBeVisible();
        await tool.expectAccessible();
        await tool.picture(`question-device-${theme}`);
        await frame.getByLabel('Find a question').fill('slmgr missing');
        await expect(frame.getByText('-MethodName InstallProductKey')).toBeVisible();
        await tool.expectAccessible();
        await tool.picture(`question-slmgr-${theme}`);
        await frame.getByLabel('Find a question').fill('no such words');
        await expect(frame.getByText('No question has these words.')).toBeVisible();
    });

    test(`what the host pushed is hidden until it is shown, one by one (${theme}, ${width})`, async ({ tool }) => {
        await tool.page.setViewportSize({ width, height: 900 });
        const frame = await tool.open('HV01', 'guests');
        await tool.setTheme(theme);
        await frame.getByText('APP01', { exact: true }).first().click();
        const items = frame.locator('avma-data-items');
        const show = items.getByRole('button', { name: 'Show the value of CostCentre' });
        await expect(show).toBeVisible();
        await expect(items).not.toContainText('4711');
        await show.press('Enter');
        await expect(items).toContainText('4711');
        await expect(items).not.toContainText('INC-2041');
        // Focus stays, so that the same key hides it again.
        await expect(items.getByRole('button', { name: 'Hide the value of CostCentre' })).toBeFocused();
        await items.scrollIntoViewIfNeeded();
        await tool.expectAccessible();
        await tool.picture(`host-items-${theme}`);
    });
}
