/** The WebSocket form of the PowerShell API: the same requests, answered as they come instead of polled for. */
import { IncomingMessage, Server } from 'node:http';
import { Duplex } from 'node:stream';
import { RawData, WebSocket, WebSocketServer } from 'ws';
import { PowerShellApi } from './powershell-api';
import { isLocalHost, isLocalOrigin } from './security';

const streamPath = /^\/api\/(?:streams|services\/WinStream\/Stream)\/socket\/[^/?]+(?:\?|$)/i;
const streamName = 'SME-PowerShell';

/** States of the outer packet and of the answer in it. */
const data = 2;
const packetError = 3;
const answerState = { completed: 2, data: 3, failed: 4 } as const;
const cancelRequest = 3;

interface StreamPacket {
    readonly streamName: string;
    readonly data: {
        readonly id: string;
        readonly target: { readonly nodeName: string; readonly headers?: Readonly<Record<string, string>> };
        /** 2 run, 3 cancel */
        readonly requestState: number;
    };
}

/** One connection: requests by the id that the client gave them. */
class StreamConnection {
    private readonly sessions = new Map<string, string>();

    constructor(
        private readonly socket: WebSocket,
        private readonly api: PowerShellApi
    ) {
        socket.on('message', message => void this.receive(message));
    }

    private async receive(message: RawData): Promise<void> {
        let packet: StreamPacket;
        try {
            packet = JSON.parse(String(message)) as StreamPacket;
        } catch {
            this.socket.send(JSON.stringify({ streamName, state: packetError, data: { message: 'The packet is not JSON.' } }));
            return;
        }
        if (packet.streamName !== streamName) {
            this.socket.send(JSON.stringify({ streamName: packet.streamName, state: packetError, data: { message: 'There is no such stream.' } }));
            return;
        }
        if (packet.data.requestState === cancelRequest) {
            await this.ask(packet, 'POST', `pssessions/${this.sessions.get(packet.data.id) ?? ''}/cancel`);
            return;
        }
        await this.run(packet);
    }

    private async run(packet: StreamPacket): Promise<void> {
        const { id } = packet.data;
        let answer = await this.ask(packet, 'POST', 'invokeCommand');
        for (let index = 0; ; index++) {
            const body = answer.body as { readonly sessionId?: string; readonly completed?: string };
            this.sessions.set(id, body.sessionId ?? '');
            const failed = answer.status >= 400;
            const ended = failed || body.completed === 'True';
            const state = failed ? answerState.failed : ended ? answerState.completed : answerState.data;
            const response = failed ? { ...body, statusCode: answer.status } : body;
            this.socket.send(JSON.stringify({ streamName, state: data, data: { id, state, index, response } }));
            if (ended) {
                this.sessions.delete(id);
                return;
            }
            answer = await this.ask(packet, 'GET', `pssessions/${body.sessionId ?? ''}`);
        }
    }

    private ask(packet: StreamPacket, method: string, rest: string): ReturnType<PowerShellApi['answer']> {
        const { target } = packet.data;
        const headers = Object.fromEntries(Object.entries(target.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
        const url = `/api/services/WinREST/PowerShell/nodes/${encodeURIComponent(target.nodeName)}/${rest}`;
        return this.api.answer({ method, url, headers, body: { properties: packet.data } });
    }
}

/**
 * Answers upgrades of the server. Browsers send no preflight for them, so host and origin are checked here.
 * @returns ends all connections
 */
export function addStream(server: Server, api: PowerShellApi): () => void {
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        const { host, origin } = request.headers;
        if (!streamPath.test(request.url ?? '') || !isLocalHost(host) || (origin !== undefined && !isLocalOrigin(origin))) {
            socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
            return;
        }
        sockets.handleUpgrade(request, socket, head, one => new StreamConnection(one, api));
    });
    return () => sockets.clients.forEach(one => one.terminate());
}
