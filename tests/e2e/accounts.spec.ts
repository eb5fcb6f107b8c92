/** Two accounts for one host: how few runs and clicks it takes, counted, and how few sign-ins fail. */
import { join } from 'node:path';
import { FrameLocator, Locator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { AccountEntry, GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { readEstateFile } from '../../dev-gateway/estate/read-estate-file';
import { byName, ended, startButton, states } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, right } from './guests-page';

/** What three guests of HV-MANY know instead. */
const second: AccountEntry = { user: 'CONTOSO\\dbadmin', password: 'Db4dmin!guest' };
const rejecting = ['MANY04', 'MANY07', 'MANY10'];

/** A host whose first guest rejects the first account. */
const rejects: NodeEntry = {
    name: 'REJECTS',
    os: '2019',
    guestAccounts: [right],
    guests: Array.from({ length: 12 }, (_, index): GuestEntry => ({
        name: `R${String(index + 1).padStart(2, '0')}`,
        os: '2019',
        sku: 8,
        inside: index % 4 === 0 ? { accounts: [second] } : {}
    }))
};
const estateFile = readEstateFile(join(__dirname, '../../dev-gateway/estate/contoso.json'));

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate({ ...estateFile, nodes: [...estateFile.nodes, rejects] }, 0)))
});

/** Clicks as a person would, and counts them. */
class Clicks {
    public count = 0;

    public async on(one: Locator): Promise<void> {
        this.count++;
        await one.click();
    }
}

const failedOf = (estate: Estate, host: string, account: AccountEntry): number =>
    estate.logons.filter(({ node, user, success }) => node === host && user === account.user && !success).length;
const question = (frame: FrameLocator, user: string): Locator => frame.getByRole('alert').filter({ hasText: user });
const again = (frame: FrameLocator): Locator => frame.getByRole('button', { name: 'Retry these guests' });

/** The account is typed and its guests are chosen, which is no click of the run's way. */
async function give(frame: FrameLocator, account: AccountEntry): Promise<void> {
    await fillAccount(frame, 0, account, /^All guests without/);
}

test('twelve guests with two accounts take two runs and few clicks, and the rejecting ones are named', async ({ tool, estate }) => {
    test.setTimeout(180_000);
    const clicks = new Clicks();
    const frame = await tool.open('HV-MANY');
    await clicks.on(frame.getByRole('button', { name: 'Activate 12 guests' }));
    await give(frame, right);
    await clicks.on(startButton(frame));
    await expect(question(frame, right.user)).toContainText(/MANY\d\d.* rejected/, { timeout: 100_000 });
    await clicks.on(question(frame, right.user).getByRole('button', { name: 'Continue without them' }));
    await ended(frame);
    const first = await states(frame);
    expect([...first].filter(([, state]) => state === 'done').length).toBe(9);
    expect(
        [...first]
            .filter(([, state]) => state === 'failed')
            .map(([name]) => name)
            .sort()
    ).toEqual(rejecting);
    expect(failedOf(estate, 'HV-MANY', right)).toBe(3);
    await clicks.on(again(frame));
    await expect(frame.getByText('MANY04, MANY07, and MANY10 rejected CONTOSO\\guestadmin. Enter another account for them.')).toBeVisible();
    await give(frame, second);
    await clicks.on(startButton(frame));
    await ended(frame);
    expect(byName(await states(frame))).toEqual(rejecting.map(name => `${name} done`));
    expect([clicks.count <= 12, failedOf(estate, 'HV-MANY', second)]).toEqual([true, 0]);
});

test('a first guest that rejects costs one sign-in; the others come first in the next run, and three runs are enough', async ({ tool, estate }) => {
    test.setTimeout(180_000);
    const frame = await tool.open('REJECTS');
    await frame.getByRole('button', { name: 'Activate 12 guests' }).click();
    await give(frame, right);
    await startButton(frame).click();
    await ended(frame);
    const count = async (state: string): Promise<number> => [...(await states(frame))].filter(([, one]) => one === state).length;
    expect([await count('failed'), await count('notTried'), failedOf(estate, 'REJECTS', right)]).toEqual([1, 11, 1]);
    await tool.expectAccessible();
    await tool.picture('apply-not-tried-light');
    await again(frame).click();
    await expect(frame.getByText('R01 rejected CONTOSO\\guestadmin. Enter another account for it.')).toBeVisible();
    await tool.picture('apply-another-account-light');
    await tool.expectAccessible();
    await give(frame, right);
    await fillAccount(frame, 1, second, /^Only guests that I tick$/);
    await startButton(frame).click();
    await question(frame, right.user).getByRole('button', { name: 'Continue without them' }).click();
    await ended(frame);
    expect([await count('failed'), await count('done')]).toEqual([2, 10]);
    await again(frame).click();
    await give(frame, second);
    await startButton(frame).click();
    await ended(frame);
    expect(await count('done')).toBe(2);
    expect(failedOf(estate, 'REJECTS', right)).toBeLessThanOrEqual(4);
});
