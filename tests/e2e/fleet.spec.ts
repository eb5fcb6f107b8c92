/** Twelve hosts of every kind, some of which fail each in its own way: all are answered for, and one run works on several at once. */
import { readFileSync } from 'node:fs';
import { Locator } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { begin, ended as runEnded, notOnce, openDialog as openApply, states, truth, untrue } from './apply-page';
import { expect, test as base, Tool } from './fixtures';
import { moves, right, row, rows, selectAll } from './guests-page';

const guests = (...names: readonly string[]): GuestEntry[] => names.map(name => ({ name, os: '2019', sku: 8, inside: {} }));
const host = (name: string, os: string, names: readonly string[], more: Partial<NodeEntry> = {}): NodeEntry => ({
    name,
    os,
    guestAccounts: [right],
    guests: guests(...names),
    ...more
});

const working = ['FL-2019', 'FL-2022', 'FL-2025'] as const;

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        host('FL-2019', '2019', ['APP-A1', 'APP-A2']),
        host('FL-2022', '2022', ['APP-B1', 'APP-B2', 'APP-B3']),
        host('FL-2025', '2025', ['APP-C1']),
        host('FL-2012', '2012 R2', ['OLD-1']),
        host('FL-STANDARD', '2022', ['STD-1'], { sku: 7 }),
        host('FL-DROPPED', '2019', ['DROP-1', 'DROP-2']),
        host('FL-DOWN', '2019', ['DOWN-1'], { access: 'unreachable' }),
        host('FL-DENIED', '2019', ['DENY-1'], { access: 'credentials', accounts: [{ user: 'CONTOSO\\hvadmin', password: 'Hv!123456' }] }),
        host('FL-ROLE', '2019', ['ROLE-1'], { access: 'forbidden' }),
        host('FL-BROKEN', '2019', ['BROKEN-1']),
        host('FL-NOJSON', '2016', ['JSON-1']),
        { name: 'FL-FILES', os: '2022', hyperV: 'absent' }
    ]
};

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

/** Asks all hosts that Windows Admin Center has, and waits for what they say. */
async function askAll(tool: Tool): Promise<ReturnType<Tool['open']>> {
    const frame = await tool.open('FL-2019', 'hosts');
    await frame.getByRole('button', { name: 'Choose hosts' }).click();
    await frame.locator('#avma-hosts-all').check();
    await frame.getByRole('button', { name: 'Ask hosts (12)' }).click();
    // One host wants an account: the only one is asked about it.
    await tool.page.locator('#dialog').getByRole('button', { name: 'Cancel' }).click({ timeout: 120_000 });
    await expect(frame.getByText(/^Hosts asked: 12; /)).toBeVisible({ timeout: 120_000 });
    return frame;
}

