import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, errorRow, FakeEngine, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v2 } from './support/gateway-client';

interface Entry {
    readonly id: string;
    readonly connection: string;
    readonly completed: boolean;
    readonly failed: boolean;
    readonly errorMessage: string | null;
    readonly completedTime: string | null;
    readonly metadata: object;
}

describe('Work items', () => {
    let open: () => void;
    let gateway: TestGateway;

    beforeEach(async () => {
        const opened = new Promise<void>(resolve => (open = resolve));
        async function* long(): AsyncIterable<RunEvent> {
            yield { kind: 'progress', activity: 'work', status: '', percentComplete: 30 };
            await opened;
            yield output({ name: 'done' });
            yield ended;
        }
        async function* failing(): AsyncIterable<RunEvent> {
            yield { kind: 'end', state: 'failed', error: errorRow('boom') };
        }
        gateway = await openGateway(new FakeEngine({ long, failing }));
    });

    afterEach(async () => {
        open();
        await gateway.close();
    });

    async function submit(script: string): Promise<string> {
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command(script, { metadata: { typeId: 'avma', objectName: 'vm1' } }));
        expect(answer.body).toEqual(jasmine.objectContaining({ completed: 'False', results: [] }));
        return String(answer.body?.sessionId);
    }

    async function listed(): Promise<Entry[]> {
        return (await gateway.call('GET', '/api/workitems?lastMinutes=1440')).body?.value as Entry[];
    }

    const poll = async (id: string): ReturnType<TestGateway['call']> => gateway.call('GET', v2('open', `pssessions/${id}?$expand=output`));

    it('are answered at once, polled for, and listed with what was said of them', async () => {
        const id = await submit('long');
        expect(await listed()).toEqual([
            jasmine.objectContaining({ id, connection: 'open', completed: false, completedTime: null, metadata: { typeId: 'avma', objectName: 'vm1' } })
        ]);
        expect((await poll(id)).body?.progress).toEqual([jasmine.objectContaining({ percentComplete: 30 })]);
        open();
        expect((await poll(id)).body).toEqual(jasmine.objectContaining({ completed: 'True', results: [{ name: 'done' }] }));
        const [entry] = await listed();
        expect([entry.completed, entry.failed, entry.errorMessage]).toEqual([true, false, null]);
        expect(entry.completedTime).not.toBeNull();
    });

    it('say that they failed, and why', async () => {
        const id = await submit('failing');
        expect((await poll(id)).status).toBe(400);
        const [entry] = await listed();
        expect([entry.completed, entry.failed, entry.errorMessage]).toEqual([true, true, 'boom']);
    });

    it('are no ordinary commands: these are not listed', async () => {
        await gateway.call('POST', v2('open', 'invokeCommand'), command('failing'));
        expect(await listed()).toEqual([]);
    });
});
