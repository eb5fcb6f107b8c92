import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, errorRow, FakeEngine, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v1, v2 } from './support/gateway-client';

interface Part {
    readonly method: string;
    readonly path: string;
    readonly requestId: string;
    readonly body?: string;
}

/** A batch as the SDK writes it (core/data/batch-connection). */
function batchOf(parts: readonly Part[], boundary: string): string {
    const texts = parts.map(part =>
        [
            `--${boundary}`,
            'Content-Type: application/http; msgtype=request',
            'Content-Transfer-Encoding: binary',
            '',
            `${part.method} ${part.path} HTTP/1.1`,
            'Host: localhost:6516',
            `request-id: ${part.requestId}`,
            'x-ms-sme-module-name: community.avma',
            'x-ms-sme-module-version: 0.1.0',
            'Content-Type: application/json; charset=utf-8',
            'accept: application/json, text/plain, */*',
            '',
            '',
            part.body ?? '',
            ''
        ].join('\r\n')
    );
    return `${texts.join('')}--${boundary}--`;
}

/** Reads an answer by the rules of the SDK's parser: lines between boundary lines, JSON on one line from { to }. */
function readAnswer(text: string): ReadonlyArray<{ readonly status: number; readonly requestId: string; readonly body: Record<string, unknown> }> {
    const [boundary] = text.split('\r\n', 1);
    expect(boundary).toMatch(/^--\S+$/);
    expect(text.endsWith(`${boundary}--\r\n`)).toBeTrue();
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    return text
        .split(`${boundary}\r\n`)
        .slice(1)
        .map(part => {
            const lines = part.split('\r\n');
            const json = lines.find(line => line.startsWith('{') && line.endsWith('}'));
            return {
                status: Number(/^HTTP\/1\.1 (\d+) /.exec(lines.find(line => line.startsWith('HTTP/1.1')) ?? '')?.[1]),
                requestId: lines.find(line => line.startsWith('request-id: '))?.slice('request-id: '.length) ?? '',
                body: JSON.parse(json ?? 'null') as Record<string, unknown>
            };
        });
}

describe('Batches', () => {
    let gateway: TestGateway;

    async function* rows(): AsyncIterable<RunEvent> {
        yield output({ name: 'two\r\nlines}' });
        yield ended;
    }
    async function* throwing(): AsyncIterable<RunEvent> {
        yield { kind: 'end', state: 'failed', error: errorRow('boom') };
    }

    beforeAll(async () => {
        gateway = await openGateway(new FakeEngine({ rows, throwing }));
    });

    afterAll(() => gateway.close());

    const put = (node: string, requestId: string, script: string): Part => ({
        method: 'PUT',
        path: v1(node, `pssessions/${requestId}-session`),
        requestId,
        body: JSON.stringify(command(script).body)
    });

    async function post(parts: readonly Part[]): ReturnType<TestGateway['call']> {
        const headers = { accept: 'multipart/mixed', 'content-type': 'multipart/mixed; boundary=b-1' };
        return gateway.call('POST', '/api/batch?api-version=2019-02-01', { headers, body: batchOf(parts, 'b-1') });
    }

    it('answers every part in the form that the SDK reads, failures with their error', async () => {
        const answer = await post([put('open', 'r-1', 'rows'), put('open', 'r-2', 'throwing'), put('denied', 'r-3', 'rows'), put('gone', 'r-4', 'rows')]);
        expect(answer.status).toBe(200);
        expect(answer.headers['content-type']).toMatch(/^multipart\/mixed; boundary=/);
        const parts = readAnswer(answer.text);
        expect(parts.map(part => [part.requestId, part.status])).toEqual([
            ['r-1', 200],
            ['r-2', 400],
            ['r-3', 403],
            ['r-4', 400]
        ]);
        expect(parts[0].body).toEqual(jasmine.objectContaining({ completed: 'True', results: [{ name: 'two\r\nlines}' }] }));
        expect(parts[1].body.errors).toEqual([jasmine.objectContaining({ message: 'boom' })]);
        expect(parts[2].body.error).toEqual(jasmine.objectContaining({ code: 'AccessDenied' }));
    });

    it('polls, cancels and deletes in batches too', async () => {
        const [started] = readAnswer((await post([put('open', 'r-1', 'rows')])).text);
        const session = v1('open', `pssessions/${String(started.body.sessionId)}`);
        const [polled] = readAnswer((await post([{ method: 'GET', path: session.replace('?', '?$expand=output&'), requestId: 'r-2' }])).text);
        expect([polled.status, polled.body.completed]).toEqual([200, 'True']);
        const [deleted] = readAnswer((await post([{ method: 'DELETE', path: session, requestId: 'r-3' }])).text);
        expect(deleted.status).toBe(204);
        const [gone] = readAnswer((await post([{ method: 'GET', path: session, requestId: 'r-4' }])).text);
        expect([gone.status, Object.keys(gone.body)]).toEqual([404, ['error']]);
    });

    it('answers 400 for a part whose body is not JSON, and the other parts as usual', async () => {
        const parts = readAnswer((await post([{ ...put('open', 'r-1', 'rows'), body: '{ no json }' }, put('open', 'r-2', 'rows')])).text);
        expect(parts.map(part => part.status)).toEqual([400, 200]);
        expect(Object.keys(parts[0].body)).toEqual(['error']);
    });

    it('refuses a batch without parts', async () => {
        expect((await post([])).status).toBe(400);
    });

    it('takes addresses of version 2 in its parts', async () => {
        const part = { ...put('open', 'r-1', 'rows'), path: v2('open', 'pssessions/any') };
        expect(readAnswer((await post([part])).text)[0].status).toBe(200);
    });
});
