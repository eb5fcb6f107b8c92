/** The guests' table and the look-inside dialog, as a person works them. */
import { Frame, FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

export interface Account {
    readonly user: string;
    readonly password: string;
}

/** Opens all guests of Contoso but those that know accounts of their own only. */
export const right: Account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };

/** Rows of the SDK's table; it keeps hidden copies for measuring. */
export const rows = (frame: FrameLocator): Locator => frame.locator('.sme-table-scrollable:not([aria-hidden]) .sme-table-row-data');
export const row = (frame: FrameLocator, name: string): Locator => rows(frame).filter({ hasText: name });
/** A guest's row in the matrix of moves. */
export const moves = (frame: FrameLocator, name: string): Locator => frame.locator(`avma-move-matrix tr[data-guest='${name}']`);

/** What the browser keeps of the frame's address: its storages and databases. */
export function keptInBrowser(frame: Frame | Page): Promise<string> {
    return frame.evaluate(async () => {
        const done = <T>(request: IDBRequest<T>): Promise<T> =>
            new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
        const contents: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
        for (const { name } of await indexedDB.databases()) {
            const database = await done(indexedDB.open(name ?? ''));
            for (const store of Array.from(database.objectStoreNames)) {
                const entries = database.transaction(store).objectStore(store);
                contents.push(store, await done(entries.getAllKeys()), await done(database.transaction(store).objectStore(store).getAll()));
            }
            database.close();
        }
        return JSON.stringify(contents);
    });
}

/** Keeps whatever leaves the page or comes to it. @returns everything seen so far, with all that the page itself holds */
export function watchSecrets({ page }: { readonly page: Page }): () => Promise<string[]> {
    const seen: string[] = [];
    page.on('request', request => seen.push(request.url(), request.postData() ?? ''));
    page.on('console', message => seen.push(message.text()));
    page.on('websocket', socket => {
        socket.on('framesent', ({ payload }) => seen.push(String(payload)));
        socket.on('framereceived', ({ payload }) => seen.push(String(payload)));
    });
    return async () => {
        for (const frame of page.frames()) {
            seen.push(frame.url(), await frame.content());
            seen.push(await keptInBrowser(frame));
            seen.push(await frame.evaluate(() => JSON.stringify([...document.querySelectorAll('input')].map(input => input.value))));
        }
        return seen;
    };
}

/** Waits until the guests have been read: rows come in bursts, and a moment after the first ones not all are there. */
export async function allRead(frame: FrameLocator): Promise<void> {
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.getByRole('button', { name: 'Refresh' })).toBeEnabled({ timeout: 60_000 });
}

export async function selectAll(frame: FrameLocator): Promise<void> {
    await allRead(frame);
    await expect(frame.getByText('items', { exact: false }).first()).toBeVisible();
    // The SDK's box is drawn by a label without a size of its own.
    const box = frame.locator('.sme-table-header .sme-table-checkbox').first();
    await box.click({ force: true, position: { x: 6, y: 13 } });
    await expect(frame.getByText(/\d+ selected/).first()).toBeVisible();
}

/** Chooses in a menu of the action bar, which keeps what has no room behind "More". */
export async function chooseAction(frame: FrameLocator, menu: RegExp, entry: string | RegExp): Promise<void> {
    await expect(frame.getByRole('menuitem').first()).toBeVisible();
    if ((await frame.getByRole('menuitem', { name: menu }).count()) === 0) {
        await frame.getByRole('menuitem', { name: 'More' }).click();
    }
    await frame.getByRole('menuitem', { name: menu }).last().click();
    await frame.getByRole('menuitem', { name: entry, exact: true }).click();
}

export async function openDialog(frame: FrameLocator): Promise<void> {
    await frame.getByRole('menuitem', { name: 'Read licensing' }).first().click();
    await expect(frame.getByRole('heading', { name: /^Read licensing of [\d,]+ of [\d,]+ guests?$/ })).toBeVisible();
}

export const accountSet = (frame: FrameLocator, number: number): Locator => frame.locator('fieldset.avma-account').nth(number);

/** Ticks guests for an account by their names; all that are listed if none are given. */
export async function tickGuests(frame: FrameLocator, number: number, names?: readonly string[]): Promise<void> {
    const list = accountSet(frame, number).locator('avma-guest-ticks li');
    await expect(list.first()).toBeVisible();
    const boxes = names ? names.map(name => list.getByRole('checkbox', { name: new RegExp(`^${name}\\b`) })) : await list.getByRole('checkbox').all();
    for (const box of boxes) {
        await box.check();
    }
    await expect(accountSet(frame, number).getByText(`Guests ticked: ${boxes.length}`)).toBeVisible();
}

export async function fillAccount(frame: FrameLocator, number: number, account: Account, scope: RegExp): Promise<void> {
    const set = accountSet(frame, number);
    await set.getByLabel('User name').fill(account.user);
    await set.getByLabel('Password', { exact: true }).fill(account.password);
    const label = await set.locator('option').filter({ hasText: scope }).textContent();
    await set.getByLabel('For', { exact: true }).selectOption({ label: label?.trim() });
}

/** Gives each guest its own account, as lines of the list. */
export async function fillList(frame: FrameLocator, lines: readonly string[]): Promise<void> {
    await frame.getByText('One account per guest (paste a list)').click();
    await frame.locator('#avma-account-list').fill(lines.join('\n'));
    await expect(frame.getByText("Lines that can't be used:")).toHaveCount(0);
}

export async function send(frame: FrameLocator): Promise<void> {
    await frame.locator('button[form=avma-look-inside-form]').click();
}

export async function ended(frame: FrameLocator): Promise<void> {
    await expect(frame.getByRole('button', { name: 'Close', exact: true })).toBeVisible({ timeout: 100000 });
}

export async function start(frame: FrameLocator): Promise<void> {
    await send(frame);
    await ended(frame);
}
