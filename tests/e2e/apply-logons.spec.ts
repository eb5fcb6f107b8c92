/** Accounts in a run, 16 guests at a time: no account is locked out by a run, and every guest says why it was not entered. */
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { AccountEntry, EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { ended, notOnce, openDialog, start, states, truth, untrue } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillList, right, selectAll } from './guests-page';

const own: AccountEntry = { user: 'CONTOSO\\operator', password: 'Op3rator!pw' };
const other: AccountEntry = { ...own, password: 'An0ther!pw' };

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        {
            name: 'WRONG',
            os: '2019',
            guestAccounts: [right],
            guests: Array.from({ length: 24 }, (_, index): GuestEntry => ({ name: `G${index + 1}`, os: '2019', sku: 8, inside: { stepMs: 40 } }))
        },
        {
            name: 'MIXED',
            os: '2019',
            guestAccounts: [own],
            // The first one knows the account; so many after it know it by another password.
            guests: Array.from({ length: 16 }, (_, index): GuestEntry => ({
                name: `M${index + 1}`,
                os: '2019',
                sku: 8,
                inside: { stepMs: 60, ...(index > 0 && index < 9 ? { accounts: [other] } : {}) }
            }))
        }
    ]
};

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

async function run(frame: FrameLocator, atATime: number, lines: readonly string[]): Promise<void> {
    await selectAll(frame);
    await openDialog(frame);
    await fillList(frame, lines);
    await frame.getByLabel('Guests at a time').fill(String(atATime));
    await start(frame);
    await ended(frame);
}

/** The rows of guests that give this reason. */
const saying = (frame: FrameLocator, reason: string): Locator => frame.locator('avma-run-table tr[data-state=failed]').filter({ hasText: reason });
const refusedHere = 'The guest refused the account';
const refusedElsewhere = 'The account was refused elsewhere';

const namesOf = (estate: Estate, node: string): readonly string[] => (estate.node(node)?.machines ?? []).map(({ entry }) => entry.name);

test('a wrong account costs one failed logon, and its other guests say that it was not tried there', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('WRONG', 'guests');
    const names = namesOf(estate, 'WRONG');
    const isWrong = (name: string): boolean => Number(name.slice(1)) % 2 === 0;
    await run(
        frame,
        16,
        names.map(name => (isWrong(name) ? `${name},CONTOSO\\wrong,Wr0ng!pw` : `${name},${right.user},${right.password}`))
    );
    const counts = estate.logonsByAccount();
    expect([counts['contoso\\wrong'], counts[right.user.toLowerCase()].failed]).toEqual([{ succeeded: 0, failed: 1 }, 0]);
    await expect(saying(frame, refusedHere)).toHaveCount(1);
    await expect(saying(frame, refusedElsewhere)).toHaveCount(11);
    const shown = await states(frame);
    expect([...shown].filter(([, state]) => state !== 'done').map(([name]) => name)).toEqual(names.filter(isWrong));
    const there = truth(estate, 'WRONG');
    expect([untrue(shown, there), notOnce(there)]).toEqual([[], names.filter(isWrong)]);
    await tool.picture('apply-wrong-account-light');
});

/**
 * One that a guest has taken is right, so it goes into as many as allowed; a refusal then is of a guest that knows another account by this name. It
 * ends the account: nobody is tried twice, and nobody after those that were under way.
 */
test('a proven account that guests refuse then is tried in no guest twice, and in none after those under way', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    const atATime = 4;
    const frame = await tool.open('MIXED', 'guests');
    const names = namesOf(estate, 'MIXED');
    await run(
        frame,
        atATime,
        names.map(name => `${name},${own.user},${own.password}`)
    );
    const failed = estate.logons.filter(({ user, success }) => user === own.user && !success).map(({ vmId }) => vmId);
    expect([failed.length, new Set(failed).size]).toEqual([failed.length, failed.length]);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThanOrEqual(atATime);
    await expect(saying(frame, refusedHere)).toHaveCount(failed.length);
    await expect(saying(frame, refusedElsewhere)).toHaveCount(names.length - 1 - failed.length);
    // The one that had taken it comes to its end.
    const shown = await states(frame);
    expect([shown.get('M1'), untrue(shown, truth(estate, 'MIXED')), estate.keyWrites.filter(({ node }) => node === 'MIXED').length]).toEqual(['done', [], 1]);
});
