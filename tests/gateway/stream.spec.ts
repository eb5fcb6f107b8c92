import { once } from 'node:events';
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

    async function connect(path: string, origin?: string): Promise<void> {
        packets.length = 0;
        socket = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`, { origin });
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
            await connect(path, gateway.url);
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

    it('refuses pages from elsewhere', async () => {
        socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/api/streams/socket/${moduleName}`, { origin: 'https://attacker.example' });
        const [error] = (await once(socket, 'error')) as [Error];
        expect(error.message).toContain('403');
    });
});
