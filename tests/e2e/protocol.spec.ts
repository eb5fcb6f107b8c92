/** Failures wherever a gateway's answer holds them, and sessions that a gateway has kept for too long: no host looks empty, and nobody has to try again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentOptions, startEnvironment } from '../../dev-gateway/environment';
import { GatewayBehaviour } from '../../dev-gateway/gateway/behaviour';
import { expect, test as base } from './fixtures';
import { ended, fillAccount, openDialog, right, row, rows, selectAll, send } from './guests-page';

interface Behaviour {
    current: Partial<GatewayBehaviour>;
}

const test = base.extend<{ behaviour: Behaviour }>({
    behaviour: ({ shared }, use) => use(shared.once('behaviour', (): Behaviour => ({ current: {} }))),
    gateway: async ({ shared, estate, behaviour }, use) => {
        const options: EnvironmentOptions = {
            nodes: estate,
            port: 0,
            realEngine: shared.engine,
            get behaviour() {
                return behaviour.current;
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

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;
const title = (code: string): string => resources[`CommunityAvma_Failures_${code}_title`];

test.afterEach(({ behaviour, gateway }) => {
    behaviour.current = {};
    gateway.nodeBehaviours.reset();
});

for (const [failureForm, stopped, fact] of [
    ['exception', title('managementServiceStopped'), 'AvmaError'],
    ['statusCode', title('unclassified'), '"statusCode":400']
] as const) {
    test(`protocol: a failure that stands in the ${failureForm} of an answer alone is told, by itself and in a batch`, async ({ tool, behaviour }) => {
        behaviour.current = { failureForm };
        let frame = await tool.open('HV-VMMS', 'guests');
        await expect(frame.getByRole('heading', { name: stopped })).toBeVisible();
        await expect(rows(frame)).toHaveCount(0);
        await expect(frame.locator('pre').first()).toContainText(fact);
        // In a batch beside a host that answers.
        frame = await tool.open('HV01', 'hosts');
        await frame.getByRole('button', { name: 'Choose hosts' }).click();
        await frame.locator('#avma-hosts-others').fill('HV-VMMS\nHV-2016');
        await frame.getByRole('button', { name: /^Ask hosts/ }).click();
        await expect(row(frame, 'HV-VMMS')).toContainText(stopped, { timeout: 60_000 });
        await expect(row(frame, 'HV-2016')).toContainText('Can activate guests');
    });
}

for (const form of ['errors', 'error', 'exception'] as const) {
    test(`protocol: sessions that were kept too long are replaced, once (as ${form})`, async ({ tool, gateway }) => {
        // The session that was kept too long is asked whether it hands out keys, and isn't there.
        tool.expectConsole(/status of 404/);
        gateway.nodeBehaviours.set('HV-2016', { stale: { commands: 1, form } });
        let frame = await tool.open('HV-2016', 'overview');
        await expect(frame.getByRole('heading', { name: 'HV-2016 can activate guests' })).toBeVisible();

        // The key of a session is asked for before anything is sent to a guest.
        frame = await tool.open('HV-2016', 'guests');
        await selectAll(frame);
        await openDialog(frame);
        await fillAccount(frame, 0, right, /^All guests without/);
        await frame.getByLabel('Guests at a time').fill('1');
        gateway.nodeBehaviours.set('HV-2016', { stale: { commands: 1, form } });
        await send(frame);
        await ended(frame);
        await expect(frame.locator('[data-code=hostFailed], [data-code=unclassified]')).toHaveCount(0);
        await expect(
            rows(frame)
                .getByText(/^Verified/)
                .first()
        ).toBeVisible();

        // A gateway that goes on failing is told of after the second try.
        gateway.nodeBehaviours.set('HV-2016', { stale: { commands: 1000, form } });
        frame = await tool.open('HV-2016', 'overview');
        await expect(frame.getByRole('heading', { name: title('unclassified') })).toBeVisible();
    });
}
