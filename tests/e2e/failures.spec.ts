/** Every class of failure of looking inside, on screen: its own words, what to do, what to type, and the facts to copy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { Machine } from '../../dev-gateway/estate/machines';
import { stepsWithoutSlmgr } from '../../src/app/domain/advice/cim-form';
import { stepsForInsideFailure } from '../../src/app/domain/advice/commands';
import { InsideFailureCode } from '../../src/app/domain/inside/inside-failures';
import {
    accountOf,
    FailingEstate,
    failing,
    goodHost,
    guestClasses,
    GuestClass,
    guestFailures,
    guestOf,
    guestsHost,
    hostClasses,
    hostFailures,
    Language,
    languages,
    readable,
    undocumented,
    wholeHost
} from './failure-cases';
import { expect, test as base, Tool } from './fixtures';
import { ended, fillAccount, fillList, openDialog, right, row, selectAll, send } from './guests-page';

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new FailingEstate()))
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
    const steps = stepsForInsideFailure(code);
    // Those without slmgr stand below the others.
    const lines = [...steps, ...stepsWithoutSlmgr(steps)].flatMap(step => step.lines);
    await expect(shown.locator('code .avma-line')).toHaveText([...lines]);
}

/** The group of a class under the run, opened: its words, its one guest, and the facts to copy. */
async function expectGroup(frame: FrameLocator, code: InsideFailureCode, guest: string, raw: readonly string[] | undefined): Promise<void> {
    const group = frame.locator(`[data-code=${code}]`);
    await group.locator('> summary').click();
    await expect(group.locator('> summary')).toHaveText(`${words(code).title} (1)`);
    await expectWords(group, code);
    await expect(group.locator('> ul > li')).toHaveCount(1);
    await expect(group.locator('> ul > li')).toContainText(guest);
    const facts = group.locator('.avma-raw > summary');
    await expect(facts).toHaveCount(raw ? 1 : 0);
    if (raw) {
        await facts.click();
        const shown = (await group.locator('pre').textContent()) ?? '';
        expect(
            raw.filter(part => !shown.includes(part)),
            `facts of ${code}`
        ).toEqual([]);
    }
}

/** The same in the details of the guest; whoever copies the facts has all of them. */
async function expectDetails(frame: FrameLocator, code: InsideFailureCode, guest: string, language: Language): Promise<void> {
    // Choosing a row opens them.
    await row(frame, guest).click();
    const inside = frame.locator('avma-guest-details .avma-inside');
    await expect(inside.locator('.avma-reason > strong')).toHaveText(`${resource('LookInside_notReadTitle')}: ${words(code).title}`);
    await expectWords(inside, code);
    await inside.scrollIntoViewIfNeeded();
    if (code === 'unclassified') {
        await inside.getByRole('button', { name: `Copy: ${resource('Common_rawDetails')}` }).click();
        const hresult = `0x${(undocumented.code >>> 0).toString(16).toUpperCase()}`;
        const facts = ['unclassified', hresult, undocumented.id, 'PSRemotingTransportException', undocumented.text[language]];
        await expect.poll(async () => (await inside.page().evaluate(() => navigator.clipboard.readText())).split(/\r?\n/)).toEqual(facts);
    }
}

interface Told {
    readonly code: InsideFailureCode;
    readonly guest: string;
    readonly raw: readonly string[] | undefined;
}

/** The groups of a run that has ended: one for each class and nothing else; then, where the language is looked at, each with its guest's details. */
async function expectTexts(tool: Tool, frame: FrameLocator, told: readonly Told[], language: Language): Promise<void> {
    const codes = await frame.locator('.avma-run-group').evaluateAll(groups => groups.map(group => group.getAttribute('data-code')));
    expect(codes).toEqual(told.map(({ code }) => code));
    const looked = told.filter(({ code }) => language === 'en' || code === 'unclassified');
    const fold = (code: InsideFailureCode): Promise<void> => frame.locator(`[data-code=${code}] > summary`).click();
    for (const one of told) {
        await expectGroup(frame, one.code, one.guest, one.raw);
        if (looked.includes(one)) {
            await tool.expectAccessible();
            await tool.picture(`failure-${one.code}-${language}-light`);
        }
        await fold(one.code);
    }
    await tool.setTheme('dark');
    for (const { code, guest } of looked) {
        await fold(code);
        await expectDetails(frame, code, guest, language);
        await tool.expectAccessible();
        await tool.picture(`failure-${code}-${language}-dark`);
        await fold(code);
    }
    await tool.setTheme('light');
}

