/** What the tool knows, in the built extension: reference, look-up, answer files, what-if, export, by mouse and by keyboard. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLocator, Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { chooseAction } from './guests-page';

const root = join(__dirname, '../..');

/** Rows of the SDK's table; it keeps hidden copies for measuring. */
const rows = (frame: FrameLocator): Locator => frame.locator('.sme-table-scrollable:not([aria-hidden]) .sme-table-row-data');

const topics = [
    { topic: 'keys', title: 'AVMA keys', shows: 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG' },
    { topic: 'hosts', title: 'Hosts and guests', shows: 'This host: HV01' },
    { topic: 'errors', title: 'Error codes', shows: 'SL_E_IA_THROTTLE_LIMIT_EXCEEDED' },
    { topic: 'answerFiles', title: 'Answer files', shows: 'YQB4H-NKHHJ-Q6K4R-4VMY6-VCH67' },
    { topic: 'leave', title: 'Leaving AVMA', shows: 'slmgr /ipk D764K-2NDRG-47T6Q-P8T8W-YP6DF' },
    { topic: 'editions', title: 'Versions and editions', shows: '17763' },
    { topic: 'kmsKeys', title: 'KMS client keys', shows: 'WX4NM-KYWYW-QJJR4-XV3QB-6VM33' },
    { topic: 'about', title: 'FAQ', shows: 'What happens when a guest moves to another host?' },
    { topic: 'remembered', title: 'Remembered readings', shows: 'It remembers no account' }
] as const;

for (const { topic, title, shows } of topics) {
    test(`reference: ${topic} is readable and accessible in both themes`, async ({ tool }) => {
        const frame = await tool.open('HV01', `reference/${topic}`);
        await expect(frame.getByRole('heading', { name: title, exact: true, level: 2 })).toBeVisible();
        await expect(frame.getByText(shows, { exact: false }).first()).toBeVisible();
        await expect(frame.getByRole('link', { name: title, exact: true })).toHaveAttribute('aria-current', 'page');
        await tool.expectAccessible();
        await tool.picture(`reference-${topic}-light`);
        await tool.setTheme('dark');
        await tool.expectAccessible();
        await tool.picture(`reference-${topic}-dark`);
    });
}

test('reference: a line of output in another language is looked up, and only the code gets into the address', async ({ tool }) => {
    const frame = await tool.open('HV01', 'reference/errors');
    await frame.getByLabel('Code or output').fill('错误：0xC004F069 在运行 slmgr /ipk XXXXX-SECRET 时');
    await expect(frame.getByRole('heading', { name: '0xC004F069' })).toBeVisible();
    await expect(frame.getByText('evaluation', { exact: false }).first()).toBeVisible();
    await expect(tool.page).toHaveURL(/reference\/errors\?code=0xC004F069$/);
    await frame.getByLabel('Code or output').fill('0xC0FFEE00 and C004FD02');
    await expect(frame.getByText('We found no Microsoft page that documents 0xC0FFEE00', { exact: false })).toBeVisible();
    await expect(frame.getByRole('heading', { name: '0xC004FD02' })).toBeVisible();
    await tool.expectAccessible();
    await frame.getByLabel('Code or output').fill('nothing of the kind');
    await expect(frame.getByText('There is no result code in this text', { exact: false })).toBeVisible();
});

test('reference: an answer file is downloaded as shown; a combination without key gives the reason and no file', async ({ tool }) => {
    const frame = await tool.open('HV01', 'reference/answerFiles?build=20348&edition=standard');
    await frame
        .locator('summary')
        .filter({ hasText: /^Answer file$/ })
        .click();
    const [download] = await Promise.all([tool.page.waitForEvent('download'), frame.getByRole('button', { name: 'Download unattend.xml' }).click()]);
    expect(download.suggestedFilename()).toBe('unattend.xml');
    expect(readFileSync(await download.path(), 'utf8')).toBe(readFileSync(join(root, 'tests/fixtures/answer-files/2022-standard.xml'), 'utf8'));
    await frame.getByLabel('Edition').selectOption({ label: 'Essentials' });
    await expect(frame.getByText('There is no AVMA key for Essentials of 2022 (build 20348)', { exact: false })).toBeVisible();
    await expect(frame.getByRole('button', { name: 'Download unattend.xml' })).toHaveCount(0);
    await tool.expectAccessible();
    await tool.picture('reference-answer-file-none');
});

test('what if: every guest on another host beside today, kept in the address', async ({ tool }) => {
    const frame = await tool.open('HV01', 'what-if');
    await expect(rows(frame).first()).toBeVisible();
    await frame.getByLabel('Version').selectOption('2016');
    await expect(frame.getByText('0 better, 13 worse, 15 as today')).toBeVisible();
    await expect(tool.page).toHaveURL(/what-if\?version=2016$/);
    await tool.expectAccessible();
    await tool.picture('what-if-light');
    await frame.getByLabel('Only guests that change').check();
    await expect(rows(frame)).toHaveCount(13);
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('what-if-dark');
    await tool.page.reload();
    await expect(rows(frame)).toHaveCount(13);
});

test('what if: a Standard host before it becomes Datacenter', async ({ tool }) => {
    const frame = await tool.open('HV-STD', 'what-if?version=2019&edition=datacenter');
    await expect(frame.getByText('2 better, 0 worse, 2 as today')).toBeVisible();
    await frame.getByLabel('The host is activated').uncheck();
    await expect(frame.getByText('0 better, 0 worse, 4 as today')).toBeVisible();
});

test('what if: a cluster is judged by the node that answers, which is named, and nothing but a name is asked', async ({ tool }) => {
    const frame = await tool.open('HV01', 'what-if');
    await expect(rows(frame).first()).toBeVisible();
    await frame.locator('#avma-if-source').selectOption('host');
    const ask = frame.getByRole('button', { name: 'Read host' });
    await expect(ask).toBeDisabled();
    // What else the page is told leaves the choice alone.
    await frame.getByLabel('Only guests that change').check();
    await expect(tool.page).toHaveURL(/changes=true/);
    await expect(frame.locator('#avma-if-source')).toHaveValue('host');
    await frame.getByLabel('Only guests that change').uncheck();
    await frame.locator('#avma-if-host').fill(' ');
    await expect(ask).toBeDisabled();
    await frame.locator('#avma-if-host').fill('HV12 HV13');
    await ask.click();
    await expect(frame.getByText("This can't be the name of a host: HV12 HV13.")).toBeVisible();
    await expect(tool.page).not.toHaveURL(/host=/);
    await tool.picture('what-if-wrong-name');
    await tool.expectAccessible();
    await frame.locator('#avma-if-host').fill('CL01');
    await expect(frame.getByText("This can't be the name of a host")).toHaveCount(0);
    await ask.click();
    await expect(frame.getByText(/^Judged on HV11, which answered for CL01: 20.* Datacenter\. Other nodes of the cluster may differ/)).toBeVisible();
    await tool.picture('what-if-cluster');
    await tool.expectAccessible();
    await frame.locator('#avma-if-host').fill('hv12.contoso.com');
    await ask.click();
    await expect(frame.getByText(/^Judged on hv12\.contoso\.com: 20[^.]*$/)).toBeVisible();
    // A link with a name that cannot be one says so as well, and asks nobody.
    const linked = await tool.open('HV01', 'what-if?host=hv%2F02');
    await expect(linked.getByText("This can't be the name of a host: hv/02.")).toBeVisible();
    await expect(linked.locator('#avma-if-host')).toHaveValue('hv/02');
});

test('what if: an empty host and an unreachable one say so', async ({ tool }) => {
    const empty = await tool.open('HV-EMPTY', 'what-if');
    await expect(empty.getByRole('heading', { name: 'No guests to judge' })).toBeVisible();
    await tool.picture('what-if-empty');
    const gone = await tool.open('HV-GONE', 'what-if');
    await expect(gone.getByRole('heading', { name: "The host can't be reached" })).toBeVisible();
    await tool.picture('what-if-unreachable');
});

test('guests: an evaluation is explained with the commands to type, and they are copied as shown', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await frame.getByText('EVAL01', { exact: true }).first().click();
    const details = frame.locator('avma-guest-details');
    await details.getByText('Commands (6)').click();
    await expect(details.getByText('dism /online /Set-Edition:ServerDatacenter /ProductKey:WMDGN-G9PQG-XVVXX-R3X43-63DFG /AcceptEula')).toBeVisible();
    await details.getByRole('button', { name: 'Copy: Convert the edition. This takes some minutes.' }).click();
    await expect.poll(() => tool.page.evaluate(() => navigator.clipboard.readText())).toContain('/Set-Edition:ServerDatacenter');
    await tool.expectAccessible();
    await tool.picture('details-evaluation');
});

