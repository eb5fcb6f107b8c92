/** The history: every layout, every state of a log, the report, and the time on three clocks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Download, FrameLocator } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, LogState, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { activationLayouts, activationOutcomes } from '../../dev-gateway/estate/event-layouts';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { expect, test as base } from './fixtures';
import { ended, fillAccount, right, row, rows, send } from './guests-page';

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;
const resource = (key: string): string => resources[`CommunityAvma_${key}`];

/** One request an hour, each in another layout, the outcomes in turn. */
const requests: NonNullable<NodeEntry['activations']> = activationLayouts.map((layout, index) => ({
    guest: index % 3 === 0 ? 'APP1' : index % 3 === 1 ? 'APP2' : 'GONE',
    code: `0x${activationOutcomes[index % activationOutcomes.length].toString(16).toUpperCase().padStart(8, '0')}`,
    hoursAgo: [index + 1],
    layout: layout.name
}));

const guests: NonNullable<NodeEntry['guests']> = [
    { name: 'APP1', os: '2019' },
    { name: 'APP2', os: '2022' }
];

/** What is counted: each request names its guest by its id, so that all can be assigned. */
const counted: NonNullable<NodeEntry['activations']> = [
    { guest: 'APP1', code: '0x00000000', hoursAgo: [10, 200, 300], layout: 'hex/guid' },
    { guest: 'APP1', code: '0xC004FD00', hoursAgo: [9], layout: 'hr/guid' },
    { guest: 'APP2', code: '0xC004FD02', hoursAgo: [5, 6], layout: 'signed/guid' },
    { guest: 'GONE', code: '0x00000000', hoursAgo: [7], layout: 'hex/fqdn' }
];

const logStates: readonly LogState[] = ['empty', 'missing', 'cleared', 'denied', 'disabled', 'huge'];
const stateHost = (state: LogState): string => `LOG-${state.toUpperCase()}`;

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        { name: 'EVENTS-EN', os: '2022', guests, activations: requests },
        { name: 'EVENTS-DE', os: '2022', language: 'de', guests, activations: requests },
        { name: 'COUNTED', os: '2022', guestAccounts: [right], guests, activations: counted },
        { name: 'QUIET', os: '2022', guests },
        ...logStates.map(state => ({ name: stateHost(state), os: '2022' as const, guests, activations: counted, eventLogs: { application: state } }))
    ]
};

const test = base.extend<{ estate: Estate }, { engine: Engine }>({
    engine: [
        // eslint-disable-next-line no-empty-pattern
        async ({}, use) => {
            // The clock of the host's computer, that of the browser and UTC are three; the other specs keep theirs, in workers of their own.
            process.env.TZ = 'America/New_York';
            const engine = await openEngine();
            await use(engine);
            await engine.close();
        },
        { scope: 'worker' }
    ],
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});
test.use({ timezoneId: 'Asia/Tokyo' });

const contentOf = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8');

async function exported(frame: FrameLocator, entry: RegExp): Promise<string> {
    const download = frame.owner().page().waitForEvent('download');
    await frame.getByRole('menuitem', { name: /Export/ }).click();
    await frame.getByRole('menuitem', { name: entry }).click();
    return contentOf(await download);
}

interface ExportedEvent {
    readonly id: number;
    readonly recordId: number;
    readonly timeCreated: string;
    readonly outcome: string;
    readonly code: string | null;
    readonly guestName: string | null;
    readonly assignedBy: string;
    readonly data: readonly string[];
}

async function eventsOf(frame: FrameLocator): Promise<ExportedEvent[]> {
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.getByText(`${requests.length} items`)).toBeVisible();
    return JSON.parse(await exported(frame, /JSON/)) as ExportedEvent[];
}

