/** Starts a run on the "Apply" page like a person would, and measures it inside the page. */
import { Browser, expect } from '@playwright/test';
import { openDialog, startButton, states } from '../e2e/apply-page';
import { fillAccount, selectAll } from '../e2e/guests-page';
import { account } from './apply-host';

export interface RunRequest {
    /** The gateway. */
    readonly url: string;
    readonly host: string;
    readonly atATime: number;
    /** Seconds to wait for each guest. */
    readonly waitSeconds: number;
}

export interface FinishedRun {
    /** Milliseconds from the starting click until the page shows that the run has ended. */
    readonly elapsed: number;
    /** Final state of each guest, by name. */
    readonly states: ReadonlyMap<string, string>;
}

/**
 * Clicks and waits.
 * @param mostMs time limit in milliseconds
 */
function clickUntilEnd(button: Element, maxMs: number): Promise<number> {
    return new Promise((resolve, reject) => {
        const began = performance.now();
        const observer = new MutationObserver(() => {
            if (/^Ended/.test(document.querySelector('.avma-run-line [role=status]')?.textContent?.trim() ?? '')) {
                observer.disconnect();
                resolve(performance.now() - began);
            }
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        setTimeout(() => reject(new Error('The run does not end.')), maxMs);
        (button as HTMLElement).click();
    });
}

/** Applies keys to all guests of a host in a new browser context. */
export async function applyToAll(browser: Browser, { url, host, atATime, waitSeconds }: RunRequest): Promise<FinishedRun> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true });
    try {
        const page = await context.newPage();
        // The compiler wraps inner functions with this, to keep their names.
        await page.addInitScript({ content: 'globalThis.__name ??= value => value;' });
        await page.goto(`${url}/${host}/guests`);
        const frame = page.frameLocator('iframe');
        await selectAll(frame);
        await openDialog(frame);
        await fillAccount(frame, 0, account, /^All guests without/);
        await frame.getByLabel('Guests at a time').fill(String(atATime));
        await frame.getByLabel('Seconds to wait for each guest').fill(String(waitSeconds));
        await expect(startButton(frame)).toBeEnabled();
        const elapsed = await startButton(frame).evaluate(clickUntilEnd, 300_000);
        // The page draws only the first of many guests.
        const more = frame.locator('.avma-run-more button');
        while ((await more.count()) > 0) {
            await more.first().click();
        }
        return { elapsed, states: await states(frame) };
    } finally {
        await context.close();
    }
}
