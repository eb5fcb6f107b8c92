import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, FakeEngine } from './support/fake-engine';
import { command, moduleName, openGateway, TestGateway, v2 } from './support/gateway-client';

const foreign = 'https://attacker.example';
const sideLoaded = 'http://localhost:4201';

describe('What keeps other pages away from the gateway', () => {
    let engine: FakeEngine;
    let gateway: TestGateway;

    async function* nothing(): AsyncIterable<RunEvent> {
        yield ended;
    }

    beforeAll(async () => {
        engine = new FakeEngine({ nothing });
        gateway = await openGateway(engine);
    });

    afterAll(() => gateway.close());

    it('gives every page the XSRF token as a cookie that other sites do not send', async () => {
        const page = await gateway.raw('GET', '/');
        const cookies = page.headers['set-cookie'] as string[];
        expect(cookies.map(one => one.split('=')[0])).toEqual(['WAC-XSRF', 'XSRF-TOKEN']);
        cookies.forEach(one => expect(one).toContain('SameSite=Strict'));
    });

    it('refuses unsafe methods without the token, and with a wrong one; nothing is run', async () => {
        const calls: ReadonlyArray<readonly [string, string]> = [
            ['POST', v2('open', 'invokeCommand')],
            ['PUT', v2('open', 'pssessions/instantSession')],
            ['DELETE', v2('open', 'pssessions/x')],
            ['POST', '/api/batch?api-version=2019-02-01']
        ];
        for (const [method, path] of calls) {
            expect((await gateway.raw(method, path, command('nothing'))).status)
                .withContext(`${method} without`)
                .toBe(403);
            const wrong = await gateway.raw(method, path, { ...command('nothing'), headers: { 'x-xsrf-token': 'wrong' } });
            expect(wrong.status).withContext(`${method} wrong`).toBe(403);
            expect(wrong.body?.error).toEqual({ code: 'XsrfTokenMissing', message: jasmine.any(String) });
        }
        expect(engine.opened).toEqual([]);
    });

    it('answers reading requests without the token', async () => {
        const answer = await gateway.raw('GET', '/api/gateway/status');
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(jasmine.objectContaining({ gatewayMode: 'Desktop', jwk: null, addressList: [] }));
    });

    it('answers the preflight of a page of this machine with its exact origin and headers', async () => {
        const headers = {
            origin: sideLoaded,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type,x-ms-sme-module-name,x-ms-sme-jea-endpoint'
        };
        const answer = await gateway.raw('OPTIONS', v2('open', 'invokeCommand'), { headers });
        expect(answer.status).toBe(204);
        expect(answer.headers['access-control-allow-origin']).toBe(sideLoaded);
        expect(answer.headers['access-control-allow-credentials']).toBe('true');
        expect(answer.headers['access-control-allow-methods']).toBe('GET,POST,PUT,PATCH,DELETE');
        expect(answer.headers['access-control-allow-headers']).toBe(headers['access-control-request-headers']);
        expect(answer.headers['access-control-expose-headers']).toBe('x-ms-sme-jea-endpoint');
        expect(answer.headers.vary).toBe('Origin');
    });

    it('gives a page from elsewhere no permission', async () => {
        for (const method of ['OPTIONS', 'GET']) {
            const answer = await gateway.raw(method, '/api/gateway/status', { headers: { origin: foreign } });
            expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
        }
        const lookalike = await gateway.raw('GET', '/api/gateway/status', { headers: { origin: 'http://localhost.attacker.example' } });
        expect(lookalike.headers['access-control-allow-origin']).toBeUndefined();
    });

    it('answers to names of this machine only', async () => {
        for (const host of ['attacker.example', '127.0.0.1.attacker.example:6516', '192.168.1.4:6516']) {
            expect((await gateway.raw('GET', '/', { headers: { host } })).status)
                .withContext(host)
                .toBe(403);
        }
        for (const host of ['127.0.0.1:6516', 'localhost']) {
            expect((await gateway.raw('GET', '/', { headers: { host } })).status)
                .withContext(host)
                .toBe(200);
        }
    });

    it('listens on loopback', () => {
        expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    });

    it('lets scripts come from the gateway only, and the tool be framed by the shell only', async () => {
        const tool = String((await gateway.raw('GET', `/modules/${moduleName}/`)).headers['content-security-policy']);
        expect(tool).toContain("script-src 'self';");
        expect(tool).toContain("frame-ancestors 'self'");
        const shell = String((await gateway.raw('GET', '/')).headers['content-security-policy']);
        expect(shell).toContain("script-src 'self';");
        expect(shell).toContain("frame-ancestors 'none'");
        expect((await gateway.raw('GET', '/')).headers['x-content-type-options']).toBe('nosniff');
    });

    it('says in JSON what is wrong with a body that is not JSON', async () => {
        const headers = { 'content-type': 'application/json' };
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), { headers, body: '{ no json' });
        expect(answer.status).toBe(400);
        expect(answer.body?.error).toEqual({ code: jasmine.any(String), message: jasmine.any(String) });
    });
});
