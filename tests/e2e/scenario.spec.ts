/** The development shell's menu of scenarios, and what it does when its gateway says that something has changed. */
import { join } from 'node:path';
import { EnvironmentOptions, startEnvironment } from '../../dev-gateway/environment';
import { LiveSources } from '../../dev-gateway/live-sources';
import { Scenarios } from '../../dev-gateway/scenarios';
import { expect, test as base } from './fixtures';

/** The gateway of npm start, without anything that builds. */
const test = base.extend<{ scenarios: Scenarios; live: LiveSources }>({
    scenarios: ({ shared }, use) => use(shared.once('scenarios', () => new Scenarios())),
    live: ({ shared, scenarios }, use) => {
        const options = { root: join(__dirname, '../..'), scenarios, run: () => Promise.resolve(), serve: () => undefined, log: () => undefined };
        return use(shared.once('live', () => new LiveSources(options)));
    },
    gateway: async ({ shared, scenarios, live }, use) => {
        const options: EnvironmentOptions = {
            nodes: scenarios.nodes,
            port: 0,
            realEngine: shared.engine,
            development: live,
            get behaviour() {
                return scenarios.behaviour;
            }
        };
        await use(
            await shared.once(
                'gateway',
                () => startEnvironment(options),
                gateway => gateway.close()
            )
        );
    }
});

test('scenario: estate, latency and faults are chosen, kept in the address, and found again by it', async ({ tool, scenarios }) => {
    await tool.open('HV-STD');
    const { page } = tool;
    const menu = page.getByRole('form', { name: 'Scenario' });
    await expect(menu).toBeHidden();
    await page.getByRole('button', { name: 'Scenario: contoso', exact: true }).click();
    await menu.getByRole('combobox', { name: /^Estate/ }).selectOption('large');
    await menu.getByLabel('Each call of a Windows command takes').selectOption('20 ms');
    await menu.getByLabel('Answers without rows leave out their results').check();
    await tool.picture('shell-scenario');
    await menu.getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Scenario: large, 20 ms, 1 fault' })).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('link')).toHaveText(['HV-5000', 'HV-EVENTS']);
    await expect(page).toHaveURL(/\/HV-5000\/overview#estate=large&latency=20&faults=emptyResults$/);
    expect(scenarios.offer().current).toEqual({ estate: 'large', latencyMs: 20, faults: ['emptyResults'] });
    // The tool goes on, and the address keeps the scenario.
    const frame = page.frameLocator('iframe');
    await frame.getByRole('tab', { name: 'Reference' }).click();
    await expect(page).toHaveURL(/\/HV-5000\/reference\/keys#estate=large&latency=20&faults=emptyResults$/);
    const address = page.url();
    await tool.open('HV01');
    await expect(page.getByRole('button', { name: 'Scenario: contoso', exact: true })).toBeVisible();
    await page.goto(address);
    await expect(page.getByRole('button', { name: 'Scenario: large, 20 ms, 1 fault' })).toBeVisible();
    await expect(frame.getByRole('tab', { name: 'Reference', selected: true })).toBeVisible();
});

test('scenario: an address that names what there is not says what there is', async ({ tool }) => {
    await tool.page.goto(`${tool.url}/HV01/#estate=other`);
    await expect(tool.page.getByText('There is no estate "other". There are: contoso, large')).toBeVisible();
});

test('scenario: the estate is started anew', async ({ tool }) => {
    await tool.open('HV-STD');
    await tool.page.getByRole('button', { name: /^Scenario/ }).click();
    const asked = tool.page.waitForRequest(/scenario$/);
    await tool.page.getByRole('button', { name: 'Apply and start the estate anew' }).click();
    expect((await asked).postDataJSON()).toEqual({ scenario: { estate: 'contoso', latencyMs: null, faults: [] }, restart: true });
    await expect(tool.page.frameLocator('iframe').getByRole('heading', { name: "HV-STD can't activate guests" })).toBeVisible();
});

test('scenario: the page loads again when the gateway says so', async ({ tool, live }) => {
    await tool.open('HV-STD');
    const loaded = tool.page.waitForEvent('load');
    // What a build or a changed estate does.
    live.reload('changed');
    await loaded;
    await expect(tool.page.frameLocator('iframe').getByRole('heading', { name: "HV-STD can't activate guests" })).toBeVisible();
});
