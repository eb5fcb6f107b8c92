/** Accounts in a run, 16 guests at a time: no account is locked out by a run, and every guest says why it was not entered. */
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { AccountEntry, EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { byName, ended, notOnce, openDialog, start, states, truth, untrue } from './apply-page';
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
            // The first two know the account; so many after them know it by another password.
            guests: Array.from({ length: 16 }, (_, index): GuestEntry => ({
                name: `M${String(index + 1).padStart(2, '0')}`,
                os: '2019',
                sku: 8,
                inside: { stepMs: 60, ...(index > 1 && index < 10 ? { accounts: [other] } : {}) }
            }))
        },
        {
            name: 'EXPIRES',
            os: '2019',
            guestAccounts: [own],
            guests: Array.from({ length: 6 }, (_, index): GuestEntry => ({
                name: `E${index + 1}`,
                os: '2019',
                sku: 8,
                inside: index > 1 ? { accounts: [other] } : {}
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
}

/** The rows of guests that give this reason. */
const saying = (frame: FrameLocator, state: 'failed' | 'notTried', reason: string): Locator =>
    frame.locator(`avma-run-table tr[data-state=${state}]`).filter({ hasText: reason });
const refusedHere = 'The guest refused the account';
const notTried = 'Not tried, because its account failed elsewhere';

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
    await ended(frame);
    const counts = estate.logonsByAccount();
    expect([counts['contoso\\wrong'], counts[right.user.toLowerCase()].failed]).toEqual([{ succeeded: 0, failed: 1 }, 0]);
    await expect(saying(frame, 'failed', refusedHere)).toHaveCount(1);
    await expect(saying(frame, 'notTried', notTried)).toHaveCount(11);
    const shown = await states(frame);
    expect([...shown].filter(([, state]) => state !== 'done').map(([name]) => name)).toEqual(names.filter(isWrong));
    const there = truth(estate, 'WRONG');
    expect([untrue(shown, there), notOnce(there)]).toEqual([[], names.filter(isWrong)]);
    await tool.picture('apply-wrong-account-light');
});

test('an account that two guests accepted and others reject asks, and fails four times at most, however often somebody continues', async ({ tool, estate }) => {
    test.setTimeout(240_000);
    const frame = await tool.open('MIXED', 'guests');
    const names = namesOf(estate, 'MIXED');
    await run(
        frame,
        16,
        names.map(name => `${name},${own.user},${own.password}`)
    );
    const question = frame.getByRole('alert').filter({ hasText: own.user });
    // Sixteen sessions are opened while the first guest is tried, which takes a busy machine its time.
    await expect(question).toContainText(/M0[34].* rejected CONTOSO/, { timeout: 90_000 });
    await expect(question).toContainText(/Left: [12]\./);
    await tool.expectAccessible();
    await tool.picture('apply-account-question-light');
    await question.getByRole('button', { name: 'Continue without them' }).click();
    await ended(frame);
    const failed = estate.logons.filter(({ node, success }) => node === 'MIXED' && !success).map(({ vmId }) => vmId);
    expect([failed.length, new Set(failed).size]).toEqual([4, 4]);
    await expect(saying(frame, 'failed', refusedHere)).toHaveCount(4);
    await expect(saying(frame, 'notTried', notTried)).toHaveCount(10);
    // A run after it tries nobody, in this tab or another one.
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await fillList(
        frame,
        names.slice(2).map(name => `${name},${own.user},${own.password}`)
    );
    await start(frame);
    await ended(frame);
    expect(estate.logons.filter(({ node, success }) => node === 'MIXED' && !success).length).toBe(4);
    await expect(frame.locator('avma-run-table').first().locator('tr[data-state=notTried]')).toHaveCount(14);
    expect(untrue(await states(frame), truth(estate, 'MIXED'))).toEqual([]);
});

test('a password that is changed while the run asks goes to the guests that were not tried', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('EXPIRES', 'guests');
    const names = namesOf(estate, 'EXPIRES');
    await run(
        frame,
        1,
        names.map(name => `${name},${own.user},${own.password}`)
    );
    const question = frame.getByRole('alert').filter({ hasText: own.user });
    await question.getByRole('button', { name: 'Change password' }).click();
    await question.getByLabel(`New password of ${own.user}`).fill(other.password);
    await question.getByRole('button', { name: 'Use this password' }).click();
    await ended(frame);
    expect(byName(await states(frame))).toEqual(['E1 done', 'E2 done', 'E3 failed', 'E4 failed', 'E5 done', 'E6 done']);
    expect(estate.logons.filter(({ node, success }) => node === 'EXPIRES' && !success).length).toBe(2);
});
