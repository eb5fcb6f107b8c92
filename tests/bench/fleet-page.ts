/** Reads many hosts in the tool like an administrator would, and measures it inside the page. */
import { readFile } from 'node:fs/promises';
import { FrameLocator, Page } from '@playwright/test';

/** Times in milliseconds since 1970. */
export interface QueryTarget {
    readonly clicked: number;
    /** When the page had painted that all hosts were read. */
    readonly read: number;
}

const readTimeoutMs = 120_000;

/** Clicks the button, and waits until the text is painted. */
async function pressAndWait([button, text, timeoutMs]: readonly [string, string, number]): Promise<QueryTarget> {
    const now = (): number => performance.timeOrigin + performance.now();
    const found = Array.from(document.querySelectorAll('button')).find(one => one.innerText.trim() === button);
    if (!found) {
        throw new Error(`There is no button "${button}".`);
    }
    const clicked = now();
    found.click();
    const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve));
    const there = (): boolean => Array.from(document.querySelectorAll<HTMLElement>('[role="status"]')).some(one => one.textContent?.trim() === text);
    while (!there()) {
        await frame();
        if (now() - clicked > timeoutMs) {
            throw new Error(`The page does not say "${text}".`);
        }
    }
    // The next frame starts after this one was painted.
    await frame();
    return { clicked, read: now() };
}

const toolOf = (page: Page): FrameLocator => page.frameLocator('iframe');

/**
 * On the hosts' page: selects these hosts and reads them.
 * @param before called right before the click
 */
export async function askHosts(page: Page, names: readonly string[], before: () => void = () => undefined): Promise<QueryTarget> {
    const tool = toolOf(page);
    await tool.getByRole('button', { name: 'Choose hosts' }).click();
    await tool.locator('#avma-hosts-all').waitFor();
    await tool.locator('#avma-hosts-others').fill(names.join('\n'));
    const button = `Ask hosts (${names.length})`;
    // Puts the mouse where a person's would be, above the table while it is drawn.
    await tool.getByRole('button', { name: button }).hover();
    const frame = page.frames().find(one => one.url().includes('/modules/'));
    if (!frame) {
        throw new Error('The tool is not open.');
    }
    before();
    return frame.evaluate(pressAndWait, [button, `Hosts asked: ${names.length}; ${names.length} read`, readTimeoutMs] as const);
}

/** Goes from the hosts' page to the guests of all hosts. */
export async function showGuests(page: Page): Promise<void> {
    await toolOf(page).getByRole('button', { name: 'Show guests' }).click();
}

/** The rows that the guests' page exports as JSON. */
export async function exportRows(page: Page): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
    const saved = page.waitForEvent('download');
    // The button is in a menu, which may be inside another one.
    await toolOf(page).locator('button', { hasText: 'Selected or shown rows as JSON' }).first().dispatchEvent('click');
    return JSON.parse(await readFile(await (await saved).path(), 'utf8')) as ReadonlyArray<Readonly<Record<string, unknown>>>;
}
