import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, FakeEngine, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v1, v2 } from './support/gateway-client';

const jeaHeader = 'x-ms-sme-jea-endpoint';
const jeaEndpoint = 'http://schemas.microsoft.com/powershell/microsoft.sme.powershell';

function credential(username: string, password: string, domain: string): Record<string, string> {
    return { 'x-ms-sme-authorization': Buffer.from(JSON.stringify({ username, password, domain }), 'utf8').toString('base64') };
}

describe('Access to nodes through the gateway', () => {
    let engine: FakeEngine;
    let gateway: TestGateway;

    async function* rows(): AsyncIterable<RunEvent> {
        yield output({ ok: true });
        yield ended;
    }

    beforeEach(async () => {
        engine = new FakeEngine({ text: rows, 'Get-Thing': rows });
        gateway = await openGateway(engine);
    });

    afterEach(() => gateway.close());

    it('asks for credentials in the form that makes the SDK prompt', async () => {
        const answer = await gateway.call('POST', v2('denied', 'invokeCommand'), command('text'));
        expect(answer.status).toBe(403);
        expect(answer.body?.error).toEqual(jasmine.objectContaining({ code: 'AccessDenied', forbidden: 'Unauthorized' }));
        expect(engine.opened).toEqual([]);
    });

    it('lets the right account in and runs for it', async () => {
        const answer = await gateway.call('POST', v2('denied', 'invokeCommand'), {
            ...command('text'),
            headers: credential('admin', 'secret word', 'CONTOSO')
        });
        expect(answer.status).toBe(200);
        expect(engine.opened[0].account).toBe('CONTOSO\\admin');
    });

    it('asks again for a wrong password, and for a header that is no credential', async () => {
        for (const headers of [credential('admin', 'wrong', 'CONTOSO'), { 'x-ms-sme-authorization': 'not base64 of JSON' }]) {
            expect((await gateway.call('POST', v2('denied', 'invokeCommand'), { ...command('text'), headers })).status).toBe(403);
        }
    });

    it('names the JEA endpoint to an account that may use nothing else', async () => {
        const answer = await gateway.call('POST', v2('jea', 'invokeCommand'), command('text'));
        expect(answer.status).toBe(400);
        expect(answer.headers[jeaHeader]).toBe(jeaEndpoint);
    });

    it('runs the command of the module, never the text, where the JEA endpoint was asked for', async () => {
        const answer = await gateway.call('POST', v2('jea', 'invokeCommand'), { ...command('throw "text"'), headers: { [jeaHeader]: jeaEndpoint } });
        expect(answer.status).toBe(200);
        expect(engine.opened[0].language).toBe('none');
        expect(engine.opened[0].endpoint).toEqual({ configuration: 'tool.pssc', groups: ['Group of jea'] });
        expect(engine.opened[0].modules?.length).toBe(1);
    });

    it("opens the gateway's own endpoint where the tool's commands are part of none", async () => {
        expect((await gateway.call('POST', v2('rbac', 'invokeCommand'), { ...command('text'), headers: { [jeaHeader]: jeaEndpoint } })).status).toBe(200);
        expect(engine.opened[0].endpoint?.configuration).toMatch(/rbac\.pssc$/);
    });

    it('does not take another endpoint for the JEA endpoint', async () => {
        const headers = { [jeaHeader]: 'http://schemas.microsoft.com/powershell/microsoft.powershell' };
        expect((await gateway.call('POST', v2('jea', 'invokeCommand'), { ...command('text'), headers })).status).toBe(400);
        expect(engine.opened).toEqual([]);
    });

    it('runs the command of the module where a policy constrains the language', async () => {
        expect((await gateway.call('POST', v2('strict', 'invokeCommand'), command('throw "text"'))).status).toBe(200);
        expect(engine.opened[0].language).toBe('constrained');
        expect(engine.opened[0].modules?.length).toBe(1);
        expect(engine.opened[0].untrustedModules).toBe(false);
    });

    it('trusts no module that the policy does not trust, and has none where none is', async () => {
        await gateway.call('POST', v2('untrusting', 'invokeCommand'), command('text'));
        await gateway.call('POST', v2('bare', 'invokeCommand'), command('text'));
        expect(engine.opened.map(({ modules, untrustedModules }) => [modules?.length, untrustedModules])).toEqual([
            [1, true],
            [0, false]
        ]);
    });

    it('reports a node that does not answer as an error with a native code, not as a prompt', async () => {
        const answer = await gateway.call('POST', v1('gone', 'invokeCommand'), command('text'));
        expect(answer.status).toBe(400);
        expect(Object.keys(answer.headers)).not.toContain(jeaHeader);
        expect(answer.body?.errors).toEqual([jasmine.objectContaining({ detailRecord: jasmine.objectContaining({ nativeErrorCode: -2144108526 }) })]);
    });

    it('writes no secret into its log', async () => {
        const headers = credential('admin', 'secret word', 'CONTOSO');
        const answer = await gateway.call('PUT', v2('denied', 'pssessions/key-newSession'), {
            ...command('text', { parameters: { password: 'parameter secret' } }),
            headers
        });
        await gateway.call('GET', v2('denied', `pssessions/${String(answer.body?.sessionId)}?$expand=output&token=query-secret`), { headers });
        const text = gateway.log.join('\n');
        expect(text).toContain('PUT /api/services/WinREST/PowerShell/nodes/denied/pssessions/key-newSession 200');
        for (const secret of ['secret word', headers['x-ms-sme-authorization'], 'parameter secret', 'query-secret', gateway.token]) {
            expect(text).not.toContain(secret);
        }
    });
});
