/** Applying keys while things go wrong: what the page says of each guest is what is in it, and a second run heals what can be healed. */
import { EstateFile, FaultEntry, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { begin, byName, ended, openDialog, states, truth, untrue } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, right, rows, selectAll } from './guests-page';
import { HeldEstate } from './held-estate';

const steps: ReadonlyArray<FaultEntry['step']> = ['connect', 'check', 'install', 'activate', 'readBack'];
const whens: ReadonlyArray<FaultEntry['when']> = ['before', 'during', 'after'];
const guest = (name: string, inside: GuestEntry['inside']): GuestEntry => ({ name, os: '2019', sku: 8, inside });

/** A session that breaks off once at every place of the order, and a guest that restarts at every step. */
const struck: readonly GuestEntry[] = [
    ...steps.flatMap(step => whens.map(when => guest(`${step}-${when}`, { faults: [{ step, when, what: 'lost' }] }))),
    ...steps.map(step => guest(`${step}-restart`, { restartMs: 300, faults: [{ step, when: 'during', what: 'restarts' }] }))
];
const slow: readonly GuestEntry[] = Array.from({ length: 5 }, (_, index) => guest(`slow${index + 1}`, {}));

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        { name: 'FAULTS', os: '2019', guestAccounts: [right], guests: struck },
        { name: 'SLOW', os: '2019', guestAccounts: [right], guests: slow }
    ]
};

const test = base.extend<{ estate: HeldEstate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new HeldEstate(estateFile, 0)))
});

test('a fault at every step: the states are true, and a second run heals without writing a key twice', async ({ tool, estate }) => {
    test.setTimeout(240_000);
    const frame = await tool.open('FAULTS', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    await begin(frame, '8');
    await ended(frame);
    const first = await states(frame);
    expect(first.size).toBe(struck.length);
    expect(untrue(first, truth(estate, 'FAULTS'))).toEqual([]);
    // Trouble was there, and was not called done.
    expect([...first.values()].filter(state => state !== 'done').length).toBeGreaterThan(5);
    await tool.picture('apply-faults-light');
    await frame.getByRole('button', { name: 'Retry these guests' }).click();
    await expect(frame.getByRole('heading', { name: /^Apply keys to \d+ of \d+ guests/ })).toBeVisible();
    await begin(frame, '8');
    await ended(frame);
    const second = await states(frame);
    expect(untrue(second, truth(estate, 'FAULTS'))).toEqual([]);
    const there = [...truth(estate, 'FAULTS')];
    expect(there.filter(([, is]) => !is.licensed).map(([name]) => name)).toEqual([]);
    expect(there.filter(([, is]) => is.writes > 1).map(([name]) => name)).toEqual([]);
});

test('a run that is stopped lets the guest at work end, and one that is reloaded is told as interrupted', async ({ tool, estate }) => {
    test.setTimeout(240_000);
    const frame = await tool.open('SLOW', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    const atWork = (name: string): Promise<void> => expect(frame.locator(`tr[data-guest=${name}][data-state=installing]`)).toBeVisible({ timeout: 60_000 });
    const endSecond = estate.hold('SLOW', 'slow2', 'InstallProductKey');
    await begin(frame, '1');
    await atWork('slow2');
    await frame.getByRole('button', { name: 'Stop', exact: true }).click();
    endSecond();
    await ended(frame);
    const stopped = await states(frame);
    expect(byName(stopped)).toEqual(['slow1 done', 'slow2 done', 'slow3 cancelled', 'slow4 cancelled', 'slow5 cancelled']);
    expect(untrue(stopped, truth(estate, 'SLOW'))).toEqual([]);
    await expect(frame.locator('.avma-run-line [role=status]')).toContainText('Stopped: 2 activated, 3 not started');
    await frame.getByRole('button', { name: 'Continue with 3 guests' }).click();
    const endFourth = estate.hold('SLOW', 'slow4', 'InstallProductKey');
    await begin(frame, '1');
    await atWork('slow4');
    await tool.page.reload();
    await expect(frame.locator('summary').filter({ hasText: 'Interrupted' })).toBeVisible();
    await frame.locator('summary').filter({ hasText: 'Interrupted' }).click();
    const interrupted = await states(frame);
    expect(byName(interrupted)).toEqual(['slow3 done', 'slow4 unknown', 'slow5 cancelled']);
    endFourth();
    await expect.poll(() => truth(estate, 'SLOW').get('slow4')?.licensed).toBe(true);
    await tool.picture('apply-interrupted-light');
    await tool.expectAccessible();
    // Whoever looks inside settles what was not known.
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await expect(rows(frame).first()).toBeVisible();
    await selectAll(frame);
    await frame.getByRole('menuitem', { name: 'Read licensing' }).first().click();
    await fillAccount(frame, 0, right, /^All guests without/);
    await frame.locator('button[form=avma-look-inside-form]').click();
    await expect(frame.getByText(/^5 of 5 guests read/)).toBeVisible({ timeout: 60_000 });
    await frame.getByRole('tab', { name: 'Apply keys' }).click();
    await frame.locator('summary').filter({ hasText: 'Interrupted' }).click();
    await expect.poll(async () => byName(await states(frame))).toEqual(['slow3 done', 'slow4 done', 'slow5 cancelled']);
    expect(untrue(await states(frame), truth(estate, 'SLOW'))).toEqual([]);
});
