/** Every screen where it is hardest to get right: in a long language, from right to left, in forced colours, and in 320 pixels. */
import { Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { expect, test as base } from './fixtures';
import { rows } from './guests-page';
import { Keyboard } from './keyboard';
import { foreignTexts, layoutFaults } from './layout-checks';
import { screenEstate } from './screen-estate';
import { WalkPart, walkParts, walkScreens } from './screen-walk';

interface Mode {
    readonly name: string;
    readonly host: string;
    readonly language: string;
    readonly theme: 'light' | 'dark';
    readonly forcedColors: 'active' | 'none';
    /** Of the tool alone, in pixels. */
    readonly width: number;
    /** What of the tool `npm test` goes through in this mode; `npm run bench -- screens` goes through all of it in each. */
    readonly parts: readonly WalkPart[];
}

/** The screens with the most beside each other. */
const crowded: readonly WalkPart[] = ['overview', 'guests'];

/** 640 pixels are a window of 1,280 at 200 %. The mode in which all is looked at is long and dark, too. */
const modes: readonly Mode[] = [
    { name: 'long', host: 'LONG', language: 'qps-ploc', theme: 'light', forcedColors: 'none', width: 1090, parts: crowded },
    { name: 'right-to-left', host: 'TURNED', language: 'qps-plocm', theme: 'dark', forcedColors: 'none', width: 1090, parts: walkParts },
    { name: 'forced-colours', host: 'FORCED', language: 'en-US', theme: 'light', forcedColors: 'active', width: 640, parts: crowded },
    { name: 'narrow', host: 'NARROW', language: 'en-US', theme: 'light', forcedColors: 'none', width: 320, parts: crowded }
];

/** The shell's list of connections takes less of a narrow window. */
const besides = (width: number): number => (width <= 600 ? 100 : 190);

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(screenEstate([...modes.map(mode => mode.host), 'KEYS']), 0)))
});

for (const { name, host, language, theme, forcedColors, width, parts } of modes) {
    const walked = process.env.AVMA_SCREENS === 'all' ? walkParts : parts;
    test(`${walked === walkParts ? 'every screen' : walked.join(', ')}: ${name}`, async ({ tool }) => {
        test.setTimeout(150_000);
        tool.page.setDefaultTimeout(15_000);
        await tool.page.setViewportSize({ width: width + besides(width), height: 860 });
        await tool.page.emulateMedia({ forcedColors, reducedMotion: 'reduce' });
        await tool.setLanguage(language);
        await tool.open(host);
        await tool.setTheme(theme);
        const faults: string[] = [];
        await walkScreens({
            tool,
            host,
            language,
            parts: walked,
            visit: async screen => {
                await expect(tool.page.frameLocator('iframe').locator('sme-loading-wheel')).toHaveCount(0);
                // A theme arrives after the page.
                await expect.poll(() => tool.document().evaluate(() => document.getAnimations().filter(one => one.playState === 'running').length)).toBe(0);
                // Pointing at something shows what it says upon what is beside it.
                await tool.page.mouse.move(0, 0);
                await tool.picture(`worldwide-${name}-${screen}`);
                const found = [
                    ...(await tool.findings()),
                    ...(await layoutFaults(tool.document())),
                    ...(language.startsWith('qps') ? (await foreignTexts(tool.document())).map(text => `not translated: ${text}`) : [])
                ];
                faults.push(...found.map(fault => `${screen}: ${fault}`));
            }
        });
        expect(await tool.document().evaluate(() => innerWidth)).toBe(width);
        expect(faults).toEqual([]);
    });
}

