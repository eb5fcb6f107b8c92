/** What the development gateway has for its own shell, and that a gateway without it has nothing of it. */
import { get, IncomingMessage } from 'node:http';
import { Development, Scenario, ScenarioOffer, withCurrentScript } from '../../dev-gateway/gateway/development';
import { ended, FakeCommand, FakeEngine, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v2 } from './support/gateway-client';

const defaults: Scenario = { estate: 'one', latencyMs: null, faults: [] };

class FakeDevelopment implements Development {
    public current = defaults;
    public readonly chosen: Array<readonly [Scenario, boolean]> = [];
    public listeners: Array<() => void> = [];
    public scripts: Readonly<Record<string, string>> = {};
    public readonly scenarios = {
        offer: (): ScenarioOffer => ({ estates: ['one', 'two'], latencies: [20], faults: { bad: 'It is bad' }, defaults, current: this.current }),
        choose: (wanted: Scenario, restart: boolean): void => {
            if (wanted.estate === 'three') {
                throw new Error('There is no estate "three".');
            }
            this.chosen.push([wanted, restart]);
            this.current = wanted;
        }
    };

    public onReload(listener: () => void): () => void {
        this.listeners.push(listener);
        return () => (this.listeners = this.listeners.filter(one => one !== listener));
    }

    public currentScript(name: string): string | null {
        return this.scripts[name] ?? null;
    }
}

const sent = (code: string): string =>
    `function cvt($o){return ConvertFrom-Json $o}\n function SmeSubmit{\n##Get-Thing##:Get-Thing.ps1\n${code}\n}\nSmeSubmit -name (cvt '"}\\nSmeSubmit"')`;

const echo: FakeCommand = async function* ({ request }) {
    yield output('script' in request ? request.script : '');
    yield ended;
};

describe('A gateway of a developer', () => {
    let development: FakeDevelopment;
    let gateway: TestGateway;
    const behaviour: { omitEmptyResults?: boolean } = {};
    const nothing: FakeCommand = async function* () {
        yield ended;
    };

    beforeAll(async () => {
        development = new FakeDevelopment();
        const engine = new FakeEngine({ [sent('old')]: echo, [sent('new')]: echo, nothing });
        gateway = await openGateway(engine, { development });
    });
    afterAll(() => gateway.close());

    it('offers scenarios to its shell, and takes the one that is chosen', async () => {
        expect((await gateway.raw('GET', '/api/development')).body).toEqual({ reloads: true, scenarios: { ...development.scenarios.offer() } });
        const scenario = { estate: 'two', latencyMs: 20, faults: ['bad'] };
        const answer = await gateway.call('PUT', '/api/development/scenario', { body: { scenario, restart: true } });
        expect([answer.status, answer.body?.current]).toEqual([200, scenario]);
        expect(development.chosen).toEqual([[scenario, true]]);
    });

    it('says what is wrong with a choice, and takes none from another page', async () => {
        const scenario = { ...defaults, estate: 'three' };
        const refused = await gateway.call('PUT', '/api/development/scenario', { body: { scenario } });
        expect([refused.status, refused.body?.error]).toEqual([400, { code: 'BadRequest', message: 'There is no estate "three".' }]);
        expect((await gateway.raw('PUT', '/api/development/scenario', { body: { scenario } })).status).toBe(403);
        for (const body of [
            'null',
            '[]',
            '{}',
            '{"scenario":null}',
            '{"scenario":{"estate":"one","latencyMs":"1","faults":[]}}',
            '{"scenario":{"estate":"one","latencyMs":null,"faults":[1]}}'
        ]) {
            const malformed = await gateway.call('PUT', '/api/development/scenario', { body, headers: { 'content-type': 'application/json' } });
            expect((malformed.body?.error as { message: string }).message)
                .withContext(body)
                .toContain('names no scenario');
        }
    });

    it('tells its pages to load again, as long as they are there', async () => {
        const stream = await new Promise<IncomingMessage>(resolve => get(`${gateway.url}/api/development/reloads`, resolve));
        expect(stream.headers['content-type']).toBe('text/event-stream');
        let text = '';
        const told = new Promise<void>(resolve =>
            stream.on('data', (chunk: Buffer) => {
                text += chunk.toString();
                if (text.includes('data: reload\n\n')) {
                    resolve();
                }
            })
        );
        await new Promise(resolve => stream.once('data', resolve));
        expect(development.listeners.length).toBe(1);
        development.listeners[0]();
        await told;
        stream.destroy();
        while (development.listeners.length > 0) {
            await new Promise(resolve => setTimeout(resolve, 5));
        }
    });

    it('runs the script that is there now, with the parameters that were sent', async () => {
        development.scripts = {};
        expect((await gateway.call('POST', v2('open', 'invokeCommand'), command(sent('old')))).body?.results).toEqual([sent('old')]);
        development.scripts = { 'Get-Thing': 'new' };
        expect((await gateway.call('POST', v2('open', 'invokeCommand'), command(sent('old')))).body?.results).toEqual([sent('new')]);
    });

    it('says why a script cannot run, in place of its rows', async () => {
        const throwing = await openGateway(new FakeEngine({}), {
            development: Object.assign(new FakeDevelopment(), {
                currentScript: () => {
                    throw new Error('gateway-plugin/Get-Thing.ps1:3: the character x is not ASCII.');
                }
            })
        });
        const answer = await throwing.call('POST', v2('open', 'invokeCommand'), command(sent('old')));
        expect([answer.status, answer.body?.error]).toEqual([
            500,
            { code: 'EngineFailed', message: 'gateway-plugin/Get-Thing.ps1:3: the character x is not ASCII.' }
        ]);
        await throwing.close();
    });

    it('behaves as it is told to at each command', async () => {
        const live = await openGatewayThatChanges();
        expect((await live.call('POST', v2('open', 'invokeCommand'), command('nothing'))).body?.results).toEqual([]);
        behaviour.omitEmptyResults = true;
        expect((await live.call('POST', v2('open', 'invokeCommand'), command('nothing'))).body?.results).toBeUndefined();
        await live.close();
    });

    function openGatewayThatChanges(): Promise<TestGateway> {
        return openGateway(new FakeEngine({ nothing }), { behaviour });
    }
});

describe('A gateway without a developer', () => {
    it('has nothing to choose, and runs what it is sent', async () => {
        const gateway = await openGateway(new FakeEngine({ [sent('old')]: echo }));
        expect((await gateway.raw('GET', '/api/development')).body).toEqual({ reloads: false, scenarios: null });
        expect((await gateway.call('PUT', '/api/development/scenario', { body: { scenario: defaults } })).status).toBe(404);
        expect((await gateway.raw('GET', '/api/development/reloads')).status).toBe(404);
        expect((await gateway.call('POST', v2('open', 'invokeCommand'), command(sent('old')))).body?.results).toEqual([sent('old')]);
        await gateway.close();
    });
});

describe('The script of now in what was sent', () => {
    it('replaces nothing where there is no script of the project in it', () => {
        for (const text of ['Get-Date', '##Get-Thing##:Get-Other.ps1\nx\n}\nSmeSubmit', '##Get-Thing##:Get-Thing.ps1\nx']) {
            expect(withCurrentScript(text, () => 'new')).toBe(text);
        }
        expect(withCurrentScript(sent('old'), () => null)).toBe(sent('old'));
        expect(withCurrentScript(sent('old\n}\nother'), () => "$a = '$&'")).toBe(sent("$a = '$&'"));
    });
});
