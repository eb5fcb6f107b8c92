import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, FakeEngine, FakeRun } from './support/fake-engine';
import { command, openGateway, TestGateway, v1, v2 } from './support/gateway-client';

/** What a refusal says that a tool can tell it by. */
interface Refusal {
    readonly errors: ReadonlyArray<{ readonly detailRecord: Readonly<Record<string, unknown>> }>;
}

describe('shells of the gateway on a node', () => {
    let finish: () => void;
    let engine: FakeEngine;
    let gateway: TestGateway;

    // eslint-disable-next-line require-yield
    async function* slow({ cancelled }: FakeRun): AsyncIterable<RunEvent> {
        await Promise.race([new Promise<void>(resolve => (finish = resolve)), cancelled]);
        yield ended;
    }
    async function* quick(): AsyncIterable<RunEvent> {
        yield ended;
    }

    beforeEach(async () => {
        engine = new FakeEngine({ slow, quick });
        gateway = await openGateway(engine);
    });
    afterEach(() => gateway.close());

    const keyed = async (node: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; id: string; body: unknown }> => {
        const { status, body } = await gateway.call('PUT', v2(node, 'pssessions/key-newSession'), { ...command('quick'), headers });
        return { status, id: String(body?.['sessionId']), body };
    };

    it('are as many as are asked for where nothing is set', async () => {
        const answers = await Promise.all(Array.from({ length: 40 }, () => keyed('open')));
        expect([answers.filter(({ status }) => status < 400).length, gateway.shellsOpen('OPEN')]).toEqual([40, 40]);
    });

    it('are refused beyond the quota of a user on a node, also while the others are only being opened, and free once a session is closed', async () => {
        gateway.nodeBehaviours.set('open', { shells: { perUser: 2 } });
        const answers = await Promise.all([1, 2, 3, 4].map(() => keyed('open')));
        expect(answers.map(({ status }) => status).sort()).toEqual([jasmine.any(Number), jasmine.any(Number), 400, 400]);
        expect([engine.opened.length, gateway.shellsOpen('open')]).toEqual([2, 2]);
        // Another node has its own, and so has another user.
        expect((await keyed('other')).status).toBeLessThan(400);
        const token = Buffer.from(JSON.stringify({ username: 'ann', password: 'x', domain: 'CONTOSO' })).toString('base64');
        expect((await keyed('open', { 'x-ms-sme-authorization': token })).status).toBeLessThan(400);
        const open = answers.find(({ status }) => status < 400);
        // A session that is open takes its next command.
        expect((await gateway.call('POST', v2('open', `pssessions/${open?.id}/invokeCommand`), command('quick'))).status).toBeLessThan(400);
        await gateway.call('DELETE', v2('open', `pssessions/${open?.id}`));
        expect((await keyed('open')).status).toBeLessThan(400);
        expect((await keyed('open')).status).toBe(400);
    });

    it('count commands of automatic sessions as well, whose shell goes on to the next of them only', async () => {
        gateway.nodeBehaviours.set('open', { shells: { perUser: 1 } });
        const automatic = (name: string): Promise<number> => gateway.call('POST', v1('open', 'invokeCommand'), command(name)).then(({ status }) => status);
        expect(await automatic('quick')).toBeLessThan(400);
        expect([(await keyed('open')).status, await automatic('slow'), await automatic('quick'), gateway.shellsOpen('open')]).toEqual([
            400,
            jasmine.any(Number),
            400,
            1
        ]);
        finish();
    });

    it('are refused by each code of the quota in either field, and without any', async () => {
        for (const code of [0x803381a5, 0x803381ab, 0x803381e4 | 0, 0x803381e6 | 0]) {
            for (const field of ['nativeErrorCode', 'hResult'] as const) {
                gateway.nodeBehaviours.set('open', { shells: { perUser: 0, refusal: { field, code } } });
                const { status, body } = await keyed('open');
                const [{ detailRecord }] = (body as Refusal).errors;
                expect([status, detailRecord[field], Object.keys(detailRecord).length]).toEqual([400, code, 2]);
            }
        }
        gateway.nodeBehaviours.set('open', { shells: { perUser: 0, refusal: 'withoutCode' } });
        const { status, body } = await keyed('open');
        expect([status, JSON.stringify(body).match(/-?\d{10}|0x/g)]).toEqual([400, null]);
        expect(engine.opened.length).toBe(0);
    });
});