test('twelve mixed hosts are accounted for, each with what is so or why nothing is known', async ({ tool, gateway }) => {
    test.setTimeout(90_000);
    gateway.nodeBehaviours.set('FL-BROKEN', { rows: 'broken' });
    gateway.nodeBehaviours.set('FL-DROPPED', { batchPart: 'dropped' });
    gateway.nodeBehaviours.set('FL-NOJSON', { batchPart: 'withoutJson' });
    const frame = await askAll(tool);
    await expect(frame.getByText('Hosts asked: 12; 7 read, 1 without Hyper-V, 4 failed')).toBeVisible();
    expect(await rows(frame).count()).toBe(12);
    // Two of the seven came only when asked by themselves.
    for (const [name, text] of [
        ['FL-2019', /Can activate guests/],
        ['FL-2022', /Can activate guests/],
        ['FL-2025', /Can activate guests/],
        ['FL-2012', /Can activate guests/],
        ['FL-STANDARD', /Can't activate guests.*Datacenter/i],
        ['FL-DROPPED', /Can activate guests/],
        ['FL-NOJSON', /Can activate guests/],
        ['FL-DOWN', /The host can't be reached/],
        ['FL-DENIED', /Access denied/],
        ['FL-ROLE', /Windows Admin Center doesn't let you in/],
        ['FL-BROKEN', /The host answered in an unexpected form/],
        ['FL-FILES', /No Hyper-V/]
    ] as const) {
        await expect(row(frame, name)).toContainText(text);
    }
    await tool.picture('hosts-twelve-light');
    await tool.expectAccessible();
    await tool.setTheme('dark');
    await tool.picture('hosts-twelve-dark');
    await tool.expectAccessible();
    await tool.setTheme('light');

    // The same hosts in a report: those that could not be read are named there too.
    await frame.getByRole('button', { name: 'Usage report' }).click();
    await frame.getByRole('button', { name: 'Create report' }).click();
    await expect(frame.getByText('7 of 12 hosts counted')).toBeVisible({ timeout: 60_000 });
    await expect(frame.getByRole('button', { name: 'Save as CSV' })).toBeVisible({ timeout: 60_000 });
    await expect(frame.locator('[data-host=FL-DOWN]')).toContainText("The host can't be reached");
    await expect(frame.locator('[data-host=FL-FILES]')).toContainText('no Hyper-V');
    // A remark has the table's whole width, and counts stand below their heads.
    const table = frame.locator('sme-dialog .avma-table');
    const width = async (place: Locator): Promise<number> => (await place.boundingBox())?.width ?? 0;
    expect(await width(frame.locator('[data-host=FL-DOWN] td[colspan]'))).toBeGreaterThan((await width(table)) * 0.98);
    for (const place of ['thead th >> nth=1', 'td >> nth=0']) {
        await expect(table.locator(place)).toHaveCSS('text-align', 'end');
        await expect(table.locator(place)).toHaveCSS('padding-right', '16px');
    }
    await expect(frame.getByRole('heading', { name: 'Limitations' })).toBeVisible();
    await tool.picture('hosts-report-light');
    await frame.getByRole('heading', { name: 'Limitations' }).scrollIntoViewIfNeeded();
    await tool.picture('hosts-report-end');
    await tool.expectAccessible();
    const [saved] = await Promise.all([tool.page.waitForEvent('download'), frame.getByRole('button', { name: 'Save as CSV' }).click()]);
    const savedTable = parse(readFileSync(await saved.path(), 'utf8'), { bom: true }) as string[][];
    expect(new Set(savedTable.slice(1).map(([name]) => name)).size).toBe(12);
    await frame.getByRole('button', { name: 'Close', exact: true }).last().click();

    // What failed can be asked again, and only that.
    gateway.nodeBehaviours.reset();
    await frame.getByRole('button', { name: 'Retry failed hosts' }).click();
    await expect(frame.getByText('Hosts asked: 12; 8 read, 1 without Hyper-V, 3 failed')).toBeVisible({ timeout: 60_000 });
});

test('one run over three hosts ends right, the table tells it, and a guest that has moved is activated anew', async ({ tool, estate }) => {
    test.setTimeout(150_000);
    const frame = await askAll(tool);
    await frame.getByRole('button', { name: 'Show guests' }).click();
    await expect(frame.getByText(/^Guests of 12 hosts, 3 of which/)).toBeVisible();
    await frame.getByRole('searchbox').first().fill('APP-');
    await expect(rows(frame)).toHaveCount(6);
    await selectAll(frame);
    await openApply(frame);
    for (const [name, host] of [
        ['APP-A1', 'FL-2019'],
        ['APP-B3', 'FL-2022'],
        ['APP-C1', 'FL-2025']
    ]) {
        await expect(frame.locator(`.avma-plan li[data-guest=${name}]`)).toContainText(host);
    }
    await tool.picture('apply-many-hosts-dialog');
    await tool.expectAccessible();
    await begin(frame, '4');
    await runEnded(frame);
    const shown = await states(frame);
    const there = new Map(working.flatMap(name => [...truth(estate, name)]));
    expect([...shown.keys()].sort()).toEqual([...there.keys()].sort());
    expect(new Set(shown.values())).toEqual(new Set(['done']));
    expect([untrue(shown, there), notOnce(there)]).toEqual([[], []]);
    await tool.picture('apply-many-hosts-light');
    await tool.expectAccessible();
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await expect(frame.getByText(/^Guests of 12 hosts, 3 of which/)).toBeVisible();
    for (const name of there.keys()) {
        await expect(row(frame, name)).toContainText('Activated');
    }
    await tool.picture('guests-many-hosts-after');

    // A guest that moves stays activated by the host that it has left; its new host activates it when it is asked to.
    const moved = estate.node('FL-2019')?.machines.find(machine => machine.entry.name === 'APP-A1')?.id ?? '';
    estate.move(moved, 'FL-2022');
    const requests = estate.activationRequests.length;
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await expect(frame.getByText(/^Hosts asked: 12; /)).toBeVisible({ timeout: 60_000 });
    await frame.locator('#avma-hosts-view').selectOption('moves');
    await frame.locator('#avma-moves-filter').selectOption('otherHost');
    await expect(frame.locator('avma-move-matrix tr[data-guest]')).toHaveCount(1);
    await expect(moves(frame, 'APP-A1').locator('td').last()).toHaveText('fl-2019.contoso.com');
    await tool.picture('moves-other-host-light');
    await frame.getByRole('button', { name: 'Reactivate 1 guest' }).click();
    await expect(frame.getByRole('heading', { name: /^Apply keys to 1 of 1 guests/ })).toBeVisible();
    await begin(frame, '4');
    await runEnded(frame);
    expect([...(await states(frame))]).toEqual([['APP-A1', 'done']]);
    expect([estate.activationRequests.length - requests, estate.keyWritesByGuest()[moved]]).toEqual([1, 1]);
    await frame.getByRole('tab', { name: 'Hosts' }).click();
    await frame.locator('#avma-hosts-view').selectOption('moves');
    await frame.locator('#avma-moves-filter').selectOption('otherHost');
    await expect(frame.getByText('No guests match the filters.')).toBeVisible();
});
