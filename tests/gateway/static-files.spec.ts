import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startGateway } from '../../dev-gateway/gateway/gateway';
import { installedPage } from '../../dev-gateway/gateway/installed-page';
import { serveSideLoad } from '../../dev-gateway/side-load';
import { temporaryFolder } from '../build/support/refusal';
import { FakeEngine } from './support/fake-engine';
import { getFrom, moduleName, openGateway, TestGateway, testNodes } from './support/gateway-client';

describe('Files that the gateway serves', () => {
    let gateway: TestGateway;

    beforeAll(async () => {
        gateway = await openGateway(new FakeEngine({}));
    });

    afterAll(() => gateway.close());

    const tool = (path: string): string => `/modules/${moduleName}/${path}`;

    it('gives the tool its own base address', async () => {
        for (const path of ['', 'index.html', 'guests/id-1', 'guests?verdict=eligible']) {
            const page = await gateway.raw('GET', tool(path));
            expect(page.status).withContext(path).toBe(200);
            expect(page.text).withContext(path).toContain(`<base href="/modules/${moduleName}/">`);
        }
    });

    it('replaces the one form of the base that a real gateway replaces, and no other', () => {
        expect(installedPage('<base href="/"> <base href="/">', 'a.b')).toBe('<base href="/modules/a.b/"> <base href="/modules/a.b/">');
        for (const other of [
            '<base href="/"/>',
            '<base href="/" />',
            "<base href='/'>",
            '<BASE href="/">',
            '<base  href="/">',
            '<base href="./">',
            '<base target="_top" href="/">'
        ]) {
            expect(installedPage(other, 'a.b')).toBe(other);
        }
    });

    it('serves files with their types; a missing one is missing, not the start page', async () => {
        const script = await gateway.raw('GET', tool('main.js'));
        expect([script.status, script.text]).toEqual([200, 'tool']);
        expect(script.headers['content-type']).toContain('text/javascript');
        expect((await gateway.raw('GET', tool('missing.js'))).status).toBe(404);
        expect((await gateway.raw('GET', '/modules/other.tool/main.js')).status).toBe(404);
    });

    it('reads nothing outside of its folders', async () => {
        for (const path of [
            '../outside.txt',
            '..%2foutside.txt',
            '%2e%2e/outside.txt',
            '%2e%2e%2foutside.txt',
            'assets/../../outside.txt',
            '..%5coutside.txt'
        ]) {
            const answer = await gateway.raw('GET', tool(path));
            expect(answer.text).withContext(path).not.toContain('outside');
            expect(answer.status).withContext(path).toBe(404);
        }
        expect((await gateway.raw('GET', tool('%zz.txt'))).status).toBeGreaterThanOrEqual(400);
    });

    it('serves the shell for every place in it', async () => {
        for (const path of ['/', '/HV01/', '/HV01/guests?verdict=eligible']) {
            expect((await gateway.raw('GET', path)).text)
                .withContext(path)
                .toContain('shell');
        }
    });

    it('lists the tool and the connections with what conditions can name', async () => {
        expect((await gateway.raw('GET', '/manifest.json')).body).toEqual(
            jasmine.objectContaining({ name: 'msft.sme.shell', gatewayApiVersion: '2.0.0', modules: [{ name: moduleName, target: `/modules/${moduleName}` }] })
        );
        const { body } = await gateway.raw('GET', '/api/connections');
        const connections = body?.value as unknown[];
        const [server, cluster] = ['msft.sme.connection-type.server', 'msft.sme.connection-type.cluster'];
        const [servers, clusters] = ['msft.sme.server-manager!servers', 'msft.sme.software-defined-data-center!cluster'];
        const [other, [together, alone]] = [connections[1], connections.slice(-2)];
        const named = { aliases: [], activeAlias: null };
        expect(other).toEqual({ name: 'other', type: server, solution: servers, ...named, inventory: { isHyperVRoleInstalled: false } });
        expect(together).toEqual({ name: 'together', type: cluster, solution: clusters, ...named, inventory: { isHyperVRoleInstalled: true } });
        // Its name leads nowhere, and so does the first of its nodes.
        const aliased = { aliases: ['gone', 'open'], activeAlias: 'open' };
        expect(alone).toEqual({ name: 'alone', type: cluster, solution: clusters, ...aliased, inventory: { isHyperVRoleInstalled: true } });
    });

    it('answers 404 in JSON for what the API does not have', async () => {
        const answer = await gateway.raw('GET', '/api/nodes/open/features/unknown');
        expect(answer.status).toBe(404);
        expect(answer.body?.error).toEqual(jasmine.objectContaining({ code: 'NotFound' }));
    });

    it('says in one line that a port is taken, and that there is no bundle', async () => {
        const port = Number(new URL(gateway.url).port);
        const none = { engine: new FakeEngine({}), nodes: testNodes, shell: '', shellScript: '', styles: null, powerShellModule: '', sessionConfiguration: '' };
        await expectAsync(openGateway(new FakeEngine({}), { port })).toBeRejectedWithError(
            `Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`
        );
        await expectAsync(startGateway({ ...none, port: 0, bundle: '/no/such/folder' })).toBeRejectedWithError(
            'There is no extension in /no/such/folder. Run: npm run build'
        );
    });
});

describe('Files for side-loading', () => {
    const folder = temporaryFolder();
    folder.write('bundle/index.html', '<base href="/">tool');
    folder.write('bundle/main.js', 'script');
    folder.write('bundle/manifest.json', '{"name":"community.avma"}');
    folder.write('outside.txt', 'outside');

    it('are at the root of an origin, for pages of every other one', async () => {
        const server = await serveSideLoad(join(folder.path, 'bundle'), 0);
        const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
        const answer = async (path: string): Promise<readonly [number, string]> => {
            const { status, headers, text } = await getFrom(url, path);
            expect(headers['access-control-allow-origin']).withContext(path).toBe('*');
            return [status, text];
        };
        expect(await answer('/manifest.json')).toEqual([200, '{"name":"community.avma"}']);
        expect(await answer('/main.js?v=1')).toEqual([200, 'script']);
        for (const path of ['/', '/index.html', '/guests/id-1?verdict=eligible']) {
            expect(await answer(path)).toEqual([200, '<base href="/">tool']);
        }
        for (const path of ['/missing.js', '/../outside.txt', '/..%2foutside.txt']) {
            expect((await answer(path))[0]).toBe(404);
        }
        await server.close();
    });
});
