/** Applying keys from several places at once: no key is written twice, no guest is lost from a record, and each place says what is so. */
import { FrameLocator, Locator, Page } from '@playwright/test';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { byName, ended, fill, notOnce, openDialog, prepare, start, startButton, states, truth, untrue } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, right, rows, selectAll } from './guests-page';
import { HeldEstate } from './held-estate';

const guests = (count: number, inside: GuestEntry['inside']): GuestEntry[] =>
    Array.from({ length: count }, (_, index) => ({ name: `G${index + 1}`, os: '2019', sku: 8, inside }));

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        { name: 'TABS', os: '2019', guestAccounts: [right], guests: guests(4, {}) },
        { name: 'CLOSED', os: '2019', guestAccounts: [right], guests: guests(4, {}) },
        { name: 'ADMINS', os: '2019', guestAccounts: [right], guests: guests(6, { latencyMs: 40 }) },
        {
            name: 'BUSY',
            os: '2019',
            guestAccounts: [right],
            guests: guests(1, { faults: [{ step: 'activate', when: 'before', what: 'hangs' }] })
        },
        { name: 'TWICE', os: '2019', guestAccounts: [right], guests: guests(3, { stepMs: 100 }) },
        {
            name: 'STALE',
            os: '2019',
            guestAccounts: [right],
            guests: [
                { name: 'OLD', os: '2012 R2', sku: 8, generation: 1 },
                { name: 'OTHER', os: '2012 R2', sku: 8, generation: 1 }
            ]
        }
    ]
};

const test = base.extend<{ estate: HeldEstate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new HeldEstate(estateFile, 0)))
});

const elsewhere = (frame: FrameLocator): Locator => frame.getByText('Another tab works on this run.');
const deletes = (frame: FrameLocator): Locator => frame.getByRole('button', { name: 'Delete this record' });
const atWork = (frame: FrameLocator): Promise<void> =>
    expect(frame.locator('tr[data-state=installing], tr[data-state=activating]').first()).toBeVisible({ timeout: 60_000 });

/** All that this browser has kept of runs. */
const savedRuns = (page: Page): Promise<string[]> =>
    page.frames()[1].evaluate(() => Object.keys({ ...localStorage }).filter(key => key.startsWith('avma.run.')));

test('a second tab shows the run as another’s, cannot delete it, and does no harm with one of its own', async ({ tool, estate, context }) => {
    test.setTimeout(120_000);
    const goOn = estate.hold('TABS', 'G2', 'Activate');
    const first = await tool.open('TABS', 'guests');
    await prepare(first, '1');
    const second = tool.beside(await context.newPage());
    const frame = await second.open('TABS', 'guests');
    await prepare(frame, '4');
    await start(first);
    await expect(first.locator('tr[data-guest=G2][data-state=activating]')).toBeVisible({ timeout: 60_000 });
    await start(frame);
    await frame.locator('summary').filter({ hasText: 'Running' }).click();
    await expect(elsewhere(frame)).toBeVisible();
    await expect(deletes(frame)).toHaveCount(0);
    await second.picture('apply-second-tab-light');
    await second.expectAccessible();
    goOn();
    await Promise.all([ended(first), ended(frame)]);
    const there = truth(estate, 'TABS');
    expect(notOnce(there)).toEqual([]);
    const [mine, other] = [await states(first), await states(frame)];
    expect([mine.size, other.size, untrue(mine, there), untrue(other, there)]).toEqual([4, 4, [], []]);
    // What the one has done, the other has found.
    for (const name of there.keys()) {
        expect([mine.get(name), other.get(name)].sort()).toEqual(['alreadyRight', 'done']);
    }
    // Now that the other has ended, its record is like any other.
    await expect(elsewhere(frame)).toHaveCount(0);
    await expect(deletes(frame)).toHaveCount(1);
    expect((await savedRuns(second.page)).length).toBe(2);
});

test('a tab that is closed in the middle leaves a record that another tells truly, and a look inside settles it', async ({ tool, estate, context }) => {
    test.setTimeout(120_000);
    const goOn = estate.hold('CLOSED', 'G2', 'InstallProductKey');
    const closing = await context.newPage();
    const first = await tool.beside(closing).open('CLOSED', 'guests');
    const frame = await tool.open('CLOSED', 'apply');
    await prepare(first, '1');
    await start(first);
    await expect(first.locator('tr[data-guest=G2][data-state=installing]')).toBeVisible({ timeout: 60_000 });
    await frame.locator('summary').filter({ hasText: 'Running' }).click();
    await expect(elsewhere(frame)).toBeVisible();
    await closing.close({ runBeforeUnload: true });
    await expect(frame.locator('summary').filter({ hasText: 'Interrupted' })).toBeVisible();
    await expect(elsewhere(frame)).toHaveCount(0);
    await expect.poll(async () => byName(await states(frame))).toEqual(['G1 done', 'G2 unknown', 'G3 cancelled', 'G4 cancelled']);
    await tool.picture('apply-closed-tab-light');
    // The guest at work comes to its end without anybody there.
    goOn();
    await expect.poll(() => truth(estate, 'CLOSED').get('G2')?.licensed, { timeout: 20_000 }).toBe(true);
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await selectAll(frame);
    await frame.getByRole('menuitem', { name: 'Read licensing' }).first().click();
    await fillAccount(frame, 0, right, /^All guests without/);
    await frame.locator('button[form=avma-look-inside-form]').click();
    await expect(frame.getByText(/^4 of 4 guests read/)).toBeVisible({ timeout: 60_000 });
    await frame.getByRole('tab', { name: 'Apply keys' }).click();
    await frame.locator('summary').filter({ hasText: 'Interrupted' }).click();
    await expect.poll(async () => byName(await states(frame))).toEqual(['G1 done', 'G2 done', 'G3 cancelled', 'G4 cancelled']);
    expect(untrue(await states(frame), truth(estate, 'CLOSED'))).toEqual([]);
    await deletes(frame).click();
    await expect.poll(() => savedRuns(tool.page)).toEqual([]);
});

