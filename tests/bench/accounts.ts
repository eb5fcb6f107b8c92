/**
 * A list of 1,000 accounts, pasted into the dialog that looks inside guests, and 10 letters typed into it. Beside it the same text in a page with nothing but a text
 * area, since the browser lays out 1,000 lines again at each letter, and the dialog with one account. What counts is the time that the page's main thread works,
 * by its own clock: it doesn't depend on what else the machine does.
 */
import { Browser, CDPSession, chromium, Locator, Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../build/build';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { root } from '../../build/project';
import { bundleFolder, builtTool, sessionConfiguration } from '../../dev-gateway/environment';
import { EstateFile } from '../../dev-gateway/estate/estate-file';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { sdkStyles } from '../../dev-gateway/fonts';
import { Gateway, startGateway } from '../../dev-gateway/gateway/gateway';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { buildShell } from '../../dev-gateway/shell/build-shell';
import { fillList, openDialog, selectAll } from '../e2e/guests-page';
import { median } from './median';

/** The tool may block the page for so many milliseconds while 10 letters are typed, beside what the browser needs for the text area itself. */
const limitMs = 100;
const letters = 'abcdefghij';
const guestCount = 1000;
const host = 'HV-BENCH';
const guestName = (number: number): string => `${String(number).padStart(4, '0')}-web`;
const roundCount = 5;
const viewport = { width: 1440, height: 900 };

async function startHost(): Promise<{ readonly gateway: Gateway; readonly close: () => Promise<void> }> {
    const log = (line: string): void => console.log(line);
    await build('production', log);
    const estate: EstateFile = {
        domain: 'contoso.example',
        nodes: [{ name: host, os: '2019', repeat: { count: guestCount, of: [{ name: '{n}-web', os: '2019', sku: 7 }] } }]
    };
    const file = join(root, '.cache/bench/accounts-estate.json');
    mkdirSync(join(root, '.cache/bench'), { recursive: true });
    writeFileSync(file, JSON.stringify(estate));
    const engine = await openEngine(log);
    try {
        const gateway = await startGateway({
            engine,
            nodes: loadEstate(file),
            port: 0,
            bundle: bundleFolder,
            powerShellModule: builtTool.powerShellModule,
            sessionConfiguration,
            shell: join(root, 'dev-gateway/shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(log)
        });
        return {
            gateway,
            close: async () => {
                await gateway.close();
                await engine.close();
            }
        };
    } catch (error) {
        await engine.close();
        throw error;
    }
}

/** @returns for how many milliseconds the main thread of a page has worked so far, scripts, layout and painting together */
async function worked(client: CDPSession): Promise<number> {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
}

/** @returns for how long 10 letters in a list keep the main thread of its page at work, in milliseconds */
async function measure(page: Page, list: Locator): Promise<number> {
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const rounds: number[] = [];
    for (let round = 0; round <= roundCount; round++) {
        await list.focus();
        await list.press('Control+End');
        const before = await worked(client);
        await list.pressSequentially(letters);
        rounds.push((await worked(client)) - before);
        for (let typed = letters.length; typed > 0; typed--) {
            await list.press('Backspace');
        }
    }
    await page.close();
    // The first letters meet code that the browser has not compiled yet.
    return median(rounds.slice(1));
}

const linesOf = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${guestName(index + 1)},CONTOSO\\admin${index},Pa55w.rd${index}`);

async function inTool(browser: Browser, url: string, lines: number): Promise<number> {
    const page = await browser.newPage({ viewport });
    await page.goto(`${url}/${host}/guests`);
    const tool = page.frameLocator('iframe');
    await tool
        .getByText(/^1,?000 items/)
        .first()
        .waitFor({ timeout: 120_000 });
    await selectAll(tool);
    await openDialog(tool);
    await fillList(tool, linesOf(lines));
    return measure(page, tool.locator('#avma-account-list'));
}

async function inBarePage(browser: Browser, lines: number): Promise<number> {
    const page = await browser.newPage({ viewport });
    await page.setContent('<textarea rows="6" cols="60"></textarea>');
    const list = page.locator('textarea');
    await list.fill(linesOf(lines).join('\n'));
    return measure(page, list);
}

export async function accounts(): Promise<boolean> {
    const { gateway, close } = await startHost();
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumFlags] });
    try {
        const bare = await inBarePage(browser, guestCount);
        const one = await inTool(browser, gateway.url, 1);
        const all = await inTool(browser, gateway.url, guestCount);
        console.log(`The page works for ${letters.length} letters:`);
        console.log(`${all.toFixed(0)} ms in a list of ${guestCount} accounts, ${one.toFixed(0)} ms in a list of one`);
        console.log(`${bare.toFixed(0)} ms in a text area of ${guestCount} lines in an empty page`);
        console.log(`So the tool adds ${(all - bare).toFixed(0)} ms, at most ${limitMs}.`);
        return all - bare <= limitMs;
    } finally {
        await browser.close();
        await close();
    }
}