test('guests: an error is looked up with the facts of the guest', async ({ tool }) => {
    const frame = await tool.open('HV01', 'guests');
    await frame.getByText('runner01', { exact: true }).first().click();
    const details = frame.locator('avma-guest-details');
    await details.getByText('Look up an error code').click();
    await details.getByLabel('Code or output').fill('slui.exe 0x2a 0xC004E016');
    await expect(details.getByText('runner01 runs Standard, version 2019. Its AVMA key ends in 4GF74.')).toBeVisible();
    await tool.expectAccessible();
});

for (const [choice, pseudonyms] of [
    ['Facts with names', false],
    ['Facts with pseudonyms', true]
] as const) {
    test(`guests: exported facts (${choice}) give assess the verdicts of the screen, without what the host pushed`, async ({ tool }) => {
        const frame = await tool.open('HV01', 'guests');
        await expect(frame.getByText('28 items')).toBeVisible();
        // The host's log has been read after its guests.
        await expect(frame.getByText('Activated (host log, 3 hours ago)')).toBeVisible();
        const asked = async (tick: boolean): Promise<string> => {
            const download = tool.page.waitForEvent('download');
            await chooseAction(frame, /Export/, choice);
            if (!pseudonyms) {
                await expect(frame.getByRole('dialog', { name: choice }).getByText('APP01')).toBeVisible();
                await tool.expectAccessible();
                await frame.getByLabel('Include the values that the host pushed').setChecked(tick);
                await frame.getByRole('button', { name: 'Save the file' }).click();
            }
            return (await download).path();
        };
        const file = await asked(false);
        const content = readFileSync(file, 'utf8');
        expect(content.includes('runner01')).toBe(!pseudonyms);
        // As a whole value: the digits alone may be part of a time.
        expect(/"4711"|INC-2041/.test(content)).toBeFalsy();
        if (!pseudonyms) {
            expect(readFileSync(await asked(true), 'utf8')).toContain('INC-2041');
        }
        const assessed = JSON.parse(
            execFileSync(process.execPath, ['--import', 'tsx', join(root, 'src/cli/assess.ts'), file], { cwd: root, encoding: 'utf8' })
        ) as Array<{ verdict: string }>;
        const counts: Record<string, number> = {};
        assessed.forEach(one => (counts[one.verdict] = (counts[one.verdict] ?? 0) + 1));
        expect(counts).toEqual({ activated: 3, keyInstalled: 4, eligible: 6, needsConversion: 2, notEligible: 3, notApplicable: 3, unknown: 7 });
        for (const [verdict, label] of [
            ['activated', 'Activated (3)'],
            ['keyInstalled', 'Key installed, not activated (4)'],
            ['eligible', 'Eligible (6)'],
            ['unknown', 'Unknown (7)'],
            ['notEligible', 'Not eligible (3)']
        ] as const) {
            await expect(frame.locator(`#avma-verdict option[value=${verdict}]`)).toHaveText(label);
        }
    });
}