test('each task by keyboard alone, with its focus in sight and back where a dialog was opened', async ({ tool }) => {
    test.setTimeout(90_000);
    await tool.page.setViewportSize({ width: 1700, height: 900 });
    const frame = await tool.open('KEYS', 'guests');
    await expect(rows(frame).nth(4)).toBeVisible();
    const keyboard = new Keyboard(tool);
    const dialog = frame.locator('[aria-modal=true]');
    const action = (name: string): Locator => frame.getByRole('menuitem', { name, exact: true }).first();
    await frame.getByRole('tab').first().focus();

    // Filter.
    await keyboard.reach(frame.locator('#avma-verdict'));
    await keyboard.press('ArrowDown');
    await expect(rows(frame)).not.toHaveCount(9);
    await keyboard.press('ArrowUp');
    await expect(rows(frame)).toHaveCount(9);

    // Columns.
    const columns = frame.locator('[data-uta-id=column-picker-button]');
    await keyboard.reach(frame.locator('sme-master-view [role=button].sme-layout-action-bar-item-height'));
    await keyboard.reach(columns, 'ArrowLeft');
    await keyboard.throughDialog(columns, dialog);

    // Select guests, and open the details of one.
    await keyboard.reach(rows(frame));
    await keyboard.press('ArrowDown', 'Space');
    await expect(frame.locator('avma-guest-details')).toBeVisible();
    await keyboard.reach(frame.getByLabel('Select all items'), 'Shift+Tab');
    await keyboard.press('Space');
    await expect(frame.getByText('9 selected', { exact: true })).toBeVisible();

    // Look inside, apply, export.
    await keyboard.reach(frame.locator('sme-action-bar [role=menuitem]'), 'Shift+Tab');
    await keyboard.press(...Array.from({ length: 8 }, () => 'ArrowLeft'));
    await keyboard.reach(action('Read licensing'), 'ArrowRight');
    await keyboard.throughDialog(action('Read licensing'), dialog);
    await keyboard.reach(frame.locator('sme-action-bar button:has(.sme-icon-export)'), 'ArrowRight');
    const download = tool.page.waitForEvent('download');
    await keyboard.press('Enter');
    await keyboard.reach(frame.getByRole('menuitem', { name: 'Selected or shown rows as CSV' }), 'ArrowDown');
    await keyboard.press('Enter');
    await download;
    await keyboard.reach(action('Apply keys'), 'ArrowLeft');
    await keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    // The dialog was opened from another page; the keyboard goes on in the page that it left behind.
    await expect.poll(() => keyboard.has(frame.locator('main button').first())).toBe(true);
    expect(await keyboard.focused()).toMatch(/^seen /);
});

test('the dialogs of hosts, of history and of Data Exchange by keyboard alone', async ({ tool }) => {
    test.setTimeout(90_000);
    await tool.page.setViewportSize({ width: 1700, height: 900 });
    const frame = await tool.open('KEYS', 'hosts');
    const keyboard = new Keyboard(tool);
    const dialog = frame.locator('[aria-modal=true]');
    const button = (name: string): Locator => frame.getByRole('button', { name, exact: true });
    await expect(rows(frame)).toHaveCount(2);
    await expect(button('Usage report')).toBeEnabled({ timeout: 30_000 });

    // Hosts: what is shown, which hosts, and their report.
    await frame.getByRole('tab').first().focus();
    await keyboard.reach(frame.locator('#avma-hosts-view'));
    await keyboard.reach(button('Choose hosts'));
    await keyboard.throughDialog(button('Choose hosts'), dialog);
    await keyboard.reach(button('Usage report'));
    await keyboard.throughDialog(button('Usage report'), dialog);

    // The report of one host, from its history.
    await tool.go('history');
    await expect(rows(frame)).toHaveCount(5);
    await frame.getByRole('tab').first().focus();
    const report = frame.getByRole('menuitem', { name: 'Usage report', exact: true });
    await keyboard.reach(frame.locator('sme-action-bar [role=menuitem]'));
    await keyboard.reach(report, 'ArrowRight');
    await keyboard.throughDialog(report, dialog);

    // Data Exchange of a guest.
    await tool.go('guests');
    await frame.getByRole('tab').first().focus();
    await keyboard.reach(rows(frame));
    await keyboard.press('ArrowDown', 'Space');
    await keyboard.reach(frame.locator('sme-action-bar [role=menuitem]'), 'Shift+Tab');
    const exchange = frame.locator('sme-action-bar button', { hasText: 'Data Exchange' }).first();
    await keyboard.reach(exchange, 'ArrowRight');
    await keyboard.press('Enter');
    await keyboard.reach(frame.getByRole('menuitem', { name: 'Disable', exact: true }), 'ArrowDown');
    await keyboard.throughDialog(exchange, dialog);
});

test('nothing moves for whoever asks for less motion', async ({ tool }) => {
    const frame = await tool.open('KEYS', 'guests');
    await expect(rows(frame).nth(4)).toBeVisible();
    await frame.locator('[data-uta-id=column-picker-button]').click();
    await expect(frame.locator('[aria-modal=true]')).toBeVisible();
    /** How many elements would take longer than a blink to change, or are moved all the time. */
    const moving = (): Promise<number> =>
        tool.document().evaluate(() => {
            const seconds = (list: string): number => Math.max(...list.split(',').map(parseFloat));
            const slow = (style: CSSStyleDeclaration): boolean =>
                seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01);
            return [...document.querySelectorAll('*')].filter(one => slow(getComputedStyle(one))).length;
        });
    await tool.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBeGreaterThan(0);
    await tool.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
});
