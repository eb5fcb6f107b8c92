/**
 * A page of somebody else in the developer's browser, while the gateway runs: it may send what it likes, and nothing of it becomes a command.
 * The page is served under another port of the same name, under another name, and under a name that has been pointed at the gateway itself.
 */
import { createServer, Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { chromium, expect, Page, test as base } from '@playwright/test';
import { chromiumFlags } from '../../build/chromium';
import { LiveSources } from '../../dev-gateway/live-sources';
import { Scenarios } from '../../dev-gateway/scenarios';
import { nodeDirectory } from '../../dev-gateway/windows/real-host';
import { ended, FakeEngine } from '../gateway/support/fake-engine';
import { moduleName, openGateway, TestGateway } from '../gateway/support/gateway-client';
import { attack, Attack, Loot } from './hostile-page';

/** What a gateway may be over: the estate of npm start, or one host, as with --host. */
type Nodes = 'estate' | 'host';

interface Attacked {
    readonly gateway: TestGateway;
    readonly engine: FakeEngine;
    readonly scenarios: Scenarios;
    readonly node: string;
}

const tokenCookie = 'WAC-XSRF';
const evilName = 'evil.example';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function startAttacked(kind: Nodes): Promise<Attacked> {
    const scenarios = new Scenarios();
    const engine = new FakeEngine({
        'Invoke-Hostile': async function* () {
            yield ended;
        }
    });
    const live = new LiveSources({
        root: join(__dirname, '../..'),
        scenarios: kind === 'estate' ? scenarios : null,
        run: () => Promise.resolve(),
        serve: () => undefined,
        log: () => undefined
    });
    const node = kind === 'estate' ? scenarios.nodes.nodeNames[0] : 'HV99';
    const gateway = await openGateway(engine, { nodes: kind === 'estate' ? scenarios.nodes : nodeDirectory(node), development: live });
    return { gateway, engine, scenarios, node };
}

const test = base.extend<{ hostile: Page }, { evilPort: number; estate: Attacked; host: Attacked }>({
    evilPort: [
        // eslint-disable-next-line no-empty-pattern
        async ({}, use) => {
            const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<body>hostile</body>'));
            await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
            await use(portOf(server));
            server.closeAllConnections();
            server.close();
        },
        { scope: 'worker' }
    ],
    // eslint-disable-next-line no-empty-pattern
    estate: [async ({}, use) => attacked('estate', use), { scope: 'worker' }],
    // eslint-disable-next-line no-empty-pattern
    host: [async ({}, use) => attacked('host', use), { scope: 'worker' }],
    // A browser of its own: the other tests' one resolves names as they are.
    // eslint-disable-next-line no-empty-pattern
    hostile: async ({}, use) => {
        const browser = await chromium.launch({
            executablePath: process.env.CHROME_BIN,
            args: [...chromiumFlags, `--host-resolver-rules=MAP ${evilName} 127.0.0.1`]
        });
        await use(await browser.newPage());
        await browser.close();
    }
});

async function attacked(kind: Nodes, use: (one: Attacked) => Promise<void>): Promise<void> {
    const one = await startAttacked(kind);
    await use(one);
    await one.gateway.close();
}

/** The developer works: the browser has been at the gateway, under each of its names, and has its cookies. */
async function visitGateway(page: Page, port: number): Promise<void> {
    for (const name of ['127.0.0.1', 'localhost']) {
        expect((await page.goto(`http://${name}:${port}/`))?.status()).toBe(200);
    }
}

/** Nothing has run, nothing was chosen, and the gateway's own page still gets what it asks for. */
async function expectUnharmed({ gateway, engine, scenarios, node }: Attacked, page: Page): Promise<void> {
    expect(engine.opened.map(({ node: opened }) => opened)).toEqual([]);
    expect(scenarios.offer().current).toEqual(scenarios.offer().defaults);
    await page.goto(`${gateway.url}/`);
    // The same request by the gateway's own page runs: what the attacks lack is nothing but the place that they come from.
    const status = await page.evaluate(
        async ({ url, cookieName, module }) => {
            const token = new RegExp(`${cookieName}=([^;]+)`).exec(document.cookie)?.[1] ?? '';
            const properties = { script: 'Invoke-Hostile', command: 'Get-Thing', module, parameters: {} };
            const headers = { 'content-type': 'application/json', 'x-xsrf-token': token };
            return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ properties }) })).status;
        },
        { url: `/api/services/WinREST/PowerShell/nodes/${node}/invokeCommand`, cookieName: tokenCookie, module: moduleName }
    );
    expect([status, engine.opened.length]).toEqual([200, 1]);
    engine.opened.length = 0;
}

function expectNothing({ answered, sockets, tried }: Loot): void {
    expect(answered).toEqual([]);
    expect(sockets).toEqual([]);
    expect(tried).toBeGreaterThan(100);
}

for (const kind of ['estate', 'host'] as const) {
    test.describe(`a page of somebody else, while the gateway runs over ${kind === 'estate' ? 'the estate' : 'a host (--host)'}`, () => {
        test.setTimeout(180_000);

        for (const [place, pageName, targetName] of [
            ['another port of this machine', '127.0.0.1', '127.0.0.1'],
            ['another port of localhost', 'localhost', 'localhost'],
            ['another site', evilName, '127.0.0.1'],
            ['another site, by the name localhost', evilName, 'localhost']
        ] as const) {
            test(`hostile page: from ${place}, nothing runs and nothing is read (${kind})`, async ({ hostile, evilPort, estate, host }) => {
                const target = kind === 'estate' ? estate : host;
                const { port } = new URL(target.gateway.url);
                await visitGateway(hostile, Number(port));
                await hostile.goto(`http://${pageName}:${evilPort}/`);
                const plan: Attack = { target: `http://${targetName}:${port}`, node: target.node, tokenCookie, module: moduleName };
                expectNothing(await hostile.evaluate(attack, plan));
                await expectUnharmed(target, hostile);
            });
        }

        test(`hostile page: under a name that was pointed at the gateway, nothing runs and nothing is read (${kind})`, async ({ hostile, estate, host }) => {
            const target = kind === 'estate' ? estate : host;
            const { port } = new URL(target.gateway.url);
            await visitGateway(hostile, Number(port));
            const address = `http://${evilName}:${port}`;
            // The page comes from its own server before the name is pointed elsewhere; everything after it goes to the gateway.
            await hostile.route(`${address}/page`, route => route.fulfill({ contentType: 'text/html', body: '<body>hostile</body>' }));
            await hostile.goto(`${address}/page`);
            const plan: Attack = { target: address, node: target.node, tokenCookie, module: moduleName };
            expectNothing(await hostile.evaluate(attack, plan));
            await expectUnharmed(target, hostile);
        });

        test(`hostile page: a socket that breaks in the middle ends nothing (${kind})`, async ({ hostile, estate, host }) => {
            const target = kind === 'estate' ? estate : host;
            const { port, host: own } = new URL(target.gateway.url);
            const upgrade = (origin: string): string =>
                `GET /api/streams/socket/${moduleName} HTTP/1.1\r\nHost: ${own}\r\nOrigin: ${origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
                'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
            for (const origin of [`http://${evilName}`, `http://${own}`]) {
                const socket = connect(Number(port), '127.0.0.1');
                socket.on('error', () => undefined);
                const closed = new Promise(resolve => socket.on('close', resolve));
                await new Promise(resolve => socket.write(upgrade(origin), resolve));
                socket.resetAndDestroy();
                await closed;
            }
            await expectUnharmed(target, hostile);
        });
    });
}
