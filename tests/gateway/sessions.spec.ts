import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, errorRow, FakeEngine, FakeRun, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v1, v2 } from './support/gateway-client';

/** Lets a spec decide when a command goes on. */
class Gate {
    public open: () => void = () => undefined;
    public readonly opened = new Promise<void>(resolve => (this.open = resolve));
}

describe('PowerShell sessions of the gateway', () => {
    let gate: Gate;
    let engine: FakeEngine;
    let gateway: TestGateway;

    async function* quick(): AsyncIterable<RunEvent> {
        yield output({ name: 'a' });
        yield output({ name: 'b' });
        yield ended;
    }
    async function* gated({ cancelled }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ step: 1 });
        yield { kind: 'progress', activity: 'work', status: 'half', percentComplete: 50 };
        const stopped = await Promise.race([gate.opened.then(() => false), cancelled.then(() => true)]);
        if (stopped) {
            yield { kind: 'end', state: 'stopped', error: null };
            return;
        }
        yield output({ step: 2 });
        yield ended;
    }
    async function* silent({ cancelled }: FakeRun): AsyncIterable<RunEvent> {
        await Promise.race([gate.opened, cancelled]);
        yield ended;
    }
    async function* throwing(): AsyncIterable<RunEvent> {
        yield output({ before: true });
        yield { kind: 'end', state: 'failed', error: errorRow('boom', 5) };
    }
    async function* complaining(): AsyncIterable<RunEvent> {
        yield { kind: 'error', error: errorRow('one thing failed') };
        yield output({ after: true });
        yield ended;
    }
    async function* remember({ globals }: FakeRun): AsyncIterable<RunEvent> {
        globals.set('key', 42);
        yield ended;
    }
    async function* recall({ globals }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ key: globals.get('key') ?? null });
        yield ended;
    }

    beforeEach(async () => {
        gate = new Gate();
        engine = new FakeEngine({ quick, gated, silent, throwing, complaining, remember, recall });
        gateway = await openGateway(engine);
    });

    afterEach(async () => {
        gate.open();
        await gateway.close();
    });

    for (const [family, path] of [
        ['version 1', v1],
        ['version 2', v2]
    ] as const) {
        it(`answers a command of an automatic session under the address of ${family}`, async () => {
            const answer = await gateway.call('POST', path('open', 'invokeCommand'), command('quick', { invokeMode: 'Polling' }));
            expect(answer.status).toBe(200);
            expect(answer.body?.completed).toBe('True');
            expect(answer.body?.results).toEqual([{ name: 'a' }, { name: 'b' }]);
            expect(answer.body?.sessionId).toMatch(/^[0-9a-f-]{36}$/);
        });
    }

    it('runs the text that was sent, for the node and account of the request', async () => {
        await gateway.call('POST', v2('open', 'invokeCommand'), command('quick'));
        expect(engine.opened[0]).toEqual(jasmine.objectContaining({ node: 'open', account: null, language: 'full' }));
    });

    it('hands out what is there while the command goes on, then the rest', async () => {
        const first = await gateway.call('POST', v2('open', 'invokeCommand'), command('gated'));
        expect(first.body).toEqual(jasmine.objectContaining({ completed: 'False', results: [{ step: 1 }] }));
        // As recorded, to the last field.
        expect(first.status).toBe(202);
        expect(first.body).toEqual({
            sessionId: jasmine.stringMatching(/^[0-9a-f-]{36}$/),
            completed: 'False',
            results: [{ step: 1 }],
            errors: null,
            exception: null,
            progress: [
                {
                    activityId: 0,
                    parentActivityId: -1,
                    activity: 'work',
                    statusDescription: 'half',
                    currentOperation: null,
                    percentComplete: 50,
                    secondsRemaining: -1,
                    recordType: 'Processing'
                }
            ],
            warnings: null,
            statusCode: 0
        });
        gate.open();
        const second = await gateway.call('GET', v2('open', `pssessions/${String(first.body?.sessionId)}?$expand=output`));
        expect(second.body).toEqual(jasmine.objectContaining({ completed: 'True', results: [{ step: 2 }] }));
    });

    it('holds a request for output until there is some', async () => {
        await gateway.close();
        gateway = await openGateway(engine, { behaviour: { pollMs: 60_000 } });
        const started = await gateway.call('POST', v2('open', 'invokeCommand'), command('gated'));
        let answered = false;
        const poll = gateway.call('GET', v2('open', `pssessions/${String(started.body?.sessionId)}?$expand=output`)).finally(() => (answered = true));
        // Another request makes its whole way while the poll is held.
        await gateway.call('GET', '/api/gateway/status');
        expect(answered).toBeFalse();
        gate.open();
        expect((await poll).body).toEqual(jasmine.objectContaining({ completed: 'True', results: [{ step: 2 }] }));
    });

    it('ends a held request with an empty list where nothing has come', async () => {
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('silent'));
        expect(answer.body).toEqual(jasmine.objectContaining({ completed: 'False', results: [] }));
    });

    it('leaves out an empty list of results where it is told to', async () => {
        await gateway.close();
        gateway = await openGateway(engine, { behaviour: { omitEmptyResults: true } });
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('silent'));
        expect(Object.keys(answer.body ?? {})).not.toContain('results');
    });

    it('answers an error that ended the script with 400, its message and native code, and the rows before it', async () => {
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('throwing'));
        expect(answer.status).toBe(400);
        expect(answer.body?.results).toEqual([{ before: true }]);
        expect(answer.body?.errors).toEqual([
            { errorType: 'RemoteException', message: 'boom', detailRecord: { remoteExceptionMessage: 'boom', nativeErrorCode: 5, hResult: -1 } }
        ]);
        expect(Object.keys(answer.headers)).not.toContain('x-ms-sme-jea-endpoint');
    });

    it('can hide a failure in the exception or in the status code of an answer', async () => {
        for (const [failureForm, exception, statusCode] of [
            ['exception', 'boom', 0],
            ['statusCode', null, 400]
        ] as const) {
            await gateway.close();
            gateway = await openGateway(engine, { behaviour: { failureForm } });
            const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('throwing'));
            expect(answer.status).toBe(200);
            expect(answer.body).toEqual(jasmine.objectContaining({ completed: 'True', errors: null, exception, statusCode, results: [{ before: true }] }));
        }
    });

    it('can have kept sessions of a node for too long: its next commands fail, and nothing of them runs', async () => {
        for (const form of ['errors', 'error', 'exception'] as const) {
            gateway.nodeBehaviours.set('OPEN', { stale: { commands: 2, form } });
            const opened = engine.opened.length;
            for (const [method, rest] of [
                ['POST', 'invokeCommand'],
                ['PUT', 'pssessions/key-newSession']
            ] as const) {
                const { status, text } = await gateway.call(method, v2('open', rest), command('quick'));
                expect([status, text.includes('Runspace state')])
                    .withContext(form)
                    .toEqual([form === 'exception' ? 200 : 400, true]);
            }
            expect(engine.opened.length).toBe(opened);
            expect((await gateway.call('POST', v2('other', 'invokeCommand'), command('quick'))).body?.results).toEqual([{ name: 'a' }, { name: 'b' }]);
            expect((await gateway.call('POST', v2('open', 'invokeCommand'), command('quick'))).body?.results).toEqual([{ name: 'a' }, { name: 'b' }]);
        }
    });

    it('answers other errors with 200 beside the rows, or with 400 where it is told to', async () => {
        const plain = await gateway.call('POST', v2('open', 'invokeCommand'), command('complaining'));
        expect(plain.status).toBe(200);
        expect(plain.body?.results).toEqual([{ after: true }]);
        expect(plain.body?.errors).toEqual([jasmine.objectContaining({ message: 'one thing failed', errorType: 'RemoteException' })]);
        await gateway.close();
        gateway = await openGateway(engine, { behaviour: { nonTerminatingStatus: 400 } });
        const other = await gateway.call('POST', v2('open', 'invokeCommand'), command('complaining'));
        expect(other.status).toBe(400);
    });

    it('cancels as the SDK asks for it: JSON by its header, and without a body', async () => {
        const started = await gateway.call('PUT', v2('open', 'pssessions/key-cancelled'), command('gated'));
        const session = `pssessions/${String(started.body?.sessionId)}`;
        const cancel = { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '' };
        expect((await gateway.call('POST', v2('open', `${session}/cancel`), cancel)).status).toBe(200);
        expect((await gateway.call('GET', v2('open', `${session}?$expand=output`))).body?.completed).toBe('True');
        const broken = { headers: { 'content-type': 'application/json' }, body: '{"properties":' };
        expect((await gateway.call('POST', v2('open', `${session}/invokeCommand`), broken)).status).toBe(400);
    });

    it('cancels a command and keeps its session', async () => {
        const started = await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('gated'));
        const session = `pssessions/${String(started.body?.sessionId)}`;
        expect((await gateway.call('POST', v2('open', `${session}/cancel`))).status).toBe(200);
        const stopped = await gateway.call('GET', v2('open', `${session}?$expand=output`));
        expect(stopped.status).toBe(400);
        expect(stopped.body?.completed).toBe('True');
        expect((await gateway.call('POST', v2('open', `${session}/invokeCommand`), command('quick'))).status).toBe(200);
    });

    it('keeps the globals of a keyed session between commands, and of no other', async () => {
        const first = await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('remember'));
        const same = await gateway.call('POST', v2('open', `pssessions/${String(first.body?.sessionId)}/invokeCommand`), command('recall'));
        expect(same.body?.results).toEqual([{ key: 42 }]);
        const other = await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('recall'));
        expect(other.body?.results).toEqual([{ key: null }]);
    });

    it('gives up a keyed session that is not used', async () => {
        await gateway.close();
        gateway = await openGateway(engine, { behaviour: { idleMs: 1 } });
        const closed = engine.nextClose();
        const first = await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('remember'));
        await closed;
        const late = await gateway.call('POST', v2('open', `pssessions/${String(first.body?.sessionId)}/invokeCommand`), command('recall'));
        expect(late.status).toBe(404);
        expect(late.body?.error).toEqual(jasmine.objectContaining({ code: 'NotFound' }));
    });

    it('closes a deleted session with 204; from then on there is no such session', async () => {
        const first = await gateway.call('PUT', v1('open', 'pssessions/instantSession'), command('remember'));
        const session = `pssessions/${String(first.body?.sessionId)}`;
        const deleted = await gateway.call('DELETE', v1('open', session));
        expect([deleted.status, deleted.text]).toEqual([204, '']);
        expect(engine.closed.length).toBe(1);
        expect((await gateway.call('GET', v1('open', `${session}?$expand=output`))).status).toBe(404);
        expect((await gateway.call('POST', v1('open', `${session}/cancel`))).status).toBe(404);
    });

    it('shows a session to its own node only', async () => {
        const first = await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('gated'));
        expect((await gateway.call('GET', v2('other', `pssessions/${String(first.body?.sessionId)}?$expand=output`))).status).toBe(404);
    });

    it('answers 500 with a reason where the engine fails', async () => {
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('no such handler'));
        expect(answer.status).toBe(500);
        expect(answer.body?.error).toEqual(jasmine.objectContaining({ code: 'EngineFailed' }));
    });

    it('closes every session when it is closed itself', async () => {
        await gateway.call('PUT', v2('open', 'pssessions/key-newSession'), command('remember'));
        await gateway.close();
        expect(engine.closed.length).toBe(engine.opened.length);
    });
});
