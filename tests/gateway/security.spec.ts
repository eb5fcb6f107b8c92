import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, FakeEngine } from './support/fake-engine';
import { command, moduleName, openGateway, TestGateway, v1, v2 } from './support/gateway-client';

const foreign = 'https://attacker.example';
/** A page of this machine that is not the gateway's. */
const neighbour = 'http://localhost:4201';

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
            const headers = { origin: gateway.url };
            expect((await gateway.raw(method, path, { ...command('nothing'), headers })).status)
                .withContext(`${method} without`)
                .toBe(403);
            const wrong = await gateway.raw(method, path, { ...command('nothing'), headers: { ...headers, 'x-xsrf-token': 'wrong' } });
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

    it('refuses unsafe methods that come from no page of its own, even with the token; nothing is run', async () => {
        const { host, port } = new URL(gateway.url);
        const origins = [undefined, 'null', '', foreign, neighbour, `http://localhost:${port}`, `${gateway.url}.attacker.example`, `http://user@${host}`];
        for (const origin of origins) {
            const headers = { 'x-xsrf-token': gateway.token, ...(origin === undefined ? {} : { origin }) };
            const answer = await gateway.raw('POST', v2('open', 'invokeCommand'), { ...command('nothing'), headers });
            expect([answer.status, (answer.body?.error as { code: string }).code])
                .withContext(String(origin))
                .toEqual([403, 'ForeignOrigin']);
        }
        expect(engine.opened).toEqual([]);
    });

    it('judges an address by where it leads, however it is spelled', async () => {
        const batch = `--X\r\nrequest-id: 1\r\n\r\nPOST ${v1('open', 'invokeCommand')} HTTP/1.1\r\n\r\n${JSON.stringify(command('nothing').body)}\r\n--X--`;
        for (const path of ['/%61pi/batch', '/a%70i/%62atch', '/api/batch', '//api/batch', '/API/batch', '/api%2fbatch']) {
            for (const type of ['text/plain; boundary=X', 'multipart/mixed; boundary=X']) {
                for (const origin of [undefined, foreign]) {
                    const headers = { 'content-type': type, ...(origin ? { origin } : {}) };
                    expect((await gateway.raw('POST', path, { body: batch, headers })).status)
                        .withContext(`${path} ${type}`)
                        .toBe(403);
                }
            }
        }
        expect(engine.opened).toEqual([]);
    });

    it('takes JSON, and multipart/mixed for a batch only', async () => {
        const text = JSON.stringify(command('nothing').body);
        const bad: ReadonlyArray<readonly [string, string]> = [
            [v2('open', 'invokeCommand'), 'text/plain'],
            [v2('open', 'invokeCommand'), 'text/plain; application/json'],
            [v2('open', 'invokeCommand'), 'application/jsonp'],
            [v2('open', 'invokeCommand'), 'multipart/mixed; boundary=X'],
            [v2('open', 'invokeCommand'), 'application/x-www-form-urlencoded'],
            ['/api/batch', 'application/json'],
            ['/%61pi/batch', 'text/plain; boundary=X'],
            ['/api/batch', 'multipart/form-data; boundary=X']
        ];
        for (const [path, type] of bad) {
            expect((await gateway.call('POST', path, { body: text, headers: { 'content-type': type } })).status)
                .withContext(`${path} ${type}`)
                .toBe(415);
        }
        expect((await gateway.call('POST', v2('open', 'invokeCommand'), { body: text })).status)
            .withContext('a body without a type')
            .toBe(415);
        expect(engine.opened).toEqual([]);
        expect((await gateway.call('DELETE', v2('open', 'pssessions/x'))).status)
            .withContext('no body')
            .toBe(204);
    });

    it('takes no body that is no request, and stops nothing for a reading method', async () => {
        const bodies = ['[]', '1', '"text"', '{"properties":[]}', '{"properties":1}', '{"properties":{"script":5}}', '{"properties":{"parameters":[]}}'];
        for (const body of bodies) {
            const answer = await gateway.call('POST', v2('open', 'invokeCommand'), { body, headers: { 'content-type': 'application/json' } });
            expect(answer.status).withContext(body).toBe(400);
        }
        expect(engine.opened).toEqual([]);
        expect((await gateway.raw('GET', v2('open', 'pssessions/x/cancel'))).status).toBe(404);
    });

    it('gives a page from elsewhere no permission, and no answer', async () => {
        for (const origin of [foreign, neighbour, 'http://localhost.attacker.example', 'null']) {
            for (const method of ['OPTIONS', 'GET']) {
                const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
                const answer = await gateway.raw(method, '/api/gateway/status', { headers });
                expect(answer.status).toBe(403);
                expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
            }
        }
        expect((await gateway.raw('GET', '/api/gateway/status', { headers: { origin: gateway.url } })).status).toBe(200);
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

    it('answers 401 after the sign-in has ended, in the form that the SDK does not prompt for, and takes the new token only', async () => {
        const own = await openGateway(new FakeEngine({ nothing }));
        own.signOut();
        for (const [method, path] of [
            ['POST', v2('open', 'invokeCommand')],
            ['GET', v1('open', 'pssessions/x?$expand=output')],
            ['GET', '/api/gateway/status']
        ]) {
            const answer = await own.call(method, path, method === 'POST' ? command('nothing') : {});
            expect([answer.status, answer.body?.error]).toEqual([401, jasmine.objectContaining({ forbidden: 'UnauthorizedLogin' })]);
        }
        await own.raw('GET', `/modules/${moduleName}/main.js`);
        expect((await own.call('GET', '/api/gateway/status')).status)
            .withContext('a file is no sign-in')
            .toBe(401);
        const token = /WAC-XSRF=([^;]+)/.exec(String((await own.raw('GET', '/HV01/guests')).headers['set-cookie']))?.[1] ?? '';
        expect((await own.call('POST', v2('open', 'invokeCommand'), command('nothing'))).status)
            .withContext('with the old token')
            .toBe(403);
        const headers = { 'x-xsrf-token': token };
        expect((await own.call('POST', v2('open', 'invokeCommand'), { ...command('nothing'), headers })).status).toBe(200);
        await own.close();
    });
});
