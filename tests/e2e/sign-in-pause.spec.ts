/** Runs whose administrator has to sign in on the way: nothing is lost, nothing is claimed, and the run goes on by itself. */
import { FrameLocator, Locator } from '@playwright/test';
import { EstateFile, GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { byName, ended, notOnce, prepare, start, startButton, states, truth } from './apply-page';
import { expect, test as base, Tool } from './fixtures';
import { right } from './guests-page';
import { HeldEstate } from './held-estate';

const host = { user: 'CONTOSO\\hvadmin', password: 'Hv!123456' };
const guests = Array.from({ length: 4 }, (_, index): GuestEntry => ({ name: `G${index + 1}`, os: '2019', sku: 8, inside: {} }));
const node = (name: string): NodeEntry => ({ name, os: '2019', accounts: [host], guestAccounts: [right], guests });
const estateFile: EstateFile = { domain: 'contoso.com', nodes: ['SIGNED-OUT', 'ASKS', 'CANCELED', 'STOPPED'].map(node) };

const test = base.extend<{ estate: HeldEstate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new HeldEstate(estateFile, 0)))
});

const prompt = (tool: Tool): Locator => tool.page.locator('#dialog[open]');

async function enter(tool: Tool, password: string): Promise<void> {
    await prompt(tool).getByLabel('User name').fill(host.user);
    await prompt(tool).getByLabel('Password').fill(password);
    await prompt(tool).getByRole('button', { name: 'Continue' }).click();
}

const atStep = (frame: FrameLocator, guest: string, step: string): Promise<void> =>
    expect(frame.locator(`tr[data-guest=${guest}][data-state=${step}]`)).toBeVisible({ timeout: 60_000 });

/** One guest at a time, of which the second one stays where its key is to be activated. */
async function untilSecond(tool: Tool, estate: HeldEstate, name: string): Promise<{ readonly frame: FrameLocator; readonly goOn: () => void }> {
    const goOn = estate.hold(name, 'G2', 'Activate');
    const frame = await tool.open(name, 'guests');
    await prepare(frame, '1');
    await start(frame);
    await atStep(frame, 'G2', 'activating');
    return { frame, goOn };
}

const midway = ['G1 done', 'G2 activating', 'G3 waiting', 'G4 waiting'];
const done = ['G1 done', 'G2 done', 'G3 done', 'G4 done'];

test('signed out of Windows Admin Center in mid-run: the run waits, and goes on once somebody has signed in in another tab', async ({
    tool,
    estate,
    gateway,
    context
}) => {
    test.setTimeout(120_000);
    // Once the gateway takes requests again, it says that it doesn't know the session that the tool asks for to find that out.
    tool.expectConsole(/status of 40[14]/);
    const { frame, goOn } = await untilSecond(tool, estate, 'SIGNED-OUT');
    gateway.signOut();
    await expect(frame.getByRole('alert').filter({ hasText: "You're signed out of Windows Admin Center" })).toBeVisible();
    goOn();
    expect(byName(await states(frame))).toEqual(midway);
    await tool.picture('apply-signed-out-light');
    await tool.expectAccessible();
    const other = await context.newPage();
    await other.goto(`${gateway.url}/SIGNED-OUT/`);
    await ended(frame);
    expect(byName(await states(frame))).toEqual(done);
    expect(notOnce(truth(estate, 'SIGNED-OUT'))).toEqual([]);
});

test('a host that wants an account in mid-run stops all clocks until it is given', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    await tool.page.clock.install();
    const { frame, goOn } = await untilSecond(tool, estate, 'ASKS');
    estate.setNode('ASKS', { access: 'credentials' });
    await expect(prompt(tool)).toBeVisible();
    await expect(frame.getByRole('status').filter({ hasText: /asks for an account for asks/i })).toBeVisible();
    goOn();
    await tool.page.clock.fastForward('30:00');
    expect(byName(await states(frame))).toEqual(midway);
    await tool.picture('apply-host-account-light');
    await enter(tool, host.password);
    await ended(frame);
    expect(byName(await states(frame))).toEqual(done);
    expect(notOnce(truth(estate, 'ASKS'))).toEqual([]);
});

test('a prompt that is canceled before a guest was sent leaves all guests unchanged, and asks again when told', async ({ tool, estate }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('CANCELED', 'guests');
    await prepare(frame, '1');
    estate.setNode('CANCELED', { access: 'credentials' });
    await startButton(frame).click();
    await prompt(tool).getByRole('button', { name: 'Cancel' }).click();
    const line = frame.getByRole('alert').filter({ hasText: /needs an account, so the run is paused/ });
    await expect(line).toBeVisible();
    expect(byName(await states(frame))).toEqual(guests.map(({ name }) => `${name} waiting`));
    await tool.picture('apply-prompt-canceled-light');
    await tool.expectAccessible();
    await line.getByRole('button', { name: 'Sign in' }).click();
    await enter(tool, host.password);
    await ended(frame);
    expect(byName(await states(frame))).toEqual(done);
});

test('a run that is stopped while a prompt is open sends nothing afterwards', async ({ tool, estate, gatewayLog }) => {
    test.setTimeout(120_000);
    const frame = await tool.open('STOPPED', 'guests');
    await prepare(frame, '1');
    estate.setNode('STOPPED', { access: 'credentials' });
    await startButton(frame).click();
    await expect(prompt(tool)).toBeVisible();
    // The prompt covers the page for a person, who can stop the run from the keyboard only if it closes: so the run is stopped first.
    await frame.getByRole('button', { name: 'Stop', exact: true }).dispatchEvent('click');
    await ended(frame);
    expect(byName(await states(frame))).toEqual(guests.map(({ name }) => `${name} cancelled`));
    const taken = (line: RegExp): number => gatewayLog.filter(one => line.test(one)).length;
    const readings = /^POST \S+\/stopped\/invokeCommand 20\d /i;
    const before = taken(readings);
    await enter(tool, host.password);
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => taken(readings)).toBeGreaterThan(before);
    expect(taken(/^PUT \S+\/stopped\/pssessions\/\S+ 20\d /i)).toBe(0);
    expect([...truth(estate, 'STOPPED').values()].map(({ writes }) => writes)).toEqual([0, 0, 0, 0]);
});
