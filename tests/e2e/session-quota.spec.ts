/** Hosts that allow a user few sessions: every guest gets its turn, none fails because of it, and no session stays behind. */
import { FrameLocator } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { begin, ended, notOnce, openDialog, prepare, start, states, truth, untrue } from './apply-page';
import { expect, test as base } from './fixtures';
import { fillAccount, openDialog as openLook, right, selectAll, send } from './guests-page';

const guests = (count: number, inside: GuestEntry['inside'] = {}): GuestEntry[] =>
    Array.from({ length: count }, (_, index) => ({ name: `G${index + 1}`, os: '2019', sku: 8, inside }));

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        { name: 'QUOTA', os: '2019', guestAccounts: [right], guests: guests(60) },
        { name: 'TABS', os: '2019', guestAccounts: [right], guests: guests(12) },
        { name: 'NONE', os: '2019', guestAccounts: [right], guests: guests(3) },
        { name: 'LEFT', os: '2019', guestAccounts: [right], guests: guests(6, { latencyMs: 20_000 }) }
    ]
};

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});

const shells = { shells: { perUser: 5 } } as const;
const counted = async (frame: FrameLocator): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    (await states(frame)).forEach(state => (counts[state] = (counts[state] ?? 0) + 1));
    return counts;
};

test('60 guests at 16 at a time on a host with 5 shells all end, and none fails', async ({ tool, estate, gateway, gatewayLog }) => {
    test.setTimeout(150_000);
    gateway.nodeBehaviours.set('QUOTA', shells);
    const frame = await tool.open('QUOTA', 'guests');
    await expect(frame.getByText('60 items')).toBeVisible();
    await prepare(frame, '16');
    await start(frame);
    await expect(frame.getByText(/^quota allows [2-5] sessions at a time\. /)).toBeVisible();
    await tool.picture('session-quota-light');
    await tool.expectAccessible();
    await ended(frame);
    // The table draws only some of them.
    await expect(frame.locator('[data-show]')).toHaveText(['All (60)', 'Done (60)']);
    expect(notOnce(truth(estate, 'QUOTA'))).toEqual([]);
    await expect(frame.getByText(/sessions at a time\. /)).toHaveCount(0);
    // What is left are shells of the host's own readings: each session of the run that was opened was closed.
    const sessions = (line: RegExp): number => gatewayLog.filter(one => line.test(one)).length;
    const opened = sessions(/^PUT \S+\/quota\/pssessions\/\S+ 20\d /i);
    expect(opened).toBeGreaterThan(0);
    await expect.poll(() => sessions(/^DELETE \S+\/quota\/pssessions\/\S+ 20\d /i)).toBe(opened);
});

test('two tabs at once share the shells of a host: both end, and no guest fails', async ({ tool, estate, gateway, context }) => {
    test.setTimeout(120_000);
    const other = tool.beside(await context.newPage());
    const frames = [await tool.open('TABS', 'guests'), await other.open('TABS', 'guests')];
    await Promise.all(frames.map(frame => prepare(frame, '16')));
    // Both have read the host: their shells in the gateway's pool count, too.
    gateway.nodeBehaviours.set('TABS', { shells: { perUser: 6 } });
    await Promise.all(frames.map(frame => start(frame)));
    await Promise.all(frames.map(frame => ended(frame)));
    for (const frame of frames) {
        const shown = await states(frame);
        expect([shown.size, [...new Set(shown.values())].filter(state => state !== 'done' && state !== 'alreadyRight')]).toEqual([12, []]);
        expect(untrue(shown, truth(estate, 'TABS'))).toEqual([]);
    }
    expect(notOnce(truth(estate, 'TABS'))).toEqual([]);
});

test('a host that opens no session pauses the run after five minutes, with nothing started, and goes on when told', async ({ tool, estate, gateway }) => {
    tool.expectConsole(/status of 400/);
    const logons = (): unknown => estate.logonsByAccount();
    const before = logons();
    await tool.page.clock.install();
    const frame = await tool.open('NONE', 'guests');
    await selectAll(frame);
    await openDialog(frame);
    gateway.nodeBehaviours.set('NONE', { shells: { perUser: 0, refusal: 'withoutCode' } });
    await begin(frame, '16');
    await expect(frame.getByText('none opens no session right now. The guests wait, and the run keeps trying.')).toBeVisible();
    await tool.page.clock.fastForward('05:00');
    await expect(frame.getByText(/^none opened no session for 5 minutes\. /)).toBeVisible();
    expect([await counted(frame), logons()]).toEqual([{ waiting: 3 }, before]);
    await tool.picture('session-pause-light');
    await tool.expectAccessible();
    gateway.nodeBehaviours.reset();
    await frame.getByRole('button', { name: 'Continue' }).click();
    await ended(frame);
    expect(await counted(frame)).toEqual({ done: 3 });
});

test('sessions that only read are closed when the page goes', async ({ tool, gateway, gatewayLog }) => {
    const frame = await tool.open('LEFT', 'guests');
    await selectAll(frame);
    await openLook(frame);
    await fillAccount(frame, 0, right, /^All guests without/);
    await frame.getByLabel('Guests at a time').fill('6');
    await send(frame);
    // One guest is being read, and five sessions wait until its account is proven.
    await expect.poll(() => gatewayLog.filter(line => /^PUT .*\/left\/pssessions\//.test(line)).length).toBe(6);
    await expect.poll(() => gatewayLog.filter(line => /^POST .*\/left\/pssessions\//.test(line)).length).toBe(1);
    const open = gateway.shellsOpen('LEFT');
    await tool.page.goto('about:blank');
    await expect.poll(() => open - gateway.shellsOpen('LEFT')).toBe(6);
});