test('keyboard: tabs, reference, look-up and details are reached and used without a mouse', async ({ tool }) => {
    const frame = await tool.open('HV01', 'reference/errors');
    const input = frame.getByLabel('Code or output');
    await expect(input).toBeVisible();
    const focused = async (): Promise<string> =>
        (await tool.page
            .frames()
            .find(one => one.url().includes('/modules/'))
            ?.evaluate(() => {
                const active = document.activeElement;
                return active
                    ? `${active.tagName} ${active.getAttribute('aria-label') ?? ''} ${(active.textContent ?? '').trim().slice(0, 40)} ${active.id}`
                    : '';
            })) ?? '';
    await frame.getByRole('link', { name: 'AVMA keys' }).focus();
    const seen: string[] = [];
    for (let presses = 0; presses < 12 && !(await focused()).includes('error-text'); presses++) {
        await tool.page.keyboard.press('Tab');
        seen.push(await focused());
    }
    expect(await focused(), seen.join('\n')).toContain('error-text');
    await tool.page.keyboard.type('C004FD03');
    await expect(frame.getByRole('heading', { name: '0xC004FD03' })).toBeVisible();
    await frame.getByRole('link', { name: 'Answer files' }).focus();
    await tool.page.keyboard.press('Enter');
    await expect(frame.getByRole('heading', { name: 'Answer files', level: 2 })).toBeVisible();
    const summary = frame.getByText('Install by hand');
    await summary.focus();
    await tool.page.keyboard.press('Enter');
    // Once by slmgr, and once without it.
    await expect(frame.getByText('Ask the host for activation now.').first()).toBeVisible();
});
