/** A table in the shell's frame, controlled and measured from inside the page. */
import { Browser, CDPSession, Frame, Page } from '@playwright/test';
import { Gateway } from '../../dev-gateway/gateway/gateway';

/** Data that the functions below keep in the page. Times are in milliseconds since 1970. */
interface Watch {
    firstRow: number;
    allRows: number;
    /** When the page's last change was painted. */
    lastChange: number;
    /** Whether a change hasn't been painted yet. */
    pending: boolean;
    lastInput: number;
    /** The longest time between two frames since it was last set to 0. */
    longestFrame: number;
}

declare global {
    interface Window {
        tableWatch?: Watch;
    }
}

/** Runs in every frame before its own scripts. The table keeps hidden rows for measuring above its list. */
function startWatch(expectedRows: number): void {
    if (window === window.top) {
        return;
    }
    const watch: Watch = { firstRow: 0, allRows: 0, lastChange: 0, pending: false, lastInput: 0, longestFrame: 0 };
    window.tableWatch = watch;
    const now = (): number => performance.timeOrigin + performance.now();
    const look = (): void => {
        const row = document.querySelector<HTMLElement>('.sme-table-scrollable:not([aria-hidden]) .sme-table-row-data');
        if (!row) {
            return;
        }
        watch.firstRow ||= now();
        const list = row.closest<HTMLElement>('.sme-table-scroll-container');
        if (!watch.allRows && list && list.scrollHeight >= expectedRows * row.offsetHeight) {
            watch.allRows = now();
        }
    };
    let previous = now();
    const frame = (): void => {
        const time = now();
        watch.longestFrame = Math.max(watch.longestFrame, time - previous);
        previous = time;
        if (watch.pending) {
            watch.pending = false;
            // The next frame starts after this one was painted.
            requestAnimationFrame(() => {
                watch.lastChange = now();
                if (!watch.allRows) {
                    look();
                }
            });
        }
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new MutationObserver(() => (watch.pending = true)).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    addEventListener('input', () => (watch.lastInput = now()), true);
}

/** Waits until nothing has changed for a while, and returns when the last change was painted. */
async function settled(quietMs: number): Promise<number> {
    const watch = window.tableWatch as Watch;
    const begin = performance.timeOrigin + performance.now();
    for (;;) {
        await new Promise(resolve => setTimeout(resolve, 20));
        const now = performance.timeOrigin + performance.now();
        if (!watch.pending && now - Math.max(watch.lastChange, begin) > quietMs) {
            return watch.lastChange;
        }
        if (now - begin > 30_000) {
            throw new Error('The page does not come to rest.');
        }
    }
}

/**
 * Clicks a column's header.
 * @returns the time
 */
function clickHeader(header: string): number {
    const found = Array.from(document.querySelectorAll<HTMLElement>('.sme-table-header-cell')).find(cell => cell.innerText.trim() === header);
    if (!found) {
        throw new Error(`There is no column ${header}.`);
    }
    const at = performance.timeOrigin + performance.now();
    found.click();
    return at;
}

/**
 * Jumps through the list out of order, and waits for each position to be drawn.
 * @returns the longest frame
 */
async function jump(jumps: number): Promise<number> {
    const watch = window.tableWatch as Watch;
    const list = document.querySelector('.sme-table-scroll-container') as HTMLElement;
    const way = list.scrollHeight - list.clientHeight;
    watch.longestFrame = 0;
    for (let index = 0; index < jumps; index++) {
        list.scrollTop = (way * ((index * 17) % jumps)) / (jumps - 1);
        const begin = performance.timeOrigin + performance.now();
        do {
            await new Promise(resolve => setTimeout(resolve, 50));
        } while (watch.pending || performance.timeOrigin + performance.now() - Math.max(watch.lastChange, begin) < 100);
    }
    const longest = watch.longestFrame;
    list.scrollTop = 0;
    return longest;
}

/**
 * Refreshes the page.
 * @returns how long the button shows the refresh
 */
async function refresh(): Promise<number> {
    const button = (): HTMLButtonElement =>
        Array.from(document.querySelectorAll('button')).find(one => /\bRefresh\b/.test(`${one.ariaLabel ?? ''} ${one.textContent ?? ''}`)) as HTMLButtonElement;
    const busy = (): boolean => button().disabled || button().getAttribute('aria-disabled') === 'true';
    const began = performance.now();
    button().click();
    const until = async (wanted: boolean): Promise<void> => {
        while (busy() !== wanted) {
            await new Promise(resolve => setTimeout(resolve, 10));
            if (performance.now() - began > 120_000) {
                throw new Error('The refresh does not end.');
            }
        }
    };
    await until(true);
    await until(false);
    return performance.now() - began;
}

export interface Opening {
    readonly firstRow: number;
    readonly allRows: number;
    readonly longestFrame: number;
}

const rowSelector = '.sme-table-scrollable:not([aria-hidden]) .sme-table-row-data';
const quietMs = 700;

export class TablePage {
    private constructor(
        private readonly page: Page,
        private readonly frame: Frame,
        private readonly devTools: CDPSession
    ) {}

    /**
     * Opens a host and waits for its first row.
     * @param path route of the table in the tool
     * @param begin navigates from there to the table
     */
    public static async open(
        browser: Browser,
        gateway: Gateway,
        host: string,
        path: string,
        expectedRows: number,
        height: number,
        begin: (page: Page) => Promise<void> = () => Promise.resolve()
    ): Promise<TablePage> {
        const page = await browser.newPage({ viewport: { width: 1440, height } });
        // The compiler wraps inner functions with this, to keep their names.
        await page.addInitScript({ content: 'globalThis.__name ??= value => value;' });
        await page.addInitScript(startWatch, expectedRows);
        // Turn off background refreshes, which would be measured too.
        await page.addInitScript(() => localStorage.setItem('avma.guests.keepCurrent', 'off'));
        await page.goto(`${gateway.url}/${host}/${path}`);
        await begin(page);
        await page.frameLocator('iframe').locator(rowSelector).first().waitFor({ timeout: 120_000 });
        const frame = page.frames().find(one => one.url().includes('/modules/'));
        if (!frame) {
            throw new Error(`${gateway.url} shows no tool.`);
        }
        return new TablePage(page, frame, await page.context().newCDPSession(page));
    }

    public close(): Promise<void> {
        return this.page.close();
    }

    /** Times at which the first row and all rows were visible, in milliseconds since 1970, and the longest frame until then. */
    public async opened(): Promise<Opening> {
        await this.frame.waitForFunction(() => (window.tableWatch?.allRows ?? 0) > 0, null, { timeout: 120_000 });
        return this.frame.evaluate(() => window.tableWatch as Watch);
    }

    /** The displayed columns: header and width. */
    public columns(): Promise<ReadonlyArray<readonly [string, number]>> {
        return this.frame.evaluate(() =>
            Array.from(document.querySelectorAll<HTMLElement>('.sme-table-header-cell')).map(cell => [cell.innerText.trim(), cell.offsetWidth] as const)
        );
    }

    /** The height of the list, and the number of drawn rows. */
    public list(): Promise<{ readonly height: number; readonly rows: number }> {
        return this.frame.evaluate(
            selector => ({
                height: document.querySelector('.sme-table-scroll-container')?.clientHeight ?? 0,
                rows: document.querySelectorAll(selector).length
            }),
            rowSelector
        );
    }

    public async makeHigher(by: number): Promise<void> {
        const size = this.page.viewportSize() ?? { width: 1440, height: 900 };
        await this.page.setViewportSize({ width: size.width, height: size.height + by });
        await this.rest();
    }

    public rest(): Promise<number> {
        return this.frame.evaluate(settled, quietMs);
    }

    /**
     * Replaces the text in the search field.
     * @returns milliseconds from the last key to the last change on the screen
     */
    public async search(text: string, resultPattern: RegExp): Promise<number> {
        const input = this.frame.locator('input[type="search"]');
        await input.selectText();
        if (text === '') {
            await this.page.keyboard.press('Delete');
        } else {
            await this.page.keyboard.type(text);
        }
        const last = await this.rest();
        const shown = await this.frame.locator(rowSelector).allInnerTexts();
        if (shown.length === 0 || !shown.every(row => resultPattern.test(row))) {
            throw new Error(`The search for "${text}" shows ${shown[0] ?? 'nothing'}`);
        }
        return last - (await this.frame.evaluate(() => (window.tableWatch as Watch).lastInput));
    }

    /** @returns milliseconds from the click to the last change on the screen */
    public async sort(header: string): Promise<number> {
        const before = await this.frame.locator(rowSelector).first().innerText();
        const clicked = await this.frame.evaluate(clickHeader, header);
        const last = await this.rest();
        if ((await this.frame.locator(rowSelector).first().innerText()) === before) {
            throw new Error(`Sorting by ${header} changes nothing.`);
        }
        return last - clicked;
    }

    /** The longest frame of several jumps through the list. */
    public async scroll(jumps: number): Promise<number> {
        const longest = await this.frame.evaluate(jump, jumps);
        await this.rest();
        return longest;
    }

    public refresh(): Promise<number> {
        return this.frame.evaluate(refresh);
    }

    /** Megabytes in use after a garbage collection. */
    public async heap(): Promise<number> {
        for (let round = 0; round < 3; round++) {
            await this.devTools.send('HeapProfiler.collectGarbage');
        }
        const { usedSize } = await this.devTools.send('Runtime.getHeapUsage');
        return usedSize / 2 ** 20;
    }
}
