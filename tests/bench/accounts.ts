/**
 * A list of 1,000 accounts, pasted into the dialog that looks inside guests, and 10 letters typed into it. Beside it the same with one account, since a browser needs
 * its time for each letter in any dialog: what is claimed is what the list adds.
 */
import { Browser, chromium, Frame } from '@playwright/test';
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

/** The page may be blocked for so many milliseconds while 10 letters are typed. */
const limitMs = 100;
const letters = 'abcdefghij';
const guestCount = 1000;
const host = 'HV-BENCH';
const guestName = (number: number): string => `${String(number).padStart(4, '0')}-web`;
/** The first letters meet code that the browser has not compiled yet. */
const rounds = 5;

declare global {
    interface Window {
        /** How long each letter has kept the page from doing anything else, in milliseconds. */
        blocked?: number[];
    }
}

/** Measures each input from its event until the page is free again. */
function watchInputs(): void {
    const measured: number[] = [];
    window.blocked = measured;
    addEventListener(
        'input',
        () => {
            const began = performance.now();
            // A message waits until everything is done that the event has started, and for no timer.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                measured.push(performance.now() - began);
                port1.close();
            };
            port2.postMessage(null);
        },
        true
    );
}

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

/** @returns the sum over all letters, in milliseconds */
async function typeLetters(frame: Frame): Promise<number> {
    const list = frame.locator('#avma-account-list');
    await list.focus();
    await list.press('Control+End');
    await frame.evaluate(() => (window.blocked as number[]).splice(0));
    await list.pressSequentially(letters);
    await frame.waitForFunction(count => window.blocked?.length === count, letters.length);
    const sum = await frame.evaluate(() => (window.blocked as number[]).reduce((one, other) => one + other, 0));
    for (let typed = letters.length; typed > 0; typed--) {
        await list.press('Backspace');
    }
    return sum;
}

/** @param lines how many lines the list has */
async function measure(browser: Browser, url: string, lines: number): Promise<number> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // The compiler wraps inner functions with this, to keep their names.
    await page.addInitScript({ content: 'globalThis.__name ??= value => value;' });
    await page.addInitScript(watchInputs);
    await page.goto(`${url}/${host}/guests`);
    const tool = page.frameLocator('iframe');
    await tool
        .getByText(/^1,?000 items/)
        .first()
        .waitFor({ timeout: 120_000 });
    await selectAll(tool);
    await openDialog(tool);
    await fillList(
        tool,
        Array.from({ length: lines }, (_, index) => `${guestName(index + 1)},CONTOSO\\admin${index},Pa55w.rd${index}`)
    );
    const opened = page.frames().find(one => one.url().includes('/modules/'));
    if (!opened) {
        throw new Error('The tool is not open.');
    }
    const sums: number[] = [];
    for (let round = 0; round < rounds; round++) {
        sums.push(await typeLetters(opened));
    }
    await page.close();
    return median(sums.slice(1));
}

export async function accounts(): Promise<boolean> {
    const { gateway, close } = await startHost();
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumFlags] });
    try {
        const one = await measure(browser, gateway.url, 1);
        const all = await measure(browser, gateway.url, guestCount);
        console.log(
            `${letters.length} letters block the page for ${all.toFixed(0)} ms in a list of ${guestCount} accounts, and for ${one.toFixed(0)} ms in a list of one.`
        );
        console.log(`at most ${limitMs} ms`);
        return all <= limitMs;
    } finally {
        await browser.close();
        await close();
    }
}
