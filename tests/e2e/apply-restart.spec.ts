/** A gateway that goes away in the middle of a run, with every session and script in it, and comes back. */
import { startEnvironment } from '../../dev-gateway/environment';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { Gateway } from '../../dev-gateway/gateway/gateway';
import { ended, notOnce, prepare, start, states, truth, untrue } from './apply-page';
import { expect, test as base } from './fixtures';
import { right } from './guests-page';

const guests = Array.from({ length: 8 }, (_, index): GuestEntry => ({ name: `G${index + 1}`, os: '2019', sku: 8, inside: { stepMs: 400 } }));
const estateFile: EstateFile = { domain: 'contoso.com', nodes: [{ name: 'RESTART', os: '2019', guestAccounts: [right], guests }] };

interface RestartingGateway extends Gateway {
    /** Ends it, and starts another one at the same address over the same estate. */
    restart(): Promise<void>;
}

const test = base.extend<{ estate: Estate; gateways: RestartingGateway }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0))),
    gateways: async ({ estate }, use) => {
        // Each with an engine of its own, which ends with it.
        let running = await startEnvironment({ nodes: estate, port: 0 });
        const { url } = running;
        await use({
            url,
            nodeBehaviours: running.nodeBehaviours,
            shellsOpen: node => running.shellsOpen(node),
            signOut: () => running.signOut(),
            close: () => running.close(),
            restart: async () => {
                await running.close();
                running = await startEnvironment({ nodes: estate, port: Number(new URL(url).port) });
            }
        });
        await running.close();
    },
    gateway: ({ gateways }, use) => use(gateways)
});

test('a restart of the gateway in mid-run loses no guest, and a second run heals without writing a key twice', async ({ tool, estate, gateways }) => {
    test.setTimeout(120_000);
    tool.expectConsole(/ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|status of (400|404|500)/);
    const frame = await tool.open('RESTART', 'guests');
    await prepare(frame, '3');
    await start(frame);
    await expect(frame.locator('tr[data-state=done]').first()).toBeVisible({ timeout: 60_000 });
    await expect(frame.locator('tr[data-state=installing], tr[data-state=activating]').first()).toBeVisible();
    await gateways.restart();
    await ended(frame);
    const first = await states(frame);
    const names = guests.map(({ name }) => name);
    // The page puts first whoever needs somebody.
    expect([[...first.keys()].sort(), untrue(first, truth(estate, 'RESTART'))]).toEqual([names, []]);
    expect([...first.values()].filter(state => state === 'unknown').length).toBeGreaterThan(0);
    await tool.picture('apply-restart-light');
    // The new gateway has a new token, which comes with the page.
    await tool.page.reload();
    const record = frame.locator('details.avma-earlier-run');
    await record.locator('summary').first().click();
    expect(await states(frame)).toEqual(first);
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await prepare(frame, '3');
    await start(frame);
    await ended(frame);
    const second = await states(frame);
    // The page remembers of those that were done that they are activated.
    const isDone = ([name, state]: readonly [string, string]): boolean =>
        state === 'done' || state === 'alreadyRight' || (state === 'skipped' && first.get(name) === 'done');
    expect([...second].filter(one => !isDone(one))).toEqual([]);
    expect([[...second.keys()].sort(), notOnce(truth(estate, 'RESTART'))]).toEqual([names, []]);
    await expect(record).toHaveCount(1);
});