/** How far a run has come, as it says it. */
const progress = (done: number, total: number): string => resource('LookInside_running').replace('{done}', String(done)).replace('{total}', String(total));

for (const language of languages) {
    test(`guests that fail in every way are told in one run, each in its own words (${language})`, async ({ tool, estate }) => {
        test.setTimeout(180_000);
        const node = estate.node(guestsHost(language));
        const machineOf = (code: GuestClass): Machine => {
            const found = node?.machines.find(machine => machine.entry.name === guestOf(code));
            if (!found) {
                throw new Error(`The estate has no guest for ${code}.`);
            }
            return found;
        };
        for (const code of guestClasses) {
            await guestFailures[code].requests?.(tool.page, machineOf(code).id);
        }
        await tool.page.clock.install();
        const frame = await tool.open(guestsHost(language), 'guests');
        await selectAll(frame);
        await openDialog(frame);
        const accounts = [[readable, right] as const, ...guestClasses.map(code => [guestOf(code), accountOf(code)] as const)];
        await fillList(
            frame,
            accounts.map(([name, { user, password }]) => `${name},${user},${password}`)
        );
        for (const guest of guestClasses.filter(code => guestFailures[code].overNetwork).map(guestOf)) {
            await frame.getByLabel(`Name of ${guest}`).fill(`${guest.toLowerCase()}.contoso.com`);
        }
        await frame.getByLabel('Seconds to wait for each guest').fill('600');
        const before = guestClasses.map(code => ({ machine: machineOf(code), was: { ...machineOf(code) } }));
        guestClasses.forEach(code => guestFailures[code].meanwhile?.(machineOf(code)));
        await send(frame);
        // All but the guest that hangs, and the one that waits for what becomes of its account there.
        await expect(frame.getByText(progress(accounts.length - 2, accounts.length))).toBeVisible({ timeout: 60_000 });
        before.forEach(({ machine, was: { id, enabledState } }) => Object.assign(machine, { id, enabledState }));
        await frame.getByRole('button', { name: 'Stop', exact: true }).click();
        await expect(frame.getByText(progress(accounts.length - 1, accounts.length))).toBeVisible();
        await tool.page.clock.fastForward('10:00');
        await ended(frame);
        await expect(row(frame, readable).getByText(/^Verified/)).toBeVisible();
        const told = guestClasses.map(code => ({ code, guest: guestOf(code), raw: guestFailures[code].raw }));
        await expectTexts(tool, frame, told, language);
    });

    test(`a host on which no guest can be entered is told in its own words, whatever the reason (${language})`, async ({ tool, estate }) => {
        test.setTimeout(120_000);
        const node = estate.node(wholeHost(language));
        if (!node) {
            throw new Error('The estate has no such host.');
        }
        const frame = await tool.open(wholeHost(language), 'guests');
        await selectAll(frame);
        await openDialog(frame);
        for (const code of hostClasses) {
            const { overNetwork, begin, raw } = hostFailures[code];
            await fillAccount(frame, 0, right, /^All guests without/);
            if (overNetwork) {
                await frame.getByLabel(resource('LookInside_overNetwork')).check();
                await frame.getByLabel(`Name of ${failing}`).fill(`${failing.toLowerCase()}.contoso.com`);
            }
            const mend = await begin?.(tool.page, node);
            await send(frame);
            await ended(frame);
            await expectTexts(tool, frame, [{ code, guest: failing, raw }], language);
            await mend?.();
            await frame.getByRole('button', { name: resource('LookInside_retry') }).click();
            await expect(frame.getByRole('heading', { name: /^Read licensing of 1 of 1 guest/ })).toBeVisible();
        }
    });
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
    await expect(frame.getByRole('menuitem', { name: 'Read licensing' }).first()).toBeDisabled();
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