test('every layout is shown, with its result and with nothing lost, and the German host says the same', async ({ tool }) => {
    const english = await eventsOf(await tool.open('EVENTS-EN', 'history'));
    const expected = requests.map(({ code, layout }) => (layout === 'nothing' ? null : code));
    expect(english.map(event => event.code)).toEqual(expected);
    const frame = tool.page.frameLocator('iframe');
    // Newest first, one an hour; the list draws what is to be seen, and the details everything of one.
    for (const event of english.slice(0, 12)) {
        const shown = new Date(event.timeCreated).toLocaleString('en-US', { timeZone: 'Asia/Tokyo' }).split(/\s/).join('\\s');
        await rows(frame)
            .filter({ hasText: new RegExp(shown) })
            .click();
        const details = frame.locator('avma-event-details');
        await expect(details.locator('dd').filter({ hasText: event.timeCreated })).toBeVisible();
        for (const text of event.data.filter(one => one !== '')) {
            expect((await details.locator('pre').last().textContent()) ?? '').toContain(text.replace(/&/g, '&amp;'));
        }
    }
    await tool.picture('history-details-light');
    await tool.expectAccessible();
    const german = await eventsOf(await tool.open('EVENTS-DE', 'history'));
    const told = ({ code, outcome, guestName, assignedBy }: ExportedEvent): unknown[] => [code, outcome, guestName, assignedBy];
    expect(german.map(told)).toEqual(english.map(told));
    await tool.setTheme('dark');
    await tool.picture('history-dark');
    await tool.expectAccessible();
});

const pages: ReadonlyArray<readonly [LogState, string]> = [
    ['empty', 'empty'],
    ['missing', 'missing'],
    ['denied', 'denied']
];
for (const [state, words] of pages) {
    test(`a log that is ${state} has its own page`, async ({ tool }) => {
        const frame = await tool.open(stateHost(state), 'history');
        await expect(frame.getByRole('heading', { name: resource(`Events_logStates_${words}_title`) })).toBeVisible();
        await expect(frame.locator('.avma-fix').first()).toHaveText(resource(`Events_logStates_${words}_fix`).replace('{log}', 'Application'));
        await expect(rows(frame)).toHaveCount(0);
        await tool.picture(`history-${state}`);
        await tool.expectAccessible();
    });
}

test('a log without our events, and one that is turned off, say so', async ({ tool }) => {
    const frame = await tool.open('QUIET', 'history');
    await expect(frame.getByRole('heading', { name: resource('Events_logStates_noMatch_title') })).toBeVisible();
    await tool.open(stateHost('disabled'), 'history');
    await expect(frame.getByText(resource('Events_logStates_disabled_title'))).toBeVisible();
});

test('a log that was cleared says since when it can speak', async ({ tool }) => {
    const frame = await tool.open(stateHost('cleared'), 'history');
    await expect(frame.getByText(resource('Events_logStates_startsLater_title'))).toBeVisible();
    await tool.picture('history-cleared');
});

test('a huge log is read page by page, and the screen holds what it shows', async ({ tool }) => {
    const frame = await tool.open(stateHost('huge'), 'history?period=all');
    await expect(rows(frame).first()).toBeVisible({ timeout: 30_000 });
    const older = frame.getByRole('menuitem', { name: resource('History_older') });
    await expect(frame.getByText(/^500 items/)).toBeVisible({ timeout: 30_000 });
    await older.click();
    await expect(frame.getByText(/^1,?000 items/)).toBeVisible({ timeout: 30_000 });
    expect(await rows(frame).count()).toBeLessThan(150);
    await tool.picture('history-huge');
});

test('filters are in the address, and a reload shows the same events', async ({ tool }) => {
    const frame = await tool.open('EVENTS-EN', 'history');
    await expect(rows(frame).first()).toBeVisible();
    await frame.locator('#avma-event-outcome').selectOption({ label: resource('Events_outcomes_success') });
    await frame.locator('#avma-event-guest').selectOption({ label: 'APP1' });
    await expect(tool.page).toHaveURL(/outcome=success/);
    await expect.poll(async () => (await rows(frame).allInnerTexts()).every(text => text.includes('APP1') && text.includes('Success'))).toBe(true);
    const before = await rows(frame).allInnerTexts();
    expect(before.length).toBeGreaterThan(0);
    await tool.page.reload();
    await expect(rows(frame).first()).toBeVisible();
    await expect.poll(() => rows(frame).allInnerTexts()).toEqual(before);
    await expect(frame.locator('#avma-event-guest option:checked')).toHaveText('APP1');
});