test('a second administrator at the same moment finds what the first does: no key is written twice', async ({ tool, estate, browser }) => {
    test.setTimeout(120_000);
    const other = await browser.newContext();
    const second = tool.beside(await other.newPage());
    const frames = [await tool.open('ADMINS', 'guests'), await second.open('ADMINS', 'guests')];
    await Promise.all(frames.map(frame => prepare(frame, '6')));
    await Promise.all(frames.map(start));
    await Promise.all(frames.map(ended));
    const there = truth(estate, 'ADMINS');
    expect(notOnce(there)).toEqual([]);
    const shown = await Promise.all(frames.map(states));
    expect(shown.flatMap(one => untrue(one, there))).toEqual([]);
    for (const name of there.keys()) {
        expect(shown.map(one => one.get(name)).sort()).toEqual(['alreadyRight', 'done']);
    }
    // Each browser has its own record, of all guests.
    expect([(await savedRuns(tool.page)).length, (await savedRuns(second.page)).length]).toEqual([1, 1]);
    await other.close();
});

test('a guest that another administrator is changing is left alone when the wait is over, and said to be busy', async ({ tool, estate, browser }) => {
    test.setTimeout(120_000);
    await tool.page.clock.install();
    const first = await tool.open('BUSY', 'guests');
    await prepare(first, '1');
    await start(first);
    await atWork(first);
    const other = await browser.newContext();
    const second = tool.beside(await other.newPage());
    const frame = await second.open('BUSY', 'guests');
    await prepare(frame, '1');
    await frame.getByLabel('Seconds to wait for each guest').fill('5');
    await start(frame);
    await expect(frame.locator('tr[data-guest=G1][data-state=checking]')).toBeVisible();
    await ended(frame);
    expect(await states(frame)).toEqual(new Map([['G1', 'refused']]));
    await expect(frame.locator('tr[data-guest=G1]')).toContainText('Another process is changing this guest');
    await expect(frame.locator('tr[data-guest=G1] .avma-fix')).toContainText('Try again when that run has ended.');
    await second.picture('apply-busy-light');
    await second.expectAccessible();
    // Longer than any step may take.
    await tool.page.clock.fastForward('10:00');
    await ended(first);
    expect(await states(first)).toEqual(new Map([['G1', 'unknown']]));
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await fill(frame, '1');
    // A command whose time is over ends with the next answer that the SDK asks for, and the guest is free then.
    await frame.getByLabel('Seconds to wait for each guest').fill('60');
    await start(frame);
    await ended(frame);
    expect(await states(frame)).toEqual(new Map([['G1', 'done']]));
    expect(notOnce(truth(estate, 'BUSY'))).toEqual([]);
    await other.close();
});

test('a double click starts once', async ({ tool, estate }) => {
    const frame = await tool.open('TWICE', 'guests');
    await prepare(frame, '3');
    await startButton(frame).dblclick();
    await ended(frame);
    expect([...(await states(frame)).values()]).toEqual(['done', 'done', 'done']);
    expect(notOnce(truth(estate, 'TWICE'))).toEqual([]);
    expect((await savedRuns(tool.page)).length).toBe(1);
    await expect(frame.getByRole('heading', { name: 'Earlier runs of this browser' })).toHaveCount(0);
});

test('a name that has come to lead to another machine changes nothing there, and says so', async ({ tool, estate }) => {
    const frame = await tool.open('STALE', 'guests?search=OLD');
    await expect(rows(frame).first()).toBeVisible();
    await rows(frame).first().click();
    await openDialog(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await frame.getByLabel('Name of OLD').fill('other.contoso.com');
    await start(frame);
    await ended(frame);
    expect(await states(frame)).toEqual(new Map([['OLD', 'refused']]));
    await expect(frame.locator('tr[data-guest=OLD]')).toContainText('Another machine answered');
    await expect(frame.locator('tr[data-guest=OLD] .avma-fix')).toContainText('Check the name in DNS, and give the right one.');
    await tool.picture('apply-wrong-machine-light');
    // One logon, to the machine that bears the name: nothing of it was changed, and nobody looked at it again.
    const other = estate.node('STALE')?.machines.find(machine => machine.entry.name === 'OTHER');
    expect(estate.logons.filter(logon => logon.node === 'STALE').map(({ vmId, channel }) => [vmId, channel])).toEqual([[other?.id, 'winrm']]);
    expect([...truth(estate, 'STALE').values()].map(({ writes }) => writes)).toEqual([0, 0]);
});
