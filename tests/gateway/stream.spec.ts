import { once } from 'node:events';
import { connect as tcp } from 'node:net';
import { WebSocket } from 'ws';
import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, FakeEngine, FakeRun, output } from './support/fake-engine';
import { moduleName, openGateway, TestGateway } from './support/gateway-client';

interface Packet {
    readonly streamName: string;
    readonly state: number;
    readonly data: { readonly id: string; readonly state: number; readonly index: number; readonly response: Record<string, unknown> };
}

describe('The stream of the gateway', () => {
    let gateway: TestGateway;
    let socket: WebSocket;
    const packets: Packet[] = [];
    let arrived: () => void = () => undefined;

    async function* steps({ cancelled }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ step: 1 });
        await cancelled;
        yield { kind: 'end', state: 'stopped', error: null };
    }
    async function* rows(): AsyncIterable<RunEvent> {
        yield output({ step: 1 });
        yield ended;
    }

    beforeEach(async () => {
        gateway = await openGateway(new FakeEngine({ steps, rows }));
    });

    afterEach(async () => {
        socket.terminate();
        await gateway.close();
    });

    async function connect(path: string): Promise<void> {
        packets.length = 0;
        socket = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`, { origin: gateway.url });
        socket.on('message', text => {
            packets.push(JSON.parse(String(text)) as Packet);
            arrived();
        });
        await once(socket, 'open');
    }

    /** Waits until a packet of this kind has come. */
    async function packet(wanted: (one: Packet) => boolean): Promise<Packet> {
        for (;;) {
            const found = packets.find(wanted);
            if (found) {
                return found;
            }
            await new Promise<void>(resolve => (arrived = resolve));
        }
    }

    const request = (id: string, nodeName: string, script: string, requestState = 2): string =>
        JSON.stringify({
            streamName: 'SME-PowerShell',
            state: 2,
            data: {
                id,
                target: { nodeName, headers: {} },
                requestState,
                options: {},
                script,
                command: 'Get-Thing',
                module: moduleName,
                parameters: {},
                state: 'ready'
            }
        });

    for (const path of [`/api/streams/socket/${moduleName}`, `/api/services/WinStream/Stream/socket/${moduleName}`]) {
        it(`answers a command at ${path}`, async () => {
            await connect(path);
            socket.send(request('q1', 'open', 'rows'));
            const last = await packet(one => one.data.state === 2);
            expect(last).toEqual(jasmine.objectContaining({ streamName: 'SME-PowerShell', state: 2 }));
            expect(last.data.response).toEqual(jasmine.objectContaining({ completed: 'True', results: [{ step: 1 }] }));
        });
    }

    it('sends rows as they come and ends a cancelled command', async () => {
        await connect(`/api/streams/socket/${moduleName}`);
        socket.send(request('q1', 'open', 'steps'));
        const first = await packet(one => one.data.state === 3);
        expect([first.data.id, first.data.index, first.data.response.results]).toEqual(['q1', 0, [{ step: 1 }]]);
        socket.send(request('q1', 'open', 'steps', 3));
        expect((await packet(one => one.data.state === 4)).data.response.statusCode).toBe(400);
    });

    it('reports a refused node with its status', async () => {
        await connect(`/api/streams/socket/${moduleName}`);
        socket.send(request('q1', 'denied', 'rows'));
        expect((await packet(one => one.data.state === 4)).data.response.statusCode).toBe(403);
    });

    it('refuses pages from elsewhere, and clients that do not say where they come from', async () => {
        for (const origin of ['https://attacker.example', 'http://localhost:4201', 'null', undefined]) {
            socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/api/streams/socket/${moduleName}`, { origin });
            const [error] = (await once(socket, 'error')) as [Error];
            expect(error.message).withContext(String(origin)).toContain('403');
        }
    });

    it('says of each packet that is no request what is wrong with it, and goes on', async () => {
        await connect(`/api/streams/socket/${moduleName}`);
        const request3 = { id: 'q', requestState: 2, target: { nodeName: 'open' } };
        const bad = [
            'no JSON',
            'null',
            '[]',
            '[null]',
            '1',
            '{}',
            ...[undefined, null, [], 'x', { ...request3, id: 5 }, { ...request3, requestState: 'x' }, { ...request3, target: null }].map(data =>
                JSON.stringify({ streamName: 'SME-PowerShell', state: 2, data })
            ),
            ...[{}, { nodeName: 5 }, { nodeName: 'open', headers: [1] }, { nodeName: 'open', headers: { a: 1 } }].map(target =>
                JSON.stringify({ streamName: 'SME-PowerShell', state: 2, data: { ...request3, target } })
            )
        ];
        for (const text of bad) {
            packets.length = 0;
            socket.send(text);
            const { data } = await packet(one => one.state === 3);
            expect(data as unknown)
                .withContext(text)
                .toEqual({ message: jasmine.any(String) });
        }
        socket.send(request('q1', 'open', 'rows'));
        await packet(one => one.data.state === 2);
    });

    it('ends neither other connections nor itself over one that breaks', async () => {
        await connect(`/api/streams/socket/${moduleName}`);
        const steady = socket;
        const { port, host } = new URL(gateway.url);
        const upgrade = (origin: string): string =>
            `GET /api/streams/socket/x HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
        for (const origin of [gateway.url, 'https://attacker.example']) {
            for (const ending of ['reset', 'bad frame']) {
                const raw = tcp(Number(port), '127.0.0.1');
                raw.on('error', () => undefined);
                const closed = new Promise(resolve => raw.on('close', resolve));
                // What it is sent has to be read, or its end is never seen.
                raw.resume();
                // Reserved bits and no mask: RFC 6455 has no such frame.
                const frame = ending === 'bad frame' ? [0xff, 0x7f, 0, 0] : [];
                await new Promise(resolve => raw.write(Buffer.concat([Buffer.from(upgrade(origin)), Buffer.from(frame)]), resolve));
                if (ending === 'reset') {
                    raw.resetAndDestroy();
                }
                await closed;
            }
        }
        steady.send(request('q1', 'open', 'rows'));
        expect((await packet(one => one.data.state === 2)).data.id).toBe('q1');
    });
});