test('the selected event is in the address, and a reload shows it again with its details', async ({ tool }) => {
    const frame = await tool.open('COUNTED', 'history');
    await expect(rows(frame)).toHaveCount(7);
    await rows(frame).nth(1).click();
    await expect(frame.locator('avma-event-details')).toBeVisible();
    await expect(tool.page).toHaveURL(/record=/);
    const facts = await frame.locator('avma-event-details dl').innerText();
    // Words come first, then the code.
    expect(facts).toContain(`${resource('Errors_xC004FD02')} (0xC004FD02 SL_E_`);
    await tool.page.reload();
    await expect(frame.locator('avma-event-details')).toBeVisible();
    expect(await frame.locator('avma-event-details dl').innerText()).toBe(facts);
});

test('the bars of the chart fill its axis at every width, and its last day is at the end of the axis', async ({ tool }) => {
    const frame = await tool.open('COUNTED', 'history');
    for (const period of ['1', '7', '30', 'all']) {
        await frame.locator('#avma-event-period').selectOption(period);
        await expect(frame.locator('.avma-chart')).toBeVisible();
        for (const width of [1440, 1024, 800, 420]) {
            await tool.page.setViewportSize({ width, height: 900 });
            const ends = (): Promise<number[]> =>
                frame.locator('.avma-chart-plot').evaluate(plot => {
                    const box = (selector: string): DOMRect => plot.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
                    const axis = box('.avma-chart-bars');
                    const [first, last] = [box('.avma-chart-bar:first-child'), box('.avma-chart-bar:last-child')];
                    const [from, to] = [box('.avma-chart-times > :first-child'), box('.avma-chart-times > :last-child')];
                    return [first.left - axis.left, axis.right - last.right, from.left - axis.left, axis.right - to.right].map(Math.abs);
                });
            await expect.poll(async () => Math.max(...(await ends())), `${period} days at ${width}`).toBeLessThan(1.5);
            await tool.picture(`history-chart-${period}-${width}`);
        }
    }
});

test('times are the browser’s and say so; the order and UTC are right', async ({ tool }) => {
    const frame = await tool.open('COUNTED', 'history');
    await expect(rows(frame)).toHaveCount(7);
    await expect(frame.getByText('Times are in Asia/Tokyo.')).toBeVisible();
    const events = JSON.parse(await exported(frame, /JSON/)) as ExportedEvent[];
    const times = events.map(event => Date.parse(event.timeCreated));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(events.every(event => /Z$/.test(event.timeCreated))).toBe(true);
    // The newest was five hours ago, whatever the host's own clock shows.
    const newest = Date.now() - times[0];
    expect(Math.abs(newest - 5 * 3_600_000)).toBeLessThan(15 * 60_000);
    const tokyo = new Date(times[0]).toLocaleString('en-US', { timeZone: 'Asia/Tokyo' });
    expect((await rows(frame).first().innerText()).replace(/\s/g, ' ')).toContain(tokyo.replace(/\s/g, ' '));
    await rows(frame).first().click();
    await expect(frame.locator('avma-event-details dd').filter({ hasText: '(Asia/Tokyo)' })).toBeVisible();
});

