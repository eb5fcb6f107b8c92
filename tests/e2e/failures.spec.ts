/** Every class of failure of looking inside, on screen: its own words, what to do, what to type, and the facts to copy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { stepsForInsideFailure } from '../../src/app/domain/commands';
import { insideFailureCodes, InsideFailureCode } from '../../src/app/domain/inside-failures';
import { FailingEstate, failing, failureCases, goodHost, hostOf, Language, languages, undocumented } from './failure-cases';
import { expect, test as base } from './fixtures';
import { ended, fillAccount, openDialog, right, row, selectAll, send } from './guests-page';

const test = base.extend<object, { estate: Estate }>({
    // eslint-disable-next-line no-empty-pattern
    estate: [async ({}, use) => use(new FailingEstate()), { scope: 'worker' }]
});

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;
const resource = (key: string): string => resources[`CommunityAvma_${key}`];
const words = (code: InsideFailureCode): Record<'title' | 'text' | 'fix', string> => ({
    title: resource(`InsideFailures_${code}_title`),
    text: resource(`InsideFailures_${code}_text`),
    fix: resource(`InsideFailures_${code}_fix`)
});

/** Title, text, fix and commands, compared with the resources as a whole: nothing else may be said. */
async function expectWords(place: Locator, code: InsideFailureCode): Promise<void> {
    const { text, fix } = words(code);
    const shown = place.locator('avma-inside-failure-text');
    await expect(shown.locator('> div').first()).toHaveText(text);
    await expect(shown.locator('> .avma-fix')).toHaveText(`${resource('Details_fix')}: ${fix}`);
    const lines = stepsForInsideFailure(code).flatMap(step => step.lines);
    await expect(shown.locator('code .avma-line')).toHaveText([...lines]);
}

/** Makes a guest fail as the class wants it. */
async function fail(frame: FrameLocator, code: InsideFailureCode, meanwhile: () => void): Promise<void> {
    const { account, overNetwork, stop } = failureCases[code];
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, account ?? right, /^All guests/);
    if (overNetwork) {
        await frame.getByLabel(resource('LookInside_overNetwork')).check();
        await frame.getByLabel(`Name of ${failing}`).fill(`${failing.toLowerCase()}.contoso.com`);
    }
    await frame.getByLabel('Guests at a time').fill('1');
    await frame.getByLabel('Seconds for each guest').fill(stop || code === 'timedOut' ? '5' : '60');
    meanwhile();
    await send(frame);
    if (stop) {
        await frame.getByRole('button', { name: 'Stop', exact: true }).click();
    }
    await ended(frame);
}

for (const language of languages) {
    for (const code of insideFailureCodes) {
        test(`${code} is told in its own words, and what to do (${language})`, async ({ tool, estate }) => {
            const { firstCode, meanwhile, requests, raw } = failureCases[code];
            const node = estate.node(hostOf(code, language));
            const machine = node?.machines.find(one => one.entry.name === failing);
            if (!node || !machine) {
                throw new Error(`The estate has no host for ${code}.`);
            }
            await requests?.(tool.page);
            const frame = await tool.open(node.entry.name, 'guests');
            await fail(frame, code, () => meanwhile?.(node, machine));

            const codes = await frame.locator('.avma-run-group').evaluateAll(groups => groups.map(group => group.getAttribute('data-code')));
            expect(codes.sort()).toEqual([code, ...(firstCode ? [firstCode] : [])].sort());
            const group = frame.locator(`[data-code=${code}]`);
            await group.locator('> summary').click();
            await expect(group.locator('> summary')).toHaveText(`${words(code).title} (1)`);
            await expectWords(group, code);
            await expect(group.locator('> ul > li')).toContainText(failing);
            const facts = group.locator('.avma-raw > summary');
            await expect(facts).toHaveCount(raw ? 1 : 0);
            if (raw) {
                await facts.click();
                const shown = (await group.locator('pre').textContent()) ?? '';
                expect(raw.filter(part => !shown.includes(part))).toEqual([]);
            }
            if (language === 'en' || code === 'unclassified') {
                await tool.expectAccessible();
                await tool.picture(`failure-${code}-${language}-light`);
                await expectDetails(frame, code, language);
                await tool.setTheme('dark');
                await tool.expectAccessible();
                await tool.picture(`failure-${code}-${language}-dark`);
            }
        });
    }
}

/** The same in the details of the guest; whoever copies the facts has all of them. */
async function expectDetails(frame: FrameLocator, code: InsideFailureCode, language: Language): Promise<void> {
    // Choosing a row opens them.
    await row(frame, failing).click();
    const inside = frame.locator('avma-guest-details .avma-inside');
    await expect(inside.locator('.avma-reason > strong')).toHaveText(`${resource('LookInside_notReadTitle')}: ${words(code).title}`);
    await expectWords(inside, code);
    await inside.scrollIntoViewIfNeeded();
    if (code === 'unclassified') {
        await inside.getByRole('button', { name: `Copy: ${resource('Common_rawDetails')}` }).click();
        const copied = await inside.page().evaluate(() => navigator.clipboard.readText());
        const hresult = `0x${(undocumented.code >>> 0).toString(16).toUpperCase()}`;
        expect(copied.split(/\r?\n/)).toEqual(['unclassified', hresult, undocumented.id, 'PSRemotingTransportException', undocumented.text[language]]);
    }
}

test('where texts run in constrained language nobody is asked for a password: the screen says why, and has the command', async ({ tool }) => {
    // The estate's hosts of this kind have the module of the tool, whose functions run in full language.
    await tool.page.route(/powershell/i, async route => {
        if (!route.request().postData()?.includes('Get-AvmaHost')) {
            return route.continue();
        }
        const response = await route.fetch();
        return route.fulfill({ response, body: (await response.text()).replace('"FullLanguage"', '"ConstrainedLanguage"') });
    });
    const frame = await tool.open(goodHost, 'guests');
    await selectAll(frame);
    await expect(frame.getByRole('menuitem', { name: 'Look inside' }).first()).toBeDisabled();
    const refusal = frame.getByText(resource('LookInside_forbidden').replace('{languageMode}', 'ConstrainedLanguage'));
    await expect(refusal).toBeVisible();
    await refusal.getByRole('button', { name: 'Copy: slmgr /dlv' }).click();
    await expect.poll(() => tool.page.evaluate(() => navigator.clipboard.readText())).toBe('slmgr /dlv');
    await tool.expectAccessible();
    await tool.picture('inside-forbidden-light');
    await tool.setTheme('dark');
    await tool.picture('inside-forbidden-dark');
    await tool.setTheme('light');
    // Keys go in by hand: nobody is asked for an account that could not be sent.
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    await expect(frame.getByText(resource('ByHand_only').replace('{languageMode}', 'ConstrainedLanguage'))).toBeVisible();
    await expect(frame.locator('avma-accounts-form')).toHaveCount(0);
    await expect(frame.locator('button[form=avma-apply-form]')).toBeDisabled();
    await frame.getByRole('button', { name: /^Copy the script/ }).click();
    // The browser takes it a moment later.
    await expect.poll(() => tool.page.evaluate(() => navigator.clipboard.readText())).toContain(`# Guest: ${failing}`);
    await tool.expectAccessible();
    await tool.picture('apply-forbidden-light');
});
