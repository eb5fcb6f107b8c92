/** Applying keys as a person does it, and what is in the guests in truth. */
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { expect } from './fixtures';
import { Account, fillAccount, right, selectAll } from './guests-page';

/** Last five of the AVMA key of 2019 Datacenter, which the guests of these specs are. */
const rightKey = 'WMBMW';

export async function openDialog(frame: FrameLocator): Promise<void> {
    await frame.getByRole('menuitem', { name: 'Apply keys' }).click();
    await expect(frame.getByRole('heading', { name: /^Apply keys to \d+ of \d+ guests/ })).toBeVisible();
}

/** Fills the dialog for all guests that it shows, up to the button that starts. */
export async function fill(frame: FrameLocator, atATime: string, account: Account = right): Promise<void> {
    await fillAccount(frame, 0, account, /^All guests without/);
    await frame.getByLabel('Guests at a time').fill(atATime);
}

export const startButton = (frame: FrameLocator): Locator => frame.locator('button[form=avma-apply-form]');

/** Starts what the dialog shows; from then on the page shows that run. */
export async function start(frame: FrameLocator): Promise<void> {
    await startButton(frame).click();
    await expect(frame.locator('#avma-apply-form')).toHaveCount(0);
}

export async function begin(frame: FrameLocator, atATime: string): Promise<void> {
    await fill(frame, atATime);
    await start(frame);
}

/** From the page of guests: all of them, in a dialog that is ready to start. */
export async function prepare(frame: FrameLocator, atATime: string): Promise<void> {
    await selectAll(frame);
    await openDialog(frame);
    await fill(frame, atATime);
}

export const ended = (frame: FrameLocator): Promise<void> =>
    expect(frame.locator('.avma-run-line [role=status]')).toContainText(/^(Ended|Stopped)/, { timeout: 150_000 });

/** The states of the newest run, by the guest's name, once its table is there. */
export async function states(frame: FrameLocator): Promise<Map<string, string>> {
    const guests = frame.locator('avma-run-table').first().locator('tr[data-guest]');
    await expect(guests.first()).toBeVisible();
    const shown = await guests.evaluateAll(all => all.map(one => [one.getAttribute('data-guest') ?? '', one.getAttribute('data-state') ?? ''] as const));
    return new Map(shown);
}

/** States as `name state`, by name: the page puts those first that need somebody. */
export const byName = (shown: ReadonlyMap<string, string>): string[] => [...shown].map(([name, state]) => `${name} ${state}`).sort();

export interface Truth {
    readonly right: boolean;
    readonly licensed: boolean;
    /** How often a key was written. */
    readonly writes: number;
}

/** What is in each guest of a host, as nobody but the estate knows it. */
export function truth(estate: Estate, host: string): Map<string, Truth> {
    const writes = estate.keyWritesByGuest();
    return new Map(
        (estate.node(host)?.machines ?? []).map(machine => {
            const installed = machine.inside?.installed;
            const isRight = installed?.lastFive === rightKey;
            return [
                machine.entry.name,
                { right: isRight, licensed: isRight && installed?.status === 1, writes: writes[machine.id.toLowerCase()] ?? writes[machine.id] ?? 0 }
            ];
        })
    );
}

/** Names of guests of which the page says what is not so. `unknown` says nothing. */
export function untrue(shown: ReadonlyMap<string, string>, there: ReadonlyMap<string, Truth>): string[] {
    const fits: Readonly<Record<string, (is: Truth) => boolean>> = {
        done: is => is.licensed,
        alreadyRight: is => is.licensed,
        installed: is => is.right && !is.licensed,
        failed: is => !is.right,
        refused: is => !is.right,
        notTried: is => !is.right,
        cancelled: is => !is.right,
        unknown: () => true
    };
    const nothing: Truth = { right: false, licensed: false, writes: 0 };
    return [...shown].filter(([name, state]) => !fits[state]?.(there.get(name) ?? nothing)).map(([name, state]) => `${name} ${state}`);
}

/** Names of guests that have not got their key exactly once, and with it their license. */
export function notOnce(there: ReadonlyMap<string, Truth>): string[] {
    return [...there].filter(([, is]) => !is.licensed || is.writes !== 1).map(([name]) => name);
}