test('the report has exactly what was seeded, names what it cannot know, and prints without cut columns', async ({ tool, browser }) => {
    const frame = await tool.open('COUNTED', 'history');
    await expect(rows(frame)).toHaveCount(7);
    await frame.getByRole('menuitem', { name: resource('UsageReport_action') }).click();
    await expect(frame.getByText('7: 4 successful, 3 failed, 0 with an undocumented result')).toBeVisible();
    // A line for each guest, and the chart of the period, which can be another one than that of the timeline.
    const lines = frame.locator('sme-dialog tbody tr');
    await expect(lines).toHaveCount(3);
    await expect(lines.first()).toContainText(/APP1\s*4\s*3\s*1\s*0/);
    await expect(frame.locator('sme-dialog avma-outcome-chart .avma-chart-bar')).toHaveCount(31);
    await frame.locator('#avma-report-period').selectOption('1');
    await expect(frame.getByText('5: 2 successful, 3 failed, 0 with an undocumented result')).toBeVisible();
    await frame.locator('#avma-report-period').selectOption('30');
    await expect(lines.first()).toContainText(/APP1\s*4\s*3\s*1\s*0/);
    await tool.picture('history-report-light');
    await tool.expectAccessible();
    const table = tool.page.waitForEvent('download');
    await frame.getByRole('button', { name: resource('UsageReport_saveTable') }).click();
    const csv = parse(await contentOf(await table), { columns: true, bom: true }) as Array<Record<string, string>>;
    const numbers = csv.map(one => [one['Guest'], one['Requests'], one['Success'], one['Failure'], one['Result codes']]);
    expect(numbers).toEqual([
        ['APP1', '4', '3', '1', '0x00000000 (3) 0xC004FD00 (1)'],
        ['APP2', '2', '0', '2', '0xC004FD02 (2)'],
        ['gone.contoso.com', '1', '1', '0', '0x00000000 (1)']
    ]);
    const page = tool.page.waitForEvent('download');
    await frame.getByRole('button', { name: resource('UsageReport_savePage') }).click();
    const file = await page;
    const html = await contentOf(file);
    for (const unknown of ['unassigned', 'guestsNotRead']) {
        expect(html).toContain(`data-unknown="${unknown}"`);
    }
    expect(html).toContain(resource('UsageReport_created'));
    const paper = await browser.newPage();
    await paper.setContent(html);
    await expect(paper.locator('figure svg rect')).not.toHaveCount(0);
    await paper.emulateMedia({ media: 'print' });
    // The printable width at 96 dots an inch: the paper's, less 12 mm on each side.
    for (const [format, width] of [
        ['A4', 210],
        ['Letter', 215.9]
    ] as const) {
        await paper.setViewportSize({ width: Math.floor(((width - 24) / 25.4) * 96), height: 1000 });
        const cut = await paper.evaluate(() =>
            [document.documentElement, ...document.querySelectorAll<HTMLElement>('th, td')]
                .filter(one => one.scrollWidth > one.clientWidth + 1)
                .map(one => one.textContent?.slice(0, 40))
        );
        expect(cut).toEqual([]);
        const pdf = await paper.pdf({ format, path: join(__dirname, `../../.artifacts/screens/report-${format}.pdf`) });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        await paper.screenshot({ path: join(__dirname, `../../.artifacts/screens/report-${format}.png`), fullPage: true });
    }
    await paper.close();
});

test('a guest’s own log is read with an account, and stands in its details and in the timeline', async ({ tool }) => {
    const frame = await tool.open('COUNTED', 'guests');
    await row(frame, 'APP1').click();
    await expect(frame.locator('avma-guest-history tbody tr').filter({ hasText: '12310 ' })).toHaveCount(4);
    // A mark reaches over its place, which the SDK's style sheet would cut.
    await expect(frame.locator('.avma-timeline-place').first()).toHaveCSS('overflow', 'visible');
    await tool.expectAccessible();
    await frame.getByRole('menuitem', { name: resource('GuestLogs_action') }).click();
    await fillAccount(frame, 0, right, /^All guests without/);
    await send(frame);
    await ended(frame);
    await expect(frame.getByText('Event logs of 1 of 1 guest read, 0 failed')).toBeVisible();
    await expect(frame.locator('avma-guest-history')).toContainText(/Own log of the guest, read .+ Events: \d\d\./);
    await tool.picture('guest-history-light');
    await frame.getByRole('button', { name: resource('History_allOfGuest') }).click();
    await expect(tool.page).toHaveURL(/history\?.*guest=/);
    await expect(rows(frame)).toHaveCount(8);
    await frame.locator('#avma-event-id').selectOption('12309');
    await expect(rows(frame)).toHaveCount(4);
    await rows(frame).first().click();
    await expect(frame.locator('[data-notification=success]')).toBeVisible();
});
